import {
  type PortRange,
  type Problem,
  parsePort,
  type Report,
  TRANSPORT_PROTOCOLS,
} from "@portolan/model";
import { portKey } from "../port-groups.js";
import { readLines, type ServiceLine, type Token } from "../read-lines.js";
import { MUSL_BYTES, type Resolver } from "./resolvers.js";

/** Says how the bytes of a file became text: `latin1`, one character a byte, where they are not UTF-8. */
export type Encoding = "utf-8" | "latin1";

/** Holds what a line of the file means to say, however it is written. */
export interface MeantLine {
  readonly line: ServiceLine;
  /** The name and its aliases; `a,b` are two of them. */
  readonly names: readonly [Token, ...Token[]];
  /** The port that is meant: 3306 for `03306`, 7 for `0x7`. */
  readonly port: number | PortRange | undefined;
  /** The protocol that is meant: `tcp` for `/TCP`. */
  readonly protocol: string;
  /** The port and protocol, `80/tcp`. */
  readonly key: string;
  /** The names as bytes, one in each character. */
  readonly byteNames: readonly string[];
  /** Offsets of the text of the line, without its last line feed. */
  readonly start: number;
  readonly end: number;
  /** Tells that every resolver reads just what is meant. */
  readonly isPlain: boolean;
}

/** Holds a file that is audited. */
export interface AuditedFile {
  readonly source: string;
  readonly encoding: Encoding;
  /** Whose answers must be right. */
  readonly resolvers: readonly Resolver[];
  readonly lines: readonly MeantLine[];
  /** What is to be told of lines that mean nothing. */
  readonly unread: readonly Problem[];
}

/** Reads what the lines of a file mean to say. */
export function* readMeantLines(
  source: string,
  report: Report,
  encoding: Encoding = "utf-8",
): Generator<MeantLine> {
  for (const line of readLines(source, report)) yield meantLine(source, line, encoding);
}

function meantLine(source: string, line: ServiceLine, encoding: Encoding): MeantLine {
  const start = source.lastIndexOf("\n", line.start) + 1;
  const feed = source.indexOf("\n", line.end);
  const end = feed === -1 ? source.length : feed;
  const port = meantPort(line.port.text);
  const protocol = meantProtocol(line.protocol.text);
  const key = portKey(typeof port === "number" ? port : line.port.text, protocol);
  const isJoined = line.names.some(hasComma);
  const names = isJoined ? meantNames(line.names) : line.names;
  const isPlain =
    !isJoined &&
    line.start === start &&
    typeof port === "number" &&
    port > 0 &&
    key === source.slice(line.port.start, line.protocol.end) &&
    PLAIN_PROTOCOL.test(protocol) &&
    isPlainText(source.slice(start, end));
  const byteNames = names.map(({ text }) => bytesOf(text, encoding));
  return { line, names, port, protocol, key, byteNames, start, end, isPlain };
}

/** Characters that are fewer bytes than OpenBSD takes for one line, whatever they are. */
const SHORT_LINE = 250;

/** Tells whether every resolver reads the same names from the text of a line. */
function isPlainText(text: string): boolean {
  const hash = text.indexOf("#");
  const code = hash === -1 ? text : text.slice(0, hash);
  if (code.length > MUSL_BYTES || !PLAIN_CODE.test(code)) return false;
  if (text.length <= 42) return true;
  // musl takes what follows for a line of its own, which does no harm where it names no port.
  return text.length <= SHORT_LINE && !PORT_IN_COMMENT.test(text.slice(code.length));
}

/** Printable ASCII with blanks and tabs, that does not go on in the next line. */
const PLAIN_CODE = /^[^+ \t][\t -~]*(?<!\\)$/;

const PORT_IN_COMMENT = /\d\/(?:tcp|udp)/;

/** musl compares the first three letters only. */
const PLAIN_PROTOCOL = /^(?:tcp|udp|(?!tcp|udp)[a-z][a-z0-9-]*)$/;

function meantPort(text: string): number | PortRange | undefined {
  if (!text.startsWith("0")) return parsePort(text);
  if (/^0x[0-9a-f]{1,8}$/i.test(text)) return parsePort(String(Number(text)));
  return parsePort(text.replace(/^0+(?=\d)/, ""));
}

function meantProtocol(text: string): string {
  if (KNOWN_PROTOCOLS.has(text)) return text;
  const bare = text.replace(/^\/+/, "");
  const lower = bare.toLowerCase();
  return KNOWN_PROTOCOLS.has(lower) ? lower : bare;
}

/** AppleTalk's protocol is in the files of many systems. */
const KNOWN_PROTOCOLS: ReadonlySet<string> = new Set([...TRANSPORT_PROTOCOLS, "ddp"]);

function hasComma({ text }: Token): boolean {
  return text.includes(",");
}

/** Splits words at their commas, as their writer meant to; the words themselves where nothing is left. */
function meantNames(words: MeantLine["names"]): MeantLine["names"] {
  const [first, ...others] = words.flatMap(({ text, start }) =>
    Array.from(text.matchAll(/[^,]+/g), ({ 0: part, index }) => ({
      text: part,
      start: start + index,
      end: start + index + part.length,
    })),
  );
  return first === undefined ? words : [first, ...others];
}

/** Gives text as the bytes of its encoding, one in each character. */
export function bytesOf(text: string, encoding: Encoding): string {
  if (encoding === "latin1" || /^[\0-\x7f]*$/.test(text)) return text;
  let bytes = "";
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (code < 0x80) bytes += char;
    else {
      const more = code < 0x800 ? 1 : code < 0x1_0000 ? 2 : 3;
      // The first byte says by its upper bits how many follow.
      const lead = [0xc0, 0xe0, 0xf0][more - 1] ?? 0;
      bytes += String.fromCharCode(lead | (code >> (6 * more)));
      for (let i = more - 1; i >= 0; i--)
        bytes += String.fromCharCode(0x80 | ((code >> (6 * i)) & 0x3f));
    }
  }
  return bytes;
}
