import {
  COLUMNS,
  type ColumnKey,
  type Reference,
  type RegistryHeader,
  type RunningText,
  referenceLabel,
  referenceUrl,
  type ServiceRecord,
} from "@portolan/model";
import {
  collapseSpace,
  type PartWriter,
  RUNNING_COLUMNS,
  renderRecord,
} from "@portolan/model/internal";
import { escapeLabel, escapeText, escapeUrl } from "./markdown-escape.js";

/** Says what of the records is written as Markdown. */
export interface ToMarkdownOptions {
  /** The columns to write, in this order. By default all twelve in IANA's order. */
  readonly columns?: readonly ColumnKey[];
}

/** Writes a Markdown table part by part: title, date and headings, and a row for each record. */
export class MarkdownWriter implements PartWriter {
  readonly #columns: readonly ColumnKey[];

  constructor({ columns = COLUMNS.map(({ key }) => key) }: ToMarkdownOptions = {}) {
    this.#columns = columns;
  }

  begin({ title, updated }: RegistryHeader): string {
    let text = "";
    if (title !== undefined) text += `# ${escapeText(collapseSpace(title))}\n\n`;
    if (updated !== undefined) text += `Last Updated\n${escapeText(collapseSpace(updated))}\n\n`;
    const headings = this.#columns.map(
      (key) => COLUMNS.find((column) => column.key === key)?.heading ?? "",
    );
    return text + rowOf(headings) + rowOf(headings.map(() => "---"));
  }

  record(record: ServiceRecord): string {
    const cells = cellsOf(record);
    return rowOf(this.#columns.map((key) => cells[key]));
  }

  end(): string {
    return "";
  }
}

function rowOf(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |\n`;
}

/** Gives the Markdown of each column. */
function cellsOf(record: ServiceRecord): Readonly<Record<ColumnKey, string>> {
  const cells = renderRecord(record, "none");
  for (const { key } of COLUMNS) cells[key] = escapeText(collapseSpace(cells[key]));
  for (const key of RUNNING_COLUMNS) cells[key] = runningText(record[key] ?? "");
  cells.reference = record.references.map(referenceText).join("");
  return cells;
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
