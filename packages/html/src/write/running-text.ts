import {
  type Inline,
  type InlineParagraph,
  type Reference,
  type RunningText,
  referenceLabel,
  referenceUrl,
  survivesBrackets,
} from "@portolan/model";
import { referenceOfLink } from "../read/links.js";
import type { Markup } from "./markup.js";

/** Schemes that a link may have: others could run in the reader's browser. */
const SAFE_LINK = /^(?:https?|ftp|mailto|tel):/i;

/** Writes running text as IANA's stylesheet does: `<br/>`, `<p>`, references as links in brackets. */
export function writeText(text: RunningText, markup: Markup): string {
  const pieces = typeof text === "string" ? [text] : text;
  let html = "";
  for (const piece of pieces) {
    if (typeof piece === "string") html += markup.text(piece);
    else if ("reference" in piece) html += writeReference(piece.reference, markup);
    else if ("break" in piece) html += "<br/>";
    else html += writeParagraph(piece, markup);
  }
  return html;
}

/** A paragraph cannot stand in a paragraph (HTML §4.4.1): those inside follow one another. */
function writeParagraph({ paragraph }: InlineParagraph, markup: Markup): string {
  const parts = [...paragraphsOf(paragraph)];
  if (parts.length > 1) markup.reportLoss("paragraphs inside a paragraph");
  return parts.map((part) => `<p>${writeText(part, markup)}</p>`).join("");
}

function* paragraphsOf(text: RunningText): Generator<RunningText> {
  if (!hasParagraphs(text)) {
    yield text;
    return;
  }
  let run: Inline[] = [];
  for (const piece of text) {
    if (typeof piece === "string" || !("paragraph" in piece)) run.push(piece);
    else {
      if (run.length > 0) yield run;
      run = [];
      yield* paragraphsOf(piece.paragraph);
    }
  }
  if (run.length > 0) yield run;
}

/** Tells whether running text has paragraphs. */
export function hasParagraphs(text: RunningText): text is readonly Inline[] {
  return (
    typeof text !== "string" &&
    text.some((piece) => typeof piece !== "string" && "paragraph" in piece)
  );
}

/** Writes a reference: its label between brackets, linked where it leads somewhere. */
export function writeReference(reference: Reference, markup: Markup): string {
  const { type, data = "", text = "" } = reference;
  const isRegistry = type === "registry" && text === "";
  const label = isRegistry ? `IANA registry ${data}` : referenceLabel(reference);
  const link = linkOf(reference);
  const isLinked = link !== undefined && (link.startsWith("#") || SAFE_LINK.test(link));
  if (markup.isReporting) {
    const told = isLinked ? referenceOfLink(link, label) : unlinked(label);
    if (!isSame(told, reference)) markup.reportReference(label);
  }
  const shown = isRegistry ? `IANA registry <i>${markup.text(data)}</i>` : markup.text(label);
  return `[${isLinked ? writeLink(link, shown, markup) : shown}]`;
}

/** Gives what a label between brackets can tell; one with odd brackets runs into its neighbours. */
function unlinked(label: string): Reference | undefined {
  if (!survivesBrackets([label])) return undefined;
  return label === "" ? { type: "text" } : { type: "text", text: label };
}

function isSame(told: Reference | undefined, reference: Reference): boolean {
  const { type, data, text, attributes } = reference;
  return (
    attributes === undefined && type === told?.type && data === told.data && text === told.text
  );
}

/** Writes links to people, one after the other. */
export function writePeople(ids: readonly string[], markup: Markup): string {
  return ids.map((data) => writeReference({ type: "person", data }, markup)).join("");
}

/** Writes a contact URI, linked where that is safe. */
export function writeUri(uri: string, markup: Markup): string {
  return SAFE_LINK.test(uri) ? writeLink(uri, markup.text(uri), markup) : markup.text(uri);
}

function writeLink(link: string, label: string, markup: Markup): string {
  return `<a href="${markup.attribute(link)}">${label}</a>`;
}

/** Gives where a reference leads, places on the page included (IANA's stylesheet, `iana:xref`). */
function linkOf(reference: Reference): string | undefined {
  const { type, data } = reference;
  if (data === undefined) return undefined;
  if (type === "person") return `#${data}`;
  if (type === "note") return `#note${data}`;
  return referenceUrl(reference);
}
