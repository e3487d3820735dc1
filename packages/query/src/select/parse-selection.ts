import { isRegistryDate, type PortClass, STATUSES, TRANSPORT_PROTOCOLS } from "@portolan/model";
import type { Parsed } from "../parsed.js";
import { parsePortSet } from "../port-set.js";
import { type NameMatcher, parseGlob } from "./glob.js";
import type { Selection } from "./select.js";

/** Holds the selection options as a person writes them; lists are separated by commas. */
export interface SelectionTexts {
  /** Ports and ranges: `1-1023,8080`. */
  readonly port?: string;
  /** `tcp`, `udp`, `sctp`, `dccp`, `none`. */
  readonly protocol?: string;
  /** Globs: `http*,?mtp`. */
  readonly name?: string;
  /** `assigned`, `unassigned`, `reserved`, `de-registered`, `deprecated`, `discouraged`. */
  readonly status?: string;
  /** `system`, `user`, `dynamic`. */
  readonly class?: string;
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  readonly since?: string;
  readonly where?: string;
}

/** Holds a selection, or the option whose text means nothing and one sentence that says why. */
export type ParsedSelection =
  | { readonly selection: Selection }
  | { readonly option: keyof SelectionTexts; readonly message: string };

/** Lists the port classes from low to high. */
export const PORT_CLASSES: readonly PortClass[] = ["system", "user", "dynamic"];

const PROTOCOL_WORDS = [...TRANSPORT_PROTOCOLS, "none"] as const;

/**
 * Reads the selection options.
 *
 * @example
 * parseSelection({ class: "sytem" });
 * // { option: "class", message: "“sytem” is none of system, user, dynamic." }
 */
export function parseSelection(texts: SelectionTexts): ParsedSelection {
  const selection: { -readonly [K in keyof Selection]: Selection[K] } = {};
  /** Reads one option and hands its value on; gives the message where there is one. */
  const read = <T>(
    option: keyof SelectionTexts,
    parse: (text: string) => Parsed<T>,
    take: (value: T) => void,
  ): ParsedSelection | undefined => {
    const text = texts[option];
    if (text === undefined) return undefined;
    const parsed = parse(text);
    if ("message" in parsed) return { option, message: parsed.message };
    take(parsed.value);
    return undefined;
  };
  return (
    read("port", parsePortSet, (ports) => {
      selection.ports = ports;
    }) ??
    read("protocol", oneOf(PROTOCOL_WORDS), (protocols) => {
      selection.protocols = protocols;
    }) ??
    read("name", parseGlobs, (names) => {
      selection.names = names;
    }) ??
    read("status", oneOf(STATUSES), (statuses) => {
      selection.statuses = statuses;
    }) ??
    read("class", oneOf(PORT_CLASSES), (classes) => {
      selection.classes = classes;
    }) ??
    read("since", parseSince, (since) => {
      selection.since = since;
    }) ??
    read("where", parseWhere, (where) => {
      selection.where = where;
    }) ?? { selection }
  );
}

/** Makes a reader of a list of words out of a closed set; case does not matter. */
function oneOf<Word extends string>(
  words: readonly Word[],
): (text: string) => Parsed<readonly Word[]> {
  return (text) => {
    const chosen: Word[] = [];
    for (const item of text.split(",")) {
      const word = words.find((candidate) => candidate === item.trim().toLowerCase());
      if (word === undefined)
        return { message: `“${item.trim()}” is none of ${words.join(", ")}.` };
      chosen.push(word);
    }
    return { value: chosen };
  };
}

function parseGlobs(text: string): Parsed<readonly NameMatcher[]> {
  const matchers: NameMatcher[] = [];
  for (const glob of text.split(",")) {
    const parsed = parseGlob(glob.trim());
    if ("message" in parsed) return parsed;
    matchers.push(parsed.value);
  }
  return { value: matchers };
}

function parseSince(text: string): Parsed<string> {
  const date = text.trim();
  const value = /^\d{4}$/.test(date) ? `${date}-01` : date;
  if (isRegistryDate(value)) return { value };
  return { message: `“${date}” is not a date of the form YYYY, YYYY-MM or YYYY-MM-DD.` };
}

function parseWhere(text: string): Parsed<string> {
  return text === "" ? { message: "An empty text stands in every record." } : { value: text };
}
