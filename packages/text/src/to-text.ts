import type { Registry, Report } from "@portolan/model";
import { requireObject, requireRegistry } from "@portolan/model/internal";
import {
  captionLines,
  hasFrame,
  headerLines,
  peopleCaption,
  trailerLines,
} from "./layout/page-lines.js";
import {
  paddingOf,
  personCells,
  personColumns,
  recordCells,
  recordColumns,
  TableLayout,
} from "./layout/table-layout.js";
import { textProblems } from "./problems.js";
import { reportingAltered } from "./written-back.js";

/** Says how {@link toText} lays out the page. */
export interface ToTextOptions {
  /**
   * Whether the page's frame is written: the line above the title and the last one. IANA's text has it
   * since 2021; without this option, the registry's date decides.
   */
  readonly frame?: boolean;
  /** Number of blanks before the labels of the page, such as “Last Updated”; 3. */
  readonly indent?: number;
  /** Receives what the text does not say so that it can be read back. */
  readonly report?: Report;
}

/**
 * Writes the registry as IANA's plain text: the published file line for line, if the registry was
 * read from the XML of the same day.
 *
 * @throws {TypeError} where the indent is no whole number of blanks.
 * @example
 * const records = [{ name: "http", port: 80, protocol: "tcp", contacts: [], references: [] }];
 * toText(createRegistry({ records }), { frame: false });
 */
export function toText(registry: Registry, options: ToTextOptions = {}): string {
  requireRegistry(registry, "toText", "registry");
  requireObject(options, "toText", "options");
  let text = "";
  for (const chunk of textChunks(registry, options)) text += chunk;
  return text;
}

/** Writes the same text as {@link toText} in pieces, one for each row. */
export function* textChunks(registry: Registry, options: ToTextOptions = {}): Generator<string> {
  requireRegistry(registry, "textChunks", "registry");
  requireObject(options, "textChunks", "options");
  const { report, indent = DEFAULT_INDENT } = options;
  if (!Number.isInteger(indent) || indent < 0)
    throw new TypeError("The indent must be a whole number of blanks, 0 or more.");
  yield* reportingAltered(registry, pageChunks(registry, options), report);
}

/** Blanks before the labels in IANA's text. */
const DEFAULT_INDENT = 3;

function* pageChunks(registry: Registry, options: ToTextOptions): Generator<string> {
  const layout = {
    frame: options.frame ?? hasFrame(registry),
    indent: options.indent ?? DEFAULT_INDENT,
  };
  yield joinLines(headerLines(registry, layout));
  const padding = paddingOf(registry);
  yield* tableChunks(
    new TableLayout(recordColumns(registry), padding),
    registry.records,
    recordCells,
    options.report,
  );
  if (registry.people.length > 0) {
    yield joinLines(captionLines(peopleCaption(registry)));
    const table = new TableLayout(personColumns(), padding);
    yield* tableChunks(table, registry.people, personCells, options.report);
  }
  yield joinLines(trailerLines(registry, layout));
}

function* tableChunks<Row>(
  layout: TableLayout,
  rows: readonly Row[],
  cellsOf: (row: Row) => readonly string[],
  report: Report | undefined,
): Generator<string> {
  const cells = rows.map(cellsOf);
  for (const row of cells) layout.fit(row);
  const { broken } = layout;
  if (broken !== undefined) report?.add(textProblems, "text/word-broken", { values: broken });
  yield layout.head();
  for (const row of cells) yield layout.row(row);
}

function joinLines(lines: readonly string[]): string {
  return lines.length === 0 ? "" : `${lines.join("\n")}\n`;
}
