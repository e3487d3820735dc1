import type { Registry } from "@portolan/model";
import {
  inheritedAssignees,
  labelledReferences,
  peopleAsContacts,
  renderedTexts,
  trimmedCells,
} from "./erase/cells.js";
import { uninferred, unmarked } from "./erase/marks.js";
import { oneLinePeople, oneLineRecords, oneLineReferences, plainHeader } from "./erase/one-line.js";
import {
  collapsedLines,
  countedPages,
  flatParagraphs,
  lineFeeds,
  plainLinks,
  titledNotes,
  trimmedTexts,
  unlinkedReferences,
} from "./erase/page.js";
import { namedPorts, threeColumns } from "./erase/services.js";
import { type Erase, without } from "./erase/shape.js";
import type { ReadableFormat } from "./format-names.js";
import { READABLE_FORMATS } from "./formats.js";

/** Describes something that formats cannot carry: what is read back differs by it from what was written. */
export interface Loss {
  readonly code: string;
  readonly formats: readonly ReadableFormat[];
  /** What is lost, in one sentence. */
  readonly what: string;
  /** Why the format cannot carry it. */
  readonly why: string;
  /** Gives a registry as it is without it. */
  readonly erase: Erase;
}

/** Lists every known loss. JSON and YAML have none. */
export const LOSSES: readonly Loss[] = [
  {
    code: "selection",
    formats: ["services"],
    what: "Records without a name, a port or a protocol are lost, and so is all but the first port of a range.",
    why: "A line is for one name on one port.",
    erase: namedPorts,
  },
  {
    code: "columns",
    formats: ["services"],
    what: "All but name, port and protocol is lost; a comment shows the beginning of the description, an alias a note that says so.",
    why: "A line has no other columns.",
    erase: threeColumns,
  },
  // First those that depend on the registry's date.
  {
    code: "structure",
    formats: ["csv", "jsonl"],
    what: "Line breaks, paragraphs and references inside a text become plain text.",
    why: "A cell is plain text, by IANA's rules of the registry's date.",
    erase: renderedTexts,
  },
  {
    code: "link-target",
    formats: ["csv", "jsonl"],
    what: "The target behind a labelled reference, and the kind of one that its label does not tell, are lost.",
    why: "Only the label between brackets is shown.",
    erase: labelledReferences,
  },
  {
    code: "cell-edges",
    formats: ["csv", "jsonl"],
    what: "White space at the edges of names and protocols is lost.",
    why: "IANA's CSV has none at the edges of a cell.",
    erase: trimmedCells,
  },
  {
    code: "header",
    formats: ["csv", "jsonl", "services"],
    what: "Title, category, experts, references and notes of the registry are lost.",
    why: "The format holds rows only.",
    erase: (registry) => ({
      ...without(registry, "id", "title", "category"),
      experts: [],
      references: [],
      notes: [],
    }),
  },
  {
    code: "date",
    formats: ["csv", "jsonl"],
    what: "The date of the registry is lost.",
    why: "The format holds rows only.",
    erase: (registry) => without(registry, "updated"),
  },
  {
    code: "people",
    formats: ["csv", "jsonl", "services"],
    what: "People and footnotes are lost; only their ids and numbers stand in the rows.",
    why: "The format holds rows only.",
    erase: (registry) => ({ ...registry, people: [], footnotes: [] }),
  },
  {
    code: "page",
    formats: ["csv", "jsonl", "xml", "text", "services"],
    what: "Which page or search result a document was is lost.",
    why: "The format has no place for it.",
    erase: (registry) => without(registry, "page"),
  },
  {
    code: "category",
    formats: ["html", "text"],
    what: "The registry's category is lost.",
    why: "IANA's page does not show them.",
    erase: (registry) => without(registry, "category"),
  },
  {
    code: "layout",
    formats: ["text"],
    what: "Line breaks, paragraphs, references and runs of white space inside a text become plain text on one line.",
    why: "The text is wrapped to columns.",
    erase: oneLineRecords,
  },
  {
    code: "labels",
    formats: ["text"],
    what: "The target behind a labelled reference, and the kind of one that its label does not tell, are lost.",
    why: "Only the label between brackets is shown.",
    erase: oneLineReferences,
  },
  {
    code: "assignee",
    formats: ["csv", "jsonl", "html", "text"],
    what: "An explicit assignee that equals the contacts reads as an inherited one.",
    why: "IANA shows the contacts where there is no assignee.",
    erase: inheritedAssignees,
  },
  {
    code: "attributes",
    formats: ["html"],
    what: "Further attributes of references, such as a section, are lost.",
    why: "A link has a place for its target only.",
    erase: plainLinks,
  },
  {
    code: "unlinked",
    formats: ["html"],
    what: "References that lead nowhere are plain text between brackets.",
    why: "What a reference is shows only in its link.",
    erase: unlinkedReferences,
  },
  {
    code: "paragraphs",
    formats: ["html"],
    what: "Paragraphs inside a paragraph follow one another.",
    why: "HTML has no paragraph in a paragraph.",
    erase: flatParagraphs,
  },
  {
    code: "edges",
    formats: ["html"],
    what: "White space at the edges of texts is lost.",
    why: "It is layout in a page.",
    erase: trimmedTexts,
  },
  {
    code: "lines",
    formats: ["html"],
    what: "Runs of white space in fields of one line are one blank.",
    why: "They are layout in a page.",
    erase: collapsedLines,
  },
  {
    code: "line-ends",
    formats: ["html"],
    what: "A carriage return becomes a line feed.",
    why: "A page has one kind of line end.",
    erase: lineFeeds,
  },
  {
    code: "note-titles",
    formats: ["html"],
    what: "A note without text is lost, and so is a title that is a term of the header.",
    why: "A note shows as a term of the header, “Note” where it has no title.",
    erase: titledNotes,
  },
  {
    code: "page-count",
    formats: ["html"],
    what: "There are at least as many pages as the number of the one shown.",
    why: "The page links the last page by its number.",
    erase: countedPages,
  },
  {
    code: "people-layout",
    formats: ["text"],
    what: "Runs of white space in the texts of people are one blank.",
    why: "They are layout in a page.",
    erase: oneLinePeople,
  },
  {
    code: "header-text",
    formats: ["text"],
    what: "The registry's id, the borders between several experts, and references and white space at edges in the header's texts, are lost.",
    why: "Only what a page shows is written.",
    erase: (registry) => plainHeader(without(registry, "id")),
  },
  {
    code: "marks",
    formats: ["csv", "jsonl", "html", "text"],
    what: "Which fields were inferred, and which XML elements stood empty, is lost.",
    why: "Only the values are shown.",
    erase: unmarked,
  },
  {
    code: "people-cited",
    formats: ["xml"],
    what: "A person among the references of a record becomes a contact.",
    why: "IANA's XML tells contacts from references by what they name.",
    erase: peopleAsContacts,
  },
  {
    code: "inferred",
    formats: ["xml"],
    what: "Which fields were inferred is lost.",
    why: "IANA's XML has no place for it.",
    erase: uninferred,
  },
];

/** Gives a registry as a format tells it: without everything that the format is known to lose. */
export function asToldBy(format: ReadableFormat, registry: Registry): Registry {
  return LOSSES.filter(({ formats }) => formats.includes(format)).reduce(
    (rest, { erase }) => erase(rest),
    registry,
  );
}

/**
 * Gives a registry as far as each of several formats tells it. What two registries that were read
 * from two formats then differ by is not the formats' doing.
 *
 * @example
 * asToldByAll(["csv", "xml"], registry).people; // []
 */
export function asToldByAll(formats: readonly ReadableFormat[], registry: Registry): Registry {
  // One order for all, whichever registry is read from which.
  return READABLE_FORMATS.filter((format) => formats.includes(format)).reduce(
    (rest, format) => asToldBy(format, rest),
    registry,
  );
}
