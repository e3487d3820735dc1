import {
  assigneesOf,
  dnsSdSubtypes,
  firstPort,
  lastPort,
  oneLine,
  type PortClass,
  portClass,
  type ServiceRecord,
  STATUSES,
  type Status,
  statusOf,
  txtKeysOf,
} from "@portolan/model";
import { compareProtocols } from "@portolan/model/internal";
import { createIndex, KeptSearch, type RegistryIndex } from "@portolan/query";
import { type ColoredPorts, type Coloring, colorPorts, yearOf } from "../coloring.js";
import { type Layout, PORT_COUNT } from "../layout.js";
import type { ChartData } from "../pack.js";

/** Names a column of the table. */
export type TableColumn =
  | "port"
  | "protocol"
  | "name"
  | "description"
  | "assignee"
  | "registrationDate";

/** Lists the columns of the table with their headings. */
export const TABLE_COLUMNS: readonly (readonly [TableColumn, string])[] = [
  ["port", "Port"],
  ["protocol", "Via"],
  ["name", "Name"],
  ["description", "Description"],
  ["assignee", "Assignee"],
  ["registrationDate", "Registered"],
];

/** Holds what somebody wants to see; its texts are in the address of the page. */
export interface View {
  /** Text to find in any column. */
  readonly text: string;
  readonly protocol?: string | undefined;
  readonly status?: Status | "unauthorized" | undefined;
  readonly class?: PortClass | "none" | undefined;
  /** First and last year in which a record was registered or changed. */
  readonly years?: readonly [first: number, last: number] | undefined;
  /** Only service types of DNS-SD with TXT keys or subtypes. */
  readonly dnsSd: boolean;
  readonly coloring: Coloring;
  readonly layout: Layout;
  /** Places of the kinds of the legend that are shown; none means all. */
  readonly kinds: readonly number[];
  readonly sort?: { readonly by: TableColumn; readonly falls: boolean } | undefined;
  /** What the card shows, as a query. */
  readonly open?: string | undefined;
}

export const FIRST_VIEW: View = {
  text: "",
  dnsSd: false,
  coloring: "status",
  layout: "hilbert",
  kinds: [],
};

/** Holds what follows from a registry and a view; every part of the page shows some of it. */
export class ChartState {
  readonly data: ChartData;
  readonly records: readonly ServiceRecord[];
  readonly index: RegistryIndex;
  readonly search: KeptSearch;
  /** Protocols that records have, IANA's four first. */
  readonly protocols: readonly string[];
  readonly #statuses: readonly Status[];
  readonly #registered: readonly (number | undefined)[];
  readonly #changed: readonly (number | undefined)[];
  readonly #colored = new Map<Coloring, ColoredPorts>();
  readonly #sorted = new Map<TableColumn, Uint32Array>();
  readonly #listeners: ((state: ChartState) => void)[] = [];
  #dnsSd: Uint8Array | undefined;
  view: View;
  /** Zero-based places of the records that the table shows, in its order. */
  rows: readonly number[] = [];
  /** For each port whether the map shows it. */
  readonly lit: Uint8Array = new Uint8Array(PORT_COUNT);
  litCount = 0;
  /** For each kind of the legend the number of ports that would be shown of it. */
  kindCounts: readonly number[] = [];

  constructor(data: ChartData, view: View) {
    const { records } = data.registry;
    this.data = data;
    this.records = records;
    this.index = createIndex(data.registry);
    this.search = new KeptSearch(records);
    this.#statuses = records.map(statusOf);
    this.#registered = records.map(({ registrationDate }) => yearOf(registrationDate));
    this.#changed = records.map(({ modificationDate }) => yearOf(modificationDate));
    const found = new Set(records.flatMap(({ protocol }) => protocol?.toLowerCase() ?? []));
    this.protocols = [...found].sort(compareProtocols);
    this.view = view;
    this.#apply();
  }

  /** Calls back after every change, and now. */
  onChange(listener: (state: ChartState) => void): void {
    this.#listeners.push(listener);
    listener(this);
  }

  /** Changes the view, and shows it. */
  show(change: Partial<View>): void {
    const coloring = change.coloring ?? this.view.coloring;
    // A legend's entries mean nothing in another.
    const kinds = coloring === this.view.coloring ? this.view.kinds : [];
    this.view = { ...this.view, kinds, ...change };
    const isOpenOnly = Object.keys(change).every((key) => key === "open");
    if (!isOpenOnly) this.#apply();
    for (const listener of this.#listeners) listener(this);
  }

  get colored(): ColoredPorts {
    const { coloring } = this.view;
    let colored = this.#colored.get(coloring);
    if (colored === undefined) {
      const { registry, changes } = this.data;
      colored = colorPorts({ registry, index: this.index, changes }, coloring);
      this.#colored.set(coloring, colored);
    }
    return colored;
  }

  /** Whether anything but the legend selects records. */
  get isFiltered(): boolean {
    const { text, protocol, status, class: portClass, years, dnsSd } = this.view;
    return (
      text !== "" ||
      dnsSd ||
      [protocol, status, portClass, years].some((criterion) => criterion !== undefined)
    );
  }

  /** Counts the records that were registered and those that were changed in each year. */
  byYear(): ReadonlyMap<number, { registered: number; changed: number }> {
    const counts = new Map<number, { registered: number; changed: number }>();
    const count = (year: number | undefined, what: "registered" | "changed"): void => {
      if (year === undefined) return;
      const of = counts.get(year) ?? { registered: 0, changed: 0 };
      of[what]++;
      counts.set(year, of);
    };
    for (const year of this.#registered) count(year, "registered");
    for (const year of this.#changed) count(year, "changed");
    return counts;
  }

  get undated(): number {
    return this.#registered.filter((year) => year === undefined).length;
  }

  #apply(): void {
    const passes = this.#passing();
    const { kinds, kindOf } = this.colored;
    this.lit.fill(this.isFiltered ? 0 : 1);
    if (this.isFiltered)
      for (const place of passes) {
        const port = this.records[place]?.port;
        if (port !== undefined) this.lit.fill(1, firstPort(port), lastPort(port) + 1);
      }
    const counts = kinds.map(() => 0);
    for (let port = 0; port < PORT_COUNT; port++) {
      const kind = kindOf[port] ?? 0;
      if (this.lit[port] === 1) counts[kind] = (counts[kind] ?? 0) + 1;
    }
    this.kindCounts = counts;
    this.rows = this.#inOrder(this.#ofChosenKinds(passes, kindOf));
    this.litCount = this.lit.reduce((sum, lit) => sum + lit, 0);
  }

  /** Takes the kinds that are not chosen off the map, and gives the records that are left. */
  #ofChosenKinds(passes: readonly number[], kindOf: Uint8Array): readonly number[] {
    const { kinds } = this.view;
    if (kinds.length === 0) return passes;
    const isChosen = (port: number): boolean => kinds.includes(kindOf[port] ?? -1);
    for (let port = 0; port < PORT_COUNT; port++) if (!isChosen(port)) this.lit[port] = 0;
    return passes.filter((place) => {
      const port = this.records[place]?.port;
      if (port === undefined) return false;
      for (let at = firstPort(port); at <= lastPort(port); at++) if (isChosen(at)) return true;
      return false;
    });
  }

  /** Gives the places of the records that every filter takes, in registry order. */
  #passing(): readonly number[] {
    const { text, protocol, status, class: wantedClass, years, dnsSd } = this.view;
    const found = text === "" ? Array.from(this.records.keys()) : this.search.find(text);
    if (!this.isFiltered) return found;
    return found.filter((place) => {
      const record = this.records[place];
      if (record === undefined) return false;
      const { port } = record;
      if (protocol !== undefined && (record.protocol?.toLowerCase() ?? "none") !== protocol)
        return false;
      if (status === "unauthorized") {
        if (record.unauthorizedUse === undefined) return false;
      } else if (status !== undefined && this.#statuses[place] !== status) return false;
      if (
        wantedClass !== undefined &&
        (port === undefined ? "none" : portClass(port)) !== wantedClass
      )
        return false;
      if (years !== undefined && !this.#isOfYears(place, years)) return false;
      return !dnsSd || this.#isDnsSd(place);
    });
  }

  #isOfYears(place: number, [first, last]: readonly [number, number]): boolean {
    const isWithin = (year: number | undefined): boolean =>
      year !== undefined && first <= year && year <= last;
    return isWithin(this.#registered[place]) || isWithin(this.#changed[place]);
  }

  #isDnsSd(place: number): boolean {
    this.#dnsSd ??= Uint8Array.from(this.records, (record) =>
      (txtKeysOf(record) ?? []).length > 0 || dnsSdSubtypes(record).length > 0 ? 1 : 0,
    );
    return this.#dnsSd[place] === 1;
  }

  #inOrder(places: readonly number[]): readonly number[] {
    const { sort } = this.view;
    if (sort === undefined) return places;
    const ranks = this.#ranks(sort.by);
    const rank = (place: number): number => ranks[place] ?? 0;
    return [...places].sort((a, b) =>
      sort.falls ? rank(b) - rank(a) || a - b : rank(a) - rank(b) || a - b,
    );
  }

  /** Gives for each record its rank by a column; those without come last. */
  #ranks(by: TableColumn): Uint32Array {
    let ranks = this.#sorted.get(by);
    if (ranks === undefined) {
      const keys = this.records.map((record) => sortKey(record, by));
      const order = Array.from(keys.keys()).sort((a, b) => compareKeys(keys[a], keys[b]));
      ranks = new Uint32Array(order.length);
      let rank = 0;
      for (const [at, place] of order.entries()) {
        if (at > 0 && compareKeys(keys[order[at - 1] ?? 0], keys[place]) !== 0) rank = at;
        ranks[place] = rank;
      }
      this.#sorted.set(by, ranks);
    }
    return ranks;
  }
}

function sortKey(record: ServiceRecord, by: TableColumn): string | number | undefined {
  switch (by) {
    case "port":
      return record.port === undefined ? undefined : firstPort(record.port);
    case "description":
      return record.description === undefined
        ? undefined
        : oneLine(record.description).toLowerCase();
    case "assignee":
      return assigneesOf(record)[0]?.toLowerCase();
    default:
      return record[by]?.toLowerCase();
  }
}

function compareKeys(a: string | number | undefined, b: string | number | undefined): number {
  if (a === b) return 0;
  if (a === undefined) return 1;
  if (b === undefined) return -1;
  return a < b ? -1 : 1;
}

/** Tells whether a text names a status by which records can be filtered. */
export function isStatusFilter(text: string): text is Status | "unauthorized" {
  return text === "unauthorized" || (STATUSES as readonly string[]).includes(text);
}
