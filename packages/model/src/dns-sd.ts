import type { ServiceRecord } from "./registry.js";
import { flattenText } from "./running-text.js";

/** Holds one key of a DNS-SD TXT record (RFC 6763 §6) with what the registry says of its value. */
export interface TxtKey {
  readonly key: string;
  readonly value?: string;
}

/**
 * Gives the DNS-SD service type of a record, `_ipp._tcp` (RFC 6763 §7): TCP services are `_tcp`,
 * all others `_udp`; a record without protocol is registered for both.
 *
 * @returns no type for a record without a name, two for one without a protocol.
 */
export function dnsSdTypes(record: ServiceRecord): readonly string[] {
  if (record.name === undefined) return [];
  if (record.protocol === undefined) return [`_${record.name}._tcp`, `_${record.name}._udp`];
  return [`_${record.name}._${record.protocol === "tcp" ? "tcp" : "udp"}`];
}

const TXT_KEYS = /Defined TXT keys:?/;
const KEY = /^([A-Za-z0-9_.*+-]+)(?:\s*=\s*(.*))?$/;

/**
 * Reads the TXT keys out of the sentence `Defined TXT keys: …` of a record's notes. Keys stand one
 * a line, with `=value`, or separated by commas.
 *
 * @returns undefined where the notes do not speak of TXT keys; an empty list for `None` and for
 * prose that names no key (`Proprietary`).
 */
export function txtKeysOf(record: ServiceRecord): readonly TxtKey[] | undefined {
  if (record.notes === undefined) return undefined;
  const notes = flattenText(record.notes, {
    reference: () => "",
    break: "\n",
    beforeParagraph: "\n",
  });
  const start = TXT_KEYS.exec(notes);
  if (start === null) return undefined;
  const lines = notes.slice(start.index + start[0].length).split("\n");
  return lines.flatMap((line) => keysOfLine(line.trim()));
}

function keysOfLine(line: string): readonly TxtKey[] {
  if (/^(?:none|proprietary|see)\b/i.test(line)) return [];
  const single = KEY.exec(line);
  if (single?.[2] !== undefined) return [toKey(single)];
  return line.split(/\s*,\s*/).flatMap((part) => {
    const match = KEY.exec(part.trim());
    return match === null ? [] : [toKey(match)];
  });
}

function toKey(match: RegExpExecArray): TxtKey {
  const key = match[1] ?? "";
  return match[2] === undefined || match[2] === "" ? { key } : { key, value: match[2] };
}
