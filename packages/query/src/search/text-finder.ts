import type { Parsed } from "../parsed.js";

/** Holds a stretch of a text: zero-based offsets in UTF-16 code units, the end not included. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/** Finds something in texts. */
export interface TextFinder {
  /** Tells whether a text holds it. */
  test(text: string): boolean;
  /** Gives every place of it, from left to right, none overlapping. */
  spans(text: string): readonly TextSpan[];
}

/**
 * Finds a text, in whatever case, as the search box of IANA's page does. A run of white space
 * counts as one blank.
 */
export function plainFinder(wanted: string): TextFinder {
  // A pattern without operators: it cannot backtrack, and unlike lower-casing both sides it keeps
  // the offsets of characters whose lower case is longer.
  const literal = wanted.replace(/\s+/g, " ").replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  const pattern = new RegExp(literal, "giu");
  return {
    test: (text) => text.search(pattern) !== -1,
    spans: (text) => spansOf(text.matchAll(pattern)),
  };
}

/**
 * Makes a finder of a regular expression in RE2 syntax, in whatever case. The time it takes grows
 * with the length of the text only, whatever the pattern; what cannot be matched so (look-around,
 * back references) is refused with a message. The engine is loaded on first use.
 */
export async function regexFinder(pattern: string): Promise<Parsed<TextFinder>> {
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

function spansOf(matches: Iterable<RegExpExecArray>): readonly TextSpan[] {
  const spans: TextSpan[] = [];
  for (const { index, 0: found } of matches) {
    if (found !== "") spans.push({ start: index, end: index + found.length });
  }
  return spans;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown reason";
  // The engine quotes the pattern with the flag it has put before it.
  return error.message.replace("error parsing regexp: ", "").replace("`(?i)", "`");
}
