import { createRegistry, type RegistryHeader } from "@portolan/model";
import { readHeader } from "../header.js";

const LABEL = /^ {2,4}(?:Last Updated|Expert\(s\)|Reference|Note)$/;
const NOTE_TITLE = /^ {2,4}[^\s[*•]/;

/** Reads the lines above the first table, where the title of a note is indented as the labels are. */
export function readPageHeader(lines: readonly string[]): RegistryHeader {
  const firstLabel = lines.findIndex((line) => LABEL.test(line));
  const fields = readHeader(lines, (index) => {
    const isApart = lines[index - 1]?.trim() === "" && lines[index + 1]?.trim() === "";
    return (
      isApart && firstLabel !== -1 && index > firstLabel && NOTE_TITLE.test(lines[index] ?? "")
    );
  });
  const { records: _, people: __, footnotes: ___, ...header } = createRegistry({ ...fields });
  return header;
}
