import { splitBracketed } from "./bracketed.js";
import { isRegistryDate } from "./date.js";
import type { Report, Span } from "./problem.js";
import { type ProtocolRecord, parseProtocolNumber } from "./protocol-numbers.js";
import { recordProblems } from "./record-draft.js";
import { parseReferenceLabel, type Reference } from "./reference.js";
import type { RunningText } from "./running-text.js";

/** Lists the problems that protocol numbers can have in whatever format they were read from. */
export const protocolNumberProblems = {
  "protocol-numbers/not-the-registry": [
    "error",
    "This is not IANA's registry of protocol numbers.",
    "Give the registry “protocol-numbers” as XML, CSV, text or page, with its headings.",
  ],
  "protocol-numbers/number-invalid": [
    "error",
    "“{found}” is not a protocol number or range between 0 and 255; the record is left out.",
    "Correct the number, in decimal.",
  ],
  "protocol-numbers/ipv6-invalid": [
    "warning",
    "“{found}” is neither Y nor N, which say whether this is an IPv6 extension header.",
    "Write Y or N, or nothing.",
  ],
} as const;

/** Names a column of the protocol numbers. */
export type ProtocolColumnKey =
  | "number"
  | "keyword"
  | "description"
  | "ipv6Extension"
  | "references";

const HEADINGS: ReadonlyMap<string, ProtocolColumnKey> = new Map([
  ["decimal", "number"],
  ["keyword", "keyword"],
  ["protocol", "description"],
  ["ipv6 extension header", "ipv6Extension"],
  ["reference", "references"],
]);

/** Finds the column that a heading of the protocol numbers names; case does not matter. */
export function protocolColumnOf(heading: string): ProtocolColumnKey | undefined {
  return HEADINGS.get(heading.trim().toLowerCase());
}

/**
 * Tells whether headings are those of the protocol numbers, in any order: a number and a keyword
 * are what it takes.
 */
export function areProtocolHeadings(headings: readonly string[]): boolean {
  const columns = headings.map(protocolColumnOf);
  return columns.includes("number") && columns.includes("keyword");
}

/** Holds the text of a record's columns; an absent one is an empty cell. */
export type ProtocolCells = { readonly [column in ProtocolColumnKey]?: string | undefined };

/** Holds a record as a reader hands it over: structure known, scalars still text. */
export interface ProtocolDraft {
  number?: string | undefined;
  keyword?: string | undefined;
  description?: RunningText | undefined;
  ipv6Extension?: string | undefined;
  references?: readonly Reference[];
  registrationDate?: string | undefined;
  modificationDate?: string | undefined;
}

/** Makes a draft of a record's texts, as CSV and text have them: of references only labels are known. */
export function protocolDraftOf(cells: ProtocolCells, report: Report, span: Span): ProtocolDraft {
  const { references = "" } = cells;
  const labels = splitBracketed(references);
  if (labels === undefined) {
    report.add(recordProblems, "record/list-invalid", { span, values: { found: references } });
  }
  return { ...cells, references: (labels ?? [references]).map(parseReferenceLabel) };
}

/**
 * Makes a record of a draft: the one place where protocol numbers are understood.
 *
 * @returns undefined, with a problem, where there is no number.
 */
export function finishProtocol(
  draft: ProtocolDraft,
  report: Report,
  span: Span,
): ProtocolRecord | undefined {
  const { keyword = "", description = "", ipv6Extension = "", references = [] } = draft;
  const complain = (code: keyof typeof protocolNumberProblems, found: string): void =>
    report.add(protocolNumberProblems, code, { span, values: { found } });
  const number = parseProtocolNumber(draft.number?.trim() ?? "");
  if (number === undefined) {
    complain("protocol-numbers/number-invalid", draft.number ?? "");
    return undefined;
  }
  const record: { -readonly [K in keyof ProtocolRecord]: ProtocolRecord[K] } = {
    number,
    references,
  };
  if (keyword !== "") record.keyword = keyword;
  if (description !== "") record.description = description;
  if (/^[YN]$/.test(ipv6Extension)) record.ipv6Extension = ipv6Extension === "Y";
  else if (ipv6Extension !== "") complain("protocol-numbers/ipv6-invalid", ipv6Extension);
  for (const field of ["registrationDate", "modificationDate"] as const) {
    const date = draft[field];
    if (date === undefined || date === "") continue;
    record[field] = date;
    if (isRegistryDate(date)) continue;
    report.add(recordProblems, "record/date-invalid", { span, values: { found: date } });
  }
  return record;
}
