import { COLUMNS } from "@portolan/model";
import { linesOf } from "../page/lines.js";
import { FlowRows } from "./flow-rows.js";
import { withoutHeaderNumbers, withoutLinkNumbers } from "./link-list.js";

/** Holds a text with one row a line, and where its stretches stood in the source. */
export interface UnflowedText {
  readonly text: string;
  /** Gives the offset in the source of an offset in the text; exact at the start of a line. */
  sourceOffset(offset: number): number;
}

const HEADINGS = COLUMNS.map(({ heading }) => heading).join(" ");
const OLD_HEADINGS = HEADINGS.replace("Unauthorized Use Reported", "Known Unauthorized Uses");
const PEOPLE_HEADINGS = "ID Name Organization Contact URI Last Updated";

/** Most lines over which the headings are wrapped. */
const MOST_HEAD_LINES = 6;

/** Finds the wrapped headings of the records: the number of their lines, 0 where there are none. */
export function flowHeadLength(lines: readonly string[], at: number): number {
  if (!lines[at]?.trim().startsWith("Service")) return 0;
  for (let count = 1; count <= MOST_HEAD_LINES; count++) {
    const text = lines
      .slice(at, at + count)
      .map((line) => line.trim())
      .join(" ");
    if (text === HEADINGS || text === OLD_HEADINGS) return count;
  }
  return 0;
}

const CAPTION = /^(?:Contact Information|People|Footnotes?|Licensing Terms|\d+( \d+)+ .*)$/;

type Part = "header" | "records" | "people" | "rest";

/** Puts each row of a flattened and wrapped dump on a line of its own, without link numbers. */
export function unflow(source: string): UnflowedText {
  const lines = [...linesOf(source)];
  const texts = lines.map(({ text }) => text);
  const list = texts.lastIndexOf("References");
  const end = list === -1 ? lines.length : list;
  const head = texts.findIndex((_, at) => flowHeadLength(texts, at) > 0);
  const rows = new FlowRows(flowWidth(texts.slice(head, end)));
  const pieces: { text: string; start: number }[] = [];
  let part: Part = "header";
  for (let at = 0; at < end; at++) {
    const { text: raw, start } = lines[at] ?? { text: "", start: 0 };
    const headLength = flowHeadLength(texts, at);
    const text = part === "header" ? withoutHeaderNumbers(raw) : withoutLinkNumbers(raw).trim();
    const add = (piece: string): void => void pieces.push({ text: piece, start });
    if (headLength > 0) {
      add(`\n${HEADINGS}`);
      part = "records";
      at += headLength - 1;
    } else if (part !== "header" && CAPTION.test(withoutHeaderNumbers(text))) {
      add(`\n${withoutHeaderNumbers(text)}`);
      part = "rest";
    } else if (text === PEOPLE_HEADINGS) {
      add(`\n${text}`);
      part = "people";
    } else if (part === "header" || part === "rest") add(`\n${text}`);
    else if (text !== "") {
      const begins =
        part === "records" ? rows.isStart(raw.trim()) : /^\[[^\]]+\](?: |$)/.test(text);
      add(`${begins ? "\n" : " "}${text}`);
    }
  }
  return joinPieces(pieces);
}

/** Gives the most characters of a line of several words; one word may stand out. */
function flowWidth(lines: readonly string[]): number {
  let width = 0;
  for (const line of lines) {
    const text = line.trim();
    if (text.includes(" ")) width = Math.max(width, text.length);
  }
  return width;
}

function joinPieces(pieces: readonly { text: string; start: number }[]): UnflowedText {
  const starts: number[] = [];
  let length = 0;
  for (const { text } of pieces) {
    starts.push(length);
    length += text.length;
  }
  return {
    text: pieces.map(({ text }) => text).join(""),
    sourceOffset: (offset) => {
      const after = starts.findIndex((start) => start > offset);
      const index = after === -1 ? pieces.length - 1 : after - 1;
      const piece = pieces[Math.max(0, index)];
      return piece === undefined ? 0 : piece.start + Math.max(0, offset - (starts[index] ?? 0) - 1);
    },
  };
}
