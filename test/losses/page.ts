import {
  type Inline,
  type Reference,
  type Registry,
  type RunningText,
  referenceLabel,
  referenceLink,
} from "@portolan/model";
import { collapseSpace, joinText, parseReferenceLabel } from "@portolan/model/internal";
import {
  collapseWithinBrackets,
  type Erase,
  fromPeople,
  fromRecords,
  mapFields,
  mapLines,
  mapLists,
  mapPieces,
  mapReferences,
  mapTexts,
  without,
} from "./shape.js";

/** Leaves out the further attributes of references, for which a link has no place. */
export const plainLinks: Erase = mapReferences((reference) => without(reference, "attributes"));

/** Leaves of references that lead nowhere what their labels tell: in a text, just characters. */
export const unlinkedReferences: Erase = (registry) => {
  const inTexts = mapTexts((text) =>
    mapPieces(text, (piece) =>
      typeof piece === "string" || !("reference" in piece) || isLinked(piece.reference)
        ? [piece]
        : [`[${referenceLabel(piece.reference)}]`],
    ),
  );
  const inLists = mapLists((reference) =>
    isLinked(reference) ? reference : parseReferenceLabel(referenceLabel(reference)),
  );
  return inLists(inTexts(registry));
};

function isLinked(reference: Reference): boolean {
  return referenceLink(reference) !== undefined;
}

/** Lets paragraphs that stand in a paragraph follow one another. */
export const flatParagraphs: Erase = mapTexts((text) =>
  mapPieces(text, (piece) => (isParagraph(piece) ? paragraphsOf(piece.paragraph) : [piece])),
);

function paragraphsOf(text: RunningText): readonly Inline[] {
  if (typeof text === "string" || !text.some(isParagraph)) return [{ paragraph: text }];
  const paragraphs: Inline[] = [];
  let run: Inline[] = [];
  const endRun = (): void => {
    if (run.length > 0) paragraphs.push({ paragraph: joinText(run) ?? "" });
    run = [];
  };
  for (const piece of text) {
    if (!isParagraph(piece)) run.push(piece);
    else {
      endRun();
      paragraphs.push(piece);
    }
  }
  endRun();
  return paragraphs;
}

function isParagraph(piece: Inline): piece is Inline & { readonly paragraph: RunningText } {
  return typeof piece !== "string" && "paragraph" in piece;
}

/** Takes the white space away that stands at the edges of texts, if they are not preformatted. */
export const trimmedTexts: Erase = (registry) => {
  const block = (text: RunningText): RunningText =>
    typeof text !== "string" && text.some(isParagraph) ? (trimText(text) ?? "") : text;
  const trimmed = fromRecords((record) =>
    mapFields(mapFields(record, ["description", "notes"], trimText), ["unauthorizedUse"], trim),
  )(registry);
  return {
    ...trimmed,
    notes: registry.notes.map((note) => ({ ...note, text: block(note.text) })),
    footnotes: registry.footnotes.map((note) => ({ ...note, text: block(note.text) })),
  };
};

function trimText(text: RunningText): RunningText | undefined {
  if (typeof text === "string") return trim(text);
  const last = text.length - 1;
  return joinText(
    text.map((piece, i) => {
      if (typeof piece !== "string") return piece;
      const started = i === 0 ? trimStart(piece) : piece;
      return i === last ? trimEnd(started) : started;
    }),
  );
}

/** Takes HTML's white space off both ends; U+00A0 is none. */
function trim(text: string): string {
  return trimEnd(trimStart(text));
}

function trimStart(text: string): string {
  return text.replace(/^[ \t\n\r\f]+/, "");
}

function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && " \t\n\r\f".includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** Makes one blank of each run of white space in fields of one line. */
export const collapsedLines: Erase = (registry) => {
  const collapsed = fromPeople((person) => ({
    ...mapFields(person, ["name", "organization", "updated"], collapseSpace),
    id: collapseWithinBrackets(person.id),
    uris: person.uris.map(trim).filter((uri) => uri !== ""),
  }))(mapFields(registry, ["title", "updated"], collapseSpace));
  return {
    ...collapsed,
    records: registry.records.map((record) =>
      mapLines(record, ["name", "protocol", "registrationDate", "modificationDate"], collapseSpace),
    ),
    footnotes: registry.footnotes.map((note) => ({
      ...note,
      anchor: collapseWithinBrackets(note.anchor),
    })),
  };
};

/** What stands above the records on IANA's page beside the notes. */
const TERMS = ["Last Updated", "Expert(s)", "Reference", "Note", "Available Formats"];

/** Leaves out notes without text, and titles that are terms of the header. */
export const titledNotes: Erase = (registry) => ({
  ...registry,
  notes: registry.notes
    .filter(({ text }) => text.length > 0)
    .map((note) => {
      const titled = mapFields(note, ["title"], collapseSpace);
      return TERMS.includes(titled.title ?? "") ? without(titled, "title") : titled;
    }),
});

/** Counts at least as many pages as the number of the one shown. */
export const countedPages: Erase = (registry) => {
  const { page, ...rest } = registry;
  if (page === undefined) return registry;
  const count = Math.max(page.count ?? 0, page.number ?? 0);
  const shown: Registry["page"] = { ...page, ...(count === 0 ? {} : { count }) };
  return Object.keys(shown).length === 0 ? rest : { ...rest, page: shown };
};

/** Ends every line with LF. */
export const lineFeeds: Erase = (registry) =>
  mapStrings(registry, (text) => text.replace(/\r\n?/g, "\n"));

/** Changes every string of a value. */
function mapStrings<T>(value: T, change: (text: string) => string): T {
  const map = (part: unknown): unknown => {
    if (typeof part === "string") return change(part);
    if (Array.isArray(part)) return part.map(map);
    if (typeof part !== "object" || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, map(inner)]));
  };
  return map(value) as T;
}
