import {
  COLUMNS,
  type ColumnKey,
  type Reference,
  type Registry,
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
  registryChunks,
  renderRecord,
  requireObject,
  requireRegistry,
} from "@portolan/model/internal";

/** Says what of the records is written as Markdown. */
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
  requireRegistry(registry, "toMarkdown", "registry");
  requireObject(options, "toMarkdown", "options");
  let text = "";
  for (const chunk of markdownChunks(registry, options)) text += chunk;
  return text;
}

/** Writes the same text as {@link toMarkdown} in pieces, each made when it is asked for. */
export function markdownChunks(
  registry: Registry,
  options: ToMarkdownOptions = {},
): Generator<string, void, undefined> {
  requireRegistry(registry, "markdownChunks", "registry");
  requireObject(options, "markdownChunks", "options");
  return registryChunks(registry, new MarkdownWriter(options));
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

/** Matches most texts: words between single blanks, without a character that may be a mark. */
const HARMLESS = /^(?:[!-%')+-;=?-[\]^a-z{}]| (?! ))*$/;

/**
 * Puts a text on one line and makes every mark of GitHub Flavored Markdown and HTML in it show as
 * it stands. Underlines inside words, and brackets that begin no link, are left as they are.
 *
 * The backslash form is that of CommonMark §2.4; `<`, `>` and `&` are written as entities, because
 * some renderers pass HTML through before they look at backslashes.
 */
function escapeText(text: string): string {
  if (HARMLESS.test(text)) return text;
  return text
    .replace(/[ \t\r\n\f\v]+/g, " ")
    .replaceAll("\u0000", "\uFFFD") // CommonMark §2.3
    .replace(/[\\`*~|]/g, "\\$&")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/(?<![A-Za-z\d])_|_(?![A-Za-z\d])/g, "\\_")
    .replace(/(?<=^|\])\(/g, "\\(")
    .replace(/^(?=\s)[^ ]|[^ ](?<=\s)$/g, (blank) => `&#${blank.charCodeAt(0)};`);
}

/** Makes a text safe as the label of a link. */
function escapeLabel(text: string): string {
  return escapeText(text).replace(/[[\]]/g, "\\$&");
}

/** Makes a URL safe as the target of a link: what would end it is percent-encoded. */
function escapeUrl(url: string): string {
  return url
    .replace(/[\s<>()|\\`"]/g, (char) => encodeURIComponent(char).replace(/[()]/g, percentEncoded))
    .replace(/&/g, "&amp;");
}

function percentEncoded(char: string): string {
  return `%${char.charCodeAt(0).toString(16)}`;
}
