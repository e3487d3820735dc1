import { isXmlText } from "@portolan/model";
import type { XmlReading } from "./element.js";
import { xmlProblems } from "./problems.js";

const NAMED: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);

const REFERENCE = /&(?:#x([0-9a-fA-F]+);|#([0-9]+);|([^\s&;#<>"']{1,30});)?/g;

/**
 * Decodes the character references of text (XML 1.0 §4.1). Entities that a document declares
 * itself do not exist for us: nothing expands.
 *
 * @param near - offset at or before the text, where the search for a problem's place begins.
 */
export function decodeText(raw: string, near: number, reading: XmlReading): string {
  if (raw.includes("]]>")) complain("xml/not-escaped", "]]>", near, reading);
  return decode(raw, near, reading);
}

/** Decodes an attribute's value; a line break or tab in it is a blank (XML 1.0 §3.3.3). */
export function decodeAttribute(raw: string, near: number, reading: XmlReading): string {
  if (raw.includes("<")) complain("xml/not-escaped", "<", near + 1, reading);
  return decode(raw.replace(/[\t\n]/g, " "), near, reading);
}

function decode(raw: string, near: number, reading: XmlReading): string {
  return decodeReferences(raw, (found) => complain("xml/entity-unknown", found, near, reading));
}

/** Decodes the references of a text; what is none stays, and is handed to `onUnknown`. */
export function decodeReferences(raw: string, onUnknown: (found: string) => void): string {
  if (!raw.includes("&")) return raw;
  return raw.replace(REFERENCE, (found: string, hex?: string, decimal?: string, name?: string) => {
    const decoded = name === undefined ? numbered(hex, decimal) : NAMED.get(name);
    if (decoded === undefined) onUnknown(found);
    return decoded ?? found;
  });
}

function numbered(hex: string | undefined, decimal: string | undefined): string | undefined {
  const code = hex === undefined ? Number(decimal ?? Number.NaN) : Number.parseInt(hex, 16);
  if (!(code <= 0x10ffff)) return undefined;
  const character = String.fromCodePoint(code);
  return isXmlText(character) ? character : undefined;
}

function complain(
  code: "xml/entity-unknown" | "xml/not-escaped",
  found: string,
  near: number,
  { source, report }: XmlReading,
): void {
  const at = source.indexOf(found, near);
  const span = at === -1 ? { start: near } : { start: at, end: at + found.length };
  report.add(xmlProblems, code, { span, values: { found } });
}
