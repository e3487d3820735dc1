import {
  CLASS_RANGES,
  COLUMNS,
  firstPort,
  isTransportProtocol,
  type Port,
  parsePort,
  type Report,
} from "@portolan/model";
import { defined } from "@portolan/model/internal";
import { sectionOfTitle } from "../copy/pages.js";
import { OpenCell } from "../copy/phrases.js";
import { copyDialect } from "../copy/read-copy.js";
import { spaceShape } from "../copy/space.js";
import type { TextDialect, TextReading } from "../dialect.js";
import { type Line, linesOf, reportLines } from "../page/lines.js";
import { beginsWithState } from "../page/port-state.js";
import { textProblems } from "../problems.js";
import { type MovedRows, MovedText, readMoved } from "../unwrap/moved-text.js";
import {
  beginsLinkList,
  hasLinkNumbers,
  isOfLinkList,
  linkTargets,
  withoutHeaderNumbers,
  withoutLinkNumbers,
  withTarget,
} from "./link-list.js";

/**
 * Reads the page as lynx dumps it: columns are gone and rows are wrapped to the screen. Once each
 * row has its own line again, it is a copy with blanks between its cells.
 */
export const flowDumpDialect: TextDialect = { name: "dump", recognises, read };

const FLATTENED = copyDialect("dump", spaceShape);

function recognises(source: string): boolean {
  if (!/^ *Service Name Port Number/m.test(source)) return false;
  const lines = [...linesOf(source)].map(({ text }) => text);
  const isNumbered = hasLinkNumbers(source);
  return lines.some((_, at) => flowHeadLength(lines, at) > (isNumbered ? 0 : 1));
}

function read(source: string, report: Report): TextReading {
  const { moved, strays, joined } = unflow(source);
  const { registry, offsets } = readMoved(moved, report, FLATTENED.read);
  reportLines(strays, textProblems, "text/line-skipped", report);
  reportLines(joined, textProblems, "text/line-joined", report);
  const targets = linkTargets(source);
  const records = registry.records.map((record) => ({
    ...record,
    references: record.references.map((reference) => withTarget(reference, targets)),
  }));
  return { registry: { ...registry, records }, offsets };
}

const HEADINGS = COLUMNS.map(({ heading }) => heading).join(" ");
const OLD_HEADINGS = HEADINGS.replace("Unauthorized Use Reported", "Known Unauthorized Uses");
const PEOPLE_HEADINGS = "ID Name Organization Contact URI Last Updated";

/** Most lines over which the headings are wrapped. */
const MOST_HEAD_LINES = 6;

/** Finds the wrapped headings of the records: the number of their lines, 0 where there are none. */
function flowHeadLength(lines: readonly string[], at: number): number {
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

type Part = "header" | "records" | "people" | "rest" | "links";

/** Puts each row of a flattened and wrapped dump on a line of its own, without link numbers. */
function unflow(source: string): MovedRows {
  const lines = [...linesOf(source)];
  const texts = lines.map(({ text }) => text);
  const head = texts.findIndex((_, at) => flowHeadLength(texts, at) > 0);
  const list = texts.findIndex((_, at) => at > head && beginsLinkList(texts, at));
  const table = texts.slice(head, list === -1 ? undefined : list);
  const rows = new FlowRows(flowWidth(table), indentOf(texts[head] ?? ""));
  const moved = new MovedText();
  const strays: Line[] = [];
  const joined: Line[] = [];
  let part: Part = "header";
  for (let at = 0, line = lines[at]; line !== undefined; line = lines[++at]) {
    const { text: raw, start } = line;
    const headLength = flowHeadLength(texts, at);
    const isInHead = part === "header" || part === "links";
    const text = isInHead ? withoutHeaderNumbers(raw) : withoutLinkNumbers(raw).trim();
    const add = (piece: string, glue = "\n"): void => {
      moved.add(glue, start);
      moved.add(piece, start);
    };
    // Another page may follow the links of one.
    if (part === "links" && sectionOfTitle(text) === "header") part = "header";
    if (headLength > 0) {
      add(HEADINGS);
      part = "records";
      at += headLength - 1;
    } else if (part !== "header" && beginsLinkList(texts, at)) part = "links";
    else if (part === "links") {
      if (/\S/.test(raw) && !isOfLinkList(raw)) strays.push(line);
    } else if (part !== "header" && CAPTION.test(withoutHeaderNumbers(text))) {
      add(withoutHeaderNumbers(text));
      part = "rest";
    } else if (text === PEOPLE_HEADINGS) {
      add(text);
      part = "people";
    } else if (part === "header" || part === "rest") add(text);
    else if (text !== "") {
      if (part === "records") {
        const place = rows.place(raw);
        if (place === "odd") joined.push(line);
        add(text, place === "start" ? "\n" : " ");
      } else add(text, /^\[[^\]]+\](?: |$)/.test(text) ? "\n" : " ");
    }
  }
  return { moved, strays, joined };
}

/** Returns the length of the longest line of several words. A single long word may be longer. */
function flowWidth(lines: readonly string[]): number {
  let width = 0;
  for (const line of lines) {
    const text = line.trim();
    if (text.includes(" ")) width = Math.max(width, text.length);
  }
  return width;
}

function indentOf(line: string): number {
  return line.search(/\S|$/);
}

/** Highest port that IANA registers. Rows without a port come after it. */
const LAST_REGISTERED = CLASS_RANGES.user.last;

const SERVICE_NAME = /^[A-Za-z0-9][\w+./*-]*$/;

/**
 * Tells lines on which a row begins from those that go on with one, in a text whose rows were
 * flattened and wrapped. A word that would have fitted on the line before was not wrapped; ports
 * and, below them, names are in order.
 */
class FlowRows {
  readonly #width: number;
  readonly #indent: number;
  #last: string | undefined;
  /** What the row has so far. */
  #row = new OpenCell();
  #lastPort = -1;
  #lastName = "";
  #isBelowPorts = false;

  /**
   * @param width most characters that a line of several words has.
   * @param indent number of blanks with which the headings begin, and each row.
   */
  constructor(width: number, indent: number) {
    this.#width = width;
    this.#indent = indent;
  }

  /** Tells whether a row begins on the next line, or goes on there as no row of the registry does. */
  place(raw: string): "start" | "rest" | "odd" {
    const line = raw.trim();
    const isStart = this.#last === undefined || this.#looksLikeStart(line);
    const isIndented = indentOf(raw) === this.#indent;
    const isRest = (isIndented && this.#mayBeWrapped(line)) || this.#row.goesOnWith(line);
    if (isStart) {
      this.#remember(line);
      this.#row = new OpenCell();
    }
    this.#row.add(line);
    this.#last = line;
    return isStart ? "start" : isRest ? "rest" : "odd";
  }

  #looksLikeStart(line: string): boolean {
    const { name, port, protocol, rest } = headOf(line);
    const mayBeWrapped = this.#mayBeWrapped(line);
    if (port !== undefined) {
      const first = firstPort(port);
      if (protocol !== undefined) return !mayBeWrapped || first >= this.#lastPort;
      // No name without a protocol begins with a capital, as words of sentences and logs do.
      if (first <= this.#lastPort || (name !== undefined && /^[A-Z]/.test(name))) return false;
      const isCertain = name === undefined ? beginsWithState(rest) : typeof port === "object";
      return isCertain || !mayBeWrapped;
    }
    if (name === undefined || rest === "") return false;
    // No name without port and protocol begins with a capital; words of sentences do.
    if (protocol === undefined && /^[A-Z]/.test(name)) return false;
    if (protocol !== undefined) return !mayBeWrapped || this.#isInOrder(name);
    if (!this.#isBelowPorts) return false;
    if (mayBeWrapped) return this.#isInOrder(name) && isNeighbour(name, this.#lastName);
    return isNeighbour(name, this.#lastName) || this.#isInOrder(name) || /^\d/.test(name);
  }

  #isInOrder(name: string): boolean {
    return name.toLowerCase() >= this.#lastName.toLowerCase();
  }

  #mayBeWrapped(line: string): boolean {
    const [word = ""] = line.split(" ");
    return (this.#last ?? "").length + 1 + word.length > this.#width;
  }

  #remember(line: string): void {
    const { name, port } = headOf(line);
    if (port !== undefined) this.#lastPort = firstPort(port);
    else if (name !== undefined) {
      this.#lastName = name;
      this.#isBelowPorts = true;
    }
    if (this.#lastPort >= LAST_REGISTERED) this.#isBelowPorts = true;
  }
}

interface FlowHead {
  readonly name?: string;
  readonly port?: Port;
  readonly protocol?: string;
  readonly rest: string;
}

/** Reads the first words of a line as those of a row. */
function headOf(line: string): FlowHead {
  const rest = line.trim().split(" ");
  const [first = ""] = rest;
  const isPort = parsePort(first) !== undefined;
  if (!isPort && !SERVICE_NAME.test(first)) return { rest: line };
  const name = isPort ? undefined : rest.shift();
  const port = parsePort(rest[0] ?? "");
  if (port !== undefined) rest.shift();
  const protocol = isTransportProtocol(rest[0] ?? "") ? rest.shift() : undefined;
  return defined({ name, port, protocol, rest: rest.join(" ") });
}

/** Tells whether two names in order begin with the same letter. */
function isNeighbour(name: string, last: string): boolean {
  return name[0]?.toLowerCase() === last[0]?.toLowerCase();
}
