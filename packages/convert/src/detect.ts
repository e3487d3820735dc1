import { defined, type MarkWeight, requireText, textHead } from "@portolan/model/internal";
import { FORMATS, formatOfFileName, isReadableFormat, type ReadableFormat } from "./formats.js";

/** Says of one format how much of a text's beginning looks like it. */
export interface Evidence {
  readonly format: ReadableFormat;
  readonly weight: number;
  /** What was seen, in words that finish “it has …”, the strongest first. */
  readonly seen: readonly string[];
  /** The dialect that the marks are of, where the format has several. */
  readonly dialect?: string;
}

/** Holds what a text looks like: the format that has won, if one has, and the evidence for all. */
export interface Detection {
  /** Absent where nothing was seen, or two formats look equally likely. */
  readonly format?: ReadableFormat;
  /** Formats with any evidence, the likeliest first. */
  readonly evidence: readonly Evidence[];
}

/** A proof outweighs whatever else may be seen; strong marks outweigh rows, and rows hints. */
const WEIGHTS: Readonly<Record<MarkWeight, number>> = {
  proof: 1000,
  strong: 100,
  rows: 10,
  hint: 1,
};

/**
 * Weighs the marks of every format in the beginning of a text. The name of its file is a hint: it
 * decides where the content shows nothing, or as much of two formats.
 *
 * @param source - the text, or its beginning.
 * @param fileName - name of the file, if there is one.
 */
export function detect(source: string, fileName?: string): Detection {
  requireText(source, "detect", "source");
  const hinted = fileName === undefined ? undefined : formatOfFileName(fileName);
  const head = textHead(source);
  const evidence = FORMATS.flatMap((format) => {
    const marks = [...(format.marksOf?.(head) ?? [])];
    if (format.name === hinted) marks.push({ seen: "its file name", weight: "hint" });
    if (marks.length === 0 || !isReadableFormat(format.name)) return [];
    marks.sort((a, b) => WEIGHTS[b.weight] - WEIGHTS[a.weight]);
    const dialect = marks.find((mark) => mark.dialect !== undefined)?.dialect;
    return [
      defined({
        format: format.name,
        weight: marks.reduce((sum, { weight }) => sum + WEIGHTS[weight], 0),
        seen: marks.map(({ seen }) => seen),
        dialect,
      }),
    ];
  }).sort((a, b) => b.weight - a.weight);
  const [first, second] = evidence;
  if (first === undefined || first.weight === second?.weight) return { evidence };
  return { format: first.format, evidence };
}

/**
 * Recognises the format of a text by its content, as {@link detect}.
 *
 * @returns undefined where nothing tells, or two formats look equally likely.
 */
export function detectFormat(source: string, fileName?: string): ReadableFormat | undefined {
  requireText(source, "detectFormat", "source");
  return detect(source, fileName).format;
}

/** Tells whether a text has nothing but blanks, and so no format. A registry without a row is none in JSON Lines only. */
export function isEmpty(source: string, format: string | undefined): boolean {
  return format !== "jsonl" && !/\S/.test(source);
}

/** Says why the format of a text is not known. */
export interface UnknownFormatReason {
  /** What was seen of formats that look equally likely. */
  readonly evidence?: readonly Evidence[];
  /** Whether the text has nothing but blanks. */
  readonly isEmpty?: boolean;
}

/** Is thrown where neither content nor name of a text tell its format, and where it has no content. */
export class UnknownFormatError extends Error {
  override readonly name = "UnknownFormatError";

  constructor(
    fileName: string | undefined,
    formats: readonly string[],
    { evidence = [], isEmpty = false }: UnknownFormatReason = {},
  ) {
    const what = fileName ?? "the text";
    const list = formats.join(", ");
    const [first, second] = evidence;
    const unknown = `cannot tell the format of ${what}: `;
    if (isEmpty) super(`${what} is empty, or has nothing but blanks.`);
    else if (first === undefined || second === undefined)
      super(`${unknown}nothing in it looks like the registry; name its format: ${list}.`);
    else
      super(
        `${unknown}it looks like ${first.format} (it has ${first.seen[0]}) and like ${second.format} (it has ${second.seen[0]}); name its format: ${list}.`,
      );
  }
}
