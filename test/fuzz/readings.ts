import { isDeepStrictEqual } from "node:util";
import { FORMATS, type ReadableFormat, streamRegistry } from "@portolan/convert";
import { collectParts, type ParseResult } from "@portolan/model";
import { MARK } from "./corpus.js";
import type { Random } from "./random.js";

const MOST_PIECES = 1_000;

/** Cuts a text into pieces of a few signs, of a few hundred, or of both. */
function* cutByChance(text: string, random: Random): Generator<string> {
  const most = random.pick([1, 3, 20, 300, 3_000]);
  // Very many pieces of a long text would take long and show nothing more.
  const least = Math.ceil(text.length / MOST_PIECES);
  for (let at = 0; at < text.length; ) {
    const end = at + least - 1 + random.length(most);
    yield text.slice(at, end);
    at = end;
  }
}

/** Tells what is wrong with how a format's readers take a text; nothing where all holds. */
export async function faultOfReading(
  format: ReadableFormat,
  text: string,
  random: Random,
): Promise<string | undefined> {
  const known = FORMATS.find(({ name }) => name === format);
  const read = await known?.loadReader?.();
  if (read === undefined) throw new TypeError(`${format} is not read.`);
  const whole = read(text);
  const readParts = await known?.loadPartReader?.();
  if (readParts !== undefined) {
    const parts = await collectParts(readParts(cutByChance(text, random)));
    const difference = differenceOf(whole, parts);
    if (difference !== undefined) return `in pieces: ${difference}`;
  } else if (random.below(20) === 0) {
    // Read whole, however it comes: nothing but the gathering is tried.
    const { parts } = await streamRegistry(cutByChance(text, random), { from: format });
    const { registry } = await collectParts(parts);
    if (whole.registry.records.length > 0 && !same(registry, whole.registry))
      return "in pieces: another registry";
  }
  return misplaced(whole, text) ?? lostMark(format, whole, text);
}

const same = (a: unknown, b: unknown): boolean => isDeepStrictEqual(a, b);

function differenceOf(whole: ParseResult, parts: ParseResult): string | undefined {
  if (!same(whole.registry, parts.registry)) {
    const at = whole.registry.records.findIndex((one, i) => !same(one, parts.registry.records[i]));
    return `another registry, from record ${at} of ${whole.registry.records.length} on`;
  }
  if (!same(whole.offsets, parts.offsets)) return "other offsets";
  const [first, second] = [whole, parts].map(({ problems }) =>
    problems.map(({ cause: _, ...problem }) => JSON.stringify(problem)),
  ) as [string[], string[]];
  if (same(first, second)) return undefined;
  if (same(first.toSorted(), second.toSorted())) return "problems in another order";
  const odd = first.findIndex((one, i) => one !== second[i]);
  return `other problems: ${first[odd]} and ${second[odd]}`;
}

/** Tells of a place that is none of the text, or whose line and column are not those of its offset. */
function misplaced({ problems, offsets, registry }: ParseResult, text: string): string | undefined {
  if (offsets.length !== registry.records.length) return "not as many offsets as records";
  if (offsets.some((offset) => !(offset >= 0 && offset <= text.length))) return "an offset outside";
  const starts = lineStartsOf(text);
  for (const { code, start, end, message } of problems) {
    if (
      message === "" ||
      (/undefined|NaN|\[object/.test(message.replaceAll(/“[^”]*”/g, "")) &&
        !/undefined|NaN|\[object/.test(text))
    )
      return `${code} says “${message}”`;
    for (const position of [start, end]) {
      if (position === undefined) continue;
      const { line, column, offset } = position;
      const place = lineOf(starts, offset);
      const isPlace = line === place + 1 && column === offset - (starts[place] ?? 0) + 1;
      if (!isPlace || !(offset >= 0 && offset <= text.length))
        return `${code} stands at ${JSON.stringify(position)}`;
    }
    if (start && end && start.offset > end.offset) return `${code} ends before it begins`;
  }
  return undefined;
}

/** Finds where the lines of a text begin. */
const lineStartsOf = (text: string): readonly number[] => [
  0,
  ...[...text.matchAll(/\r\n|\n|\r/g)].map(({ index, 0: end }) => index + end.length),
];

/** Finds, by halving, which line an offset is in, from zero. */
function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * Tells of a mark that the text still has and nobody speaks of: it stands in no record, no problem is
 * told of its line, and the text is not refused.
 */
function lostMark(
  format: ReadableFormat,
  { registry, problems }: ParseResult,
  text: string,
): string | undefined {
  if (!text.includes("zq")) return undefined;
  if (problems.some(({ severity }) => severity === "error")) return undefined;
  // A column or field that is left out, and told, takes its cell of each row along.
  if (problems.some(({ code }) => /\/(?:column|field-unknown)/.test(code))) return undefined;
  const kept = JSON.stringify([registry, problems]);
  // What a page's styles and scripts hold is none of its content.
  const raw = [...text.matchAll(/<(style|script|noscript|iframe|xmp)\b.*?(?:<\/\1|$)/gis)];
  const starts = lineStartsOf(text);
  for (const { index, 0: mark } of text.matchAll(MARK)) {
    if (kept.includes(mark)) continue;
    if (raw.some((one) => one.index < index && index < one.index + one[0].length)) continue;
    const line = lineOf(starts, index) + 1;
    // For some readers lines end with LF only; a services file has one entry in each.
    const from = text.lastIndexOf("\n", index) + 1;
    const lineEnd = text.indexOf("\n", index) >>> 0;
    const until = format === "services" ? lineEnd : index;
    const isTold = problems.some(({ start, end }) => {
      if (start === undefined) return false;
      const isHere = from <= start.offset && start.offset <= until;
      return isHere || (start.line <= line && line <= (end ?? start).line);
    });
    if (format === "services" && text.slice(from, index).includes("#")) continue;
    if (!isTold) return `${mark} in line ${line} is lost without a word`;
  }
  return undefined;
}
