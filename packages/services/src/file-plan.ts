import { formatPort, type Registry } from "@portolan/model";
import { fitBudget } from "./budget.js";
import { headerOf } from "./header.js";
import { EntryWriter } from "./layout.js";
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
  return options.maxBytes === undefined ? plan : fitPlan(plan, options.maxBytes);
}

/** Leaves out of a plan what does not fit into a number of bytes. */
function fitPlan({ rules, omissions, ...plan }: FilePlan, maxBytes: number): FilePlan {
  // Comment lines that alone are too large are no use.
  const fitting = (text: string, room: number): string => (text.length <= room ? text : "");
  const header = fitting(plan.header, maxBytes);
  const planned = [...plan.entries];
  const bytesOf = (entry: ServicesEntry): number => sizeOf(entry, rules);
  const room = maxBytes - header.length;
  const entries = fitBudget(planned, room, bytesOf, omissions);
  // Comments never take the room of an entry: they stand where every entry has found its own.
  const isWhole = plan.tail !== "" && entries.length === planned.length;
  const left = isWhole ? entries.reduce((rest, entry) => rest - bytesOf(entry), room) : 0;
  return { rules, header, entries, tail: fitting(plan.tail, left), omissions };
}

/** Gives the bytes of an entry's lines; with what frames it, if it is a further port of a name. */
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
