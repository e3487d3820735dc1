import { assigneesOf, formatPort, PORT_CLASSES, portClass, type Registry } from "@portolan/model";
import { carriedBy } from "./carried.js";
import { EntryWriter } from "./entry-lines.js";
import { fromServices, type PortFrequencies } from "./from-services.js";
import { datePhrase, plainLine } from "./line-text.js";
import { Omissions } from "./omissions.js";
import { type Rules, rulesOf, type ToServicesOptions } from "./options.js";
import { planEntries } from "./plan-entries.js";
import { portKey, type ServicesEntry } from "./port-groups.js";

/** Holds what a file is made of. */
export interface FilePlan {
  readonly rules: Rules;
  /** Comment lines at the head, with their line feeds. */
  readonly header: string;
  /** Entries in the order of ports, to be asked for once. */
  readonly entries: Iterable<ServicesEntry>;
  /** Comment lines at the end, with their line feeds. */
  readonly tail: string;
  /** What the file does not express; complete after the last entry. */
  readonly omissions: Omissions;
}

/** Plans a whole file, which keeps to its budget. */
export function planFile(registry: Registry, options: ToServicesOptions): FilePlan {
  const rules = rulesOf(options);
  const omissions = new Omissions();
  const entries = planEntries(registry, options, rules, omissions);
  const header = rules.header ? headerOf(registry, options, rules) : "";
  const tail = rules.ranges === "comment" ? rangeComments(omissions, rules) : "";
  const plan = { rules, header, entries, tail, omissions };
  const { maxBytes, frequencies = "" } = options;
  return maxBytes === undefined
    ? plan
    : fitPlan(plan, maxBytes, readFrequencies(frequencies, omissions));
}

function readFrequencies(source: string, omissions: Omissions): PortFrequencies {
  const { dialect, frequencies } = fromServices(source);
  if (source !== "" && dialect !== "nmap-services")
    omissions.add("frequencies-unreadable", undefined);
  return frequencies;
}

/** Leaves out of a plan what does not fit into a number of bytes. */
function fitPlan(
  { rules, omissions, ...plan }: FilePlan,
  maxBytes: number,
  frequencies: PortFrequencies,
): FilePlan {
  // Comment lines that alone are too large are no use.
  const fitting = (text: string, room: number): string => (text.length <= room ? text : "");
  const header = fitting(plan.header, maxBytes);
  const planned = [...plan.entries];
  const bytesOf = (entry: ServicesEntry): number => sizeOf(entry, rules);
  const room = maxBytes - header.length;
  const entries = fitBudget(planned, room, bytesOf, frequencies, omissions);
  // Comments never take the room of an entry: they are written only when every entry fits.
  const isWhole = plan.tail !== "" && entries.length === planned.length;
  const left = isWhole ? entries.reduce((rest, entry) => rest - bytesOf(entry), room) : 0;
  return { rules, header, entries, tail: fitting(plan.tail, left), omissions };
}

/** Returns the bytes of an entry's lines; with what frames it, if it is a further port of a name. */
function sizeOf(entry: ServicesEntry, rules: Rules): number {
  const writer = new EntryWriter(rules);
  return writer.next(entry).length + writer.rest().length;
}

/** Writes named ranges as comments: no resolver reads `a-b`. */
function rangeComments({ list }: Omissions, { maxLineBytes }: Rules): string {
  return list
    .filter(({ reason }) => reason === "range")
    .map(({ name = "", port = 0, protocol = "" }) =>
      plainLine(`# ${name} ${formatPort(port)}/${protocol}`),
    )
    .filter((line) => line.length <= maxLineBytes)
    .map((line) => `${line}\n`)
    .join("");
}

/**
 * Keeps what fits into a number of bytes, most wanted first: local lines; then what systems carry, by
 * how many do; then what is open most often, where that is known; then what the IETF standardized,
 * system ports before user ports and dynamic ports, and lower ports before higher ones. A port whose
 * name leads to another port brings that one with it. It stops at the first that does not fit, so
 * that a smaller budget always gives a part of what a larger one gives.
 *
 * @param sizeOf returns the bytes of an entry's lines with their line feeds.
 */
function fitBudget(
  entries: readonly ServicesEntry[],
  budget: number,
  sizeOf: (entry: ServicesEntry) => number,
  frequencies: PortFrequencies,
  omissions: Omissions,
): readonly ServicesEntry[] {
  const byKey = new Map(entries.map((entry) => [portKey(entry.port, entry.protocol), entry]));
  const ranked = entries.map((entry) => ({ entry, rank: rankOf(entry, frequencies) }));
  ranked.sort((a, b) => compareRanks(a.rank, b.rank));
  const kept = new Set<ServicesEntry>();
  let room = budget;
  for (const { entry } of ranked) {
    const { foundOn, protocol } = entry;
    const home = foundOn === undefined ? undefined : byKey.get(portKey(foundOn, protocol));
    const wanted = [home, entry].filter((each) => each !== undefined && !kept.has(each));
    for (const each of wanted) if (each !== undefined) room -= sizeOf(each);
    if (room < 0) break;
    for (const each of wanted) if (each !== undefined) kept.add(each);
  }
  for (const entry of entries) {
    const { name, port, protocol, records } = entry;
    if (!kept.has(entry)) omissions.add("over-budget", records[0], { name, port, protocol });
  }
  return entries.filter((entry) => kept.has(entry));
}

/** Returns numbers by which entries are compared one after the other: less is wanted more. */
function rankOf(entry: ServicesEntry, frequencies: PortFrequencies): readonly number[] {
  const { port, protocol, origin, records, foundOn, range } = entry;
  const [record] = records;
  const isLocal = origin === "base" || origin === "overrides";
  // Of a range, its first port is what systems carry.
  const isInside = range !== undefined && range.first !== port;
  const carried = origin === "pack" ? 1 : isInside ? 0 : carriedBy(port, protocol);
  const isStandard =
    record !== undefined &&
    (record.references.some(({ type }) => type === "rfc") || assigneesOf(record).includes("IESG"));
  return [
    isLocal ? 0 : 1,
    -carried,
    -shareOf(frequencies.get(portKey(port, protocol))),
    foundOn === undefined ? 0 : 1,
    isStandard ? 0 : 1,
    PORT_CLASSES.indexOf(portClass(port)),
  ];
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (const [place, number] of a.entries()) {
    const difference = number - (b[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Returns a frequency as a number: `0.25`, or `1/4`. */
function shareOf(frequency = "0"): number {
  const [part = 0, whole = 1] = frequency.split("/").map(Number);
  return part / whole || 0;
}

/**
 * Writes the comment at the head of a services file: the registry's date and the options, nothing
 * that changes from run to run. Lines stay under 127 bytes for musl.
 */
function headerOf(registry: Registry, options: ToServicesOptions, rules: Rules): string {
  const { updated } = registry;
  const extras = [
    rules.packs.length > 0 ? `packs=${rules.packs.join(",")}` : [],
    options.names === undefined ? [] : "names=some",
    options.base === undefined ? [] : "base=yes",
    options.overrides === undefined ? [] : "overrides=yes",
    options.maxBytes === undefined ? [] : `max-bytes=${options.maxBytes}`,
    options.frequencies === undefined ? [] : "frequencies=yes",
  ].flat();
  const { target, ranges, repeatedNames, comments, sort } = rules;
  return [
    "Network service names and their ports, see services(5)",
    `From the IANA Service Name and Transport Protocol Port Number Registry ${datePhrase(updated)},`,
    "https://www.iana.org/assignments/service-names-port-numbers",
    `by portolan: target=${target} ranges=${ranges} repeated-names=${repeatedNames} comments=${comments} sort=${sort}`,
    ...(extras.length > 0 ? [`  ${extras.join(" ")}`] : []),
  ]
    .map((line) => `# ${line}\n`)
    .join("");
}
