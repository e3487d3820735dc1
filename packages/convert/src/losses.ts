import type { Registry } from "@portolan/model";
import {
  collapsedPeople,
  type Erase,
  fromRecords,
  inheritedAssignees,
  labelledReferences,
  oneLineTexts,
  plainHeader,
  renderedTexts,
  trimmedTexts,
  unmarked,
  without,
} from "./erase.js";
import type { ReadableFormat } from "./formats.js";

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
    formats: ["csv", "jsonl", "text"],
    what: "The target behind a labelled reference, and the kind of one that its label does not tell, are lost.",
    why: "Only the label between brackets is shown.",
    erase: labelledReferences,
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
    code: "assignee",
    formats: ["csv", "jsonl", "html", "text"],
    what: "An explicit assignee that equals the contacts reads as an inherited one.",
    why: "IANA shows the contacts where there is no assignee.",
    erase: inheritedAssignees,
  },
  {
    code: "layout",
    formats: ["text"],
    what: "Line breaks, paragraphs, references and runs of white space inside a text become plain text on one line.",
    why: "The text is wrapped to columns.",
    erase: oneLineTexts,
  },
  {
    code: "edges",
    formats: ["html"],
    what: "White space at the edges of texts is lost.",
    why: "It is layout in a page.",
    erase: trimmedTexts,
  },
  {
    code: "people-layout",
    formats: ["html", "text"],
    what: "Runs of white space in the texts of people are one blank.",
    why: "They are layout in a page.",
    erase: collapsedPeople,
  },
  {
    code: "header-text",
    formats: ["text"],
    what: "The registry's id, and references and white space at edges in the header's texts, are lost.",
    why: "Only what a page shows is written.",
    erase: (registry) => plainHeader(without(registry, "id")),
  },
  {
    code: "marks",
    formats: ["csv", "jsonl", "html", "text", "services"],
    what: "Which fields were inferred, and which XML elements stood empty, is lost.",
    why: "Only the values are shown.",
    erase: unmarked,
  },
  {
    code: "inferred",
    formats: ["xml"],
    what: "Which fields were inferred is lost.",
    why: "IANA's XML has no place for it.",
    erase: (registry) => ({
      ...fromRecords((record) => without(record, "inferred"))(registry),
      people: registry.people.map((person) => without(person, "inferred")),
    }),
  },
];

/** Gives a registry as a format tells it: without everything that the format is known to lose. */
export function asToldBy(format: ReadableFormat, registry: Registry): Registry {
  return LOSSES.filter(({ formats }) => formats.includes(format)).reduce(
    (rest, { erase }) => erase(rest),
    registry,
  );
}
