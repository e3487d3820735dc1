import { type Problem, type Registry, Report } from "@portolan/model";
import { type AuditFinding, AuditFindings } from "./audit-findings.js";
import { compareWithRegistry } from "./compare-with-registry.js";
import { readLines } from "./read-lines.js";
import { findShadowed } from "./shadowed-lines.js";

/** Holds what an audit found, in the order of the file. */
export interface AuditResult {
  readonly findings: readonly AuditFinding[];
  /** What could not be read. */
  readonly problems: readonly Problem[];
}

/**
 * Compares a system's services file with the registry: what is unknown there, on another port, under
 * a former name or without a registered name; and which lines a C library, Go or musl never sees.
 *
 * @example
 * auditServices("http 8000/tcp\n", registry).findings[0]?.code; // "audit/wrong-port"
 */
export function auditServices(source: string, registry: Registry): AuditResult {
  const report = new Report(source);
  const lines = [...readLines(source, report)];
  const findings = new AuditFindings(source);
  compareWithRegistry(lines, registry, findings);
  findShadowed(source, lines, findings);
  return { findings: findings.sorted(), problems: report.problems };
}
