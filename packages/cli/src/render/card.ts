import type { PortClass } from "@portolan/model";
import type { TextColumnKey } from "@portolan/model/internal";
import type { MatchKind, PersonFacts, RecordFacts, ReferenceFacts } from "@portolan/query";
import { cut, definitionList, type Room } from "./layout.js";
import { bold, dim } from "./style.js";
import { visible } from "./visible.js";

/** Holds what is shown as one card: records that differ in nothing but protocol and dates. */
interface CardGroup {
  /** The records' facts, in their order. */
  readonly facts: readonly [RecordFacts, ...RecordFacts[]];
  readonly match: MatchKind;
}

const REMARKS: Readonly<Partial<Record<MatchKind, string>>> = {
  case: "registered in another case",
  range: "the port is inside this range",
  "alias-target": "the name asked for is an alias of this one",
  replacement: "this name replaces the one asked for",
};

const CLASS_WORDS: Readonly<Record<PortClass, string>> = {
  system: "System port",
  user: "User port",
  dynamic: "Dynamic port",
};

/** Puts records together that say the same of several protocols, as those of `443/tcp` and `443/udp` do. */
export function foldedGroups(
  entries: readonly { readonly facts: RecordFacts; readonly match: MatchKind }[],
): readonly CardGroup[] {
  const groups = new Map<string, { facts: [RecordFacts, ...RecordFacts[]]; match: MatchKind }>();
  for (const { facts, match } of entries) {
    const { protocol, registrationDate, modificationDate, dnsSd, ...same } = facts;
    const key = JSON.stringify([match, same, dnsSd?.subtypes, dnsSd?.txtKeys]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { facts: [facts], match });
    else group.facts.push(facts);
  }
  return [...groups.values()];
}

/** Names what a group is of: `https 443/tcp, 443/udp`. */
function titleOf({ facts }: CardGroup): string {
  const [{ name, port }] = facts;
  const protocols = facts.map(({ protocol }) => protocol);
  const places = protocols.map((protocol) => [port, protocol].filter(isThere).join("/"));
  const title = [name, places.filter((place) => place !== "").join(", ")];
  return title.filter((part) => part !== undefined && part !== "").join(" ") || "(no name)";
}

function isThere(text: string | undefined): text is string {
  return text !== undefined && text !== "";
}

/**
 * Renders what people ask for most, in few lines: what it is, in what state, whose, and what is out of
 * the ordinary. Long texts are cut at the terminal's width; {@link renderFullCard} has all.
 */
export function renderCard(group: CardGroup, room: Room): string {
  const [first] = group.facts;
  const remark = REMARKS[group.match];
  const labels = first.references.map(({ label }) => label);
  const keys = first.dnsSd?.txtKeys?.map(({ key }) => key).join(", ");
  const lines: readonly (readonly [label: string, text: string | undefined])[] = [
    ["", remark],
    ["", first.description],
    ["", [stateOf(first), datesOf(group)].filter(isThere).join("; ")],
    ["", [...first.assignees.map(personText), ...labels].join(", ")],
    ["other names", first.otherNames.join(", ")],
    ["service code", codeText(first.serviceCode)],
    ["DNS-SD", discoveryOf(group) + (isThere(keys) ? `; TXT keys ${keys}` : "")],
    ...furtherTexts(isOnlyOfKeys(first) ? { ...first, notes: "" } : first),
  ];
  const shown = lines.flatMap(([label, text]) => {
    if (!isThere(text)) return [];
    const line = `  ${label === "" ? "" : `${dim(label)}  `}${visible(text)}`;
    return room.isTerminal ? [cut(line, room.width)] : [line];
  });
  return `${bold(visible(titleOf(group)))}\n${shown.map((line) => `${line}\n`).join("")}`;
}

/** What the texts beside the description are called. */
const TEXT_LABELS: Readonly<Record<Exclude<TextColumnKey, "description">, string>> = {
  unauthorizedUse: "unauthorized use",
  notes: "notes",
};

/** Gives the texts beside the description, each with what it is called. */
function furtherTexts(facts: RecordFacts): readonly (readonly [string, string | undefined])[] {
  return Object.entries(TEXT_LABELS).map(([key, label]) => [label, facts[key as TextColumnKey]]);
}

/** Tells whether the notes say nothing but the TXT keys, which are shown already. */
function isOnlyOfKeys({ notes = "", dnsSd }: RecordFacts): boolean {
  return dnsSd?.txtKeys !== undefined && /^Defined TXT keys\b/i.test(notes);
}

function stateOf({ status, class: portClass }: RecordFacts): string {
  return portClass === undefined ? status : `${status}, ${CLASS_WORDS[portClass]}`;
}

/** Says when the records were last touched; protocols that differ from the first are named. */
function datesOf({ facts }: CardGroup): string {
  const dates = facts.map(({ protocol = "", registrationDate, modificationDate }) => ({
    protocol,
    text:
      modificationDate !== undefined
        ? `modified ${modificationDate}`
        : registrationDate !== undefined
          ? `registered ${registrationDate}`
          : "",
  }));
  const [first, ...others] = dates;
  const different = others.filter(({ text }) => text !== first?.text && text !== "");
  const more = different.map(({ protocol, text }) => `${protocol} ${text}`).join(", ");
  return [first?.text, more === "" ? "" : `(${more})`].filter(isThere).join(" ");
}

/** Gives the types and subtypes of records that are for DNS-SD: they have no port, or speak of TXT keys. */
function discoveryOf({ facts }: CardGroup, afterSubtype = ""): string {
  const [{ dnsSd, port }] = facts;
  if (dnsSd === undefined || (port !== undefined && dnsSd.txtKeys === undefined)) return "";
  const types = new Set(facts.flatMap((one) => one.dnsSd?.types ?? []));
  const subtypes = dnsSd.subtypes.map((subtype) => subtype + afterSubtype);
  return [[...types].join(", "), ...subtypes].join(", ");
}

/** Renders everything the registry says of a group, for people. */
export function renderFullCard(group: CardGroup, room: Room): string {
  const [first] = group.facts;
  const all: readonly (readonly [label: string, text: string | readonly string[] | undefined])[] = [
    ["", REMARKS[group.match]],
    ["description", first.description],
    ["status", stateOf(first)],
    ["other names", first.otherNames.join(", ")],
    ["assignee", first.assignees.map(personText)],
    ["contact", first.contacts.map(personText)],
    ["registered", datesOfKind(group, "registrationDate")],
    ["modified", datesOfKind(group, "modificationDate")],
    ["reference", first.references.map(referenceText)],
    ["service code", codeText(first.serviceCode)],
    ["DNS-SD", discoveryOf(group, " (subtype)")],
    [
      "TXT keys",
      first.dnsSd?.txtKeys?.map(
        ({ key, value, comment }) =>
          key +
          (value === undefined ? "" : `=${value}`) +
          (comment === undefined ? "" : `  ${comment}`),
      ),
    ],
    ...furtherTexts(first),
  ];
  const rows = all.flatMap(([label, text]) => {
    const lines = text === undefined ? [] : typeof text === "string" ? [text] : text;
    return lines
      .filter((line) => line !== "")
      .map((line, i) => [i === 0 ? label : "", line] as const);
  });
  const termWidth = Math.max(...rows.map(([label]) => label.length));
  const list = rows.map(([label, text]) => [dim(label), text] as const);
  return `${bold(visible(titleOf(group)))}\n${definitionList(list, { width: room.textWidth, termWidth })}`;
}

function datesOfKind({ facts }: CardGroup, key: "registrationDate" | "modificationDate"): string {
  const dates = facts.map((one) => one[key]);
  if (new Set(dates).size === 1) return dates[0] ?? "";
  return facts
    .flatMap((one) => (one[key] === undefined ? [] : [`${one[key]} (${one.protocol ?? "any"})`]))
    .join(", ");
}

function personText({ id, name, organization, addresses }: PersonFacts): string {
  const who = [name, organization].filter((part) => part !== undefined).join(", ");
  return [who === "" ? id : who, ...addresses.map((address) => `<${address}>`)].join(" ");
}

function referenceText({ label, url }: ReferenceFacts): string {
  return url === undefined || url === label ? label : `${label} <${url}>`;
}

function codeText(code: RecordFacts["serviceCode"]): string | undefined {
  if (code === undefined) return undefined;
  return code.letters === undefined ? code.code : `${code.code} (SC:${code.letters})`;
}
