import { isObject } from "@portolan/model/internal";

/** Holds one entry of a list as it is in the text, from its first line to the next entry's. */
export interface Entry {
  readonly list: string;
  readonly start: number;
  readonly end: number;
  /** Whether it begins with the dash of its list. */
  readonly hasDash: boolean;
}

/** The line of a list whose entries are told apart. */
const LIST = /^(records|people|footnotes):[ \t]*(?:#.*)?\r?\n/gm;

/** Finds the entries of all lists; undefined where there is none, or a list appears twice. */
export function entriesIn(source: string): readonly Entry[] | undefined {
  const lists = [...source.matchAll(LIST)];
  if (new Set(lists.map(([, list]) => list)).size < lists.length) return undefined;
  const entries = lists.flatMap(({ 0: line, 1: list = "", index }) =>
    entriesOf(source, list, index + line.length),
  );
  return entries.length === 0 ? undefined : entries;
}

/** Matches the first line of a list and how deep the next one is, less the dash and the blank of an entry. */
const FIRST_LINES = /^(?:[ \t]*(?:#.*)?\r?\n)*( *)(- )?.*(?:\r?\n( *) {2}[^\s-])?/;

/**
 * Finds the entries of a list: they begin with a dash, as deep as the first one, or as what follows its
 * first line says where that is damaged. What stands before them is an entry, too.
 */
function entriesOf(source: string, list: string, from: number): readonly Entry[] {
  const [, own = "", dash, next] = FIRST_LINES.exec(source.slice(from, from + 10_000)) ?? [];
  const [found] = [...(dash === undefined ? [] : [own]), ...(next === undefined ? [] : [next])]
    .map((indent) => {
      const end = endOfList(source, indent, from);
      return { starts: dashesOf(source, indent, from, end), end };
    })
    .sort((a, b) => b.starts.length - a.starts.length);
  const { starts, end } = found ?? { starts: [], end: from };
  const [first] = starts;
  if (first === undefined) return [];
  const isMore = source.slice(from, first).replaceAll(/^[ \t]*(?:#.*)?\r?\n/gm, "") !== "";
  const all = isMore ? [from, ...starts] : starts;
  return all.map((start, index) => {
    const hasDash = index > 0 || !isMore;
    return { list, start, end: all[index + 1] ?? end, hasDash };
  });
}

/** Finds the lines that begin with a dash and are so deep. */
function dashesOf(source: string, indent: string, from: number, end: number): readonly number[] {
  const dash = new RegExp(`^${indent}- `, "gm");
  dash.lastIndex = from;
  const starts: number[] = [];
  for (
    let match = dash.exec(source);
    match !== null && match.index < end;
    match = dash.exec(source)
  )
    starts.push(match.index);
  return starts;
}

/**
 * Finds the next key of the top mapping. One that entries have, too, may stand at the front of its line by damage: then
 * entries go on below it, less deep than what it has.
 */
function endOfList(source: string, indent: string, from: number): number {
  const key =
    /^(?:(id|updated|references|notes)|title|category|page|experts|records|people|footnotes):(.*)\n?/gm;
  const dash = new RegExp(`^${indent}- `, "gm");
  key.lastIndex = from;
  for (let match = key.exec(source); match !== null; match = key.exec(source)) {
    const below = match.index + match[0].length;
    NEXT_KEY.lastIndex = below;
    const next = NEXT_KEY.exec(source)?.index ?? source.length;
    dash.lastIndex = below;
    const entry = dash.exec(source)?.index ?? source.length;
    FIRST_BELOW.lastIndex = below;
    const [, depth = ""] = FIRST_BELOW.exec(source) ?? [];
    const [, ofEntry, value = ""] = match;
    const isDeeper = /^\s*[^\s#]/.test(value) || depth.length > indent.length;
    if (ofEntry === undefined || !isDeeper || entry >= next) return match.index;
    key.lastIndex = next;
  }
  return source.length;
}

/** The line of any key of the top mapping, and the first line that is not blank. */
const NEXT_KEY = /^[^\s#-]/gm;
const FIRST_BELOW = /^( *)\S/gm;

/** Tells whether what follows an entry has a key that the entry has already: so it is another one. */
export function beginsAnother(rest: string, data: unknown): boolean {
  const keys = rest.matchAll(/(\w+)"?:/g);
  return isObject(data) && [...keys].some(([, key = ""]) => Object.hasOwn(data, key));
}

/** Finds the line where an entry ends after all: it is not as deep, or has a key that was there before. */
export function startOfNext(text: string): number | undefined {
  const depth = text.indexOf("- ");
  const keys = new Set([/^ *- (\w+):/.exec(text)?.[1]]);
  const line = /^( *)(?:([\w"]+):)?.*$/gm;
  line.lastIndex = text.indexOf("\n") + 1;
  if (line.lastIndex === 0) return undefined;
  for (let match = line.exec(text); match !== null; match = line.exec(text)) {
    const [whole, indent = "", key] = match;
    if (whole.trim() !== "" && indent.length < depth + 2) return match.index;
    if (indent.length === depth + 2 && key !== undefined) {
      if (keys.has(key)) return match.index;
      keys.add(key);
    }
    line.lastIndex = match.index + whole.length + 1;
    if (line.lastIndex > text.length) return undefined;
  }
  return undefined;
}

/** Most lines of the next entry that may stand above the one that shows it. */
const MOST_ABOVE = 8;

/**
 * Finds the lines where the text of an entry may end: where the next one shows, and those above it which
 * are deeper, as the rest of a value is whose key was lost.
 */
export function cutsOf(text: string): readonly number[] {
  const next = startOfNext(text);
  if (next === undefined) return [];
  const deeper = new RegExp(`^ {${text.indexOf("- ") + 3},}|^[ \\t]*$`);
  const cuts = [next];
  for (let end = next; cuts.length <= MOST_ABOVE && end > 1; ) {
    const start = text.lastIndexOf("\n", end - 2) + 1;
    if (!deeper.test(text.slice(start, end - 1))) break;
    cuts.push(start);
    end = start;
  }
  return cuts;
}
