import {
  headingsOf,
  type PartWriter,
  type RegistryHeader,
  type Rendering,
  renderingOf,
  renderRecord,
  type ServiceRecord,
} from "@portolan/model";
import { reportLists } from "./losses.js";
import { rowText } from "./row-text.js";
import { protectCells } from "./safe-cells.js";
import type { ToCsvOptions } from "./to-csv.js";

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
