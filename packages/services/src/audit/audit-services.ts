import { type Registry, Report } from "@portolan/model";
import { TARGETS, type Target, targetProfile } from "../targets.js";
import { compareWithRegistry } from "./compare-with-registry.js";
import { findFileFaults } from "./file-faults.js";
import { type AuditFinding, Findings } from "./findings.js";
import { type Encoding, readMeantLines } from "./meant-lines.js";
import { findMisreadLines } from "./misread-lines.js";
import { RegisteredNames } from "./registered-names.js";
import { resolversOf } from "./resolvers.js";
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
  const { target = targetIn(source) ?? "portable", encoding = "utf-8" } = options;
  const { maxNameBytes } = targetProfile(target);
  const resolvers = resolversOf(target);
  const unread = new Report(source);
  const lines = [...readMeantLines(source, unread, encoding)];
  const findings = new Findings(source);
  const registered = new RegisteredNames(registry);
  const readings = findMisreadLines({ source, encoding, lines, unread, resolvers }, findings);
  compareWithRegistry(lines, registered, maxNameBytes, findings);
  findShadowed({ lines, readings, resolvers, registered }, findings);
  findFileFaults({ source, encoding, lines, resolvers }, findings);
  return { findings: findings.sorted() };
}

/** Gives the target that the header of one of our own files tells. */
function targetIn(source: string): Target | undefined {
  const [, told] = /^# by portolan: target=(\w+) /m.exec(source) ?? [];
  return TARGETS.find((target) => target === told);
}
