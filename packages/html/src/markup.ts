import {
  type Inline,
  type InlineParagraph,
  type Reference,
  type Report,
  type RunningText,
  referenceLabel,
  referenceLink,
} from "@portolan/model";
import {
  isSafeLink,
  parseReferenceLabel,
  survivesBrackets,
  toXmlText,
} from "@portolan/model/internal";
import { referenceOfLink } from "./links.js";
import { htmlProblems } from "./problems.js";

/** Anything that is not plain ASCII text without markup. */
const SPECIAL = /[^ !#-%'-;=?-~]/;

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\n": "&#10;",
  "\t": "&#9;",
};

/** Escapes text for a page, and reports what no page can hold. */
export class Markup {
  readonly #report: Report | undefined;

  constructor(report: Report | undefined) {
    this.#report = report;
  }

  /** Whether anybody wants to know what is lost. */
  get isReporting(): boolean {
    return this.#report !== undefined;
  }

  /** Writes text between tags. */
  text(text: string): string {
    if (!SPECIAL.test(text)) return text;
    return this.#allowed(text).replace(/[&<>]/g, (char) => ESCAPES[char] ?? char);
  }

  /** Writes the value of an attribute in double quotes. */
  attribute(value: string): string {
    if (!SPECIAL.test(value)) return value;
    return this.#allowed(value).replace(/[&<>"\n\t]/g, (char) => ESCAPES[char] ?? char);
  }

  /** Says that something is left out. */
  reportLoss(what: string): void {
    this.#report?.add(htmlProblems, "html/not-carried", { values: { what } });
  }

  /** Says that a reference is read back as another one. */
  reportReference(found: string): void {
    this.#report?.add(htmlProblems, "html/reference-altered", { values: { found } });
  }

  /**
   * Replaces what cannot be in a page that is XHTML too; a line ends with LF, as readers make it
   * anyway.
   */
  #allowed(text: string): string {
    return toXmlText(text.replace(/\r\n?/g, "\n"), (code) => {
      this.#report?.add(htmlProblems, "html/character-replaced", { values: { code } });
    });
  }
}

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

/** A paragraph cannot be in a paragraph (HTML §4.4.1): those inside follow one another. */
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

/** Writes a list of references, one after the other. */
export function writeReferences(references: readonly Reference[], markup: Markup): string {
  return references.map((reference) => writeReference(reference, markup, listed)).join("");
}

/** Gives what a label in a list tells; one with odd brackets runs into its neighbours. */
function listed(label: string): Reference | undefined {
  return survivesBrackets([label]) ? parseReferenceLabel(label) : undefined;
}

/**
 * Writes a reference: its label between brackets, linked where it leads somewhere.
 *
 * @param unlinked - gives what the label alone is read back as; in a text it is nothing but characters.
 */
function writeReference(
  reference: Reference,
  markup: Markup,
  unlinked?: (label: string) => Reference | undefined,
): string {
  const { type, data = "", text = "" } = reference;
  const isRegistry = type === "registry" && text === "" && data !== "";
  const label = isRegistry ? `IANA registry ${data}` : referenceLabel(reference);
  const link = referenceLink(reference);
  if (markup.isReporting) {
    const told = link === undefined ? unlinked?.(label) : referenceOfLink(link, label);
    if (!isSameReference(told, reference)) markup.reportReference(label);
  }
  const shown = isRegistry ? `IANA registry <i>${markup.text(data)}</i>` : markup.text(label);
  return `[${link === undefined ? shown : writeLink(link, shown, markup)}]`;
}

function isSameReference(told: Reference | undefined, reference: Reference): boolean {
  const { type, data, text, attributes } = reference;
  return (
    attributes === undefined && type === told?.type && data === told.data && text === told.text
  );
}

/** Writes links to people, one after the other. */
export function writePeople(ids: readonly string[], markup: Markup): string {
  return writeReferences(
    ids.map((data) => ({ type: "person", data })),
    markup,
  );
}

/** Writes a contact URI, linked where that is safe. */
export function writeUri(uri: string, markup: Markup): string {
  return isSafeLink(uri) ? writeLink(uri, markup.text(uri), markup) : markup.text(uri);
}

function writeLink(link: string, label: string, markup: Markup): string {
  return `<a href="${markup.attribute(link)}">${label}</a>`;
}
