import { assigneesOf, type Registry, type Report } from "@portolan/model";
import { textProblems } from "../problems.js";

/** Reports that records name people whom the contact information lacks, as in a copy cut off. */
export function reportUnlisted(
  registry: Registry,
  ids: ReadonlySet<string>,
  source: string,
  report: Report,
): void {
  const unlisted = new Set(
    registry.records
      .flatMap((record) => [...assigneesOf(record), ...record.contacts])
      .filter((id) => !ids.has(id)),
  );
  const [found] = unlisted;
  if (found === undefined) return;
  report.add(textProblems, "text/person-unlisted", {
    span: { start: source.length },
    values: { count: unlisted.size, found },
  });
}
