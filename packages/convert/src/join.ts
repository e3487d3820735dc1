import {
  firstPort,
  type ParseResult,
  type Person,
  type Problem,
  type Registry,
  Report,
  recordKey,
  recordLabel,
  type ServiceRecord,
} from "@portolan/model";
import { compareTexts, requireList } from "@portolan/model/internal";

/** Lists the problems of joining several documents. */
export const joinProblems = {
  "join/record-differs": [
    "warning",
    "The record {record} differs from that of another input, which is newer or comes first; that one is kept.",
    "Give the inputs of one day, or leave out the older one.",
  ],
  "join/person-differs": [
    "warning",
    "The contact {id} differs from that of another input, which is newer or comes first; that one is kept.",
    "Give the inputs of one day, or leave out the older one.",
  ],
  "join/footnote-differs": [
    "warning",
    "The footnote {id} differs from that of another input, which is newer or comes first; that one is kept, and is what records of both cite.",
    "Give the inputs of one day, or leave out the older one.",
  ],
} as const;

/** Holds one document to be joined with others: a page, a search result, a whole registry. */
export interface JoinPart extends ParseResult {
  /** The text it was read from, for positions. */
  readonly source: string;
}

/** Holds the joined registry, and for each part the problems of joining it. */
export interface Joined {
  readonly registry: Registry;
  readonly problems: readonly (readonly Problem[])[];
}

/** Holds a part while it is joined with others. */
interface Joining {
  readonly part: JoinPart;
  readonly report: Report;
}

/**
 * Joins pages, search results or copies of the registry into one: rows, people and footnotes that
 * several parts repeat stand once, records are in the registry's order, and the header is that of
 * the newest part. Where two parts disagree about a record, a person or a footnote, the newer one
 * wins and a problem says so. One part is given back as it is.
 */
export function joinRegistries(parts: readonly JoinPart[]): Joined {
  requireList(parts, "joinRegistries", "parts");
  const [first] = parts;
  if (first === undefined) throw new TypeError("There is nothing to join.");
  if (parts.length === 1) return { registry: first.registry, problems: [[]] };
  const joining = parts.map((part) => ({ part, report: new Report(part.source) }));
  const newestFirst = [...joining].sort(byDate);
  const { page: _page, ...header } = (newestFirst[0]?.part ?? first).registry;
  const records = joinRecords(joining, newestFirst);
  const people = joinListed(newestFirst, {
    of: (registry) => registry.people,
    idOf: (person) => person.id,
    differs: "join/person-differs",
  });
  const footnotes = joinListed(newestFirst, {
    of: (registry) => registry.footnotes,
    idOf: (footnote) => footnote.anchor,
    differs: "join/footnote-differs",
  });
  return {
    registry: { ...header, records, people: people.sort(byId), footnotes },
    problems: joining.map(({ report }) => report.problems),
  };
}

/** Compares two parts for sorting: the newer first, one without date last. */
function byDate({ part: a }: Joining, { part: b }: Joining): number {
  const [left, right] = [a.registry.updated ?? "", b.registry.updated ?? ""];
  return compareTexts(right, left);
}

function byId(a: Person, b: Person): number {
  return compareTexts(a.id, b.id);
}

function joinRecords(
  inOrder: readonly Joining[],
  newestFirst: readonly Joining[],
): readonly ServiceRecord[] {
  // The registry may hold one key several times; what one part repeats is kept as often as there.
  const taken = new Map<string, { readonly by: Joining; readonly texts: string[] }>();
  const kept = new Map<Joining, readonly ServiceRecord[]>();
  for (const one of newestFirst) {
    const { part, report } = one;
    const mine = part.registry.records.filter((record, index) => {
      const key = recordKey(record);
      const text = JSON.stringify(record);
      const known = taken.get(key);
      if (known === undefined) taken.set(key, { by: one, texts: [text] });
      else if (known.by === one) known.texts.push(text);
      else {
        if (!known.texts.includes(text)) {
          const span = { start: part.offsets[index] ?? 0 };
          const values = { record: recordLabel(record) };
          report.add(joinProblems, "join/record-differs", { span, values });
        }
        return false;
      }
      return true;
    });
    kept.set(one, mine);
  }
  return inRegistryOrder(inOrder.map((one) => kept.get(one) ?? []));
}

/** Puts documents behind each other by their first record, then records by port; names without port come last. */
function inRegistryOrder(
  documents: readonly (readonly ServiceRecord[])[],
): readonly ServiceRecord[] {
  const sorted = [...documents].sort((a, b) => rank(a[0]) - rank(b[0])).flat();
  const isSorted = sorted.every((record, i) => i === 0 || rank(sorted[i - 1]) <= rank(record));
  return isSorted ? sorted : sorted.sort((a, b) => rank(a) - rank(b));
}

function rank(record: ServiceRecord | undefined): number {
  return record?.port === undefined ? Number.MAX_SAFE_INTEGER : firstPort(record.port);
}

/** Says what registries list under ids, and which problem tells that two differ under one id. */
interface Listing<Item> {
  readonly of: (registry: Registry) => readonly Item[];
  readonly idOf: (item: Item) => string;
  readonly differs: "join/person-differs" | "join/footnote-differs";
}

/** Takes what is listed under each id once, from the newest part that has it. */
function joinListed<Item>(
  newestFirst: readonly Joining[],
  { of, idOf, differs }: Listing<Item>,
): Item[] {
  const known = new Map<string, string>();
  const items: Item[] = [];
  for (const { part, report } of newestFirst) {
    for (const item of of(part.registry)) {
      const id = idOf(item);
      const text = JSON.stringify(item);
      const other = known.get(id);
      if (other === undefined) {
        known.set(id, text);
        items.push(item);
      } else if (other !== text) report.add(joinProblems, differs, { values: { id } });
    }
  }
  return items;
}
