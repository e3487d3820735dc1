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
  /** The text after `#`, trimmed; absent where there is none. */
  readonly comment?: Token;
}

/**
 * Reads the lines of a services file in any dialect of services(5): blanks or tabs, leading ones too
 * (glibc), `/` or `,` before the protocol (BSD), `#` comments, CRLF, and a backslash at the end of a
 * line that goes on in the next (fparseln of the BSDs). Comment lines and empty lines are no lines.
 */
export function* readLines(source: string, report: Report): Generator<ServiceLine> {
  for (const { text, start } of logicalLines(source)) {
    const hash = text.indexOf("#");
    const body = hash === -1 ? text : text.slice(0, hash);
    const [name, place, ...aliases] = tokensOf(body, start);
    if (name === undefined) continue;
    if (name.text.startsWith("+")) {
      report.add(servicesProblems, "services/nis-line", { span: name });
      continue;
    }
    if (place === undefined) {
      report.add(servicesProblems, "services/line-incomplete", {
        span: name,
        values: { found: name.text },
      });
      continue;
    }
    const separator = place.text.search(/[/,]/);
    if (separator < 1 || separator === place.text.length - 1) {
      report.add(servicesProblems, "services/port-without-protocol", {
        span: place,
        values: { found: place.text },
      });
      continue;
    }
    const comment = hash === -1 ? undefined : trimmed(text.slice(hash + 1), start + hash + 1);
    yield {
      names: [name, ...aliases],
      port: part(place, 0, separator),
      protocol: part(place, separator + 1, place.text.length),
      ...(comment === undefined ? {} : { comment }),
      start: name.start,
      end: start + text.trimEnd().length,
    };
  }
}

/** Returns the lines with their offsets; a continuation is white space of the same length. */
function* logicalLines(source: string): Generator<{ text: string; start: number }> {
  let parts: string[] = [];
  let length = 0;
  let start = 0;
  let hasComment = false;
  for (const [line] of source.matchAll(/[^\n]*(?:\n|$)/g)) {
    if (length === 0 && !line.includes("\\")) {
      if (line !== "") yield { text: line, start };
      start += line.length;
      continue;
    }
    length += line.length;
    const goesOn = /\\\r?\n$/.exec(line);
    hasComment ||= line.includes("#");
    if (goesOn !== null && !hasComment) {
      parts.push(line.slice(0, goesOn.index), " ".repeat(goesOn[0].length));
      continue;
    }
    parts.push(line);
    if (length > 0) yield { text: parts.join(""), start };
    start += length;
    parts = [];
    length = 0;
    hasComment = false;
  }
  if (length > 0) yield { text: parts.join(""), start };
}

function tokensOf(text: string, offset: number): readonly Token[] {
  return Array.from(text.matchAll(/\S+/g), ({ 0: word, index }) => ({
    text: word,
    start: offset + index,
    end: offset + index + word.length,
  }));
}

function part({ text, start }: Token, from: number, to: number): Token {
  return { text: text.slice(from, to), start: start + from, end: start + to };
}

function trimmed(text: string, offset: number): Token | undefined {
  const inner = text.trim();
  if (inner === "") return undefined;
  const start = offset + text.indexOf(inner);
  return { text: inner, start, end: start + inner.length };
}
