import { closeSync, openSync, readFileSync, writeSync } from "node:fs";
import type { ReadableFormat } from "@portolan/convert";
import type { RegistryPart } from "@portolan/model";
import type { Inputs } from "./inputs.js";

type StreamReader = (chunks: Iterable<string>) => AsyncIterable<RegistryPart>;

/** Lists the streaming readers. */
export const STREAM_READERS = {
  csv: async (): Promise<StreamReader> => (await import("@portolan/csv")).streamCsv,
  jsonl: async (): Promise<StreamReader> => (await import("@portolan/json")).streamJsonl,
  xml: async (): Promise<StreamReader> => (await import("@portolan/xml")).streamXml,
  text: async (): Promise<StreamReader> => (await import("@portolan/text")).streamText,
} as const satisfies { readonly [format in ReadableFormat]?: () => Promise<StreamReader> };

/** Names a format that is read as a stream. */
export type StreamedFormat = keyof typeof STREAM_READERS;

/** What one reading of a stream came to. */
export interface StreamRun {
  readonly records: number;
  readonly problems: number;
  readonly milliseconds: number;
}

/** Reads a document that has the records of a file many times over, and keeps none of them. */
export async function readStream(
  format: StreamedFormat,
  copies: number,
  { paths }: Inputs,
): Promise<StreamRun> {
  const read = await STREAM_READERS[format]();
  let records = 0;
  let problems = 0;
  const start = performance.now();
  for await (const part of read(repeatRecords(format, copies, paths[format]))) {
    if ("record" in part) records++;
    else if ("problem" in part) problems++;
  }
  return { records, problems, milliseconds: performance.now() - start };
}

/** As long as what a file's stream hands over at a time. */
const CHUNK_LENGTH = 65_536;

/** Writes a file that has the records of another many times over. */
export function writeLongFile(
  format: StreamedFormat,
  copies: number,
  { paths }: Inputs,
  path: string,
): void {
  const file = openSync(path, "w");
  for (const chunk of repeatRecords(format, copies, paths[format])) writeSync(file, chunk);
  closeSync(file);
}

/** Gives a file in chunks, the records many times between what stands before and after them. */
function* repeatRecords(format: StreamedFormat, copies: number, path: string): Generator<string> {
  const source = readFileSync(path, "utf8");
  const [start, end] = BODIES[format](source);
  // Chunks come from a decoder, which gives ASCII in one byte a character, slices of a text in two.
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  yield source.slice(0, start);
  for (let copy = 0; copy < copies; copy++) {
    for (let at = start; at < end; at += CHUNK_LENGTH) {
      const chunk = source.slice(at, Math.min(at + CHUNK_LENGTH, end));
      yield decoder.decode(encoder.encode(chunk));
    }
  }
  yield source.slice(end);
}

/** Find where the records of a source stand. */
const BODIES: {
  readonly [format in StreamedFormat]: (source: string) => readonly [start: number, end: number];
} = {
  csv: (source) => [source.indexOf("\n") + 1, source.length],
  jsonl: (source) => [0, source.length],
  xml: (source) => [
    source.indexOf("<record"),
    source.lastIndexOf("</record>") + "</record>".length,
  ],
  text: (source) => [
    endOf(/^.* Description +Assignee .*\n.* Protocol .*\n/m, source),
    endOf(/\n(?=\s*\n *Contact Information\n)/, source),
  ],
};

/** Gives the offset after what a pattern matches. */
function endOf(pattern: RegExp, source: string): number {
  const match = pattern.exec(source);
  if (match === null) throw new RangeError(`Nothing matches ${pattern}.`);
  return match.index + match[0].length;
}
