import { withoutPassword } from "@portolan/source";
import { expect, test } from "vitest";

test.each([
  ["both", "https://ada:secret@data.example/x?y=1#z"],
  ["a user alone", "https://ada@data.example/x?y=1#z"],
  ["a password alone", "https://:secret@data.example/x?y=1#z"],
  ["none", "https://data.example/x?y=1#z"],
])("a URL is kept without user and password, where it has %s", (_, url) => {
  expect(withoutPassword(url)).toBe("https://data.example/x?y=1#z");
});

test("what is no URL is shown as it is", () => {
  expect(withoutPassword("<stdin>")).toBe("<stdin>");
});
