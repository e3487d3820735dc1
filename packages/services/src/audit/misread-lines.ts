import type { Problem } from "@portolan/model";
import { defined, groupBy } from "@portolan/model/internal";
import { portKey } from "../port-groups.js";
import type { Edit, Findings } from "./findings.js";
import { type AuditedFile, bytesOf, type MeantLine } from "./meant-lines.js";
import type { AuditCode } from "./problems.js";
import {
  knowsProtocol,
  MUSL_BYTES,
  OPENBSD_BYTES,
  type Reading,
  type Resolver,
  readAs,
  titlesOf,
} from "./resolvers.js";

/** Holds a reading with its key and the offset of its line: what a resolver can answer. */
export interface Answer extends Reading {
  readonly key: string;
  readonly start: number;
}

/** Holds what each resolver reads at one place of the file. */
export interface LineReadings {
  /** What all read, where that is what is meant. */
  readonly plain?: Answer;
  /** What each reads, where somebody may read something else. */
  readonly by?: Partial<Record<Resolver, readonly Answer[]>>;
  /** What the file means to say here; absent where it means nothing. */
  readonly meant?: MeantLine;
  /** Resolvers whose reading of the line is a finding already. */
  readonly misreadBy: ReadonlySet<Resolver>;
}

const NOBODY: ReadonlySet<Resolver> = new Set();

/**
 * Finds the lines that a resolver does not read as they are meant, and says who and why.
 *
 * @returns what every resolver reads, in the order of the file.
 */
export function findMisreadLines(file: AuditedFile, findings: Findings): readonly LineReadings[] {
  const { source, encoding, lines, unread, resolvers } = file;
  const all: LineReadings[] = [];
  const faultyLines = new Map(
    unread.map((problem) => [lineStart(source, problem.start?.offset ?? 0), problem]),
  );
  const readBetween = (from: number, to: number): void => {
    for (const start of lineStarts(source, from, to)) {
      const problem = faultyLines.get(start);
      const feed = source.indexOf("\n", start);
      const end = feed === -1 ? source.length : feed;
      const bytes = bytesOf(source.slice(start, end), encoding);
      if (problem === undefined && bytes.length <= MUSL_BYTES) continue;
      const by = readingsOf([bytes], resolvers, start);
      if (problem !== undefined) addUnread(problem, source, findings);
      findPhantoms(by, resolvers, { start, end }, findings);
      all.push({ by, misreadBy: NOBODY });
    }
  };
  let end = 0;
  for (const meant of lines) {
    readBetween(end, meant.start);
    end = meant.end;
    const plain = plainAnswer(meant);
    if (plain === undefined) all.push(oddReadings(meant, file, findings));
    else all.push({ plain, meant, misreadBy: NOBODY });
  }
  readBetween(end, source.length);
  return all;
}

/** Gives what every resolver reads from a line that all read as it is meant. */
function plainAnswer({
  isPlain,
  byteNames,
  port,
  protocol,
  key,
  start,
}: MeantLine): Answer | undefined {
  return isPlain && typeof port === "number"
    ? { names: byteNames, port, protocol, key, start }
    : undefined;
}

function readingsOf(
  lines: readonly string[],
  resolvers: readonly Resolver[],
  start: number,
): Partial<Record<Resolver, readonly Answer[]>> {
  const answerOf = (reading: Reading): Answer => ({
    ...reading,
    key: portKey(reading.port, reading.protocol),
    start,
  });
  return Object.fromEntries(
    resolvers.map((resolver) => [
      resolver,
      lines.flatMap((line) => readAs(resolver, line)).map(answerOf),
    ]),
  );
}

/** Reads a line that is not plain, and explains what each resolver makes of it. */
function oddReadings(meant: MeantLine, file: AuditedFile, findings: Findings): LineReadings {
  const { source, encoding, resolvers } = file;
  const { start, end } = meant;
  const bytes = bytesOf(source.slice(start, end), encoding);
  const by = readingsOf(bytes.split("\n"), resolvers, start);
  const explanation = new Explanation(meant, file, findings);
  explanation.explain(bytes, by);
  return { by, meant, misreadBy: explanation.misreadBy };
}

/** Finds the reasons why resolvers misread one line. */
class Explanation {
  readonly misreadBy = new Set<Resolver>();
  readonly #meant: MeantLine;
  readonly #file: AuditedFile;
  readonly #findings: Findings;
  /** Resolvers that can be asked for the protocol that is meant. */
  readonly #asked: readonly Resolver[];
  readonly #names: readonly string[];

  constructor(meant: MeantLine, file: AuditedFile, findings: Findings) {
    this.#meant = meant;
    this.#file = file;
    this.#findings = findings;
    this.#asked = file.resolvers.filter((resolver) => knowsProtocol(resolver, meant.protocol));
    this.#names = meant.byteNames;
  }

  explain(bytes: string, by: Partial<Record<Resolver, readonly Reading[]>>): void {
    const { port } = this.#meant;
    this.#explainSpaces();
    if (typeof port === "object") {
      this.#add("audit/range", this.#asked, this.#meant.line.port);
      return;
    }
    this.#explainPlace();
    this.#explainNames();
    if (bytes.includes("\r")) this.misreadBy.add("bsd");
    this.#explainLength(bytes, by);
    const left = this.#asked.filter(
      (resolver) => !this.misreadBy.has(resolver) && !this.#isRight(by[resolver] ?? []),
    );
    this.#add("audit/line-skipped", left, this.#meant.line);
    const trusted = this.#file.resolvers.filter((resolver) => !this.misreadBy.has(resolver));
    const places = {
      start: this.#meant.start,
      end: this.#meant.end,
    };
    const isLong = bytes.length > MUSL_BYTES && !bytes.includes("\n");
    const unexplained =
      isLong && this.misreadBy.has("musl") ? [...trusted, "musl" as const] : trusted;
    findPhantoms(by, unexplained, places, this.#findings, this.#meant);
  }

  /** Writes the line as it should be, with one thing as it is. */
  #lineWith(fault: { before?: string; gap?: string; place?: string }): string {
    const { port, protocol } = this.#meant;
    const [name, ...aliases] = this.#names;
    const place = fault.place ?? portKey(String(port), protocol);
    const tail = aliases.join(" ");
    return `${fault.before ?? ""}${name}${fault.gap ?? " "}${place} ${tail}`.trimEnd();
  }

  #isRight(readings: readonly Reading[]): boolean {
    const found = this.#meantNames(readings);
    return this.#names.every((name) => found.has(name));
  }

  /** Gives the names that are read on the port that is meant. */
  #meantNames(readings: readonly Reading[]): ReadonlySet<string> {
    const { port, protocol } = this.#meant;
    const right = readings.filter((each) => each.port === port && each.protocol === protocol);
    return new Set(right.flatMap(({ names }) => names));
  }

  /** Gives the resolvers that do not read a line as it is meant. */
  #failing(line: string): readonly Resolver[] {
    return this.#asked.filter((resolver) => !this.#isRight(readAs(resolver, line)));
  }

  #add(
    code: AuditCode,
    resolvers: readonly Resolver[],
    { start, end }: { readonly start: number; readonly end: number },
    details: { readonly values?: Record<string, string | number>; readonly edits?: Edit[] } = {},
  ): void {
    if (resolvers.length === 0) return;
    for (const resolver of resolvers) this.misreadBy.add(resolver);
    const { line, key, protocol } = this.#meant;
    this.#findings.add(
      code,
      { start, end },
      {
        name: line.names[0].text,
        key,
        ...defined({ edits: details.edits }),
        values: { readers: titlesOf(resolvers), protocol, ...details.values },
      },
    );
  }

  #explainSpaces(): void {
    const { start, line } = this.#meant;
    const { source, encoding } = this.#file;
    const before = source.slice(start, line.start);
    if (/^[ \t]+$/.test(before)) {
      const span = { start, end: line.start };
      const edits = [{ ...span, text: "" }];
      this.#add("audit/leading-blank", this.#failing(this.#lineWith({ before: " " })), span, {
        edits,
      });
    }
    const [, code = ""] = /^([^#]*?)\r?(?:#|\n|$)/.exec(source.slice(start, this.#meant.end)) ?? [];
    const odd = [...code.matchAll(ODD_SPACE)];
    const [first] = odd;
    if (first === undefined) return;
    const gap = bytesOf(first[0], encoding);
    const fault = first.index === 0 ? { before: gap } : { gap };
    const edits = odd.map(({ index }) => ({
      start: start + index,
      end: start + index + 1,
      text: index === 0 ? "" : " ",
    }));
    const span = { start: start + first.index, end: start + first.index + 1 };
    this.#add("audit/odd-space", this.#failing(this.#lineWith(fault)), span, { edits });
  }

  /** Explains the port, what stands behind it, and the protocol. */
  #explainPlace(): void {
    const { line, port, protocol } = this.#meant;
    const { port: written, protocol: found } = line;
    const separator = this.#file.source[written.end] ?? "/";
    const place = { start: written.start, end: found.end };
    if (port === undefined || String(port) !== written.text) this.#explainNumber();
    else if (port === 0) {
      const failing = this.#failing(this.#lineWith({}));
      this.#add("audit/port-zero", failing, written);
    }
    if (separator === ",") {
      const failing = this.#failing(this.#lineWith({ place: `${port},${protocol}` }));
      const edits = [{ start: written.end, end: written.end + 1, text: "/" }];
      this.#add("audit/comma-before-protocol", failing, place, { edits });
    }
    const bare = found.text.replace(/^\/+/, "");
    if (bare !== found.text) {
      const failing = this.#failing(this.#lineWith({ place: `${port}//${protocol}` }));
      const slashes = found.text.length - bare.length;
      const edits = [{ start: found.start, end: found.start + slashes, text: "" }];
      this.#add("audit/double-slash", failing, place, { edits });
    }
    if (bare !== protocol) {
      const failing = this.#failing(this.#lineWith({ place: `${port}/${bare}` }));
      const edits = [{ start: found.end - bare.length, end: found.end, text: protocol }];
      const values = { found: bare };
      this.#add("audit/protocol-in-capitals", failing, found, { values, edits });
    }
  }

  /** Explains a number that some resolvers read as another one, and some do not read. */
  #explainNumber(): void {
    const { line, port, protocol } = this.#meant;
    const { text: found, start, end } = line.port;
    const text = this.#lineWith({ place: `${found}/${protocol}` });
    const failing = this.#failing(text);
    const byPort = groupBy(failing, (resolver) => readAs(resolver, text)[0]?.port);
    const phrases = [...byPort].map(([read, readers]) => {
      if (read === undefined) return `skipped by ${titlesOf(readers)}`;
      return read > 65_535 ? `refused by ${titlesOf(readers)}` : `${read} for ${titlesOf(readers)}`;
    });
    const values = { found, readings: phrases.join("; ") };
    const isNumber = /^(?:\d+|0x[0-9a-f]+)$/i.test(found);
    if (port !== undefined) {
      const edits = [{ start, end, text: String(port) }];
      this.#add("audit/port-not-decimal", failing, line.port, { values, edits });
    } else if (isNumber) this.#add("audit/port-too-large", failing, line.port, { values });
    else if (byPort.size === 1 && byPort.has(undefined)) {
      this.#add("audit/line-incomplete", failing, line);
    } else this.#add("audit/port-not-decimal", failing, line.port, { values });
  }

  #explainNames(): void {
    const { line } = this.#meant;
    const joined = line.names.filter(({ text }) => text.includes(","));
    for (const word of joined) {
      const text = word.text.split(",").filter(Boolean).join(" ");
      // What stands before the port is one name: which of both is a choice.
      const edits =
        word === line.names[0] ? {} : { edits: [{ start: word.start, end: word.end, text }] };
      this.#add("audit/comma-in-alias", this.#asked, word, {
        values: { found: word.text },
        ...edits,
      });
    }
    const { start, end } = this.#meant;
    const breaks = lineBreaks(this.#file.source.slice(start, end));
    const [first] = breaks;
    if (first === undefined) return;
    const edits = breaks.map(([from, to]) => ({
      start: start + from,
      end: start + to,
      text: "\t",
    }));
    const span = { start: start + first[0], end: start + first[1] };
    this.#add("audit/line-continued", this.#asked, span, { edits });
  }

  #explainLength(bytes: string, by: Partial<Record<Resolver, readonly Reading[]>>): void {
    const { length } = bytes;
    const { line } = this.#meant;
    const { resolvers } = this.#file;
    const values = { bytes: length };
    if (bytes.includes("\n") || length <= MUSL_BYTES) return;
    if (length > OPENBSD_BYTES && resolvers.includes("bsd"))
      this.#add("audit/line-ignored", ["bsd"], line, { values });
    if (!resolvers.includes("musl")) return;
    const asked = this.#asked.includes("musl") && !this.misreadBy.has("musl");
    const found = this.#meantNames(by.musl ?? []);
    const lost = asked ? line.names.filter((_, place) => !found.has(this.#names[place] ?? "")) : [];
    const [name] = lost;
    if (name !== undefined) {
      const names = lost.map(({ text }) => text).join(", ");
      this.#add("audit/line-cut", ["musl"], line, { values: { ...values, name: names } });
    }
  }
}

/** Gives where a line goes on in the next: from the blanks before the backslash to those behind it. */
function lineBreaks(text: string): readonly (readonly [from: number, to: number])[] {
  return Array.from(text.matchAll(/\\\r?\n[ \t]*/g), ({ 0: found, index }) => {
    let from = index;
    while (text[from - 1] === " " || text[from - 1] === "\t") from--;
    return [from, index + found.length];
  });
}

/** White space that is neither a blank nor a tab: no-break space, byte order mark, form feed … */
const ODD_SPACE = /[^\S \t\n]/g;

/** Finds what resolvers read although the file does not mean to say it. */
function findPhantoms(
  by: Partial<Record<Resolver, readonly Reading[]>>,
  resolvers: readonly Resolver[],
  span: { readonly start: number; readonly end: number },
  findings: Findings,
  meant?: MeantLine,
): void {
  const readers = new Map<string, { readonly reading: Reading; readonly by: Resolver[] }>();
  for (const resolver of resolvers) {
    for (const reading of by[resolver] ?? []) {
      if (!knowsProtocol(resolver, reading.protocol) || reading.protocol === "") continue;
      if (meant?.port === reading.port && isProtocolOf(meant, reading.protocol)) continue;
      const key = `${reading.names[0]} ${portKey(reading.port, reading.protocol)}`;
      const known = readers.get(key);
      if (known === undefined) readers.set(key, { reading, by: [resolver] });
      else known.by.push(resolver);
    }
  }
  for (const { reading, by: who } of readers.values()) {
    const [name = ""] = reading.names;
    findings.add("audit/phantom-service", span, {
      name,
      key: portKey(reading.port, reading.protocol),
      values: { readers: titlesOf(who) },
    });
  }
}

function isProtocolOf({ protocol, line }: MeantLine, read: string): boolean {
  return read === protocol || read === line.protocol.text || protocol.startsWith(read);
}

/** Adds the finding of a line that means nothing to any reader. */
function addUnread({ code, start, end }: Problem, source: string, findings: Findings): void {
  const from = start?.offset ?? 0;
  const to = end?.offset ?? from;
  const feed = source.indexOf("\n", from);
  const line = source.slice(lineStart(source, from), feed === -1 ? source.length : feed);
  const name = /\S+/.exec(line)?.[0] ?? "";
  const isNis = code === "services/nis-line";
  findings.add(
    isNis ? "audit/nis-line" : "audit/line-incomplete",
    { start: from, end: to },
    { name },
  );
}

/** Gives where the line of a word begins. */
function lineStart(source: string, offset: number): number {
  return source.lastIndexOf("\n", offset) + 1;
}

/** Gives where the lines between two offsets begin. */
function* lineStarts(source: string, from: number, to: number): Generator<number> {
  let start = from === 0 ? 0 : from + 1;
  while (start < to) {
    yield start;
    const feed = source.indexOf("\n", start);
    if (feed === -1) return;
    start = feed + 1;
  }
}
