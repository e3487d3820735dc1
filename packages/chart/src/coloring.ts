import {
  PORT_CLASSES,
  portClass,
  type Registry,
  type ServiceRecord,
  type Status,
  statusOf,
} from "@portolan/model";
import type { RegistryIndex } from "@portolan/query";
import { type ChartChanges, PORT_CHANGES, type PortChange } from "./changes.js";
import { PORT_COUNT } from "./layout.js";

/** Names by what the ports of a map are coloured. */
export type Coloring = "status" | "protocol" | "year" | "class" | "change";

/** Lists what every map can be coloured by. */
export const COLORINGS: readonly Exclude<Coloring, "change">[] = [
  "status",
  "protocol",
  "year",
  "class",
];

/** Names a colour that every terminal has. */
export type TerminalInk = "blue" | "red" | "yellow" | "magenta" | "cyan" | "green" | "dim";

/** Describes one kind of ports on a map. */
export interface PortKind {
  readonly label: string;
  /** Its colours on light and dark paper, as `#rrggbb`. */
  readonly light: string;
  readonly dark: string;
  /** Its colour in a terminal. */
  readonly ink: TerminalInk;
  /** Whether nobody holds such ports: they are the sea of the map, and everything else is land. */
  readonly isSea?: true;
  /** Whether there is no record of such ports, so that they may well be held in the whole registry. */
  readonly isUnknown?: true;
}

/** Holds a kind for each port. */
export interface ColoredPorts {
  readonly kinds: readonly PortKind[];
  /** For each port the place of its kind. */
  readonly kindOf: Uint8Array;
}

/** Holds what colours are made of. */
interface Colorable {
  readonly registry: Registry;
  readonly index: RegistryIndex;
  readonly changes?: ChartChanges | undefined;
}

/** Colours every port. */
export function colorPorts(chart: Colorable, coloring: Coloring): ColoredPorts {
  const { registry, index, changes } = chart;
  const { records } = registry;
  const statuses = records.map(statusOf);
  const { kinds, kindAt } = PALETTES[coloring]({ records, statuses, changes });
  const kindOf = new Uint8Array(PORT_COUNT);
  for (let port = 0; port < PORT_COUNT; port++) {
    const places = index.onPort(port);
    const kind = kindAt(places, port);
    const isUnheld = kinds[kind]?.isSea === true && portClass(port) !== "dynamic";
    kindOf[port] = isUnheld && places.length === 0 ? kinds.length : kind;
  }
  return { kinds: [...kinds, unknownOf(registry)], kindOf };
}

/** Counts the ports of each kind that there is. */
export function legendOf({ kinds, kindOf }: ColoredPorts): readonly KindCount[] {
  const counts = kinds.map(() => 0);
  for (const kind of kindOf) counts[kind] = (counts[kind] ?? 0) + 1;
  return kinds
    .map((kind, place) => ({ kind, count: counts[place] ?? 0 }))
    .filter(({ count }) => count > 0);
}

/** Holds a kind of ports with the number of them. */
export interface KindCount {
  readonly kind: PortKind;
  readonly count: number;
}

/** Gives what is said of ports without a record, of which dynamic ports have none anywhere. */
function unknownOf({ coverage, page }: Registry): PortKind {
  const label =
    coverage === "excerpt"
      ? "Not in the excerpt"
      : page === undefined
        ? "Not listed"
        : "Not in this part";
  return { label, light: "#f1eee6", dark: "#131b21", ink: "dim", isSea: true, isUnknown: true };
}

/** Tells ports apart by something. */
interface Palette {
  readonly kinds: readonly PortKind[];
  /** Returns the place of a port's kind, by the zero-based places of the records on it. */
  readonly kindAt: (places: readonly number[], port: number) => number;
}

/** Holds what a palette may tell ports apart by. */
interface PaletteFacts {
  readonly records: readonly ServiceRecord[];
  readonly statuses: readonly Status[];
  readonly changes: ChartChanges | undefined;
}

const SEA: PortKind = {
  label: "Not assigned",
  light: "#dfe9ec",
  dark: "#1b2a34",
  ink: "dim",
  isSea: true,
};

type StatusKind = Status | "unauthorized" | "dynamic";

/** In the order of the legend. */
const STATUS_KINDS: readonly (readonly [StatusKind, PortKind])[] = [
  ["assigned", { label: "Assigned", light: "#1d5c85", dark: "#58a6d4", ink: "blue" }],
  [
    "unauthorized",
    { label: "Unauthorized use known", light: "#c2402a", dark: "#f07a5f", ink: "red" },
  ],
  ["reserved", { label: "Reserved", light: "#c9962f", dark: "#dcb257", ink: "yellow" }],
  ["de-registered", { label: "De-registered", light: "#7c4f9e", dark: "#b98fd8", ink: "magenta" }],
  ["deprecated", { label: "Deprecated", light: "#a0527d", dark: "#d58bb3", ink: "magenta" }],
  ["discouraged", { label: "Discouraged", light: "#7a5230", dark: "#c39a6c", ink: "yellow" }],
  ["unassigned", { ...SEA, label: "Unassigned" }],
  ["dynamic", { label: "Dynamic", light: "#d3dfcf", dark: "#22332c", ink: "dim", isSea: true }],
];

/**
 * Gives what a look-up says of each port: assigned before any other status, unassigned last; ports
 * without record are dynamic, or nothing is said of them.
 */
function byStatus({ records, statuses }: PaletteFacts): Palette {
  const order = STATUS_KINDS.map(([kind]) => kind);
  const statusAt = (places: readonly number[], port: number): StatusKind => {
    let found: StatusKind | undefined;
    for (const place of places) {
      const status = statuses[place] ?? "unassigned";
      if (isUsedUnauthorized(records[place], port)) return "unauthorized";
      if (status === "assigned") found = status;
      else if (found === undefined || found === "unassigned") found = status;
    }
    return found ?? "dynamic";
  };
  return {
    kinds: STATUS_KINDS.map(([, kind]) => kind),
    kindAt: (places, port) => order.indexOf(statusAt(places, port)),
  };
}

/**
 * Tells whether unauthorized use of a port is known. What is said of a free block often names one port
 * of it, “Unauthorized Use Known on port 5683”, and then means that one.
 */
function isUsedUnauthorized(record: ServiceRecord | undefined, port: number): boolean {
  if (record?.unauthorizedUse === undefined) return false;
  if (typeof record.port !== "object") return true;
  const { first, last } = record.port;
  const named = [...record.unauthorizedUse.matchAll(/(?<!\w)\d{1,5}(?!\w)/g)]
    .map(([digits]) => Number(digits))
    .filter((number) => first <= number && number <= last);
  return named.length === 0 || named.includes(port);
}

const PROTOCOL_KINDS: readonly PortKind[] = [
  { label: "TCP and UDP", light: "#1d5c85", dark: "#58a6d4", ink: "blue" },
  { label: "TCP only", light: "#2b8a78", dark: "#5cc2ab", ink: "green" },
  { label: "UDP only", light: "#c9772f", dark: "#e8a25c", ink: "yellow" },
  { label: "SCTP or DCCP", light: "#7c4f9e", dark: "#b98fd8", ink: "magenta" },
  { label: "Assigned without protocol", light: "#857c6b", dark: "#a89f8e", ink: "cyan" },
  SEA,
];

function byProtocol({ records, statuses }: PaletteFacts): Palette {
  const kindAt = (places: readonly number[]): number => {
    const held = places.filter((place) => statuses[place] === "assigned");
    if (held.length === 0) return 5;
    const has = (wanted: string): boolean =>
      held.some((place) => records[place]?.protocol?.toLowerCase() === wanted);
    if (has("sctp") || has("dccp")) return 3;
    if (has("tcp")) return has("udp") ? 0 : 1;
    return has("udp") ? 2 : 4;
  };
  return { kinds: PROTOCOL_KINDS, kindAt };
}

/** First years of the steps of time, and their colours from long ago to today. */
const YEAR_STEPS: readonly (readonly [first: number, light: string, dark: string])[] = [
  [0, "#9fc3cf", "#31576b"],
  [2003, "#6fa9c0", "#3d7391"],
  [2006, "#458bab", "#4c93b6"],
  [2010, "#276d93", "#6db3cf"],
  [2015, "#164f78", "#9bd0df"],
  [2020, "#0b2f55", "#d3eef2"],
];

function byYear({ records, statuses }: PaletteFacts): Palette {
  const undated = YEAR_STEPS.length;
  const years = records.map(({ registrationDate }) => yearOf(registrationDate));
  const kindAt = (places: readonly number[]): number => {
    const held = places.filter((place) => statuses[place] === "assigned");
    if (held.length === 0) return undated + 1;
    const never = Number.POSITIVE_INFINITY;
    const first = held.reduce((least, place) => Math.min(least, years[place] ?? never), never);
    return first === never ? undated : YEAR_STEPS.findLastIndex(([from]) => from <= first);
  };
  return {
    kinds: [
      ...YEAR_STEPS.map(([from, light, dark], place): PortKind => {
        const next = YEAR_STEPS[place + 1]?.[0];
        const label =
          from === 0 ? `Until ${(next ?? 0) - 1}` : next ? `${from}–${next - 1}` : `Since ${from}`;
        return { label, light, dark, ink: from < 2010 ? "cyan" : "blue" };
      }),
      { label: "Assigned, no date", light: "#b9ad97", dark: "#6f6757", ink: "yellow" },
      SEA,
    ],
    kindAt,
  };
}

/** Gives the year of a date of the registry. */
export function yearOf(date: string | undefined): number | undefined {
  return date !== undefined && /^\d{4}-/.test(date) ? Number(date.slice(0, 4)) : undefined;
}

const CLASS_KINDS: readonly PortKind[] = [
  { label: "System, assigned", light: "#8c3b2e", dark: "#e58e75", ink: "red" },
  { label: "System, not assigned", light: "#efdcd3", dark: "#3a2722", ink: "dim", isSea: true },
  { label: "User, assigned", light: "#1d5c85", dark: "#58a6d4", ink: "blue" },
  { label: "User, not assigned", light: "#dfe9ec", dark: "#1b2a34", ink: "dim", isSea: true },
  { label: "Dynamic, assigned", light: "#4f7a4a", dark: "#8fc086", ink: "green" },
  { label: "Dynamic", light: "#d3dfcf", dark: "#22332c", ink: "dim", isSea: true },
];

function byClass({ statuses }: PaletteFacts): Palette {
  const kindAt = (places: readonly number[], port: number): number => {
    const isHeld = places.some((place) => statuses[place] === "assigned");
    return 2 * PORT_CLASSES.indexOf(portClass(port)) + (isHeld ? 0 : 1);
  };
  return { kinds: CLASS_KINDS, kindAt };
}

const CHANGE_KINDS: Readonly<Record<PortChange, PortKind>> = {
  added: { label: "New", light: "#2b7a3d", dark: "#6cc47c", ink: "green" },
  removed: { label: "Gone", light: "#c2402a", dark: "#f07a5f", ink: "red" },
  changed: { label: "Changed", light: "#c98a1f", dark: "#e6b34c", ink: "yellow" },
  block: {
    label: "Reserved or free ports changed",
    light: "#8ea3b5",
    dark: "#52687b",
    ink: "cyan",
  },
};

function byChange({ statuses, changes }: PaletteFacts): Palette {
  const same = PORT_CHANGES.length;
  const changed = new Uint8Array(PORT_COUNT).fill(same);
  for (const [change, first, last] of changes?.ports ?? []) {
    const kind = PORT_CHANGES.indexOf(change);
    for (let port = first; port <= last; port++)
      changed[port] = Math.min(changed[port] ?? same, kind);
  }
  const kindAt = (places: readonly number[], port: number): number => {
    const kind = changed[port] ?? same;
    const isHeld = places.some((place) => statuses[place] === "assigned");
    return kind === same && !isHeld ? same + 1 : kind;
  };
  return {
    kinds: [
      ...PORT_CHANGES.map((change) => CHANGE_KINDS[change]),
      { label: "Assigned, as before", light: "#c3ccd2", dark: "#344450", ink: "blue" },
      { ...SEA, light: "#eef2f2", dark: "#16212a" },
    ],
    kindAt,
  };
}

const PALETTES: Readonly<Record<Coloring, (facts: PaletteFacts) => Palette>> = {
  status: byStatus,
  protocol: byProtocol,
  year: byYear,
  class: byClass,
  change: byChange,
};
