import { isTransportProtocol, Report } from "@portolan/model";
import { addToGroup, type Group, lastAtMost } from "@portolan/model/internal";
import { applyEdits, type Edit } from "../audit/findings.js";
import { type MeantLine, readMeantLines } from "../audit/meant-lines.js";

/** Names what changed in the registry, as far as it changes a line. */
export type RefreshKind = "renamed" | "alias" | "gone" | "moved" | "description" | "new" | "date";

/** Holds one fact of the registry that changed. */
export interface RefreshFact {
  readonly kind: RefreshKind;
  readonly name: string;
  /** The port and protocol of the line, `80/tcp`; empty for the date. */
  readonly key: string;
  /** One sentence. */
  readonly message: string;
}

/** Holds what becomes of one line. */
export interface RefreshChange {
  /** One-based line of the file as it was. */
  readonly line: number;
  /** The line as it was; absent where lines are added before it. */
  readonly before?: string;
  /** The lines that stand there afterwards. */
  readonly after: readonly string[];
  readonly facts: readonly RefreshFact[];
}

/** Knows the lines of a file that is refreshed, and takes what changes in it. */
export class RefreshedFile {
  readonly source: string;
  /** The lines of services; of those that a stray return cuts in two, none. */
  readonly lines: readonly MeantLine[];
  readonly #byKey = new Map<string, Group<MeantLine>>();
  /** Ports of each name, by protocol and name. */
  readonly #ports = new Map<string, Set<number>>();
  /** Names that are marked as gone, by port and protocol. */
  readonly #marked = new Map<string, ReadonlySet<string>>();
  /** The highest port up to each line. */
  #highest: readonly number[] | undefined;
  readonly #positions: Report;
  readonly #lineFeed: string;
  readonly #edits: Edit[] = [];
  readonly #changes: RefreshChange[] = [];

  constructor(source: string) {
    this.source = source;
    this.#positions = new Report(source);
    this.#lineFeed = source.includes("\r\n") ? "\r\n" : "\n";
    this.lines = [...readMeantLines(source, new Report(source))].filter(
      ({ port, protocol, start, end }) =>
        typeof port === "number" &&
        isTransportProtocol(protocol) &&
        !source.slice(start, end).includes("\n"),
    );
    for (const meant of this.lines) {
      addToGroup(this.#byKey, meant.key, meant);
      for (const { text } of meant.names) this.#addPort(text, meant);
    }
  }

  #addPort(name: string, { port, protocol }: MeantLine): void {
    const key = `${protocol} ${name}`;
    const ports = this.#ports.get(key) ?? new Set();
    this.#ports.set(key, ports.add(Number(port)));
  }

  /** Gives the lines of a port and protocol, `80/tcp`. */
  linesOf(key: string): readonly MeantLine[] {
    return this.#byKey.get(key) ?? [];
  }

  /** Gives the ports that a name has on a protocol; undefined where it has none. */
  portsOf(name: string, protocol: string): ReadonlySet<number> | undefined {
    return this.#ports.get(`${protocol} ${name}`);
  }

  /** Tells whether the lines of a port say already that a name is not registered. */
  isMarked(name: string, { key }: MeantLine): boolean {
    let marked = this.#marked.get(key);
    if (marked === undefined) {
      marked = new Set(this.linesOf(key).flatMap((meant) => this.#marksOf(meant)));
      this.#marked.set(key, marked);
    }
    return marked.has(name);
  }

  /** Gives the names that a line, or the comment above it, says are not registered. */
  #marksOf({ line, start }: MeantLine): readonly string[] {
    const above = this.source.slice(this.source.lastIndexOf("\n", start - 2) + 1, start);
    const comments = `${above.startsWith("#") ? above : ""}\n${line.comment?.text ?? ""}`;
    const marks = comments.matchAll(/(?:^|[;:] |# ?)([^;:#\n]+) no longer registered \(/gm);
    return Array.from(marks).flatMap(([, names = ""]) => names.trim().split(", "));
  }

  /** Gives the last line before which ports only rise, and whose port is not higher. */
  neighbour(port: number): MeantLine | undefined {
    let highest = 0;
    this.#highest ??= this.lines.map((meant) => {
      highest = Math.max(highest, Number(meant.port));
      return highest;
    });
    return this.lines[lastAtMost(this.#highest, port)];
  }

  textOf({ start, end }: MeantLine): string {
    return this.source.slice(start, end).replace(/\r$/, "");
  }

  /** Writes other lines for a line, if they are others. */
  replace(meant: MeantLine, after: readonly string[], facts: readonly RefreshFact[]): void {
    const before = this.textOf(meant);
    if (after.length === 1 && after[0] === before) return;
    const { start } = meant;
    const end = start + before.length;
    this.edit({ start, end, text: after.join(this.#lineFeed) }, { before, after, facts });
  }

  /** Writes a line behind another one; where there is none, at the end of the file. */
  insertBehind(meant: MeantLine | undefined, text: string, fact: RefreshFact): void {
    const { source } = this;
    const at = meant === undefined ? source.length : Math.min(meant.end + 1, source.length);
    const isAtEnd = at === source.length && source !== "" && !source.endsWith("\n");
    this.insertAt(at, text, fact, isAtEnd ? this.#lineFeed : "");
  }

  /** Writes a line at the beginning of another one. */
  insertAt(at: number, text: string, fact: RefreshFact, before = ""): void {
    const inserted = `${before}${text}${this.#lineFeed}`;
    this.edit({ start: at, end: at, text: inserted }, { after: [text], facts: [fact] });
  }

  /** Changes a part of the text. */
  edit(edit: Edit, change: Omit<RefreshChange, "line">): void {
    this.#edits.push(edit);
    this.#changes.push({ line: this.#positions.at(edit.start).line, ...change });
  }

  /** Gives the new text, and what changed, in the order of the file. */
  finish(): { readonly text: string; readonly changes: readonly RefreshChange[] } {
    return {
      text: applyEdits(this.source, this.#edits),
      changes: this.#changes.toSorted((a, b) => a.line - b.line),
    };
  }
}
