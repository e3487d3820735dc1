import { formatPort, MAX_PORT, oneLine, portText, statusOf } from "@portolan/model";
import type { LookupAnswer, LookupEntry } from "@portolan/query";
import { foldedGroups, isThere, renderCard, renderFullCard, type ShownEntry } from "./card.js";
import { messageLine, type Room, table } from "./layout.js";
import { dim } from "./style.js";

/** Holds an answer with what is known besides. */
export interface Answered {
  /** The query as it was asked. */
  readonly text: string;
  readonly answer: LookupAnswer;
  /** What systems carry of a name that the registry does not have. */
  readonly carried: readonly Carried[];
  /** The answer is from the excerpt: what that lacks may be registered all the same. */
  readonly isExcerpt: boolean;
}

/** Holds an answer with all that is shown of it. */
export interface ShownAnswer extends Answered {
  /** The entries of the answer, with what their records say. */
  readonly shown: readonly ShownEntry[];
}

/** Holds on which port systems have a name that the registry does not have there. */
export interface Carried {
  readonly port: number;
  readonly protocols: readonly string[];
  /** The registered name of that port; none where it has none. */
  readonly service?: string;
  readonly packs: readonly string[];
  /** Why programs ask for it, where that is known. */
  readonly reason?: string;
}

/** Most cards for one query; more make a table. */
const MOST_CARDS = 5;

/** Renders one answer as cards, or as a table where it has many records. */
export function renderAnswer(one: ShownAnswer, isLong: boolean, room: Room): string {
  const { answer, shown } = one;
  const groups = foldedGroups(shown);
  if (groups.length === 0) return messageLine(absenceOf(one), room);
  if (isLong) return groups.map((group) => renderFullCard(group, room)).join("\n");
  if (groups.length <= MOST_CARDS) {
    const cards = groups.map((group) => renderCard(group, room)).join("\n");
    return room.isTerminal && shown.some(hasMore)
      ? `${cards}${dim("--long shows notes and contacts.")}\n`
      : cards;
  }
  const rows = groups.map((entries) =>
    answerRow({ ...one, answer: { ...answer, names: {}, entries } }),
  );
  return table([HEAD.map(dim), ...rows], room);
}

function hasMore({ facts: { notes, contacts } }: ShownEntry): boolean {
  return notes !== undefined || contacts.length > 0;
}

const HEAD: readonly string[] = ["PORT", "NAME", "WHAT", "REMARK"];

/** Renders many answers, one a row. */
export function renderAnswers(answers: Iterable<Answered>, room: Room): string {
  const rows = Array.from(answers, answerRow);
  return table([HEAD.map(dim), ...rows], room);
}

/**
 * Counts answers in words: `30 asked, 29 found; 5 with several names, 1 used without authority.`
 *
 * @param counts how often each was asked for.
 */
export function summaryOf(counts: ReadonlyMap<Answered, number>): string {
  let asked = 0;
  let found = 0;
  let several = 0;
  let used = 0;
  for (const [{ answer }, count] of counts) {
    asked += count;
    if (answer.entries.length > 0) found += count;
    if (new Set(Object.values(answer.names ?? {}).flat()).size > 1) several += count;
    if (isUsed(answer)) used += count;
  }
  const more = [
    several > 0 ? `${several} with several names` : "",
    used > 0 ? `${used} used without authority` : "",
  ].filter(isThere);
  const counted = `${asked} asked, ${found} found`;
  return more.length === 0 ? `${counted}.` : `${counted}; ${more.join(", ")}.`;
}

/**
 * Says an answer in one row: port, name with the others of the port, what it is, what to know. It takes
 * that from the records: all of their facts take ten times as long.
 */
function answerRow(shown: Answered): readonly string[] {
  const { text, answer } = shown;
  const { query, entries } = answer;
  const [first] = entries;
  const asked =
    query.kind === "port" && typeof query.port === "number" ? portAsked(query) : undefined;
  if (first === undefined) {
    const [entry] = shown.carried;
    if (entry !== undefined)
      return [
        String(entry.port),
        text,
        entry.service === undefined ? "carried by systems" : `carried for ${entry.service}`,
        shortAbsenceOf(shown),
      ];
    return query.kind === "port"
      ? [portAsked(query), "", "", shortAbsenceOf(shown)]
      : ["", text, "", shortAbsenceOf(shown)];
  }
  const names = namesOf(answer);
  const remarks = [...remarksOf(answer, first), names.remark];
  const { description = "" } = first.record;
  return [
    asked ?? portsOf(entries),
    names.text,
    oneLine(description),
    remarks.filter(isThere).join("; "),
  ];
}

function portAsked({ port, protocol }: LookupAnswer["query"] & { readonly kind: "port" }): string {
  return protocol === undefined ? formatPort(port) : `${formatPort(port)}/${protocol}`;
}

/** Names the first ports of a service. */
function portsOf(entries: readonly LookupEntry[]): string {
  const ports = [...new Set(entries.map(({ record }) => portText(record)))].filter(isThere);
  if (ports.length === 0) return "no port";
  const shown = ports.slice(0, 3).join(", ");
  return ports.length > 3 ? `${shown}, …` : shown;
}

/** Names the first name of each protocol, then, in brackets, the others of the port. */
function namesOf({ query, names = {}, entries }: LookupAnswer): {
  readonly text: string;
  readonly remark: string;
} {
  const registered = [...new Set(entries.flatMap(({ record }) => record.name ?? []))];
  const byProtocol = Object.entries(names);
  const firsts = [...new Set(byProtocol.flatMap(([, [first]]) => first ?? []))];
  if (query.kind !== "port" || firsts.length === 0)
    return { text: registered.join(", "), remark: "" };
  const others = registered.filter((name) => !firsts.includes(name));
  const text = firsts.join(", ") + (others.length > 0 ? ` (${others.join(", ")})` : "");
  if (firsts.length > 1) {
    const remark = byProtocol.map(([protocol, [first = ""]]) => `${protocol}: ${first}`);
    return { text, remark: remark.join(", ") };
  }
  return { text, remark: others.length > 0 ? `${registered.length} names` : "" };
}

function isUsed({ entries }: LookupAnswer): boolean {
  return entries.some(({ record }) => record.unauthorizedUse !== undefined);
}

function remarksOf(answer: LookupAnswer, { match, record }: LookupEntry): readonly string[] {
  const { query } = answer;
  const status = statusOf(record);
  return [
    isUsed(answer) ? "! unauthorized use known" : "",
    status === "assigned" ? "" : status,
    match === "range" ? `in ${portText(record)}` : "",
    match === "case" ? "in another case" : "",
    match === "replacement" && query.kind === "name" ? `replaces ${query.name}` : "",
  ];
}

/** Says in a few words, for a table, why nothing was found. */
function shortAbsenceOf({ answer, carried, isExcerpt }: Answered): string {
  const { status, otherProtocols = [], suggestions = [] } = answer;
  if (status === "dynamic") return "dynamic, nobody can register it";
  if (otherProtocols.length > 0) return `only for ${otherProtocols.join(", ")}`;
  const absent = isExcerpt ? "not in the excerpt" : "not registered";
  return suggestions.length > 0 && carried.length === 0
    ? `${absent}; ${suggestions.join(", ")}?`
    : absent;
}

/** Says in sentences why nothing was found, and what is near. */
function absenceOf({ text, answer, carried, isExcerpt }: Answered): string {
  const { status, otherProtocols = [], suggestions = [] } = answer;
  const where = isExcerpt && status !== "dynamic" ? "the excerpt" : "the registry";
  const isNoPort = /^\d+$/.test(text) && Number(text) > MAX_PORT;
  const sentences = [
    `${text} is not in ${where}.`,
    isNoPort ? `Ports end at ${MAX_PORT}.` : "",
    status === "dynamic" ? "It is a Dynamic port, which nobody can register (RFC 6335 §6)." : "",
    otherProtocols.length > 0 ? `It is registered for ${otherProtocols.join(", ")}.` : "",
    ...carried.map(
      ({ port, protocols, service, reason }) =>
        `Systems carry it for ${port}/${protocols.join(",")}, which ${service === undefined ? "has no name" : `is ${service}`} in the registry${reason === undefined ? "" : `: ${reason}`}.`,
    ),
    suggestions.length > 0 && carried.length === 0 ? `Did you mean ${suggestions.join(", ")}?` : "",
  ];
  return sentences.filter(isThere).join(" ");
}
