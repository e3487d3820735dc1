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
import { quote } from "./json-text.js";
import { jsonlProblems } from "./problems.js";

/** Pairs each column with what stands before its value. */
const ENTRIES = COLUMNS.map(
  ({ key }, index) => [key, `${index === 0 ? "{" : ","}${quote(key)}:`] as const,
);

/** Says how JSON Lines are written. */
export interface ToJsonlOptions {
  /**
   * How texts are rendered in the cells. By default as IANA's CSV of the registry's date had them.
   */
  readonly rendering?: Rendering;
  /** Receives what a row cannot express. */
  readonly report?: Report;
}

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
    let line = "";
    for (const [key, before] of ENTRIES)
      line += before + (cells[key] === "" ? "null" : quote(cells[key]));
    return `${line}}\n`;
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
