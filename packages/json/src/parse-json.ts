import type { ProblemValues, Report } from "@portolan/model";
import { MAX_DATA_DEPTH } from "@portolan/model/internal";
import { type ParseErrorCode, printParseErrorCode, visit } from "#jsonc-parser";
import { jsonProblems } from "./problems.js";
import { findDuplicateKeys, findTooDeep, type Survey, survey } from "./structure.js";

/** Holds something that is wrong with a text as JSON. */
export interface Fault {
  readonly code: "json/syntax" | "json/duplicate-key" | "json/nested-too-deeply";
  /** Zero-based offsets in the text. */
  readonly start: number;
  readonly end?: number;
  readonly values: ProblemValues;
  /** What `JSON.parse` has thrown. */
  readonly cause?: unknown;
}

/** Holds what a text says, if anything could be read, and what is wrong with it. */
export interface Parsed {
  readonly isRead: boolean;
  readonly data?: unknown;
  /** Where the items of its lists are, as far as that is known. */
  readonly items?: Survey["items"];
  readonly faults: readonly Fault[];
}

const NO_FAULTS: readonly never[] = [];

/** Parses JSON. */
export function parseJson(text: string): Parsed {
  const found = survey(text, MAX_DATA_DEPTH);
  if (found === undefined) {
    const values = { limit: MAX_DATA_DEPTH };
    return { isRead: false, faults: [{ code: "json/nested-too-deeply", start: 0, values }] };
  }
  const { keys, items } = found;
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (cause) {
    return { isRead: false, faults: [findSyntaxFault(text, cause)] };
  }
  if (countKeysOf(data) === keys) return { isRead: true, data, items, faults: NO_FAULTS };
  const faults = findDuplicateKeys(text).map(
    ({ key, start, end }): Fault => ({ code: "json/duplicate-key", start, end, values: { key } }),
  );
  return { isRead: true, data, items, faults };
}

/**
 * Parses JSON of which only that is left out which nests too deeply: an item of a list of the registry, or
 * else a field. What is left of the text is given, too; all of it stands where it stood.
 */
export function parseShallow(text: string): Parsed & { readonly text: string } {
  const whole = { ...parseJson(text), text };
  if (whole.isRead || whole.faults[0]?.code !== "json/nested-too-deeply" || !isJson(text))
    return whole;
  const places = findTooDeep(text, MAX_DATA_DEPTH);
  const shallow = withBlanks(text, places);
  const parsed = parseJson(shallow);
  if (typeof parsed.data !== "object" || Object.keys(parsed.data ?? {}).length === 0) return whole;
  const values = { limit: MAX_DATA_DEPTH };
  const deep = places.map(
    ({ start, end }): Fault => ({ code: "json/nested-too-deeply", start, end, values }),
  );
  const faults = [...deep, ...parsed.faults].sort((a, b) => a.start - b.start);
  return { ...parsed, faults, text: shallow };
}

/** `JSON.parse` keeps a stack of its own, so that no nesting is too deep for it. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Puts blanks in place of stretches and their commas, so that all else stays where it is. */
function withBlanks(text: string, places: ReturnType<typeof findTooDeep>): string {
  const stretches = places
    .flatMap(({ start, end, comma }) => [
      { start, end },
      ...(comma === undefined ? [] : [{ start: comma, end: comma + 1 }]),
    ])
    .sort((a, b) => a.start - b.start);
  let blanked = "";
  let at = 0;
  for (const { start, end } of stretches) {
    if (end <= at) continue;
    blanked += text.slice(at, start) + " ".repeat(end - start);
    at = end;
  }
  return blanked + text.slice(at);
}

/** Reports faults of a text that is a part of the source of a report. */
export function reportFaults(
  faults: readonly Fault[],
  report: Report,
  offsetOf: (offset: number) => number,
  syntaxCode: "json/syntax" | "json/entry-broken" = "json/syntax",
): void {
  for (const { code, start, end, values, cause } of faults) {
    const span = {
      start: offsetOf(start),
      ...(end === undefined ? {} : { end: offsetOf(end) }),
    };
    const told = code === "json/syntax" ? syntaxCode : code;
    report.add(jsonProblems, told, { span, values, cause });
  }
}

/** Counts the keys of all objects in parsed JSON, which does not nest deeply. */
function countKeysOf(data: unknown): number {
  if (typeof data !== "object" || data === null) return 0;
  const values: readonly unknown[] = Array.isArray(data) ? data : Object.values(data);
  let count = Array.isArray(data) ? 0 : values.length;
  for (const value of values) if (typeof value === "object") count += countKeysOf(value);
  return count;
}

const WORDS: ReadonlyMap<string, string> = new Map([
  ["InvalidSymbol", "this is no value"],
  ["InvalidNumberFormat", "this is no number"],
  ["PropertyNameExpected", "a key between double quotes is expected"],
  ["ValueExpected", "a value is expected"],
  ["ColonExpected", "a colon is expected"],
  ["CommaExpected", "a comma is expected"],
  ["CloseBraceExpected", "a closing brace is expected"],
  ["CloseBracketExpected", "a closing bracket is expected"],
  ["EndOfFileExpected", "nothing may follow the value"],
  ["InvalidCommentToken", "comments are not allowed"],
  ["UnexpectedEndOfString", "the text between quotes has no end in this line"],
  ["UnexpectedEndOfNumber", "this number is not complete"],
  ["InvalidUnicode", "this \\u escape has not four hexadecimal digits"],
  ["InvalidEscapeCharacter", "there is no such escape"],
  ["InvalidCharacter", "a control character must be escaped"],
]);

/**
 * Has jsonc-parser find the first place where a text is not JSON. `JSON.parse` says where only in words
 * that differ between versions of Node.
 */
function findSyntaxFault(text: string, cause: unknown): Fault {
  const faults: Fault[] = [];
  const onError = (code: ParseErrorCode, start: number, length: number): void => {
    if (faults.length > 0) return;
    const words = WORDS.get(printParseErrorCode(code)) ?? "something else is expected";
    const what = text.slice(start).trim() === "" ? `it ends too early, ${words}` : words;
    faults.push({ code: "json/syntax", start, end: start + length, values: { what }, cause });
  };
  visit(text, { onError }, { disallowComments: true, allowTrailingComma: false });
  const values = { what: "something else is expected" };
  return faults[0] ?? { code: "json/syntax", start: 0, values, cause };
}
