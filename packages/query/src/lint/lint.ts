import type { Registry } from "@portolan/model";
import { checkCitations } from "./check-citations.js";
import { checkNames } from "./check-names.js";
import { checkPorts } from "./check-ports.js";
import { checkRecord } from "./check-record.js";
import { type Finding, Findings, type LintOptions } from "./findings.js";

/**
 * Looks for what is wrong in a registry, or a trap for its users: see {@link lintProblems} for
 * everything it knows.
 *
 * @returns the findings in the order of the records; those about people and footnotes stand last.
 * @example
 * const { registry, offsets } = fromCsv(source);
 * lint(registry, { source, offsets }).filter(({ severity }) => severity === "error");
 */
export function lint(registry: Registry, options: LintOptions = {}): readonly Finding[] {
  const findings = new Findings(options);
  registry.records.forEach((record, place) => {
    checkRecord(record, place, registry, findings);
  });
  checkNames(registry.records, findings);
  checkPorts(registry.records, findings);
  checkCitations(registry, findings);
  return findings.inOrder();
}
