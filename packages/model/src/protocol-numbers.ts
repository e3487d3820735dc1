import { requireObject } from "./argument.js";
import { splitBracketed } from "./bracketed.js";
import { isRegistryDate } from "./date.js";
import { lastPort, type PortRange, parsePort } from "./port.js";
import { hasErrors, type Problem, Report, type Span } from "./problem.js";
import { recordProblems } from "./record-draft.js";
import { parseReferenceLabel, type Reference } from "./reference.js";
import { oneLine, type RunningText } from "./running-text.js";

/** Lists the problems that protocol numbers can have in whatever format they were read from. */
export const protocolNumberProblems = {
  "protocol-numbers/not-the-registry": [
    "error",
    "This is not IANA's registry of protocol numbers.",
    "Give the registry “protocol-numbers” as XML, CSV, text or page, with its headings.",
  ],
  "protocol-numbers/no-records": [
    "error",
    "There are no protocol numbers below the headings.",
    "Give the whole registry; the file may have been cut off.",
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

/**
 * Gathers what a reader of the protocol numbers finds: the one place where their scalars are
 * understood and their problems are worded.
 */
export class ProtocolReading {
  readonly report: Report;
  readonly #records: ProtocolRecord[] = [];
  readonly #offsets: number[] = [];

  constructor(source: string) {
    this.report = new Report(source);
  }

  /**
   * Adds a record. One without a number is left out, with a problem.
   *
   * @param offset zero-based offset of the record, where that is not the start of `span`.
   */
  add(draft: ProtocolDraft, span: Span, offset: number = span.start): void {
    const complain = (code: keyof typeof protocolNumberProblems, found: string): void =>
      this.report.add(protocolNumberProblems, code, { span, values: { found } });
    const { keyword = "", description = "", ipv6Extension = "", references = [] } = draft;
    const number = parseProtocolNumber(draft.number?.trim() ?? "");
    if (number === undefined) {
      complain("protocol-numbers/number-invalid", draft.number ?? "");
      return;
    }
    if (ipv6Extension !== "" && !/^[YN]$/.test(ipv6Extension))
      complain("protocol-numbers/ipv6-invalid", ipv6Extension);
    this.#records.push({
      number,
      ...(keyword === "" ? {} : { keyword }),
      ...(description === "" ? {} : { description }),
      ...(/^[YN]$/.test(ipv6Extension) ? { ipv6Extension: ipv6Extension === "Y" } : {}),
      references,
      ...this.#dateOf("registrationDate", draft, span),
      ...this.#dateOf("modificationDate", draft, span),
    });
    this.#offsets.push(offset);
  }

  /** Adds a record from the text of its cells, as CSV and text have them. */
  addCells(cells: ProtocolCells, span: Span, offset?: number): void {
    const { references: found = "" } = cells;
    const labels = splitBracketed(found);
    if (labels === undefined)
      this.report.add(recordProblems, "record/list-invalid", { span, values: { found } });
    const references = (labels ?? [found]).map(parseReferenceLabel);
    this.add({ ...cells, references }, span, offset);
  }

  /** Reports that a source is not the registry of protocol numbers. */
  refuse(span: Span): void {
    this.report.add(protocolNumberProblems, "protocol-numbers/not-the-registry", { span });
  }

  /** Gives what was found; that it is nothing is a problem, too. */
  finish(updated?: string): ProtocolNumbersResult {
    const { problems } = this.report;
    const records = this.#records;
    if (records.length === 0 && !hasErrors(problems)) {
      const span = { start: 0 };
      this.report.add(protocolNumberProblems, "protocol-numbers/no-records", { span });
    }
    return {
      numbers: updated === undefined ? { records } : { updated, records },
      problems,
      offsets: this.#offsets,
    };
  }

  #dateOf(
    field: "registrationDate" | "modificationDate",
    { [field]: found = "" }: ProtocolDraft,
    span: Span,
  ): Partial<ProtocolRecord> {
    if (found === "") return {};
    if (!isRegistryDate(found))
      this.report.add(recordProblems, "record/date-invalid", { span, values: { found } });
    return { [field]: found };
  }
}

/**
 * Holds IANA's registry of assigned Internet protocol numbers, the field that IPv4 calls Protocol
 * and IPv6 calls Next Header.
 */
export interface ProtocolNumbers {
  /** Date of the last change IANA made, `YYYY-MM-DD`. */
  readonly updated?: string;
  /** Records in document order, which is that of the numbers. */
  readonly records: readonly ProtocolRecord[];
}

/** Holds one record of the protocol numbers. Absent fields are absent, never empty. */
export interface ProtocolRecord {
  /** Protocol number, 0 to 255, or a range of them; a local file may have higher numbers. */
  readonly number: number | PortRange;
  /** Keyword as registered, for example `TCP` or `ARGUS (deprecated)`. */
  readonly keyword?: string;
  /** Further names that a local file has. */
  readonly aliases?: readonly string[];
  /** What the registry calls Protocol: the name in full. */
  readonly description?: RunningText;
  /** Whether it is an IPv6 extension header (RFC 7045); absent where the registry does not say. */
  readonly ipv6Extension?: boolean;
  readonly references: readonly Reference[];
  /** `YYYY-MM` or `YYYY-MM-DD`, as published, never widened. */
  readonly registrationDate?: string;
  /** `YYYY-MM` or `YYYY-MM-DD`, as published, never widened. */
  readonly modificationDate?: string;
}

/** Holds what a reader of protocol numbers found, and every problem on the way. */
export interface ProtocolNumbersResult {
  readonly numbers: ProtocolNumbers;
  readonly problems: readonly Problem[];
  /** Zero-based offset in the source of each record, in the order of `numbers.records`. */
  readonly offsets: readonly number[];
}

/** Highest protocol number: the field has 8 bits. */
const MAX_PROTOCOL_NUMBER = 255;

/**
 * Reads a protocol number or a range, which the registry writes as it writes ports.
 *
 * @returns the number, or undefined for anything else.
 * @example
 * parseProtocolNumber("6"); // 6
 * parseProtocolNumber("148-252"); // { first: 148, last: 252 }
 * parseProtocolNumber("256"); // undefined
 */
export function parseProtocolNumber(text: string): ProtocolRecord["number"] | undefined {
  const number = parsePort(text);
  return number !== undefined && lastPort(number) <= MAX_PROTOCOL_NUMBER ? number : undefined;
}

/** Tells whether the registry marks a protocol as deprecated, which it does in the keyword. */
export function isDeprecatedProtocol(record: ProtocolRecord): boolean {
  requireObject(record, "isDeprecatedProtocol", "record");
  const { keyword = "", description = "" } = record;
  return /\(deprecated\)/i.test(keyword) || /\(deprecated\)/i.test(oneLine(description));
}
