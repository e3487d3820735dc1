import { createRegistry, type RegistryHeader, type Report } from "@portolan/model";
import { readHeader } from "../page/header.js";
import type { PlacedLine } from "../page/placed-line.js";

const LABEL = /^ {2,4}(?:Last Updated|Expert\(s\)|Reference|Note)$/;
const NOTE_TITLE = /^ {2,4}[^\s[*•]/;

/** Reads the lines above the first table, where the title of a note is indented as the labels are. */
export function readPageHeader(lines: readonly PlacedLine[], report: Report): RegistryHeader {
  const firstLabel = lines.findIndex(({ text }) => LABEL.test(text));
  const isBlank = (index: number): boolean => lines[index]?.text.trim() === "";
  const fields = readHeader(lines, report, (index) => {
    if (firstLabel === -1 || index <= firstLabel) return false;
    return isBlank(index - 1) && isBlank(index + 1) && NOTE_TITLE.test(lines[index]?.text ?? "");
  });
  const { records: _, people: __, footnotes: ___, ...header } = createRegistry({ ...fields });
  return header;
}
