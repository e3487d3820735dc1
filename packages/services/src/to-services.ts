import { formatPort, type Registry } from "@portolan/model";
import { fitBudget } from "./budget.js";
import { headerOf } from "./header.js";
import { layoutLines } from "./layout.js";
import { Omissions } from "./omissions.js";
import { type Rules, rulesOf, type ToServicesOptions } from "./options.js";
import type { ServicesEntry } from "./plan-entry.js";
import { planEntries } from "./plan-services.js";
import { plainLine } from "./writable-name.js";

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
  return [...servicesChunks(registry, options)].join("");
}

/** Writes what {@link toServices} does in pieces. */
export function* servicesChunks(
  registry: Registry,
  options: ToServicesOptions = {},
): Generator<string> {
  const rules = rulesOf(options);
  const { maxBytes = Number.POSITIVE_INFINITY } = options;
  const omissions = new Omissions();
  const planned = planEntries(registry, options, rules, omissions);
  // Comment lines that alone are too large are no use.
  const fitting = (text: string, room: number): string => (text.length <= room ? text : "");
  const header = fitting(rules.header ? headerOf(registry, options, rules) : "", maxBytes);
  const ranges = rules.ranges === "comment" ? rangeComments(omissions, rules) : "";
  const tail = fitting(ranges, maxBytes - header.length);
  const room = maxBytes - header.length - tail.length;
  const entries = fitBudget(planned, room, (entry) => sizeOf(entry, rules), omissions);
  if (options.report !== undefined) omissions.reportTo(options.report);
  yield header;
  for (const line of layoutLines(entries, rules)) yield `${line}\n`;
  yield tail;
}

/** Gives the bytes of an entry's lines; with what frames it, if it is a further port of a name. */
function sizeOf(entry: ServicesEntry, rules: Rules): number {
  return [...layoutLines([entry], rules)].reduce((sum, line) => sum + line.length + 1, 0);
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
