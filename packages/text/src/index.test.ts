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
});
