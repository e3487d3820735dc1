import {
  assigneesOf,
  COLUMNS,
  type Column,
  type Footnote,
  type Person,
  portText,
  type Registry,
  type RegistryHeader,
  type RegistryPage,
  type Report,
  type RunningText,
  type ServiceRecord,
  serviceCodeText,
} from "@portolan/model";
import {
  collapseSpace,
  type PartWriter,
  PERSON_COLUMNS,
  type PersonColumnKey,
  PLAIN_COLUMNS,
  type RegistryTail,
  registryChunks,
  requireObject,
  requireRegistry,
} from "@portolan/model/internal";
import { HEADER_TERMS, isHeaderTerm } from "./header-terms.js";
import {
  hasParagraphs,
  Markup,
  writePeople,
  writeReferences,
  writeText,
  writeUri,
} from "./markup.js";

/**
 * Writes the registry as a page of its own in the structure of IANA's: the same header, headings,
 * columns, links, anchors, contact information and footnotes. The page is HTML and well-formed XML,
 * has no script and loads nothing.
 *
 * @example
 * toHtml(registry); // "<!DOCTYPE html>\n<html …"
 */
export function toHtml(registry: Registry, options: ToHtmlOptions = {}): string {
  requireRegistry(registry, "toHtml", "registry");
  requireObject(options, "toHtml", "options");
  return [...htmlChunks(registry, options)].join("");
}

/** Writes the text of {@link toHtml} in pieces, each made when it is asked for. */
export function htmlChunks(
  registry: Registry,
  options: ToHtmlOptions = {},
): Generator<string, void, undefined> {
  requireRegistry(registry, "htmlChunks", "registry");
  requireObject(options, "htmlChunks", "options");
  return registryChunks(registry, new HtmlWriter(options));
}

/** Says how a page is written. */
export interface ToHtmlOptions {
  /** Where to report what a page cannot hold. */
  readonly report?: Report;
}

/** Writes a page part by part: head and header, a row for each record, contacts and footnotes. */
export class HtmlWriter implements PartWriter {
  readonly #markup: Markup;
  /** How many entries had each of what is hidden. */
  readonly #hidden = new Map<string, number>();
  /** The links to other pages, which come above the records and below. */
  #pager = "";

  constructor({ report }: ToHtmlOptions = {}) {
    this.#markup = new Markup(report);
  }

  begin(header: RegistryHeader): string {
    const markup = this.#markup;
    const { id, title = "Service names and port numbers", page = {} } = header;
    if (header.category !== undefined) markup.reportLoss("the category of the registry");
    this.#pager = writePager(page, markup);
    return (
      writeHead(title, markup) +
      writeHeader(header, markup) +
      writeSearch(page, markup) +
      this.#pager +
      openRecordTable(id, markup)
    );
  }

  record(record: ServiceRecord): string {
    this.#countHidden(record);
    return writeRecord(record, this.#markup);
  }

  end({ people, footnotes }: RegistryTail): string {
    const markup = this.#markup;
    let html = CLOSE_TABLE + this.#pager;
    if (people.length > 0) {
      html += openPersonTable();
      for (const person of people) {
        this.#countHidden(person);
        html += writePerson(person, markup);
      }
      html += CLOSE_TABLE;
    }
    html += `${writeFootnotes(footnotes, markup)}</body>\n</html>\n`;
    for (const what of HIDDEN.keys()) {
      const count = this.#hidden.get(what) ?? 0;
      if (count > 0) markup.reportLoss(`${what} (${count} ${count === 1 ? "entry" : "entries"})`);
    }
    return html;
  }

  #countHidden(entry: ServiceRecord | Person): void {
    for (const [what, isIn] of HIDDEN)
      if (isIn(entry)) this.#hidden.set(what, (this.#hidden.get(what) ?? 0) + 1);
  }
}

function writeHead(title: string, markup: Markup): string {
  return `<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" lang="en" xml:lang="en">
<head>
<meta charset="utf-8"/>
<title>${markup.text(title)}</title>
<style>${STYLE}</style>
</head>
<body>
`;
}

/** Names the formats in which IANA publishes the registry, by file name extension. */
const PUBLISHED_FORMATS = [
  ["csv", "CSV"],
  ["xml", "XML"],
  ["xhtml", "HTML"],
  ["txt", "Plain text"],
] as const;

/** Writes the title and the list of terms above the records. */
function writeHeader(header: RegistryHeader, markup: Markup): string {
  const { title, updated, experts, references, notes, id } = header;
  const terms: string[] = [];
  const add = (term: string, detail: string): void => {
    terms.push(`<dt>${markup.text(term)}</dt><dd>${detail}</dd>\n`);
  };
  if (updated !== undefined) add(HEADER_TERMS.updated, markup.text(updated));
  for (const expert of experts) add(HEADER_TERMS.expert, writeBlock(expert, markup));
  if (references.length > 0) add(HEADER_TERMS.references, writeReferences(references, markup));
  for (const { title: name, text } of notes) add(termOf(name, markup), writeBlock(text, markup));
  if (id !== undefined && /^[a-z0-9-]+$/.test(id)) add(HEADER_TERMS.formats, writeFormats(id));
  const heading = title === undefined ? "" : `<h1>${markup.text(title)}</h1>\n`;
  return `${heading}${terms.length === 0 ? "" : `<dl>\n${terms.join("")}</dl>\n`}`;
}

/** Gives the term of a note: its title, unless the page would say something else with it. */
function termOf(title: string | undefined, markup: Markup): string {
  const shown = collapseSpace(title ?? "");
  if (title !== undefined && shown !== "" && !isHeaderTerm(shown)) return title;
  if (shown !== "") markup.reportLoss(`the title “${shown}” of a note`);
  return HEADER_TERMS.note;
}

/** Writes text whose white space counts. Paragraphs cannot be in a `<pre>`. */
function writeBlock(text: RunningText, markup: Markup): string {
  const html = writeText(text, markup);
  return hasParagraphs(text) ? html : `<pre>${html}</pre>`;
}

/** Writes links to the files that IANA publishes. */
function writeFormats(id: string): string {
  const base = `https://www.iana.org/assignments/${id}/${id}`;
  return PUBLISHED_FORMATS.map(
    ([extension, name]) => `<a class="altformat" href="${base}.${extension}">${name}</a>`,
  ).join(" ");
}

/** Writes the start of the table of records, with IANA's headings. */
function openRecordTable(id: string | undefined, markup: Markup): string {
  const name = id === undefined ? "" : ` id="table-${markup.attribute(id)}"`;
  const headings = COLUMNS.map(({ key, heading }) =>
    key === "port" ? `<th class="sortNumeric">${heading}</th>` : `<th>${heading}</th>`,
  );
  return openTable(`<table${name} class="sortable">`, headings.join(""));
}

/** Writes the start of the contact information. */
function openPersonTable(): string {
  const cells = PERSON_COLUMNS.map(({ heading }) => `<th>${heading}</th>`).join("");
  return `<h1 class="people">Contact Information</h1>\n${openTable('<table class="sortable">', cells)}`;
}

function openTable(tag: string, headings: string): string {
  return `${tag}\n<thead><tr>${headings}</tr></thead>\n<tbody>\n`;
}

const CLOSE_TABLE = "</tbody>\n</table>\n";

/** Writes the row of a record. An assignee that is inherited from the contact shows like its own. */
function writeRecord(record: ServiceRecord, markup: Markup): string {
  return writeRow(COLUMNS.map((column) => writeCell(column, record, markup)));
}

function writeCell({ key, kind }: Column, record: ServiceRecord, markup: Markup): string {
  switch (kind) {
    case "people":
      return writePeople(key === "assignee" ? assigneesOf(record) : record.contacts, markup);
    case "references":
      return writeReferences(record.references, markup);
    case "port":
      return markup.text(portText(record));
    case "serviceCode":
      return markup.text(serviceCodeText(record));
    case "word":
    case "date":
    case "text": {
      const plain = PLAIN_COLUMNS.find((other) => other === key);
      return writeText((plain && record[plain]) ?? "", markup);
    }
  }
}

/** Writes the row of a person, with the anchor that records link to. */
function writePerson(person: Person, markup: Markup): string {
  const { id, name = "", organization = "", uris, updated = "" } = person;
  const cells: Record<PersonColumnKey, string> = {
    id: writeAnchor(id, id, markup),
    name: markup.text(name),
    organization: markup.text(organization),
    uris: uris.map((uri) => writeUri(uri, markup)).join("<br/>"),
    updated: markup.text(updated),
  };
  return writeRow(PERSON_COLUMNS.map(({ key }) => cells[key]));
}

function writeRow(cells: readonly string[]): string {
  return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>\n`;
}

/** Writes the footnotes that records cite. */
function writeFootnotes(footnotes: readonly Footnote[], markup: Markup): string {
  if (footnotes.length === 0) return "";
  const rows = footnotes.map(({ anchor, text }) => {
    const cells = [writeAnchor(`note${anchor}`, anchor, markup), writeBlock(text, markup)];
    return `<tr>${cells.map((cell) => `<td class="fn">${cell}</td>`).join("")}</tr>\n`;
  });
  const heading = footnotes.length === 1 ? "Footnote" : "Footnotes";
  return `<h1>${heading}</h1>\n<table class="fn">\n${rows.join("")}</table>\n`;
}

/** Writes the place that a reference on the page leads to. */
function writeAnchor(name: string, label: string, markup: Markup): string {
  const value = markup.attribute(name);
  return `<a name="${value}" id="${value}">[${markup.text(label)}]</a>`;
}

/** How many pages are named on both sides of the one shown (IANA's stylesheet, `nav_width`). */
const NEIGHBOURS = 5;

/** Writes the search box with what was searched for. */
function writeSearch({ search }: RegistryPage, markup: Markup): string {
  if (search === undefined) return "";
  const box = `<input name="search" size="18" type="text" value="${markup.attribute(search)}"/>`;
  return `<form method="get">${box}<input value="Search" type="submit"/></form>\n`;
}

/** Writes the pager: the page shown, its neighbours, the first and the last page. */
function writePager(page: RegistryPage, markup: Markup): string {
  const { number } = page;
  const count = Math.max(page.count ?? 0, number ?? 0);
  if (count === 0) return "";
  const query = page.search === undefined ? "" : `search=${encodeSearch(page.search)}&`;
  const pages = pagesAround(number ?? 1, count).map((other) => {
    if (other === undefined) return "...";
    if (other === number) return String(other);
    return `<a href="${markup.attribute(`?${query}page=${other}`)}">${other}</a>`;
  });
  return `<div class="pagination">${pages.join(" ")}</div>\n`;
}

/** Writes a term as a form does; half a surrogate pair cannot be encoded. */
function encodeSearch(search: string): string {
  return encodeURIComponent(search.replace(/\p{Surrogate}/gu, "\uFFFD"));
}

/** Gives the pages that a pager names; undefined for a gap. */
function pagesAround(number: number, count: number): readonly (number | undefined)[] {
  const first = Math.max(1, number - NEIGHBOURS);
  const last = Math.min(count, number + NEIGHBOURS);
  const pages: (number | undefined)[] = [];
  if (first > 1) pages.push(1);
  if (first > 2) pages.push(undefined);
  for (let page = first; page <= last; page++) pages.push(page);
  if (last < count - 1) pages.push(undefined);
  if (last < count) pages.push(count);
  return pages;
}

/** What of records and people the page does not show. */
const HIDDEN: ReadonlyMap<string, (entry: ServiceRecord | Person) => boolean> = new Map([
  ["that a record names its contacts as assignees", namesContacts],
  ["the marks of inferred fields", ({ inferred }) => inferred !== undefined],
  ["elements without content", ({ emptyElements }) => emptyElements !== undefined],
]);

/** Tells whether a record names its contacts as assignees, where it need name none. */
function namesContacts(entry: ServiceRecord | Person): boolean {
  if (!("contacts" in entry)) return false;
  const { assignees, contacts } = entry;
  return (
    assignees?.length === contacts.length &&
    assignees.every((item, index) => item === contacts[index])
  );
}

/** Lays the page out much as IANA's stylesheet does. No `<`, `>` or `&`: it is part of XHTML, too. */
const STYLE = `
body { font: 14px/1.4 sans-serif; margin: 1em; }
h1 { font-size: 1.4em; }
dt { font-weight: bold; margin-top: 1em; }
dd { margin-left: 2em; }
pre { margin: 0; white-space: pre-wrap; }
table { border-collapse: collapse; }
th, td { border: 1px solid #ccc; padding: 0.3em 0.5em; text-align: left; vertical-align: top; }
th { background: #eee; position: sticky; top: 0; }
table[id] td:nth-child(2), table[id] td:nth-child(3), table[id] td:nth-child(10) { text-align: center; }
`;
