import { flattenText, type RunningText, referenceLabel } from "@portolan/model";
import { printableLine } from "./cell-lines.js";

/** Gives the lines of text whose line breaks count, as in notes and footnotes. */
export function preformattedLines(text: RunningText): readonly string[] {
  const flat = flattenText(text, {
    reference: (reference) => `[${referenceLabel(reference)}]`,
    break: "\n",
    beforeParagraph: "\n",
  });
  return flat
    .replace(/^\s*\n/, "")
    .trimEnd()
    .split(/\r\n|\n|\r/)
    .map(withIndent);
}

/** Makes a line printable and keeps the blanks inside and before it, which are layout here. */
function withIndent(line: string): string {
  return line
    .replaceAll("\t", " ")
    .split(" ")
    .map((word) => (word === "" ? "" : printableLine(word)))
    .join(" ")
    .trimEnd();
}
