import { requireRecord } from "./argument.js";
import { referenceLabel } from "./reference.js";
import type { ServiceRecord } from "./registry.js";
import { flattenText } from "./running-text.js";

/** Holds one key of a DNS-SD TXT record (RFC 6763 §6) with what the registry says of it. */
export interface TxtKey {
  /** May hold blanks: they count (RFC 6763 §6.4). */
  readonly key: string;
  /** What stands behind the `=`: a value, or what the value means, such as `<username>`. */
  readonly value?: string;
  /** What the registry says of the key beside its value. */
  readonly comment?: string;
}

/**
 * Returns the DNS-SD service types of a record, `_ipp._tcp` (RFC 6763 §7): TCP services are `_tcp`,
 * all others `_udp`; a record without protocol is registered for both.
 *
 * @returns no type for a record without a name, two for one without a protocol.
 */
export function dnsSdTypes(record: ServiceRecord): readonly string[] {
  requireRecord(record, "dnsSdTypes", "record");
  if (record.name === undefined) return [];
  if (record.protocol === undefined) return [`_${record.name}._tcp`, `_${record.name}._udp`];
  return [`_${record.name}._${record.protocol === "tcp" ? "tcp" : "udp"}`];
}

/**
 * Returns the subtypes (RFC 6763 §7.1) that the notes of a record list after `Subtypes:`, with their
 * underscore: `["_printer"]`.
 */
export function dnsSdSubtypes(record: ServiceRecord): readonly string[] {
  requireRecord(record, "dnsSdSubtypes", "record");
  const list = /\bsubtypes?:\s*(_[\w-]+(?:[\s,;]+_[\w-]+)*)/i.exec(noteLines(record))?.[1] ?? "";
  return list.match(/_[\w-]+/g) ?? [];
}

const SENTENCE = /\bDefined\s+TXT\s+keys?\b[ \t]*:?/i;

/**
 * Reads the TXT keys out of the sentence `Defined TXT keys: …` of a record's notes. A word counts as
 * a key where the layout shows it: before `=`, in a list with commas, bullets, colons or two columns,
 * in quotes after the word *key*, or alone. Prose holds no keys.
 *
 * @returns undefined where the notes do not have the sentence; an empty list for `None`,
 * `Proprietary` and prose that names no key.
 */
export function txtKeysOf(record: ServiceRecord): readonly TxtKey[] | undefined {
  requireRecord(record, "txtKeysOf", "record");
  const notes = noteLines(record);
  const sentence = SENTENCE.exec(notes);
  if (sentence === null) return undefined;
  const lines: string[] = [];
  const start = sentence.index + sentence[0].length;
  for (const whole of notes.slice(start, start + MOST_READ).split("\n")) {
    const line = whole.trim().replace(/[ \t]{8,}/g, " ".repeat(8));
    if (ENDS_LIST.test(line)) break;
    if (line !== "") lines.push(line);
  }
  // Text that was broken into lines anew has lost where the first ones ended.
  const plain = lines.map((line) =>
    line
      .replace(BULLET, "")
      .replace(/^(?:none\b\s*|txtvers\s+)(?=[\w.]+=)/i, (found) =>
        /^none/i.test(found) ? "" : "txtvers\n",
      ),
  );
  const body = mask(plain.join("\n"));
  const hasBullets = plain.some((line, at) => line !== lines[at]);
  const keys = assignments(body) ?? quotedKeys(body) ?? listedKeys(body, hasBullets);
  const seen = new Set<string>();
  return keys.filter(({ key }) => {
    const isNew = !seen.has(key.toLowerCase());
    seen.add(key.toLowerCase());
    return isNew;
  });
}

function noteLines({ notes }: ServiceRecord): string {
  if (notes === undefined) return "";
  return flattenText(notes, { reference: referenceLabel, break: "\n", beforeParagraph: "\n" });
}

/** Most characters that are read after the sentence; IANA's longest list of keys has 900. */
const MOST_READ = 20_000;

/** Begins what stands after the keys and is none: other facts, remarks, examples of records. */
const ENDS_LIST = /^\(?(?:known\s+)?(?:subtypes?|notes?|examples?)\b\s*:/i;

/**
 * Holds a text beside its mask: the same text with everything in brackets and quotes made `\0`, so
 * that no separator is seen in there. Both have the same length.
 */
interface Masked {
  readonly text: string;
  readonly mask: string;
}

const CLOSING: ReadonlyMap<string, string> = new Map([
  ["<", ">"],
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
  ['"', '"'],
]);

/** Most characters between brackets, so that brackets without end cost no time. */
const LONGEST_BRACKET = 1000;

/** An opening bracket or quote that is never closed hides the rest of its line. */
function mask(text: string): Masked {
  let masked = "";
  for (let at = 0; at < text.length; ) {
    const end = closedAt(text, at);
    masked += end === at ? text.charAt(at) : hidden(text.slice(at, end));
    at = Math.max(end, at + 1);
  }
  return { text, mask: masked };
}

function hidden(text: string): string {
  return text.replace(/[^\n]/g, "\0");
}

/** Returns where the bracket or quote that opens at an offset is closed; the offset, if none opens. */
function closedAt(text: string, start: number): number {
  const awaited: string[] = [];
  const most = Math.min(text.length, start + LONGEST_BRACKET);
  for (let at = start; at < most; at++) {
    const char = text.charAt(at);
    if (char === awaited.at(-1)) awaited.pop();
    else if (awaited.at(-1) !== '"') {
      const closing = CLOSING.get(char);
      if (closing !== undefined) awaited.push(closing);
    }
    if (awaited.length === 0) return at === start ? start : at + 1;
  }
  const lineEnd = text.indexOf("\n", start);
  return lineEnd === -1 ? text.length : lineEnd;
}

function part({ text, mask: masked }: Masked, start: number, end?: number): Masked {
  return { text: text.slice(start, end), mask: masked.slice(start, end) };
}

/** Cuts at each match of a pattern in the mask; what matched belongs to no part. */
function cutAt(whole: Masked, separator: RegExp): readonly Masked[] {
  const parts: Masked[] = [];
  let start = 0;
  for (const { index, 0: found } of whole.mask.matchAll(separator)) {
    parts.push(part(whole, start, index));
    start = index + found.length;
  }
  return [...parts, part(whole, start)].map(trimmed).filter(({ text }) => text !== "");
}

function trimmed(whole: Masked): Masked {
  const start = whole.text.length - whole.text.trimStart().length;
  return part(whole, start, start + whole.text.trim().length);
}

/** One key before `=`. Its words are bounded, so that the pattern stays linear. */
const ASSIGNED = /^([!-<>-~]{1,80}(?: [!-<>-~]{1,80}){0,4}?)\s?==?(?!=)\s*/;
const SEPARATOR = /[,;](?:\s+|(?=\w)|$)/g;

/**
 * Reads keys before `=`, if there are any: one a line, several a line with commas, semicolons or
 * blanks between them, or keys with and without values in one list.
 */
function assignments(body: Masked): readonly TxtKey[] | undefined {
  const lines = cutAt(body, /\n/g);
  const isAssignment = (item: Masked): boolean => assignedKey(item) !== undefined;
  if (!cutAt(body, /[\n,;]/g).some(isAssignment)) return undefined;
  // Commas part keys where one of them leads to another key, or ends a line before more of the list.
  const isCommaList = lines.some((line, at) => {
    const next = lines[at + 1];
    const goesOn = /[,;]$/.test(line.mask) && next !== undefined && isListOfKeys(next);
    return goesOn || cutAt(line, SEPARATOR).filter(isAssignment).length > 1;
  });
  const first = lines[0];
  const beginsWithList =
    first !== undefined && cutAt(first, SEPARATOR).some(isAssignment) && !isAssignment(first);
  const isMixed = lines.filter(isAssignment).length <= 1 && lines.some((line) => isMixedList(line));
  if (isCommaList || isMixed || beginsWithList) return commaAssignments(lines);
  return lines.flatMap((line, at): readonly TxtKey[] => {
    if (isAssignment(line)) {
      const more = continuationOf(lines, at + 1, isAssignment);
      return blankAssignments(line, more);
    }
    return isLoneKey(line.text) ? [{ key: line.text }] : [];
  });
}

/** Tells whether a line holds several keys without value, among them one with. */
function isMixedList(line: Masked): boolean {
  return cutAt(line, SEPARATOR).length > 1 && isListOfKeys(line);
}

function isListOfKeys(line: Masked): boolean {
  return cutAt(line, SEPARATOR).every(
    (item) => assignedKey(item) !== undefined || isBareKey(item.text),
  );
}

function commaAssignments(lines: readonly Masked[]): readonly TxtKey[] {
  return lines.flatMap((line) =>
    cutAt(line, SEPARATOR).flatMap((item): readonly TxtKey[] => {
      if (assignedKey(item) !== undefined) return blankAssignments(item, "");
      return isLoneKey(item.text) ? [{ key: item.text }] : [];
    }),
  );
}

/** Cuts `u=<username> p=<password>` at the blanks before further keys. */
function blankAssignments(line: Masked, continuation: string): readonly TxtKey[] {
  const starts = [...line.mask.matchAll(/(?<=\s)(?<!\be\.?g\.?\s)[\w.*?-]{1,80}=/gi)].map(
    ({ index }) => index,
  );
  const end = assignedKey(line)?.end ?? 0;
  const cuts = [0, ...starts.filter((start) => start >= end)];
  return cuts.flatMap((start, at): readonly TxtKey[] => {
    const next = cuts[at + 1];
    const item = trimmed(part(line, start, next));
    const key = assignedKey(item);
    if (key === undefined) return [];
    const more = next === undefined ? continuation : "";
    return [{ key: key.key, ...valueAndComment(part(item, key.end), more) }];
  });
}

/** Returns the key at the start of `key=value`, and where its value begins. */
function assignedKey(item: Masked): { readonly key: string; readonly end: number } | undefined {
  const match = ASSIGNED.exec(item.mask);
  const key = match?.[1];
  if (match === null || key === undefined || !isKeyText(key)) return undefined;
  return { key, end: match[0].length };
}

/** Parts `<true|false> whether it is on` into value and comment; a remark in round brackets is one, too. */
function valueAndComment(rest: Masked, continuation: string): Omit<TxtKey, "key"> {
  const { text, mask: masked } = trimmed(rest);
  const remark = /^\S*?(?=[ \t]*\()/.exec(text);
  const bracketed = /^\0+(?:\|\0+)*/.exec(masked);
  const end = text.startsWith("(")
    ? 0
    : bracketed !== null
      ? bracketed[0].length
      : remark !== null
        ? remark[0].length
        : text.length;
  // A value in words goes on where its line is broken.
  const goesOn = end === text.length && bracketed === null;
  const said = goesOn ? [text, continuation] : [text.slice(0, end)];
  const value = said.join(" ").trim();
  const remarks = [uncovered(text.slice(end)), goesOn ? "" : continuation];
  const comment = remarks.filter((one) => one !== "" && !BEGINS_NEXT.test(one)).join(" ");
  return { ...(value === "" ? {} : { value }), ...(comment === "" ? {} : { comment }) };
}

/** Matches what belongs to the next item, where a list is on one line: `b.` or `Example:`. */
const BEGINS_NEXT = /^(?:[a-z0-9]{1,2}[.)]|\w+:)$/i;

/** Takes the brackets away that are around a whole remark, and the separator after it. */
function uncovered(text: string): string {
  const plain = text.replace(/^[\s,;]+|[\s,;]+$/g, "");
  const [, round, square] = /^\(([^()]*)\)+\.?$|^\[([^[\]]*)\]$/.exec(plain) ?? [];
  return (round ?? square ?? plain).trim();
}

/** Joins the lines of prose that go on with what was said of a key. */
function continuationOf(
  lines: readonly Masked[],
  start: number,
  isItem: (line: Masked) => boolean,
): string {
  const more: string[] = [];
  for (const line of lines.slice(start)) {
    if (isItem(line) || isBareKey(line.text)) break;
    more.push(line.text);
  }
  return more.join(" ");
}

/** Finds keys in quotes: `key "txtvers" for …`, `"url": if present …`, or `<type>: kind of protocol`. */
function quotedKeys({ text }: Masked): readonly TxtKey[] | undefined {
  const found = [
    ...text.matchAll(
      /\bkeys?:?\s+["“]([!-~]{1,80}?)["”]|(?<![\w)])["“]([!-~]{1,80}?)["”]\s*:|(?<=^|[;,\n]\s*)<([\w.-]{1,80})>\s*:/g,
    ),
  ];
  if (found.length === 0) return undefined;
  return found.flatMap((match, at): readonly TxtKey[] => {
    const key = match[1] ?? match[2] ?? match[3] ?? "";
    if (!isKeyText(key)) return [];
    const comment = text
      .slice(match.index + match[0].length, found[at + 1]?.index)
      .replace(/\s+/g, " ")
      .replace(/(?:[,;.]|\band|\b\d(?:st|nd|rd|th))*\s*$/, "")
      .replace(/[\s,;.]+(?:and)?\s*(?:\d(?:st|nd|rd|th))?\s*$/, "")
      .trim();
    return [{ key, ...(comment === "" ? {} : { comment }) }];
  });
}

const BULLET = /^(?:[-*•‣–]|[a-z0-9]{1,2}[.)])\s+/i;
const COLON = /^([\w.*?-]{1,80}):\s+(?!\/\/)/;
const TWO_COLUMNS = /^([\w.*?-]{1,80})(?: {2,}|\t+)(?=\S)/;

/** Reads keys that have no `=`: a list of lines, or one with commas, or bare names between blanks. */
function listedKeys(body: Masked, hasBullets: boolean): readonly TxtKey[] {
  const lines = cutAt(body, /\n/g);
  const [first] = lines;
  if (first === undefined || SAYS_NONE.test(first.text)) return [];
  if (hasBullets) {
    const items = cutAt(body, /\n|\s[-*•]\s/g);
    return items.flatMap((item) => explainedKey(item) ?? []);
  }
  return (
    explainedLines(sentencesOf(lines), COLON) ??
    explainedLines(lines, TWO_COLUMNS) ??
    commaList(body) ??
    bareNames(body) ??
    bracketedNames(body)
  );
}

/** Cuts a line at its sentences that begin with a key: plain text has lost the breaks between them. */
function sentencesOf(lines: readonly Masked[]): readonly Masked[] {
  const [first, ...others] = lines;
  return first === undefined || others.length > 0
    ? lines
    : cutAt(first, /(?<=[.!?])\s+(?=[a-z][\w-]{0,79}:\s)/g);
}

/** Reads lines that each begin with a key; further lines go on with what was said of it. */
function explainedLines(lines: readonly Masked[], form: RegExp): readonly TxtKey[] | undefined {
  const keyOf = ({ text }: Masked): string | undefined => {
    const key = form.exec(text)?.[1];
    return key !== undefined && isLoneKey(key) ? key : undefined;
  };
  const [first] = lines;
  if (first === undefined || keyOf(first) === undefined) return undefined;
  return lines.flatMap((line, at): readonly TxtKey[] => {
    const key = keyOf(line);
    if (key === undefined) return [];
    const own = line.text.slice(form.exec(line.text)?.[0].length ?? 0).trim();
    const next =
      form === COLON ? continuationOf(lines, at + 1, (one) => keyOf(one) !== undefined) : "";
    return [{ key, comment: [own, next].filter((text) => text !== "").join(" ") }];
  });
}

/** Reads `txtvers, Version, Machine ID`; a key may have a remark, `SN (serial number)`. */
function commaList(body: Masked): readonly TxtKey[] | undefined {
  const [first, ...others] = cutAt(body, /[,;\n]|\s\+\s|\s-\s|\sand\s|\.$/g);
  const firstKey = first && explainedKey(first);
  if (firstKey === undefined || !isBareKey(firstKey.key)) return undefined;
  if (others.length === 0) return isLoneKey(firstKey.key) ? [firstKey] : undefined;
  const keys = [firstKey];
  for (const item of others) {
    if (/^(?:\.{2,}|…|\0+)$/.test(item.mask)) continue;
    const key = explainedKey(item);
    if (key === undefined) break;
    keys.push(key);
  }
  return keys;
}

/** Reads one item of a list: a key, and the remark in brackets or after a colon that may follow it. */
function explainedKey(item: Masked): TxtKey | undefined {
  const bracket = item.mask.indexOf("\0");
  const colon = item.mask.indexOf(": ");
  const isRemark = bracket > 0 && !/\w/.test(item.mask.slice(bracket));
  const end = colon > 0 ? colon : isRemark ? bracket : item.text.length;
  const key = item.text.slice(0, end).trim();
  const comment = uncovered(item.text.slice(end).replace(/^:/, ""));
  if (!isKeyText(key) || (comment === "" && isWordOfProse(key))) return undefined;
  return comment === "" ? { key } : { key, comment };
}

/** Reads `txtvers uuid devicename`: nothing but words that look like keys. */
function bareNames({ text }: Masked): readonly TxtKey[] | undefined {
  const words = text.split(/\s+/);
  const areKeys =
    words.length > 1 &&
    words.every((word) => /^[a-z][\w.*-]*$/.test(word) && isBareKey(word) && !PROSE.test(word));
  return areKeys ? words.map((key) => ({ key })) : undefined;
}

/** Reads the names in brackets behind a link: `https://… (dn dt md)`. */
function bracketedNames({ text }: Masked): readonly TxtKey[] {
  const inner = /^\S+:\/\/\S+\s+\(([^()]+)\)\.?$/.exec(text)?.[1];
  return (inner === undefined ? undefined : bareNames(mask(inner))) ?? [];
}

/** Begins what says that there are no keys, or that they are told elsewhere. */
const SAYS_NONE =
  /^(?:none|no|nil|n\/a|proprietary|private|unknown|undefined|unspecified|varies|various|see|cf|refer|contact|will|to be|tbd|tba|there (?:is|are) no)\b/i;

/** Holds words that join a sentence; a key of several words has none of them. */
const PROSE =
  /^(?:a|an|the|and|or|of|in|on|at|by|for|from|to|with|is|are|be|been|was|were|will|would|can|could|may|must|shall|should|if|as|it|its|this|that|these|those|there|any|all|no|not|only|some|where|when|which|who|whose|how|has|have|depends|described|defined|e\.?g\.?|i\.?e\.?|etc\.?|proprietary|others?|following)$/i;

/** Tells whether a text can be a key at all: printable ASCII without `=`, with a letter in it. */
function isKeyText(text: string): boolean {
  const words = text.split(" ");
  return (
    /^[ -<>-~]+$/.test(text) &&
    /[A-Za-z]/.test(text) &&
    !/[<>(){}[\]"'“”,;|\\]/.test(text) &&
    words.length <= 4 &&
    !isAddress(text) &&
    (words.length === 1 || !words.some((word) => PROSE.test(word) || /[.:!?]$/.test(word)))
  );
}

/** Tells whether a text is one word that can be a key. */
function isBareKey(text: string): boolean {
  return /^[\w.*?+$&@#%!~^/-]+$/.test(text) && isKeyText(text) && !isWordOfProse(text);
}

/** Tells whether one word goes on with a sentence, rather than a list of keys. */
function isWordOfProse(text: string): boolean {
  return (
    /^(?:and|or|etc|others?|more|e\.?g|i\.?e|if|where|which|proprietary)$/i.test(text) ||
    /[.:!]$/.test(text)
  );
}

/** Tells whether a text is a key where it stands alone, and no word for the lack of keys. */
function isLoneKey(text: string): boolean {
  return isBareKey(text) && !SAYS_NONE.test(text);
}

/** Tells whether a text leads elsewhere: a URL, a host, a DNS-SD type, a file of documentation. */
function isAddress(text: string): boolean {
  return (
    /:\/\/|^www\.|\._(?:tcp|udp)\b|\.(?:local|html?|pdf|txt|docx?)$/i.test(text) ||
    /^_[\w-]+\.(?:_?tcp|_?udp)\b/i.test(text)
  );
}
