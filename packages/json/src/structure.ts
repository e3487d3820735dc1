import type { DataPath, Span } from "@portolan/model/internal";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** Holds what one look at a text has found. */
export interface Survey {
  /** The number of keys of all its objects. */
  readonly keys: number;
  /** For each list that is the text, or in the object that is the text: where its items are. */
  readonly items: ReadonlyMap<number, readonly number[]>;
}

const NO_ITEMS: ReadonlyMap<number, readonly number[]> = new Map();

/**
 * Looks through a text that may be JSON.
 *
 * @returns undefined where it nests deeper than `limit`.
 */
export function survey(text: string, limit: number): Survey | undefined {
  let keys = 0;
  let depth = 0;
  let lists: Map<number, readonly number[]> | undefined;
  /** The items of the list at hand, and how deep they are. */
  let items: number[] = [];
  let itemDepth = -1;
  let expectsItem = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isSpace(code)) continue;
    if (expectsItem && code !== CLOSE_LIST) {
      items.push(at);
      expectsItem = false;
    }
    if (code === QUOTE) at = endOfString(text, at) - 1;
    else if (code === COLON) keys++;
    else if (code === COMMA) expectsItem = depth === itemDepth;
    else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      if (++depth > limit) return undefined;
      if (depth > 2 || code === OPEN_OBJECT || itemDepth !== -1) continue;
      items = [];
      lists ??= new Map();
      lists.set(at, items);
      itemDepth = depth;
      expectsItem = true;
    } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) {
      if (depth-- !== itemDepth) continue;
      itemDepth = -1;
      expectsItem = false;
    }
  }
  return { keys, items: lists ?? NO_ITEMS };
}

/** Says where something is that a text nests too deeply. */
interface DeepPlace extends Required<Span> {
  /** Where its list or object has the comma that must go with it. */
  readonly comma: number | undefined;
}

/**
 * Finds what nests deeper than a limit in a text that is JSON: the items of the list that is the text,
 * else the members of the object, or the items of the lists in them.
 */
export function findTooDeep(text: string, limit: number): readonly DeepPlace[] {
  const found: DeepPlace[] = [];
  const top = skipSpace(text, 0);
  const isObject = text.charCodeAt(top) === OPEN_OBJECT;
  const look = (parts: readonly Part[], depth: number): void => {
    /** The last comma that stays. */
    let comma: number | undefined;
    for (const [index, { start, value }] of parts.entries()) {
      const end = skipSpace(text, endOfValue(text, value));
      const isCut = isObject && depth === 1 && text.charCodeAt(value) === OPEN_LIST;
      if (isCut) look(itemsAt(text, value).map(partOfItem), 2);
      if (isCut || survey(text.slice(value, end), limit - depth) !== undefined) comma = end;
      else found.push({ start, end, comma: index === parts.length - 1 ? comma : end });
    }
  };
  if (isObject) look(membersAt(text, top), 1);
  else if (text.charCodeAt(top) === OPEN_LIST) look(itemsAt(text, top).map(partOfItem), 1);
  return found;
}

/**
 * Gives the offset after the value that begins at an offset: a closed one, where the text is JSON up
 * to there, or the end of the text.
 */
export function endOfValue(text: string, start: number): number {
  const first = text.charCodeAt(start);
  if (first === QUOTE) return endOfString(text, start);
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at) - 1;
    else if (code === OPEN_LIST || code === OPEN_OBJECT) depth++;
    else if (code === CLOSE_LIST || code === CLOSE_OBJECT) {
      if (depth === 0) return at;
      if (--depth === 0) return at + 1;
    } else if (depth === 0 && (code === COMMA || isSpace(code))) return at;
  }
  return text.length;
}

/** Gives the offset after the string that begins at an offset, or the end of the text. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1) {
    let before = end - 1;
    while (text.charCodeAt(before) === BACKSLASH) before--;
    if ((end - before) % 2 === 1) return end + 1;
    end = text.indexOf('"', end + 1);
  }
  return text.length;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

function skipSpace(text: string, start: number): number {
  let at = start;
  while (isSpace(text.charCodeAt(at))) at++;
  return at;
}

/** Says where an item of a list is, or a member of an object, which begins with its key. */
interface Part {
  readonly start: number;
  /** Zero-based offset of the value. */
  readonly value: number;
}

function partOfItem(start: number): Part {
  return { start, value: start };
}

/** Says where a key of an object and its value are. */
interface Member extends Part {
  readonly key: string;
  /** Where the key ends. */
  readonly end: number;
}

/** Finds the members of the object that begins at an offset. */
function membersAt(text: string, start: number): readonly Member[] {
  const members: Member[] = [];
  let at = skipSpace(text, start + 1);
  while (text.charCodeAt(at) === QUOTE) {
    const end = endOfString(text, at);
    const value = skipSpace(text, skipSpace(text, end) + 1);
    members.push({ key: String(JSON.parse(text.slice(at, end))), start: at, end, value });
    at = skipSpace(text, endOfValue(text, value));
    if (text.charCodeAt(at) === COMMA) at = skipSpace(text, at + 1);
  }
  return members;
}

/** Finds the offsets of the items of the list that begins at an offset. */
function itemsAt(text: string, start: number): readonly number[] {
  const items: number[] = [];
  let at = skipSpace(text, start + 1);
  while (at < text.length && text.charCodeAt(at) !== CLOSE_LIST) {
    items.push(at);
    at = skipSpace(text, endOfValue(text, at));
    if (text.charCodeAt(at) === COMMA) at = skipSpace(text, at + 1);
  }
  return items;
}

/** Finds the keys that appear more than once in one object, of which `JSON.parse` tells nothing. */
export function findDuplicateKeys(text: string): readonly Member[] {
  const duplicates: Member[] = [];
  const left = [skipSpace(text, 0)];
  for (let at = left.pop(); at !== undefined; at = left.pop()) {
    const code = text.charCodeAt(at);
    if (code === OPEN_LIST) for (const item of itemsAt(text, at)) left.push(item);
    if (code !== OPEN_OBJECT) continue;
    const members = membersAt(text, at);
    const keys = new Set<string>();
    for (const member of members) {
      if (keys.has(member.key)) duplicates.push(member);
      keys.add(member.key);
    }
    for (const { value } of members) left.push(value);
  }
  return duplicates.sort((a, b) => a.start - b.start);
}

/** Knows where the values of a text are that `JSON.parse` has read. */
export class JsonPlaces {
  readonly #text: string;
  readonly #items: Map<number, readonly number[]>;
  readonly #members = new Map<number, ReadonlyMap<string, number>>();

  /** @param items - where the items of some lists are, as far as that is known. */
  constructor(text: string, items: Survey["items"] = NO_ITEMS) {
    this.#text = text;
    this.#items = new Map(items);
  }

  /** Gives the place of the value that a path leads to; of keys that appear twice, the last counts. */
  locate(path: DataPath): Required<Span> | undefined {
    const start = this.#offsetOf(path);
    return start === undefined ? undefined : { start, end: endOfValue(this.#text, start) };
  }

  /** Gives the offsets of the items of the list that a path leads to. */
  itemsOf(path: DataPath): readonly number[] {
    const start = this.#offsetOf(path);
    const isList = start !== undefined && this.#text.charCodeAt(start) === OPEN_LIST;
    return isList ? this.#itemsAt(start) : [];
  }

  #offsetOf(path: DataPath): number | undefined {
    let at: number | undefined = skipSpace(this.#text, 0);
    for (const step of path) {
      if (at === undefined) return undefined;
      const code = this.#text.charCodeAt(at);
      if (code === OPEN_LIST) at = this.#itemsAt(at)[Number(step)];
      else at = code === OPEN_OBJECT ? this.#membersAt(at).get(String(step)) : undefined;
    }
    return at;
  }

  #itemsAt(start: number): readonly number[] {
    const items = this.#items.get(start) ?? itemsAt(this.#text, start);
    this.#items.set(start, items);
    return items;
  }

  #membersAt(start: number): ReadonlyMap<string, number> {
    const members =
      this.#members.get(start) ??
      new Map(membersAt(this.#text, start).map(({ key, value }) => [key, value]));
    this.#members.set(start, members);
    return members;
  }
}
