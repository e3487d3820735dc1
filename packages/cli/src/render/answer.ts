import { formatPort, MAX_PORT } from "@portolan/model";
import type { LookupAnswer, RecordFacts } from "@portolan/query";
import { foldedGroups, renderCard, renderFullCard } from "./card.js";
import { messageLine, type Room, table } from "./layout.js";
import { dim } from "./style.js";

/** Holds an answer with all that is shown of it. */
export interface ShownAnswer {
  /** The query as it was asked. */
  readonly text: string;
  readonly answer: LookupAnswer;
  /** What the records of the answer say, in their order. */
  readonly facts: readonly RecordFacts[];
  /** What systems carry of a name that the registry does not have. */
  readonly carried: readonly Carried[];
  /** The answer is from the excerpt: what that lacks may be registered all the same. */
  readonly isExcerpt: boolean;
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
export function renderAnswer(shown: ShownAnswer, isLong: boolean, room: Room): string {
  const { answer, facts } = shown;
  const groups = foldedGroups(
    facts.map((one, at) => ({ facts: one, match: answer.entries[at]?.match ?? "exact" })),
  );
  if (groups.length === 0) return messageLine(absenceOf(shown), room);
  if (isLong) return groups.map((group) => renderFullCard(group, room)).join("\n");
  if (groups.length <= MOST_CARDS) {
    const cards = groups.map((group) => renderCard(group, room)).join("\n");
    return room.isTerminal && facts.some(hasMore)
      ? `${cards}${dim("--long shows notes and contacts.")}\n`
      : cards;
  }
  const rows = groups.map(({ facts: [first, ...others], match }) =>
    answerRow({
      ...shown,
      answer: {
        ...answer,
        names: {},
        entries: answer.entries.filter((entry) => entry.match === match),
      },
      facts: [first, ...others],
    }),
  );
  return table(rows, room, { head: HEAD.map(dim) });
}

function hasMore({ notes, contacts }: RecordFacts): boolean {
  return notes !== undefined || contacts.length > 0;
}

const HEAD: readonly string[] = ["PORT", "NAME", "WHAT", "REMARK"];

/** Renders many answers, one a row; what was asked twice is there once. */
export function renderAnswers(answers: readonly ShownAnswer[], room: Room): string {
  return table([...new Set(answers)].map(answerRow), room, { head: HEAD.map(dim) });
}

/** Counts answers in words: `30 asked, 29 found; 5 with several names, 1 used without authority.` */
export function summaryOf(answers: readonly ShownAnswer[]): string {
  const found = answers.filter(({ facts }) => facts.length > 0);
  const several = found.filter(
    ({ answer }) => new Set(Object.values(answer.names ?? {}).flat()).size > 1,
  );
  const used = found.filter(({ facts }) =>
    facts.some(({ unauthorizedUse }) => unauthorizedUse !== undefined),
  );
  const more = [
    several.length > 0 ? `${several.length} with several names` : "",
    used.length > 0 ? `${used.length} used without authority` : "",
  ].filter((part) => part !== "");
  const counted = `${answers.length} asked, ${found.length} found`;
  return more.length === 0 ? `${counted}.` : `${counted}; ${more.join(", ")}.`;
}

/** Says an answer in one row: port, name with the others of the port, what it is, what to know. */
function answerRow(shown: ShownAnswer): readonly string[] {
  const { text, answer, facts } = shown;
  const { query } = answer;
  const [first] = facts;
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
  const names = namesOf(answer, facts);
  const remarks = [...remarksOf(shown), names.remark];
  return [
    asked ?? portsOf(facts),
    names.text,
    first.description ?? "",
    remarks.filter((remark) => remark !== "").join("; "),
  ];
}

function portAsked({ port, protocol }: LookupAnswer["query"] & { readonly kind: "port" }): string {
  return protocol === undefined ? formatPort(port) : `${formatPort(port)}/${protocol}`;
}

/** Names the first ports of a service. */
function portsOf(facts: readonly RecordFacts[]): string {
  const ports = [...new Set(facts.flatMap(({ port }) => port ?? []))];
  if (ports.length === 0) return "no port";
  const shown = ports.slice(0, 3).join(", ");
  return ports.length > 3 ? `${shown}, …` : shown;
}

/** Names the first name of each protocol, then, in brackets, the others of the port. */
function namesOf(
  { query, names = {} }: LookupAnswer,
  facts: readonly RecordFacts[],
): { readonly text: string; readonly remark: string } {
  const registered = [...new Set(facts.flatMap(({ name }) => name ?? []))];
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

function remarksOf({ answer: { query, entries }, facts }: ShownAnswer): readonly string[] {
  const [first] = facts;
  const [entry] = entries;
  if (first === undefined || entry === undefined) return [];
  const isUsed = facts.some(({ unauthorizedUse }) => unauthorizedUse !== undefined);
  return [
    isUsed ? "! unauthorized use known" : "",
    first.status === "assigned" ? "" : first.status,
    entry.match === "range" ? `in ${first.port}` : "",
    entry.match === "case" ? "in another case" : "",
    entry.match === "replacement" && query.kind === "name" ? `replaces ${query.name}` : "",
  ];
}

/** Says in a few words, for a table, why nothing was found. */
function shortAbsenceOf({ answer, carried, isExcerpt }: ShownAnswer): string {
  const { status, otherProtocols = [], suggestions = [] } = answer;
  if (status === "dynamic") return "dynamic, nobody can register it";
  if (otherProtocols.length > 0) return `only for ${otherProtocols.join(", ")}`;
  const absent = isExcerpt ? "not in the excerpt" : "not registered";
  return suggestions.length > 0 && carried.length === 0
    ? `${absent}; ${suggestions.join(", ")}?`
    : absent;
}

/** Says in sentences why nothing was found, and what is near. */
function absenceOf({ text, answer, carried, isExcerpt }: ShownAnswer): string {
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
  return sentences.filter((sentence) => sentence !== "").join(" ");
}
