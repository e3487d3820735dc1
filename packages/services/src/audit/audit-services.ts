import { type Registry, Report } from "@portolan/model";
import { requireObject, requireRegistry, requireText } from "@portolan/model/internal";
import { TARGETS, type Target, targetProfile } from "../targets.js";
import { compareWithRegistry } from "./compare-with-registry.js";
import { type AuditFinding, Findings } from "./findings.js";
import {
  type AuditedFile,
  bytesOf,
  type Encoding,
  type MeantLine,
  readMeantLines,
} from "./meant-lines.js";
import { findMisreadLines } from "./misread-lines.js";
import { RegisteredNames } from "./registered-names.js";
import { MUSL_BYTES, resolversOf, titlesOf } from "./resolvers.js";
import { findShadowed } from "./shadowed-lines.js";

/** What to audit for. */
export interface AuditOptions {
  /**
   * Whose answers must be right; by default those of the target that one of our own files tells in its
   * header, else those of all resolvers.
   */
  readonly target?: Target;
  /** How the bytes of the file were read; `latin1` where they are not UTF-8. */
  readonly encoding?: Encoding;
}

/** Holds what an audit found, in the order of the file. */
export interface AuditResult {
  readonly findings: readonly AuditFinding[];
}

/**
 * Tells what in a system's services file is wrong, what could be better, and what only this system
 * says: it compares the file with the registry, and foretells what glibc, musl, the BSDs and Go
 * answer from it.
 *
 * @throws {TypeError} for a target that there is not.
 * @example
 * auditServices("http 8000/tcp\n", registry).findings[0]?.code; // "audit/wrong-port"
 */
export function auditServices(
  source: string,
  registry: Registry,
  options: AuditOptions = {},
): AuditResult {
  requireText(source, "auditServices", "source");
  requireRegistry(registry, "auditServices", "registry");
  requireObject(options, "auditServices", "options");
  const { target = targetIn(source) ?? "portable", encoding = "utf-8" } = options;
  const { maxNameBytes } = targetProfile(target);
  const resolvers = resolversOf(target);
  const unread = new Report(source);
  const lines = [...readMeantLines(source, unread, encoding)];
  const findings = new Findings(source);
  const registered = new RegisteredNames(registry);
  const file = { source, encoding, resolvers, lines, unread: unread.problems };
  const readings = findMisreadLines(file, findings);
  compareWithRegistry(lines, registered, maxNameBytes, findings);
  findShadowed({ readings, resolvers, registered }, findings);
  findFileFaults(file, findings);
  return { findings: findings.sorted() };
}

/** Gives the target that the header of one of our own files tells. */
function targetIn(source: string): Target | undefined {
  const [, told] = /^# by portolan: target=(\w+) /m.exec(source) ?? [];
  return TARGETS.find((target) => target === told);
}

/** Finds what is wrong with a file as a whole: each such fault is one finding, where it begins. */
function findFileFaults(file: AuditedFile, findings: Findings): void {
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
function findCarriageReturns({ source, lines, resolvers }: AuditedFile, findings: Findings): void {
  if (!resolvers.includes("bsd") || !source.includes("\r")) return;
  const ends = lines.filter(
    ({ start, end }) => source[end - 1] === "\r" && !source.slice(start, end).includes("#"),
  );
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

function findForeignBytes({ source, encoding }: AuditedFile, findings: Findings): void {
  if (encoding !== "latin1") return;
  // Some lines of such a file may well be UTF-8.
  const others = source.replace(UTF_8, (letter) => " ".repeat(letter.length));
  const first = others.search(FOREIGN_BYTE);
  if (first === -1) return;
  let count = 0;
  for (const line of others.split("\n")) if (FOREIGN_BYTE.test(line)) count++;
  findings.add("audit/not-utf-8", { start: first, end: first + 1 }, { values: { count } });
}

const FOREIGN_BYTE = /[\x80-\xff]/;

/** Matches a letter beyond ASCII in UTF-8, whose bytes were read as Latin-1 (RFC 3629 §4). */
const UTF_8 =
  /[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}/g;

function findProtocols({ lines, resolvers }: AuditedFile, findings: Findings): void {
  const protocols = new Map<string, MeantLine>();
  for (const meant of lines) {
    const { text } = meant.line.protocol;
    if (!protocols.has(text)) protocols.set(text, meant);
  }
  const sixth = [...protocols.values()][targetProfile("bsd").maxProtocols];
  if (sixth !== undefined && resolvers.includes("bsd")) {
    const { protocol } = sixth.line;
    findings.add("audit/too-many-protocols", protocol, { values: { protocol: protocol.text } });
  }
}

/** Lines that musl takes for several, and reads as they are meant: each fault is a finding of its own. */
function findLongLines(
  { source, encoding, lines, resolvers }: AuditedFile,
  findings: Findings,
): void {
  if (!resolvers.includes("musl")) return;
  const long = lines.filter(
    ({ start, end }) => bytesOf(source.slice(start, end), encoding).length > MUSL_BYTES,
  );
  const [first] = long;
  if (first === undefined) return;
  const { key, line } = first;
  const name = line.names[0].text;
  findings.add("audit/line-too-long", line, { name, key, values: { count: long.length } });
}
