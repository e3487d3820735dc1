import {
  assigneesOf,
  COLUMNS,
  type PartWriter,
  type RegistryHeader,
  type Rendering,
  type Report,
  referenceLabel,
  renderingOf,
  renderRecord,
  type ServiceRecord,
  survivesBrackets,
} from "@portolan/model";
import { jsonlProblems } from "./problems.js";
import type { ToJsonlOptions } from "./to-jsonl.js";

/** Writes JSON Lines part by part: a line for each record. */
export class JsonlWriter implements PartWriter {
  readonly #options: ToJsonlOptions;
  #rendering: Rendering = "none";

  constructor(options: ToJsonlOptions = {}) {
    this.#options = options;
  }

  begin(header: RegistryHeader): string {
    this.#rendering = this.#options.rendering ?? renderingOf(header);
    return "";
  }

  record(record: ServiceRecord): string {
    const { report } = this.#options;
    if (report !== undefined) reportLosses(record, report);
    const cells = renderRecord(record, this.#rendering);
    const row: Record<string, string | null> = {};
    for (const { key } of COLUMNS) row[key] = cells[key] || null;
    return `${JSON.stringify(row)}\n`;
  }

  end(): string {
    return "";
  }
}

function reportLosses(record: ServiceRecord, report: Report): void {
  const { contacts, references } = record;
  for (const items of [assigneesOf(record), contacts, references.map(referenceLabel)]) {
    if (survivesBrackets(items)) continue;
    report.add(jsonlProblems, "jsonl/list-ambiguous", { values: { found: items.join(", ") } });
  }
}
