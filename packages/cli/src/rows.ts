import { csvRow } from "@portolan/csv";
import { UsageError } from "./exit.js";

/** Holds the rows of a table, in whichever notation, each made when it is asked for. */
export type Rows = Iterable<Readonly<Record<string, unknown>>>;

/** Names one column of a table: the field of its rows, and the heading it is written under. */
export interface RowColumn {
  readonly field: string;
  readonly heading: string;
}

/** Lists the notations in which a table can be written. */
export const ROW_FORMATS = ["csv", "json", "jsonl", "yaml"] as const;

export type RowFormat = (typeof ROW_FORMATS)[number];

/** Holds how a table is written. */
interface RowOptions {
  readonly columns: readonly RowColumn[];
  /** Keeps spreadsheets from running cells as formulas. */
  readonly safeCells?: boolean;
}

/** Writes rows in a notation, in pieces. CSV joins lists with blanks; the others keep them. */
export function* rowChunks(
  rows: Rows,
  format: RowFormat,
  { columns, safeCells = false }: RowOptions,
): Generator<string, void, undefined> {
  if (format === "csv") yield `${csvRow(columns.map(({ heading }) => heading))}\n`;
  let count = 0;
  for (const row of rows) {
    yield startOf(format, count) + oneRow(row, format, columns, safeCells);
    count++;
  }
  if (format === "json") yield count === 0 ? "[]\n" : "\n]\n";
  if (format === "yaml" && count === 0) yield "[]\n";
}

function startOf(format: RowFormat, count: number): string {
  return format === "json" ? (count === 0 ? "[\n  " : ",\n  ") : "";
}

function oneRow(
  row: Readonly<Record<string, unknown>>,
  format: RowFormat,
  columns: readonly RowColumn[],
  safeCells: boolean,
): string {
  switch (format) {
    case "csv": {
      const cells = columns.map(({ field }) => cellText(row[field]));
      return `${csvRow(cells, { safeCells })}\n`;
    }
    case "json":
      return json(fieldsOf(row, columns));
    case "jsonl":
      return `${json(fieldsOf(row, columns))}\n`;
    case "yaml":
      return yamlItem(fieldsOf(row, columns));
    default:
      return format satisfies never;
  }
}

/** Takes the fields of the columns; what a row does not say is undefined. */
function fieldsOf(
  row: Readonly<Record<string, unknown>>,
  columns: readonly RowColumn[],
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(columns.map(({ field, heading }) => [heading, row[field]]));
}

/** Writes a value as one cell of a table. */
function cellText(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) return value.map(cellText).join(" ");
  if (typeof value !== "object") return String(value);
  // A TXT key, or a reference.
  const { key, value: meaning, label } = value as Readonly<Record<string, unknown>>;
  if (typeof label === "string") return label;
  return meaning === undefined ? cellText(key) : `${cellText(key)}=${cellText(meaning)}`;
}

/** Writes JSON without control characters, so that it is YAML too (YAML 1.2 §5.1). */
export function json(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007F-\u009F\u2028\u2029\uFEFF]/g,
    (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function yamlItem(fields: Readonly<Record<string, unknown>>): string {
  const lines = Object.entries(fields).flatMap(([key, value]) => {
    if (value === undefined) return [];
    return `${/^[A-Za-z]\w*$/.test(key) ? key : json(key)}: ${json(value)}\n`;
  });
  return lines.length === 0 ? "- {}\n" : `- ${lines.join("  ")}`;
}

/**
 * Reads the text of `--columns`: fields, each with a heading of its own where it is written
 * `heading=field`.
 *
 * @throws {UsageError} for a field that there is not.
 */
export function columnsNamed(text: string, fields: readonly string[]): readonly RowColumn[] {
  return text.split(",").map((item) => {
    const [last = "", first] = item.trim().split("=").reverse();
    const wanted = last.trim().replace(/[-_]/g, "").toLowerCase();
    const field = fields.find((one) => one.toLowerCase() === wanted);
    if (field === undefined)
      throw new UsageError(`--columns: “${last.trim()}” is none of ${fields.join(", ")}.`);
    return { field, heading: first?.trim() ?? field };
  });
}
