import type { PortClass } from "@portolan/model";
import { type Group, groupBy, type TextColumnKey } from "@portolan/model/internal";
import type {
  LookupEntry,
  MatchKind,
  PersonFacts,
  RecordFacts,
  ReferenceFacts,
} from "@portolan/query";
import { cut, definitionList, type Room } from "./layout.js";
import { bold, dim } from "./style.js";
import { visible } from "./visible.js";

/** Holds a record of an answer with all that it says. */
export interface ShownEntry extends LookupEntry {
  readonly facts: RecordFacts;
}

/** Holds what is shown as one card: records that differ in nothing but protocol and dates. */
type CardGroup = Group<ShownEntry>;

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
export function foldedGroups(entries: readonly ShownEntry[]): readonly CardGroup[] {
  const keyOf = ({ match, facts }: ShownEntry): string => {
    const { protocol, registrationDate, modificationDate, dnsSd, ...same } = facts;
    return JSON.stringify([match, same, dnsSd?.subtypes, dnsSd?.txtKeys]);
  };
  return [...groupBy(entries, keyOf).values()];
}

/** Names what a group is of: `https 443/tcp, 443/udp`. */
function titleOf(group: CardGroup): string {
  const { name, port } = group[0].facts;
  const places = group.map(({ facts }) => [port, facts.protocol].filter(isThere).join("/"));
  return [name, places.filter(isThere).join(", ")].filter(isThere).join(" ") || "(no name)";
}

/** Tells whether there is a text, and something in it. */
export function isThere(text: string | undefined): text is string {
  return text !== undefined && text !== "";
}

/**
 * Renders what people ask for most, in few lines: what it is, in what state, whose, and what is out of
 * the ordinary. Long texts are cut at the terminal's width; {@link renderFullCard} has all.
 */
export function renderCard(group: CardGroup, room: Room): string {
  const { match, facts: first } = group[0];
  const labels = first.references.map(({ label }) => label);
  const keys = first.dnsSd?.txtKeys?.map(({ key }) => key).join(", ");
  const lines: readonly (readonly [label: string, text: string | undefined])[] = [
    ["", REMARKS[match]],
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
function datesOf(group: CardGroup): string {
  const dates = group.map(({ facts: { protocol = "", registrationDate, modificationDate } }) => ({
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
function discoveryOf(group: CardGroup, afterSubtype = ""): string {
  const { dnsSd, port } = group[0].facts;
  if (dnsSd === undefined || (port !== undefined && dnsSd.txtKeys === undefined)) return "";
  const types = new Set(group.flatMap(({ facts }) => facts.dnsSd?.types ?? []));
  const subtypes = dnsSd.subtypes.map((subtype) => subtype + afterSubtype);
  return [[...types].join(", "), ...subtypes].join(", ");
}

/** Renders everything the registry says of a group, for people. */
export function renderFullCard(group: CardGroup, room: Room): string {
  const { match, facts: first } = group[0];
  const all: readonly (readonly [label: string, text: string | readonly string[] | undefined])[] = [
    ["", REMARKS[match]],
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

function datesOfKind(group: CardGroup, key: "registrationDate" | "modificationDate"): string {
  const dates = group.map(({ facts }) => facts[key]);
  if (new Set(dates).size === 1) return dates[0] ?? "";
  return group
    .map(({ facts }) => facts[key] && `${facts[key]} (${facts.protocol ?? "any"})`)
    .filter(isThere)
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
