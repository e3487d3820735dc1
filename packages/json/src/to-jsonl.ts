import {
  COLUMNS,
  type Registry,
  type RegistryHeader,
  type Rendering,
  type Report,
  type ServiceRecord,
} from "@portolan/model";
import {
  listsOf,
  type PartWriter,
  registryChunks,
  renderingOf,
  requireObject,
  requireRegistry,
  survivesBrackets,
} from "@portolan/model/internal";
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
 * Writes the records of a registry as JSON Lines: the flat table with the registry's
 * columns as its CSV shows them, one record a line. All values are strings, null where the cell is
 * empty. Header, people and the structure of texts have no place there.
 *
 * @example
 * const records = [{ name: "http", port: 80, contacts: [], references: [] }];
 * JSON.parse(toJsonl(createRegistry({ records }))).port; // "80"
 */
export function toJsonl(registry: Registry, options: ToJsonlOptions = {}): string {
  requireRegistry(registry, "toJsonl", "registry");
  requireObject(options, "toJsonl", "options");
  return [...jsonlChunks(registry, options)].join("");
}

/** Gives the text of {@link toJsonl} in pieces, whole lines, each made when it is asked for. */
export function jsonlChunks(
  registry: Registry,
  options: ToJsonlOptions = {},
): Generator<string, void, undefined> {
  requireRegistry(registry, "jsonlChunks", "registry");
  requireObject(options, "jsonlChunks", "options");
  return registryChunks(registry, new JsonlWriter(options));
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
    const row: Record<string, string | null> = {};
    COLUMNS.forEach(({ key, textOf }) => {
      const text = textOf(record, this.#rendering);
      row[key] = text === "" ? null : text;
    });
    return `${JSON.stringify(row)}\n`;
  }

  end(): string {
    return "";
  }
}

function reportLosses(record: ServiceRecord, report: Report): void {
  for (const items of listsOf(record)) {
    if (survivesBrackets(items)) continue;
    report.add(jsonlProblems, "jsonl/list-ambiguous", { values: { found: items.join(", ") } });
  }
}
