import {
  COLUMNS,
  type ColumnKey,
  firstPort,
  formatPort,
  lastPort,
  oneLine,
  type Port,
  portText,
  type ServiceRecord,
} from "@portolan/model";
import { requireObject } from "@portolan/model/internal";
import { overlap } from "../port-set.js";
import { shownTexts } from "../record-text.js";
import type { Consequence } from "./consequences.js";
import type { HeaderChange, RegistryDiff } from "./diff.js";
import type { ListDiff } from "./list-diff.js";
import type { RecordChange } from "./record-changes.js";

/** Names a section of a report, in the order in which they are told. */
export type DiffSectionKind =
  | "users"
  | "added"
  | "removed"
  | "renamed"
  | "moved"
  | "reassigned"
  | "edited"
  | "reordered"
  | "bookkeeping"
  | "people"
  | "footnotes"
  | "header";

/** Holds one thing that is told. Its mark says what: added, removed, changed, or what it means. */
export interface DiffItem {
  readonly mark: "+" | "-" | "~" | "!";
  /** What changed: a service name, a port, an id. */
  readonly subject: string;
  /** Its port and protocols, `80/tcp,udp`; empty where it has none. */
  readonly place: string;
  readonly text: string;
}

/** Holds what is told under one heading. */
export interface DiffSection {
  readonly kind: DiffSectionKind;
  readonly heading: string;
  readonly items: readonly DiffItem[];
}

/** Holds how many services changed in one way, in words: `20 services new`. */
export interface DiffTotal {
  readonly kind: DiffSectionKind;
  readonly count: number;
  readonly words: string;
}

/** Holds a difference as people read it: what it means for users first, protocols of one service folded. */
export interface DiffReport {
  /** Dates of the two registries, where both have one. */
  readonly dates?: readonly [old: string, fresh: string];
  readonly totals: readonly DiffTotal[];
  readonly sections: readonly DiffSection[];
  /** What is counted only, in words. */
  readonly hidden: readonly string[];
}

/** Says what a report tells. */
export interface DiffReportOptions {
  /** Also lists reserved and unassigned ports, people, footnotes and the header; else they are counted. */
  readonly all?: boolean;
  /** Tells whether changes of a record are told; by default all are. */
  readonly takes?: (record: ServiceRecord) => boolean;
}

/** Headings of the sections that list services. */
const SERVICE_SECTIONS: readonly (readonly [
  kind: DiffSectionKind & RecordChange["kind"],
  heading: string,
  total: string,
])[] = [
  ["added", "New", "new"],
  ["removed", "Gone", "gone"],
  ["renamed", "Renamed", "renamed"],
  ["moved", "Moved to another port", "moved"],
  ["reassigned", "Reassigned", "reassigned"],
  ["edited", "Edited", "edited"],
  ["reordered", "Standing elsewhere in the list", "reordered"],
];

/** Makes the report of a difference. */
export function diffReport(difference: RegistryDiff, options: DiffReportOptions = {}): DiffReport {
  requireObject(difference, "diffReport", "difference", "a difference, as diff gives it");
  requireObject(options, "diffReport", "options");
  const { all = false, takes } = options;
  const isSelected = takes !== undefined;
  const changes = difference.records.changes.filter(
    (change) => !isSelected || recordsOf(change).some(takes),
  );
  const bookkeeping = changes.filter(isBookkeeping);
  const services = changes.filter((change) => !isBookkeeping(change));
  const consequences = difference.consequences.filter(
    (one) => !isSelected || concerns(one, changes),
  );
  const sections: DiffSection[] = [
    { kind: "users", heading: "For users", items: folded(consequences.map(consequenceItem)) },
    ...SERVICE_SECTIONS.map(([kind, heading]) => ({
      kind,
      heading,
      items: folded(services.filter((change) => change.kind === kind).map(changeItem)),
    })),
  ];
  const totals = SERVICE_SECTIONS.flatMap(([kind, , word]): readonly DiffTotal[] => {
    const count = sections.find((section) => section.kind === kind)?.items.length ?? 0;
    return count === 0 ? [] : [{ kind, count, words: `${count} ${word}` }];
  });
  const others: readonly (readonly [section: DiffSection, hidden: string | undefined])[] = [
    [
      {
        kind: "bookkeeping",
        heading: "Reserved and unassigned ports",
        items: folded(bookkeeping.map(changeItem)),
      },
      countWords(bookkeeping.length, "change", "of reserved and unassigned ports"),
    ],
    ...(isSelected ? [] : listSections(difference)),
  ];
  const hidden = others.flatMap(([, words]) => words ?? []);
  const rewritten = changes.filter(({ kind }) => kind === "rewritten").length;
  return {
    ...datesOf(difference),
    totals,
    sections: [...sections, ...(all ? others.map(([section]) => section) : [])].filter(
      ({ items }) => items.length > 0,
    ),
    hidden: [
      ...(all ? [] : hidden),
      ...(rewritten === 0 ? [] : [`${rewritten} in what no column shows`]),
    ],
  };
}

/** Tells whether a change is one of records without a service name: free, reserved, given back. */
function isBookkeeping(change: RecordChange): boolean {
  return change.kind !== "rewritten" && recordsOf(change).every(({ name }) => name === undefined);
}

function recordsOf(change: RecordChange): readonly ServiceRecord[] {
  return [...("old" in change ? [change.old] : []), ...("new" in change ? [change.new] : [])];
}

/** Tells whether a consequence is about a name or a port of one of the changes. */
function concerns(consequence: Consequence, changes: readonly RecordChange[]): boolean {
  return changes.flatMap(recordsOf).some(({ name, port }) => {
    if ("name" in consequence) return name === consequence.name;
    const ports = "ports" in consequence ? consequence.ports : consequence.port;
    return port !== undefined && overlap(port, ports);
  });
}

/** Holds an item before the protocols of one service are folded. */
interface LooseItem extends Omit<DiffItem, "place"> {
  readonly port: string;
  readonly protocol: string | undefined;
}

/** Puts items that differ by their protocol only in one, at the place of the first. */
function folded(items: readonly LooseItem[]): readonly DiffItem[] {
  const groups = new Map<string, { readonly item: LooseItem; readonly protocols: string[] }>();
  for (const item of items) {
    const key = JSON.stringify([item.mark, item.subject, item.port, item.text]);
    const group = groups.get(key) ?? { item, protocols: [] };
    groups.set(key, group);
    const { protocol } = item;
    if (protocol !== undefined && !group.protocols.includes(protocol))
      group.protocols.push(protocol);
  }
  return [...groups.values()].map(({ item: { mark, subject, port, text }, protocols }) => ({
    mark,
    subject,
    place: [port, protocols.join(",")].filter((part) => part !== "").join("/"),
    text,
  }));
}

function changeItem(change: RecordChange): LooseItem {
  switch (change.kind) {
    case "added":
      return recordItem("+", change.new, descriptionOf(change.new));
    case "removed":
      return recordItem("-", change.old, descriptionOf(change.old));
    case "reordered":
      return recordItem("~", change.old, "");
    default:
      return recordItem("~", change.old, changeWords(change.old, change.new));
  }
}

function recordItem(mark: DiffItem["mark"], record: ServiceRecord, text: string): LooseItem {
  const { name, protocol } = record;
  const port = portText(record);
  return name === undefined
    ? { mark, subject: port, port: "", protocol, text }
    : { mark, subject: name, port, protocol, text };
}

function descriptionOf({ description = "" }: ServiceRecord): string {
  return oneLine(description);
}

/**
 * Says what each column showed and shows, by heading. That the date of modification changed is told
 * where it is all that did: it changes with everything else.
 */
function changeWords(old: ServiceRecord, fresh: ServiceRecord): string {
  const before = shownTexts(old);
  const after = shownTexts(fresh);
  const changed = COLUMNS.filter(({ key }) => before.get(key) !== after.get(key));
  return changed
    .filter(({ key }) => key !== "modificationDate" || changed.length === 1)
    .map(
      ({ key, heading }) =>
        `${columnWords(key, heading)} ${quote(before.get(key))} → ${quote(after.get(key))}`,
    )
    .join("; ");
}

/** Names a column in a sentence: `name`, `port`, `assignee`, `unauthorized use reported`. */
function columnWords(key: ColumnKey, heading: string): string {
  return key === "name" || key === "port" || key === "protocol" ? key : heading.toLowerCase();
}

function quote(text: string | undefined): string {
  return text === undefined || text === "" ? "nothing" : `“${text}”`;
}

function consequenceItem(consequence: Consequence): LooseItem {
  const protocol = "protocol" in consequence ? consequence.protocol : undefined;
  const item = (subject: string, text: string, port = ""): LooseItem => ({
    mark: "!",
    subject,
    port,
    protocol,
    text,
  });
  switch (consequence.kind) {
    case "name-moved": {
      const { name, oldPort, newPort } = consequence;
      const now =
        newPort === undefined ? "no port any more" : `leads to port ${formatPort(newPort)}`;
      return item(name, `${now}, was ${formatPort(oldPort)}`);
    }
    case "name-gone": {
      const { name, port, aliasOf, nowNamed, nowProtocol } = consequence;
      const alias = aliasOf === undefined ? "" : `; it was an alias of ${aliasOf}`;
      const isNow = nowNamed !== undefined || nowProtocol !== undefined;
      const over = nowProtocol === undefined ? "" : `/${nowProtocol}`;
      const now = isNow ? `; the service is now ${nowNamed ?? name}${over}` : "";
      const words = `no longer registered${alias}${now}`;
      return item(name, words, port === undefined ? "" : formatPort(port));
    }
    case "port-renamed":
    case "port-silent": {
      const { port, oldName } = consequence;
      const now = "newName" in consequence ? `as ${consequence.newName}` : "nothing any more";
      return item(portWords(port), `answers ${now}, was ${oldName}`);
    }
    case "ports-freed":
      return item(portWords(consequence.ports), "unassigned again");
    default:
      return consequence satisfies never;
  }
}

function portWords(ports: Port): string {
  const isOne = firstPort(ports) === lastPort(ports);
  return isOne ? `port ${firstPort(ports)}` : `ports ${formatPort(ports)}`;
}

/** Returns the sections of people, footnotes and header, and the words that stand for each. */
function listSections({
  header,
  people,
  footnotes,
}: RegistryDiff): readonly (readonly [DiffSection, string | undefined])[] {
  const fields = header.filter(({ field }) => field !== "updated");
  return [
    [
      { kind: "people", heading: "People", items: listItems(people, ({ id }) => id) },
      listWords(people, "people"),
    ],
    [
      {
        kind: "footnotes",
        heading: "Footnotes",
        items: listItems(footnotes, ({ anchor }) => anchor),
      },
      listWords(footnotes, "footnotes"),
    ],
    [
      {
        kind: "header",
        heading: "Header",
        items: fields.map((change) => ({
          mark: "~" as const,
          subject: change.field,
          place: "",
          text: headerWords(change),
        })),
      },
      countWords(fields.length, "change", "of the header"),
    ],
  ];
}

function listItems<T>(
  { changes }: ListDiff<T, "edited">,
  idOf: (item: T) => string,
): readonly DiffItem[] {
  return changes.map((change) => {
    const item = "new" in change ? change.new : change.old;
    const mark = change.kind === "added" ? "+" : change.kind === "removed" ? "-" : "~";
    const text = "fields" in change ? `changed: ${change.fields.join(", ")}` : "";
    return { mark, subject: idOf(item), place: "", text };
  });
}

/** Counts the changes of a list; one that only one side has is told as such, as most formats have none. */
function listWords<T>(
  { changes, script }: ListDiff<T, "edited">,
  things: string,
): string | undefined {
  if (changes.length === 0) return undefined;
  const all = (kind: string): boolean => changes.every((change) => change.kind === kind);
  if (all("removed") && script.length === 0)
    return `all ${things}, which only the old registry has`;
  if (all("added") && script.length === changes.length)
    return `all ${things}, which only the new registry has`;
  return countWords(changes.length, "change", `of ${things}`);
}

function countWords(count: number, thing: string, rest: string): string | undefined {
  if (count === 0) return undefined;
  return `${count} ${thing}${count === 1 ? "" : "s"} ${rest}`;
}

/** Says what a field of the header was and is; values of more than a line are only told to differ. */
function headerWords({ old, new: fresh }: HeaderChange): string {
  const isLine = (value: HeaderChange["old"]): value is string | undefined =>
    value === undefined || typeof value === "string";
  if (!isLine(old) || !isLine(fresh)) return "changed";
  return `${quote(old && oneLine(old))} → ${quote(fresh && oneLine(fresh))}`;
}

function datesOf({ header }: RegistryDiff): Pick<DiffReport, "dates"> {
  const updated = header.find(({ field }) => field === "updated");
  return typeof updated?.old === "string" && typeof updated.new === "string"
    ? { dates: [updated.old, updated.new] }
    : {};
}
