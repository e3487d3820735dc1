import {
  COLUMNS,
  type Registry,
  type Rendering,
  type Report,
  renderingOf,
  renderRecord,
} from "@portolan/model";
import { IANA_ORDER } from "./layout.js";
import { reportLosses } from "./losses.js";
import { protectCell } from "./safe-cells.js";

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

/**
 * Writes the registry as IANA's CSV: byte for byte the published file, if the registry was read
 * from the XML of the same day.
 *
 * @example
 * const records = [{ name: "http", port: 80, protocol: "tcp", contacts: [], references: [] }];
 * toCsv(createRegistry({ records })).split("\r\n")[1]; // "http,80,tcp,,,,,,,,,"
 */
export function toCsv(registry: Registry, options: ToCsvOptions = {}): string {
  let text = "";
  for (const chunk of csvChunks(registry, options)) text += chunk;
  return text;
}

/** Writes the same text as {@link toCsv} in pieces, one for each row. */
export function* csvChunks(registry: Registry, options: ToCsvOptions = {}): Generator<string> {
  const { rendering = renderingOf(registry), safeCells = false, lineEnding = "\r\n" } = options;
  yield headings(rendering).join(",") + lineEnding;
  for (const record of registry.records) {
    const cells = renderRecord(record, rendering);
    if (options.report !== undefined) reportLosses(record, cells, options.report);
    const texts = IANA_ORDER.map((key) => (safeCells ? protectCell(cells[key]) : cells[key]));
    yield writeRow(texts) + lineEnding;
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
