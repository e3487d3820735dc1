import { createRegistry } from "@portolan/model";
import * as text from "@portolan/text";
import { expect, test } from "vitest";

test("exports these names", () => {
  expect(Object.keys(text).sort()).toEqual([
    "COPY_SHAPES",
    "MarkdownWriter",
    "copyChunks",
    "fromText",
    "markdownChunks",
    "protocolNumbersFromText",
    "streamText",
    "textChunks",
    "textProblems",
    "toCopy",
    "toMarkdown",
    "toText",
  ]);
});

test("wrong arguments are thrown back", () => {
  expect(() => text.fromText(undefined as unknown as string)).toThrow(TypeError);
  const registry = createRegistry();
  for (const indent of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])
    expect(() => text.toText(registry, { indent })).toThrow(TypeError);
  expect(text.toText(registry, { indent: 0 })).toMatch(/^Available Formats$/m);
});
