import type { Findings } from "./findings.js";
import { bytesOf, type Encoding, type MeantLine } from "./meant-lines.js";
import { type Resolver, titlesOf } from "./resolvers.js";

/** What is looked at for faults of the file as a whole. */
interface WholeFile {
  readonly source: string;
  readonly encoding: Encoding;
  readonly lines: readonly MeantLine[];
  readonly resolvers: readonly Resolver[];
}

/** Finds what is wrong with a file as a whole: each such fault is one finding, where it begins. */
export function findFileFaults(file: WholeFile, findings: Findings): void {
  findCarriageReturns(file, findings);
  findForeignBytes(file, findings);
  findProtocols(file, findings);
  findLongLines(file, findings);
  const { source } = file;
  if (source !== "" && !source.endsWith("\n")) {
    const span = { start: source.length, end: source.length };
    findings.add("audit/no-line-feed-at-end", span, { edits: [{ ...span, text: "\n" }] });
  }
}

/** A carriage return is white space, but not for the BSDs. In a comment it does no harm. */
function findCarriageReturns({ source, lines, resolvers }: WholeFile, findings: Findings): void {
  if (!resolvers.includes("bsd") || !source.includes("\r")) return;
  const ends = lines.filter(({ line, start, end }) => {
    const hash = source.slice(start, end).indexOf("#");
    return source[end - 1] === "\r" && line.end <= end && hash === -1;
  });
  const [first] = ends;
  if (first === undefined) return;
  const edits = Array.from(source.matchAll(/\r+(?=\n|$)/g), ({ 0: text, index }) => ({
    start: index,
    end: index + text.length,
    text: "",
  }));
  const span = { start: first.end - 1, end: first.end };
  const values = { count: ends.length, readers: titlesOf(["bsd"]) };
  findings.add("audit/carriage-return", span, { values, edits });
}

function findForeignBytes({ source, encoding }: WholeFile, findings: Findings): void {
  if (encoding !== "latin1") return;
  const first = source.search(FOREIGN_BYTE);
  if (first === -1) return;
  let count = 0;
  for (const line of source.split("\n")) if (FOREIGN_BYTE.test(line)) count++;
  findings.add("audit/not-utf-8", { start: first, end: first + 1 }, { values: { count } });
}

const FOREIGN_BYTE = /[\x80-\xff]/;

/** services_mkdb.c: `PROTOMAX` is 5. */
const MOST_PROTOCOLS = 5;

function findProtocols({ lines, resolvers }: WholeFile, findings: Findings): void {
  const protocols = new Map<string, MeantLine>();
  for (const meant of lines) {
    const { text } = meant.line.protocol;
    if (!protocols.has(text)) protocols.set(text, meant);
  }
  const sixth = [...protocols.values()][MOST_PROTOCOLS];
  if (sixth !== undefined && resolvers.includes("bsd")) {
    const { protocol } = sixth.line;
    findings.add("audit/too-many-protocols", protocol, { values: { protocol: protocol.text } });
  }
}

/** Bytes that musl takes for one line. */
const MUSL_BYTES = 127;

/** Lines that musl takes for several, and reads as they are meant: each fault is a finding of its own. */
function findLongLines(
  { source, encoding, lines, resolvers }: WholeFile,
  findings: Findings,
): void {
  if (!resolvers.includes("musl")) return;
  const long = lines.filter(
    ({ start, end }) =>
      end - start > MUSL_BYTES / 3 &&
      bytesOf(source.slice(start, end), encoding).length > MUSL_BYTES,
  );
  const [first] = long;
  if (first === undefined) return;
  const { key, line } = first;
  const name = line.names[0].text;
  findings.add("audit/line-too-long", line, { name, key, values: { count: long.length } });
}
