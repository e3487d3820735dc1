import { firstPort, lastPort, type ServiceRecord } from "@portolan/model";
import { type DiffReport, diffReport, type RegistryDiff } from "@portolan/query";

/** Names how ports changed, the most important first. */
export type PortChange = "added" | "removed" | "changed" | "block";

/** Lists the ways in which ports changed. */
export const PORT_CHANGES: readonly PortChange[] = ["added", "removed", "changed", "block"];

/** Holds what changed between two registries, as `portolan diff` tells it and as a map shows it. */
export interface ChartChanges {
  readonly report: DiffReport;
  /** Ports that changed, and how. */
  readonly ports: readonly (readonly [change: PortChange, first: number, last: number])[];
}

/** Makes the changes that a chart shows of a difference. */
export function chartChanges(difference: RegistryDiff): ChartChanges {
  const ports: [PortChange, number, number][] = [];
  for (const change of difference.records.changes) {
    if (change.kind === "rewritten" || change.kind === "reordered") continue;
    const old = "old" in change ? change.old : undefined;
    const fresh = "new" in change ? change.new : undefined;
    const isNamed = old?.name !== undefined || fresh?.name !== undefined;
    if (!isNamed) {
      for (const record of [old, fresh]) mark("block", record, ports);
    } else if (change.kind === "moved") {
      mark("removed", old, ports);
      mark("added", fresh, ports);
    } else {
      const kind = old === undefined ? "added" : fresh === undefined ? "removed" : "changed";
      mark(kind, fresh ?? old, ports);
    }
  }
  return { report: diffReport(difference, { all: true }), ports };
}

function mark(
  change: PortChange,
  record: ServiceRecord | undefined,
  ports: [PortChange, number, number][],
): void {
  if (record?.port === undefined) return;
  ports.push([change, firstPort(record.port), lastPort(record.port)]);
}
