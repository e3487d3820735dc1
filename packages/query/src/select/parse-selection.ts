import { PORT_CLASSES, STATUSES, TRANSPORT_PROTOCOLS } from "@portolan/model";
import {
  isRegistryDate,
  type NameMatcher,
  type Parsed,
  parseGlob,
  requireObject,
} from "@portolan/model/internal";
import { parsePortSet } from "../port-set.js";
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

const PROTOCOL_WORDS = [...TRANSPORT_PROTOCOLS, "none"] as const;

/** Reads one option's text into the criterion it stands for. */
type OptionReader = (text: string) => Parsed<Selection>;

const READERS: Readonly<Record<keyof SelectionTexts, OptionReader>> = {
  port: into("ports", parsePortSet),
  protocol: into("protocols", oneOf(PROTOCOL_WORDS)),
  name: into("names", parseGlobs),
  status: into("statuses", oneOf(STATUSES)),
  class: into("classes", oneOf(PORT_CLASSES)),
  since: into("since", parseSince),
  where: into("where", parseWhere),
};

/**
 * Reads the selection options; of several that mean nothing, the first is told.
 *
 * @example
 * parseSelection({ class: "sytem" });
 * // { option: "class", message: "“sytem” is none of system, user, dynamic." }
 */
export function parseSelection(texts: SelectionTexts): ParsedSelection {
  requireObject(texts, "parseSelection", "texts");
  let selection: Selection = {};
  for (const option of Object.keys(READERS) as readonly (keyof SelectionTexts)[]) {
    const text = texts[option];
    if (text === undefined) continue;
    const parsed = READERS[option](text);
    if ("message" in parsed) return { option, message: parsed.message };
    selection = { ...selection, ...parsed.value };
  }
  return { selection };
}

function into<Key extends keyof Selection>(
  criterion: Key,
  parse: (text: string) => Parsed<Required<Selection>[Key]>,
): OptionReader {
  return (text) => {
    const parsed = parse(text);
    return "message" in parsed ? parsed : { value: { [criterion]: parsed.value } };
  };
}

/** Returns a reader of a list of words out of a closed set; case does not matter. */
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
