import type { RegistryHeader, RunningText } from "@portolan/model";
import { collapseSpace, HEADER_TERMS, isHeaderTerm } from "@portolan/model/internal";
import type { Markup } from "./markup.js";
import { hasParagraphs, writeReferences, writeText } from "./running-text.js";

/** Names the formats in which IANA publishes the registry, by file name extension. */
const PUBLISHED_FORMATS = [
  ["csv", "CSV"],
  ["xml", "XML"],
  ["xhtml", "HTML"],
  ["txt", "Plain text"],
] as const;

/** Writes the title and the list of terms that stand above the records. */
export function writeHeader(header: RegistryHeader, markup: Markup): string {
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

/** Writes text whose white space counts. Paragraphs cannot stand in a `<pre>`. */
export function writeBlock(text: RunningText, markup: Markup): string {
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
