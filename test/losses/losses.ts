import { READABLE_FORMATS, type ReadableFormat } from "@portolan/convert";
import type { Registry } from "@portolan/model";
import {
  inheritedAssignees,
  labelledReferences,
  peopleAsContacts,
  registeredSpelling,
  renderedTexts,
  trimmedCells,
} from "./cells.js";
import { uninferred, unmarked } from "./marks.js";
import { oneLinePeople, oneLineRecords, oneLineReferences, plainHeader } from "./one-line.js";
import {
  collapsedLines,
  countedPages,
  flatParagraphs,
  lineFeeds,
  plainLinks,
  titledNotes,
  trimmedTexts,
  unlinkedReferences,
} from "./page.js";
import { namedPorts, threeColumns } from "./services.js";
import { type Erase, without } from "./shape.js";

/**
 * States, apart from the code under test, what a loss that a format is known for makes of a registry.
 * The codes are those of the formats' own lists.
 */
export interface StatedLoss {
  readonly code: string;
  readonly formats: readonly ReadableFormat[];
  /** Gives a registry as it is without it. */
  readonly erase: Erase;
}

/** Lists every known loss. JSON and YAML have none. Those that depend on the date come first. */
export const LOSSES: readonly StatedLoss[] = [
  {
    code: "selection",
    formats: ["services"],
    erase: namedPorts,
  },
  {
    code: "columns",
    formats: ["services"],
    erase: threeColumns,
  },
  {
    code: "structure",
    formats: ["csv", "jsonl"],
    erase: renderedTexts,
  },
  {
    code: "link-target",
    formats: ["csv", "jsonl"],
    erase: labelledReferences,
  },
  {
    code: "cell-edges",
    formats: ["csv", "jsonl"],
    erase: trimmedCells,
  },
  {
    code: "spelling",
    formats: ["csv", "jsonl", "html"],
    erase: registeredSpelling,
  },
  {
    code: "header",
    formats: ["csv", "jsonl", "services"],
    erase: (registry) => ({
      ...without(registry, "id", "title", "category"),
      experts: [],
      references: [],
      notes: [],
    }),
  },
  {
    code: "header",
    formats: ["csv", "jsonl"],
    erase: (registry) => without(registry, "updated"),
  },
  {
    code: "people",
    formats: ["csv", "jsonl", "services"],
    erase: (registry) => ({ ...registry, people: [], footnotes: [] }),
  },
  {
    code: "page",
    formats: ["csv", "jsonl", "xml", "text", "services"],
    erase: (registry) => without(registry, "page", "coverage"),
  },
  {
    code: "coverage",
    formats: ["html"],
    erase: (registry) => without(registry, "coverage"),
  },
  {
    code: "category",
    formats: ["html", "text"],
    erase: (registry) => without(registry, "category"),
  },
  {
    code: "layout",
    formats: ["text"],
    erase: oneLineRecords,
  },
  {
    code: "labels",
    formats: ["text"],
    erase: oneLineReferences,
  },
  {
    code: "assignee",
    formats: ["csv", "jsonl", "html", "text"],
    erase: inheritedAssignees,
  },
  {
    code: "attributes",
    formats: ["html"],
    erase: plainLinks,
  },
  {
    code: "unlinked",
    formats: ["html"],
    erase: unlinkedReferences,
  },
  {
    code: "paragraphs",
    formats: ["html"],
    erase: flatParagraphs,
  },
  {
    code: "edges",
    formats: ["html"],
    erase: trimmedTexts,
  },
  {
    code: "lines",
    formats: ["html"],
    erase: collapsedLines,
  },
  {
    code: "line-ends",
    formats: ["html"],
    erase: lineFeeds,
  },
  {
    code: "note-titles",
    formats: ["html"],
    erase: titledNotes,
  },
  {
    code: "page-count",
    formats: ["html"],
    erase: countedPages,
  },
  {
    code: "people-layout",
    formats: ["text"],
    erase: oneLinePeople,
  },
  {
    code: "header-text",
    formats: ["text"],
    erase: (registry) => plainHeader(without(registry, "id")),
  },
  {
    code: "marks",
    formats: ["csv", "jsonl", "html", "text"],
    erase: unmarked,
  },
  {
    code: "people-cited",
    formats: ["xml"],
    erase: peopleAsContacts,
  },
  {
    code: "inferred",
    formats: ["xml"],
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
