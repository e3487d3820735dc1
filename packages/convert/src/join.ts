import {
  firstPort,
  formatPort,
  type ParseResult,
  type Person,
  type Problem,
  type Registry,
  Report,
  type ServiceRecord,
} from "@portolan/model";

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

/**
 * Joins pages, search results or copies of the registry into one: rows and people that several
 * parts repeat stand once, records are in the registry's order, and the header is that of the
 * newest part. Where two parts disagree about a record or a person, the newer one wins and a
 * problem says so. One part is given back as it is.
 */
export function joinRegistries(parts: readonly JoinPart[]): Joined {
  const first = parts[0];
  if (first === undefined) throw new TypeError("There is nothing to join.");
  if (parts.length === 1) return { registry: first.registry, problems: [[]] };
  const reports = parts.map(({ source }) => new Report(source));
  const newestFirst = parts
    .map((_, index) => index)
    .sort((a, b) => byDate(parts[a], parts[b]) || a - b);
  const records = joinRecords(parts, newestFirst, reports);
  const people = joinPeople(parts, newestFirst, reports);
  const newest = parts[newestFirst[0] ?? 0]?.registry ?? first.registry;
  const { page: _page, ...header } = newest;
  const footnotes = uniqueBy(
    newestFirst.flatMap((index) => parts[index]?.registry.footnotes ?? []),
    (footnote) => footnote.anchor,
  );
  return {
    registry: { ...header, records, people, footnotes },
    problems: reports.map(({ problems }) => problems),
  };
}

/** Compares two parts for sorting: the newer first, one without date last. */
function byDate(a: JoinPart | undefined, b: JoinPart | undefined): number {
  const [left, right] = [a?.registry.updated ?? "", b?.registry.updated ?? ""];
  return left > right ? -1 : left < right ? 1 : 0;
}

function joinRecords(
  parts: readonly JoinPart[],
  newestFirst: readonly number[],
  reports: readonly Report[],
): readonly ServiceRecord[] {
  // The registry may hold one key several times; what one part repeats is kept as often as there.
  const taken = new Map<string, { readonly part: number; readonly texts: string[] }>();
  const kept = new Map<number, ServiceRecord[]>();
  for (const part of newestFirst) {
    const mine: ServiceRecord[] = [];
    parts[part]?.registry.records.forEach((record, index) => {
      const key = recordKey(record);
      const text = JSON.stringify(record);
      const known = taken.get(key);
      if (known === undefined || known.part === part) {
        if (known === undefined) taken.set(key, { part, texts: [text] });
        else known.texts.push(text);
        mine.push(record);
      } else if (!known.texts.includes(text)) {
        reports[part]?.add(joinProblems, "join/record-differs", {
          span: { start: parts[part]?.offsets[index] ?? 0 },
          values: { record: describe(record) },
        });
      }
    });
    kept.set(part, mine);
  }
  const documents = [...kept.entries()].sort(([a], [b]) => a - b).map(([, records]) => records);
  return inRegistryOrder(documents);
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

function recordKey({ name, port, protocol, unparsed }: ServiceRecord): string {
  const place = port === undefined ? (unparsed?.port ?? "") : formatPort(port);
  return JSON.stringify([name ?? "", place, protocol ?? ""]);
}

function describe({ name, port, protocol }: ServiceRecord): string {
  const place = [port === undefined ? "" : formatPort(port), protocol ?? ""]
    .filter((text) => text !== "")
    .join("/");
  return [name ?? "", place].filter((text) => text !== "").join(" ");
}

function joinPeople(
  parts: readonly JoinPart[],
  newestFirst: readonly number[],
  reports: readonly Report[],
): readonly Person[] {
  const known = new Map<string, string>();
  const people: Person[] = [];
  for (const part of newestFirst) {
    for (const person of parts[part]?.registry.people ?? []) {
      const text = JSON.stringify(person);
      const other = known.get(person.id);
      if (other === undefined) {
        known.set(person.id, text);
        people.push(person);
      } else if (other !== text) {
        reports[part]?.add(joinProblems, "join/person-differs", { values: { id: person.id } });
      }
    }
  }
  return people.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

function uniqueBy<T>(items: readonly T[], key: (item: T) => string): readonly T[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const isNew = !seen.has(key(item));
    seen.add(key(item));
    return isNew;
  });
}
