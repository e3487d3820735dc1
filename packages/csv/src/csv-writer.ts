import {
  COLUMNS,
  type PartWriter,
  type RegistryHeader,
  type Rendering,
  renderingOf,
  renderRecord,
  type ServiceRecord,
} from "@portolan/model";
import { IANA_ORDER } from "./layout.js";
import { reportLosses } from "./losses.js";
import { protectCell } from "./safe-cells.js";
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
    return headings(this.#rendering).join(",") + this.#lineEnding;
  }

  record(record: ServiceRecord): string {
    const { report, safeCells = false } = this.#options;
    const cells = renderRecord(record, this.#rendering);
    if (report !== undefined) reportLosses(record, cells, report);
    const texts = IANA_ORDER.map((key) => (safeCells ? protectCell(cells[key]) : cells[key]));
    return writeRow(texts) + this.#lineEnding;
  }

  end(): string {
    return "";
  }
}

/** Gives the headings of a rendering's time: until 2017 one of them was another. */
function headings(rendering: Rendering): readonly string[] {
  return COLUMNS.map(({ heading, otherHeadings: [older] }) =>
    rendering === "A" ? (older ?? heading) : heading,
  );
}

/** Matches a row of which no cell needs quotes: there are just the commas between the cells. */
const PLAIN_ROW = new RegExp(`^(?:[^",\\r\\n]*,){${COLUMNS.length - 1}}[^",\\r\\n]*$`);

function writeRow(texts: readonly string[]): string {
  const row = texts.join(",");
  return PLAIN_ROW.test(row) ? row : texts.map(quote).join(",");
}

/** Quotes a cell if it needs it, as IANA does (RFC 4180 §2, rules 6 and 7). */
function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
