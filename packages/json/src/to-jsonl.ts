import {
  assigneesOf,
  COLUMNS,
  type Registry,
  type Rendering,
  type Report,
  referenceLabel,
  renderingOf,
  renderRecord,
  type ServiceRecord,
  survivesBrackets,
} from "@portolan/model";
import { jsonlProblems } from "./problems.js";

/** Says how JSON Lines are written. */
export interface ToJsonlOptions {
  /**
   * How texts are rendered in the cells. By default as IANA's CSV of the registry's date had them.
   */
  readonly rendering?: Rendering;
  /** Receives what a row cannot express. */
  readonly report?: Report;
}

/**
 * Writes the records of a registry as JSON Lines: the flat table with the registry's twelve
 * columns as its CSV shows them, one record a line. All values are strings, null where the cell is
 * empty. Header, people and the structure of texts have no place there.
 *
 * @example
 * const records = [{ name: "http", port: 80, contacts: [], references: [] }];
 * JSON.parse(toJsonl(createRegistry({ records }))).port; // "80"
 */
export function toJsonl(registry: Registry, options: ToJsonlOptions = {}): string {
  let lines = "";
  for (const line of jsonlChunks(registry, options)) lines += line;
  return lines;
}

/** Gives the text of {@link toJsonl} line by line. */
export function* jsonlChunks(registry: Registry, options: ToJsonlOptions = {}): Generator<string> {
  const { rendering = renderingOf(registry), report } = options;
  for (const record of registry.records) {
    if (report !== undefined) reportLosses(record, report);
    const cells = renderRecord(record, rendering);
    const row: Record<string, string | null> = {};
    for (const { key } of COLUMNS) row[key] = cells[key] || null;
    yield `${JSON.stringify(row)}\n`;
  }
}

function reportLosses(record: ServiceRecord, report: Report): void {
  const { contacts, references } = record;
  for (const items of [assigneesOf(record), contacts, references.map(referenceLabel)]) {
    if (survivesBrackets(items)) continue;
    report.add(jsonlProblems, "jsonl/list-ambiguous", { values: { found: items.join(", ") } });
  }
}
