import {
  COLUMNS,
  type Registry,
  type RegistryHeader,
  type Rendering,
  type Report,
  recordLabel,
  type ServiceRecord,
} from "@portolan/model";
import {
  headingsOf,
  joinBracketed,
  listsOf,
  type PartWriter,
  registryChunks,
  renderingOf,
  requireList,
  requireObject,
  requireRegistry,
  survivesBrackets,
} from "@portolan/model/internal";
import { csvProblems, MAX_QUOTED } from "./problems.js";
import { protectCell } from "./safe-cells.js";

/** Says how CSV is written. */
export interface ToCsvOptions {
  /**
   * How IANA rendered text when the file was published. By default the rendering that was in
   * force on the registry's date.
   */
  readonly rendering?: Rendering;
  /**
   * Puts an apostrophe before each cell that a spreadsheet would take for a formula, or that holds
   * one after a separator. `fromCsv` with `safeCells` takes it away.
   */
  readonly safeCells?: boolean;
  /** What ends a row. IANA's files have CRLF, which is the default. */
  readonly lineEnding?: "\r\n" | "\n";
  /** Receives what CSV cannot express. */
  readonly report?: Report;
}

/**
 * Writes the registry as IANA's CSV: byte for byte the published file, if the registry was read
 * from the XML of the same day.
 *
 * @example
 * const records = [{ name: "http", port: 80, protocol: "tcp", contacts: [], references: [] }];
 * toCsv(createRegistry({ records })).split("\r\n")[1]; // "http,80,tcp,,,,,,,,,"
 */
export function toCsv(registry: Registry, options: ToCsvOptions = {}): string {
  requireRegistry(registry, "toCsv", "registry");
  requireObject(options, "toCsv", "options");
  return [...csvChunks(registry, options)].join("");
}

/** Writes the same text as {@link toCsv} in pieces, each made when it is asked for. */
export function csvChunks(
  registry: Registry,
  options: ToCsvOptions = {},
): Generator<string, void, undefined> {
  requireRegistry(registry, "csvChunks", "registry");
  requireObject(options, "csvChunks", "options");
  return registryChunks(registry, new CsvWriter(options));
}

/** Writes CSV part by part: a row of headings, and one for each record. */
export class CsvWriter implements PartWriter {
  readonly #options: ToCsvOptions;
  readonly #lineEnding: string;
  #rendering: Rendering = "none";

  constructor(options: ToCsvOptions = {}) {
    this.#options = options;
    this.#lineEnding = options.lineEnding ?? "\r\n";
  }

  begin(header: RegistryHeader): string {
    this.#rendering = this.#options.rendering ?? renderingOf(header);
    return headingsOf(this.#rendering).join(",") + this.#lineEnding;
  }

  record(record: ServiceRecord): string {
    const { report, safeCells } = this.#options;
    const cells = COLUMNS.map(({ textOf }) => textOf(record, this.#rendering));
    const texts = safeCells ? cells.map(protectCell) : cells;
    if (report !== undefined) reportLists(record, report);
    const row = texts.join(",");
    if (PLAIN_ROW.test(row)) return row + this.#lineEnding;
    const quoted = texts.map(quote);
    if (report !== undefined) reportTexts(record, row, quoted, report);
    return quoted.join(",") + this.#lineEnding;
  }

  end(): string {
    return "";
  }
}

/**
 * Writes one row of any table as CSV, without what ends it.
 *
 * @example
 * csvRow(["443", "a, b"]); // "443,\"a, b\""
 */
export function csvRow(
  cells: readonly string[],
  { safeCells = false }: Pick<ToCsvOptions, "safeCells"> = {},
): string {
  requireList(cells, "csvRow", "cells");
  return cells.map((cell) => quote(safeCells ? protectCell(cell) : cell)).join(",");
}

/** Quotes a cell that needs it, as IANA does (RFC 4180 §2, rules 6 and 7). */
function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Matches nearly every row: no cell needs quotes, as there are just the commas between them, and
 * none has halves of surrogate pairs.
 */
const PLAIN_ROW = new RegExp(
  `^(?:[^",\\r\\n\\uD800-\\uDFFF]*,){${COLUMNS.length - 1}}[^",\\r\\n\\uD800-\\uDFFF]*$`,
);

/** Reports the lists of a record that cannot be told apart when their brackets are read. */
function reportLists(record: ServiceRecord, report: Report): void {
  for (const items of listsOf(record)) {
    if (survivesBrackets(items)) continue;
    const values = { found: joinBracketed(items), record: titleOf(record) };
    report.add(csvProblems, "csv/list-ambiguous", { values });
  }
}

/** Reports halves of surrogate pairs, which no encoding has, and cells that are too long to be read. */
function reportTexts(
  record: ServiceRecord,
  row: string,
  cells: readonly string[],
  report: Report,
): void {
  if (/\p{Surrogate}/u.test(row))
    report.add(csvProblems, "csv/surrogate", { values: { record: titleOf(record) } });
  for (const cell of cells) {
    if (cell.length <= MAX_QUOTED || !cell.startsWith('"')) continue;
    const values = { found: cell.length, limit: MAX_QUOTED, record: titleOf(record) };
    report.add(csvProblems, "csv/cell-too-long", { values });
  }
}

function titleOf(record: ServiceRecord): string {
  return recordLabel(record) || "a record without name and port";
}
