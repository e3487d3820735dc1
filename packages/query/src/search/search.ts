import {
  COLUMNS,
  type ColumnKey,
  columnOfHeading,
  type Registry,
  type ServiceRecord,
} from "@portolan/model";
import {
  type Parsed,
  requireObject,
  requireRegistry,
  requireText,
  requireTextOrObject,
} from "@portolan/model/internal";
import { type RecordText, recordTexts } from "../record-text.js";

/** How {@link search} looks. */
export interface SearchOptions {
  /** Columns to look into, with their links' targets; by default all twelve. */
  readonly columns?: readonly ColumnKey[];
}

/** Holds a record that was found. */
export interface SearchHit {
  readonly record: ServiceRecord;
  /** Zero-based place of the record in the registry. */
  readonly index: number;
  /** Where the text appears in the record; nowhere, where all records were asked for. */
  readonly matches: readonly SearchMatch[];
}

/** Holds one text of a record in which something was found. */
export interface SearchMatch extends RecordText {
  /** The places, for highlighting. */
  readonly spans: readonly TextSpan[];
}

/**
 * Finds the records that hold a text, in registry order: the rows that the search box of IANA's
 * page gives (see {@link recordTexts} for where it looks). An empty text finds every record.
 *
 * @param wanted a text, found in whatever case, or a finder (see {@link regexFinder}).
 * @example
 * search(registry, "pcp").map(({ record }) => record.name);
 */
export function search(
  registry: Registry,
  wanted: string | TextFinder,
  options: SearchOptions = {},
): readonly SearchHit[] {
  requireRegistry(registry, "search", "registry");
  const finder = finderOf(wanted);
  requireObject(options, "search", "options");
  if (wanted === "")
    return registry.records.map((record, index) => ({ record, index, matches: [] }));
  const { columns } = options;
  const hits: SearchHit[] = [];
  registry.records.forEach((record, index) => {
    const found = recordTexts(record).filter(
      ({ column, text }) => (columns?.includes(column) ?? true) && finder.test(text),
    );
    if (found.length === 0) return;
    hits.push({
      record,
      index,
      matches: found.map((text) => ({ ...text, spans: finder.spans(text.text) })),
    });
  });
  return hits;
}

/**
 * Finds texts as {@link search} does, where the same records are asked again and again: at every key that
 * somebody types. It keeps the texts of each record ready, which are made once, some at a time if you
 * like, and takes a few milliseconds for the whole registry.
 *
 * @example
 * const records = [{ name: "http", contacts: [], references: [] }, { name: "pcp", contacts: [], references: [] }];
 * new KeptSearch(records).find("PC"); // [1]
 */
export class KeptSearch {
  readonly #records: readonly ServiceRecord[];
  /** The folded texts of each record, each on a line of its own. */
  readonly #texts: string[] = [];

  constructor(records: readonly ServiceRecord[]) {
    this.#records = records;
  }

  /** Makes the texts of some more records ready, by default of all. Returns whether all are. */
  prepare(count: number = Number.POSITIVE_INFINITY): boolean {
    const end = Math.min(this.#records.length, this.#texts.length + count);
    for (let place = this.#texts.length; place < end; place++) {
      const record = this.#records[place];
      const texts = record === undefined ? [] : recordTexts(record);
      this.#texts.push(texts.map(({ text }) => folded(text)).join("\n"));
    }
    return end === this.#records.length;
  }

  /** Returns the zero-based places of the records in which {@link search} finds a text. */
  find(wanted: string): readonly number[] {
    this.prepare();
    const literal = literalOf(wanted);
    const places: number[] = [];
    // What is looked for has no line break, so it never reaches from one text into the next.
    for (const [place, text] of this.#texts.entries())
      if (text.includes(literal)) places.push(place);
    return places;
  }
}

/** Tells whether a text of a record meets a finder, wherever IANA's page would look. */
export function recordMatches(record: ServiceRecord, finder: TextFinder): boolean {
  return recordTexts(record).some(({ text }) => finder.test(text));
}

/**
 * Reads a list of columns: their keys (`name,notes`) or headings (`Service Name`), in whatever case.
 */
export function parseColumns(text: string): Parsed<readonly ColumnKey[]> {
  requireText(text, "parseColumns", "text");
  const columns: ColumnKey[] = [];
  for (const item of text.split(",")) {
    const word = item.trim().toLowerCase();
    const column =
      COLUMNS.find(({ key }) => key.toLowerCase() === word)?.key ?? columnOfHeading(word);
    if (column === undefined) {
      const keys = COLUMNS.map(({ key }) => key).join(", ");
      return { message: `“${item.trim()}” is none of the columns ${keys}.` };
    }
    columns.push(column);
  }
  return { value: columns };
}

/** Gives what finds a text, or the finder that was given. */
function finderOf(wanted: string | TextFinder): TextFinder {
  const kinds = "a string or a finder (the value that regexFinder gives)";
  requireTextOrObject(wanted, "search", "wanted", kinds);
  if (typeof wanted === "string") return plainFinder(wanted);
  if (typeof wanted.test !== "function" || typeof wanted.spans !== "function")
    throw new TypeError(`search: wanted must be ${kinds}, not another object.`);
  return wanted;
}

/** Holds a stretch of a text: zero-based offsets in UTF-16 code units, the end not included. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/** Finds something in texts. */
export interface TextFinder {
  /** Tells whether a text holds it. */
  test(text: string): boolean;
  /** Returns every place of it, from left to right, none overlapping. */
  spans(text: string): readonly TextSpan[];
}

/**
 * Finds a text, in whatever case, as the search box of IANA's page does. A run of white space
 * counts as one blank.
 */
export function plainFinder(wanted: string): TextFinder {
  const literal = literalOf(wanted);
  return {
    test: (text) => folded(text).includes(literal),
    spans: (text) => {
      const spans: TextSpan[] = [];
      const whole = folded(text);
      let start = literal === "" ? -1 : whole.indexOf(literal);
      for (; start !== -1; start = whole.indexOf(literal, start + literal.length))
        spans.push({ start, end: start + literal.length });
      return spans;
    },
  };
}

/** Returns what is compared of a text that is looked for. */
function literalOf(wanted: string): string {
  return folded(wanted.replace(/\s+/g, " "));
}

/** Returns a text in which letters of either case are the same; every offset stays what it is. */
function folded(text: string): string {
  if (/^[\0-\x7F]*$/.test(text)) return text.toLowerCase();
  return text
    .replace(/[^\0-\x7F]/gu, foldedLetter)
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** A letter whose other case has another length stays: `İ`. */
function foldedLetter(letter: string): string {
  const upper = letter.toUpperCase();
  const lower = (upper.length === letter.length ? upper : letter).toLowerCase();
  return lower.length === letter.length ? lower : letter;
}

/**
 * Returns a finder of a regular expression in RE2 syntax, in whatever case. The time it takes grows
 * with the length of the text only, whatever the pattern; what cannot be matched so (look-around,
 * back references) is refused with a message. The engine is loaded on first use.
 */
export async function regexFinder(pattern: string): Promise<Parsed<TextFinder>> {
  requireText(pattern, "regexFinder", "pattern");
  const { RE2JS } = await import("re2js");
  try {
    const regex = RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
    return {
      value: {
        test: (text) => regex.test(text),
        spans: (text) => {
          const matcher = regex.matcher(text);
          const spans: TextSpan[] = [];
          while (matcher.find()) spans.push({ start: matcher.start(), end: matcher.end() });
          return spans.filter(({ start, end }) => start < end);
        },
      },
    };
  } catch (error) {
    return { message: `“${pattern}” is not a regular expression: ${reasonOf(error)}.` };
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown reason";
  // The engine quotes the pattern with the flag it has put before it.
  return error.message.replace("error parsing regexp: ", "").replace("`(?i)", "`");
}
