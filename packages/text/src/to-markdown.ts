import {
  COLUMNS,
  type ColumnKey,
  collapseSpace,
  type Reference,
  type Registry,
  type RunningText,
  referenceLabel,
  referenceUrl,
  renderRecord,
  type ServiceRecord,
} from "@portolan/model";
import { escapeLabel, escapeText, escapeUrl } from "./markdown-escape.js";

/** Says what {@link toMarkdown} writes. */
export interface ToMarkdownOptions {
  /** The columns to write, in this order. By default all twelve in IANA's order. */
  readonly columns?: readonly ColumnKey[];
}

/**
 * Writes the records as a table in GitHub Flavored Markdown, for people to read: title and date as
 * heading, references as links. Contact information and the notes of the registry are left out.
 *
 * @example
 * const records = [{ name: "http", port: 80, contacts: [], references: [] }];
 * toMarkdown(createRegistry({ records }), { columns: ["name", "port"] });
 * // "| Service Name | Port Number |\n| --- | --- |\n| http | 80 |\n"
 */
export function toMarkdown(registry: Registry, options: ToMarkdownOptions = {}): string {
  return [...markdownChunks(registry, options)].join("");
}

/** Writes the same text as {@link toMarkdown} in pieces, one for each record. */
export function* markdownChunks(
  registry: Registry,
  { columns = COLUMNS.map(({ key }) => key) }: ToMarkdownOptions = {},
): Generator<string> {
  const { title, updated } = registry;
  if (title !== undefined) yield `# ${escapeText(collapseSpace(title))}\n\n`;
  if (updated !== undefined) yield `Last Updated\n${escapeText(collapseSpace(updated))}\n\n`;
  const headings = columns.map((key) => COLUMNS.find((column) => column.key === key)?.heading);
  yield rowOf(headings.map((heading) => heading ?? ""));
  yield rowOf(headings.map(() => "---"));
  for (const record of registry.records) {
    const cells = cellsOf(record);
    yield rowOf(columns.map((key) => cells[key]));
  }
}

function rowOf(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |\n`;
}

/** Gives the Markdown of each column. */
function cellsOf(record: ServiceRecord): Readonly<Record<ColumnKey, string>> {
  const cells = renderRecord(record, "none");
  for (const { key } of COLUMNS) cells[key] = escapeText(collapseSpace(cells[key]));
  return {
    ...cells,
    description: runningText(record.description ?? ""),
    reference: record.references.map(referenceText).join(""),
    notes: runningText(record.notes ?? ""),
  };
}

/** Writes running text on one line; breaks and paragraphs stay visible. */
function runningText(text: RunningText): string {
  return collapseSpace(piecesOf(text));
}

function piecesOf(text: RunningText): string {
  if (typeof text === "string") return escapeText(text);
  return text
    .map((piece) => {
      if (typeof piece === "string") return piecesOf(piece);
      if ("reference" in piece) return referenceText(piece.reference);
      return "break" in piece ? "<br>" : `<br>${piecesOf(piece.paragraph)}`;
    })
    .join("");
}

/** Writes a reference as IANA's page shows it, `[label]`, with the label a link if it leads somewhere. */
function referenceText(reference: Reference): string {
  const label = escapeLabel(referenceLabel(reference));
  const url = referenceUrl(reference);
  return url !== undefined && /^(?:https?|ftp):/i.test(url)
    ? `[[${label}](${escapeUrl(url)})]`
    : `[${label}]`;
}
