import { formatPort, type Registry } from "@portolan/model";
import { requireObject, requireRegistry } from "@portolan/model/internal";
import { fitBudget } from "./budget.js";
import { EntryWriter } from "./entry-lines.js";
import { fromServices, type PortFrequencies } from "./from-services.js";
import { datePhrase, plainLine } from "./line-text.js";
import { type Conflict, type Omission, Omissions } from "./omissions.js";
import { type Rules, rulesOf, type ToServicesOptions } from "./options.js";
import { planEntries } from "./plan-entries.js";
import type { ServicesEntry } from "./port-groups.js";

/**
 * Writes /etc/services: one line for each port and protocol, the canonical name first. What the
 * target cannot express is reported, by reason and count.
 *
 * @throws {TypeError} for a target or pack that there is not.
 * @example
 * toServices(registry, { comments: "none", header: false });
 * // "tcpmux\t1/tcp\ntcpmux\t1/udp\n…"
 */
export function toServices(registry: Registry, options: ToServicesOptions = {}): string {
  requireRegistry(registry, "toServices", "registry");
  requireObject(options, "toServices", "options");
  return [...servicesChunks(registry, options)].join("");
}

/** So many texts are joined to a chunk. */
const TEXTS_PER_CHUNK = 128;

/** Writes what {@link toServices} does in pieces, each made when it is asked for. */
export function* servicesChunks(
  registry: Registry,
  options: ToServicesOptions = {},
): Generator<string, void, undefined> {
  requireRegistry(registry, "servicesChunks", "registry");
  requireObject(options, "servicesChunks", "options");
  const { rules, header, entries, tail, omissions } = planFile(registry, options);
  const writer = new EntryWriter(rules);
  let texts = [header];
  for (const entry of entries) {
    texts.push(writer.next(entry));
    if (texts.length < TEXTS_PER_CHUNK) continue;
    yield texts.join("");
    texts = [];
  }
  texts.push(writer.rest(), tail);
  yield texts.join("");
  if (options.report !== undefined) omissions.reportTo(options.report);
}

/** Holds what a services file says, and what it does not. */
export interface ServicesPlan {
  /** Ports with their names, in the order of ports, tcp before udp. */
  readonly entries: readonly ServicesEntry[];
  /** Everything that is not expressed, or not as the registry has it. */
  readonly omissions: readonly Omission[];
  /** Contradictions between local files and the registry. */
  readonly conflicts: readonly Conflict[];
}

/**
 * Plans a services file: which port answers with which name, which aliases it has, and what
 * the target cannot express. `toServices` with the same options writes just that.
 *
 * @throws {TypeError} for a target or pack that there is not.
 * @example
 * planServices(registry, { target: "musl" }).entries[0]?.name; // "tcpmux"
 */
export function planServices(registry: Registry, options: ToServicesOptions = {}): ServicesPlan {
  requireRegistry(registry, "planServices", "registry");
  requireObject(options, "planServices", "options");
  const { entries, omissions } = planFile(registry, options);
  const plan = { entries: [...entries], omissions: omissions.list, conflicts: omissions.conflicts };
  if (options.report !== undefined) omissions.reportTo(options.report);
  return plan;
}

/** Holds what a file is made of. */
interface FilePlan {
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
function planFile(registry: Registry, options: ToServicesOptions): FilePlan {
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
