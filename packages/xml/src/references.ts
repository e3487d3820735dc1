import { isXmlText, type Report } from "@portolan/model";
import { xmlProblems } from "./problems.js";
import type { TextPlaces } from "./text-places.js";

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
 * @param places - knows where the text stands.
 */
export function decodeText(raw: string, places: TextPlaces, report: Report): string {
  return decode(raw, "]]>", places, report);
}

/** Decodes an attribute's value; a line break or tab in it is a blank (XML 1.0 §3.3.3). */
export function decodeAttribute(raw: string, places: TextPlaces, report: Report): string {
  return decode(raw.replace(/[\t\n]/g, " "), "<", places, report);
}

/** Holds what is wrong with a text, by its zero-based index there. */
interface TextFault {
  readonly code: "xml/entity-unknown" | "xml/not-escaped";
  readonly found: string;
  readonly index: number;
}

function decode(raw: string, special: string, places: TextPlaces, report: Report): string {
  const faults: TextFault[] = [];
  const index = raw.indexOf(special);
  if (index !== -1) faults.push({ code: "xml/not-escaped", found: special, index });
  const text = decodeReferences(raw, (found, index) => {
    faults.push({ code: "xml/entity-unknown", found, index });
  });
  for (const { code, found, index } of faults.sort((a, b) => a.index - b.index)) {
    const span = { start: places.at(index), end: places.at(index + found.length - 1) + 1 };
    report.add(xmlProblems, code, { span, values: { found } });
  }
  return text;
}

/** Takes what looks like a reference and is none, and its zero-based index in the text. */
type OnUnknown = (found: string, index: number) => void;

/** Decodes the references of a text; what is none stays, and is handed to `onUnknown`. */
export function decodeReferences(raw: string, onUnknown: OnUnknown): string {
  if (!raw.includes("&")) return raw;
  return raw.replace(
    REFERENCE,
    (
      found: string,
      hex: string | undefined,
      decimal: string | undefined,
      name: string | undefined,
      index: number,
    ) => {
      const decoded = name === undefined ? numbered(hex, decimal) : NAMED.get(name);
      if (decoded === undefined) onUnknown(found, index);
      return decoded ?? found;
    },
  );
}

function numbered(hex: string | undefined, decimal: string | undefined): string | undefined {
  const code = hex === undefined ? Number(decimal ?? Number.NaN) : Number.parseInt(hex, 16);
  if (!(code <= 0x10ffff)) return undefined;
  const character = String.fromCodePoint(code);
  return isXmlText(character) ? character : undefined;
}
