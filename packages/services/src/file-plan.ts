import { formatPort, type Registry } from "@portolan/model";
import { fitBudget } from "./budget.js";
import { headerOf } from "./header.js";
import { layoutLines } from "./layout.js";
import { Omissions } from "./omissions.js";
import { type Rules, rulesOf, type ToServicesOptions } from "./options.js";
import { planEntries } from "./plan-entries.js";
import type { ServicesEntry } from "./plan-entry.js";
import { plainLine } from "./writable-name.js";

/** Holds what a file is made of. */
export interface FilePlan {
  readonly rules: Rules;
  /** Comment lines at the head, with their line feeds. */
  readonly header: string;
  readonly entries: readonly ServicesEntry[];
  /** Comment lines at the end, with their line feeds. */
  readonly tail: string;
  readonly omissions: Omissions;
}

/** Plans a whole file, which keeps to its budget, and reports what it does not express. */
export function planFile(registry: Registry, options: ToServicesOptions): FilePlan {
  const rules = rulesOf(options);
  const { maxBytes = Number.POSITIVE_INFINITY } = options;
  const omissions = new Omissions();
  const planned = planEntries(registry, options, rules, omissions);
  // Comment lines that alone are too large are no use.
  const fitting = (text: string, room: number): string => (text.length <= room ? text : "");
  const header = fitting(rules.header ? headerOf(registry, options, rules) : "", maxBytes);
  const ranges = rules.ranges === "comment" ? rangeComments(omissions, rules) : "";
  const bytesOf = (entry: ServicesEntry): number => sizeOf(entry, rules);
  const room = maxBytes - header.length;
  const entries = fitBudget(planned, room, bytesOf, omissions);
  // Comments never take the room of an entry: they stand where every entry has found its own.
  const isWhole = ranges !== "" && entries.length === planned.length;
  const left = isWhole ? entries.reduce((rest, entry) => rest - bytesOf(entry), room) : 0;
  const tail = fitting(ranges, left);
  if (options.report !== undefined) omissions.reportTo(options.report);
  return { rules, header, entries, tail, omissions };
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
