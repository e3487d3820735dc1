import type { Report } from "@portolan/model";
import type { Span } from "@portolan/model/internal";
import { servicesProblems } from "./problems.js";

/** Holds one word of a line and where it is: zero-based offsets, without the end. */
export interface Token extends Required<Span> {
  readonly text: string;
}

/** Holds one line of a services file, split into its words. */
export interface ServiceLine extends Required<Span> {
  /** The name, and then the aliases, as the line has them. */
  readonly names: readonly [Token, ...Token[]];
  readonly port: Token;
  readonly protocol: Token;
  /** The text after `#`, trimmed; undefined where there is none. */
  readonly comment: Token | undefined;
}

/**
 * Reads the lines of a services file in any dialect of services(5): blanks or tabs, leading ones too
 * (glibc), `/` or `,` before the protocol (BSD), `#` comments, CRLF, and a backslash at the end of a
 * line that goes on in the next (fparseln of the BSDs). Comment lines and empty lines are no lines.
 */
export function* readLines(source: string, report: Report): Generator<ServiceLine> {
  for (let start = 0; start < source.length; ) {
    const feed = source.indexOf("\n", start);
    let text = source.slice(start, feed === -1 ? source.length : feed + 1);
    if (text.includes("\\")) text = continuedLine(source, start);
    const line = lineOf(text, start, report);
    if (line !== undefined) yield line;
    start += text.length;
  }
}

/** Splits a line into its words; undefined where it has none, or where they are reported. */
function lineOf(text: string, start: number, report: Report): ServiceLine | undefined {
  const hash = text.indexOf("#");
  const tokens = tokensOf(hash === -1 ? text : text.slice(0, hash), start);
  const name = tokens[0];
  const place = tokens[1];
  if (name === undefined) return undefined;
  if (name.text.startsWith("+")) {
    report.add(servicesProblems, "services/nis-line", { span: name });
    return undefined;
  }
  if (place === undefined) {
    report.add(servicesProblems, "services/line-incomplete", {
      span: name,
      values: { found: name.text },
    });
    return undefined;
  }
  const separator = place.text.search(/[/,]/);
  if (separator < 1 || separator === place.text.length - 1) {
    report.add(servicesProblems, "services/port-without-protocol", {
      span: place,
      values: { found: place.text },
    });
    return undefined;
  }
  const trimmed = text.trimEnd();
  const end = start + trimmed.length;
  const comment = hash === -1 ? "" : trimmed.slice(hash + 1).trimStart();
  return {
    names: [name, ...tokens.slice(2)],
    port: part(place, 0, separator),
    protocol: part(place, separator + 1, place.text.length),
    comment: comment === "" ? undefined : { text: comment, start: end - comment.length, end },
    start: name.start,
    end,
  };
}

/**
 * Joins a line that has a backslash with those it goes on in: a continuation is white space of the same
 * length.
 */
function continuedLine(source: string, start: number): string {
  let joined = "";
  let hasComment = false;
  for (const [line] of source.slice(start).matchAll(/[^\n]*(?:\n|$)/g)) {
    const goesOn = /\\\r?\n$/.exec(line);
    hasComment ||= line.includes("#");
    if (goesOn === null || hasComment) return joined + line;
    joined += line.slice(0, goesOn.index) + " ".repeat(goesOn[0].length);
  }
  return joined;
}

function tokensOf(text: string, offset: number): readonly Token[] {
  const tokens: Token[] = [];
  let end = 0;
  for (const word of text.match(/\S+/g) ?? []) {
    const start = text.indexOf(word, end);
    end = start + word.length;
    tokens.push({ text: word, start: offset + start, end: offset + end });
  }
  return tokens;
}

function part({ text, start }: Token, from: number, to: number): Token {
  return { text: text.slice(from, to), start: start + from, end: start + to };
}
