import {
  headingsOf,
  type PartWriter,
  type RegistryHeader,
  type Rendering,
  type Report,
  renderingOf,
  renderRecord,
  type ServiceRecord,
} from "@portolan/model";
import { reportLists } from "./losses.js";
import { rowText } from "./row-text.js";
import { protectCells } from "./safe-cells.js";

/** Says how CSV is written. */
export interface ToCsvOptions {
  /**
   * How IANA rendered text when the file was published. By default the rendering that was in
   * force on the registry's date.
   */
  readonly rendering?: Rendering;
  /**
   * Puts an apostrophe before each cell that a spreadsheet would take for a formula (it begins
   * with `=`, `+`, `-`, `@`, tab or a line break). `fromCsv` with `safeCells` takes it away.
   */
  readonly safeCells?: boolean;
  /** What ends a row. IANA's files have CRLF, which is the default. */
  readonly lineEnding?: "\r\n" | "\n";
  /** Receives what CSV cannot express. */
  readonly report?: Report;
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
    const cells = renderRecord(record, this.#rendering);
    if (report !== undefined) reportLists(record, report);
    return rowText(safeCells ? protectCells(cells) : cells, record, report) + this.#lineEnding;
  }

  end(): string {
    return "";
  }
}
