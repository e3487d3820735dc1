import type { MeantLine } from "../audit/meant-lines.js";

/** Says what a line is to hold; what is not said stays. */
export interface LineParts {
  readonly names: readonly string[];
  /** Port and protocol, `80/tcp`. */
  readonly place?: string;
  /** Text after `#`; none where it is empty. */
  readonly comment?: string;
}

/** Holds the white space between the parts of a line, and the columns that they begin in. */
interface Gap {
  readonly text: string;
  /** Zero-based column, tabs being eight wide. */
  readonly column: number;
}

/** How lines near a line set out what it does not have itself. */
export class LineModel {
  #alias: Gap | undefined;
  #separator: string | undefined;
  #comment: (Gap & { readonly lead: string }) | undefined;

  /** Learns from a line. */
  see(source: string, meant: MeantLine): void {
    const layout = layoutOf(source, meant);
    this.#alias = layout.alias ?? this.#alias;
    this.#separator = layout.separator ?? this.#separator;
    this.#comment = layout.comment ?? this.#comment;
  }

  /** Writes a line anew: every part begins in its column again, as far as there is room. */
  write(source: string, meant: MeantLine, parts: LineParts): string {
    const layout = layoutOf(source, meant);
    const blank = layout.gap.text.includes("\t") ? "\t" : " ";
    const alias = layout.alias ?? this.#alias ?? { text: blank, column: 0 };
    const separator = layout.separator ?? this.#separator ?? " ";
    const comment = layout.comment ?? this.#comment ?? { text: blank, column: 0, lead: "# " };
    const place = parts.place ?? layout.place;
    const [first = "", ...others] = parts.names;
    let text = layout.before + first;
    text += padding(text, placeGap(layout, place)) + place;
    if (others.length > 0) text += padding(text, alias) + others.join(separator);
    const words = parts.comment ?? meant.line.comment?.text ?? "";
    return words === "" ? text : text + padding(text, comment) + comment.lead + words;
  }
}

function layoutOf(source: string, { line, start }: MeantLine) {
  const gap = (from: number, to: number): Gap => ({
    text: source.slice(from, to),
    column: columnAfter(source.slice(start, to)),
  });
  const commentLayout = (words: number): Gap & { readonly lead: string } => {
    const hash = source.lastIndexOf("#", words);
    return { ...gap(end, hash), lead: source.slice(hash, words) };
  };
  const { port, protocol, comment } = line;
  const [name, first, second] = line.names;
  const last = line.names.at(-1);
  const end = first === undefined || last === undefined ? protocol.end : last.end;
  return {
    before: source.slice(start, name.start),
    place: source.slice(port.start, protocol.end),
    gap: gap(name.end, port.start),
    digits: port.text.length,
    ...(first === undefined ? {} : { alias: gap(protocol.end, first.start) }),
    ...(first === undefined || second === undefined
      ? {}
      : { separator: source.slice(first.end, second.start) }),
    ...(comment === undefined ? {} : { comment: commentLayout(comment.start) }),
  };
}

/** Gives the gap before the port; where ports are written flush right, their slashes stay in line. */
function placeGap({ gap, digits }: { gap: Gap; digits: number }, place: string): Gap {
  const isFlushRight = /\t +$/.test(gap.text);
  const more = place.search(/[/,]|$/) - digits;
  return isFlushRight ? { text: gap.text, column: gap.column - more } : gap;
}

/** Gives the white space after a text that leads to the column of a gap, or just parts two words. */
function padding(text: string, gap: Gap): string {
  const at = columnAfter(text);
  if (columnAfter(text + gap.text) === gap.column) return gap.text;
  if (at >= gap.column) return gap.text.startsWith(" ") ? " " : "\t";
  if (!gap.text.includes("\t")) return " ".repeat(gap.column - at);
  const stops = Math.floor(gap.column / TAB) - Math.floor(at / TAB);
  const spaces = stops > 0 ? gap.column % TAB : gap.column - at;
  return "\t".repeat(stops) + " ".repeat(spaces);
}

const TAB = 8;

function columnAfter(text: string): number {
  let column = 0;
  for (const char of text)
    column = char === "\t" ? (Math.floor(column / TAB) + 1) * TAB : column + 1;
  return column;
}
