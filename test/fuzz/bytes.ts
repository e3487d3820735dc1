import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { protocolNumbersFromCsv } from "@portolan/csv";
import { protocolNumbersFromHtml } from "@portolan/html";
import { fromProtocols } from "@portolan/services";
import {
  type DecodeOptions,
  decode,
  type InputWarning,
  openInputStream,
  SourceError,
} from "@portolan/source";
import { protocolNumbersFromText } from "@portolan/text";
import { protocolNumbersFromXml } from "@portolan/xml";
import type { Random } from "./random.js";

/** Tells what a reader of bytes makes of them: the text, or the fault, and what it warns of. */
async function outcome(
  read: (onWarning: NonNullable<DecodeOptions["onWarning"]>) => Promise<string>,
): Promise<string> {
  const told: string[] = [];
  const onWarning = (warning: InputWarning): unknown => told.push(JSON.stringify(warning));
  try {
    return `text ${await read(onWarning)} ${told}`;
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    const { code, message, position } = error;
    return `fault ${code} ${message} ${JSON.stringify(position)} ${told}`;
  }
}

/** Tells what is wrong with how bytes become text, whole and in pieces. */
export async function faultOfBytes(text: string, random: Random): Promise<string | undefined> {
  const plain = Buffer.from(text, random.pick(["utf8", "utf8", "latin1", "utf16le"] as const));
  const marked = random.below(4) === 0 ? Buffer.concat([Buffer.from([0xff, 0xfe]), plain]) : plain;
  const bytes = random.below(3) === 0 ? gzipSync(marked) : marked;
  for (let flips = random.below(3); flips > 0 && bytes.length > 0; flips--)
    bytes[random.below(bytes.length)] = random.below(256);
  const most = random.pick([1, 3, 50, 1_000]);
  const pieces = function* (): Generator<Buffer> {
    for (let at = 0; at < bytes.length; ) {
      const end = at + random.length(most) + (bytes.length > 5_000 ? 100 : 0);
      yield bytes.subarray(at, end);
      at = end;
    }
  };
  const options: DecodeOptions = {
    ...(random.below(4) === 0 ? { encoding: random.pick(["utf-8", "utf-16le", "latin1"]) } : {}),
    ...(random.below(4) === 0 ? { maxBytes: random.length(20_000) } : {}),
  };
  const whole = await outcome((onWarning) => decode(bytes, "x", { ...options, onWarning }));
  const parts = await outcome(async (onWarning) => {
    const stream = Readable.from(pieces());
    const { chunks } = await openInputStream(stream, { ...options, name: "x", onWarning });
    let all = "";
    for await (const chunk of chunks) all += chunk;
    return all;
  });
  return whole === parts
    ? undefined
    : `in pieces: ${parts.slice(0, 80)}, not ${whole.slice(0, 80)}`;
}

/** Reads a text as IANA's protocol numbers in every format. */
export function faultOfProtocols(text: string): undefined {
  for (const read of [
    protocolNumbersFromCsv,
    protocolNumbersFromHtml,
    protocolNumbersFromText,
    protocolNumbersFromXml,
    fromProtocols,
  ])
    read(text);
}
