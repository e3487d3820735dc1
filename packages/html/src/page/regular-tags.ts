import { decodeReferences } from "./character-references.js";
import { type Attribute, attributeOf } from "./events.js";

/** Holds what stands between `<` and `>`. */
export interface Tag {
  readonly name: string;
  readonly kind: "start" | "empty" | "end";
  readonly attributes: readonly Attribute[];
}

const END = /^\/([A-Za-z][A-Za-z0-9]*)[ \t\n]*$/;
const START = /^([A-Za-z][A-Za-z0-9]*)((?:[ \t\n]+[A-Za-z][\w:.-]*(?:="[^"]*")?)*)[ \t\n]*(\/?)$/;
const ATTRIBUTE = /([A-Za-z][\w:.-]*)(?:="([^"]*)")?/g;
const NO_ATTRIBUTES: readonly never[] = [];

/** So many different tags are remembered: those that repeat do so within a few rows. */
const REMEMBERED = 500;

/** Reads tags of the regular form: plain names, attributes in double quotes or without a value. */
export class RegularTags {
  readonly #known = new Map<string, Tag>();

  /**
   * Reads the text between a `<` and the next `>`.
   *
   * @returns undefined where that is not a whole tag of the regular form.
   */
  read(text: string): Tag | undefined {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const tag = readTag(text);
    if (tag === undefined) return undefined;
    if (this.#known.size === REMEMBERED) this.#known.clear();
    this.#known.set(text, tag);
    return tag;
  }
}

function readTag(text: string): Tag | undefined {
  const end = END.exec(text)?.[1];
  if (end !== undefined) return { name: end.toLowerCase(), kind: "end", attributes: NO_ATTRIBUTES };
  const start = START.exec(text);
  if (start === null) return undefined;
  const [, name = "", list = "", slash] = start;
  const attributes = readAttributes(list);
  if (attributes === undefined) return undefined;
  return { name: name.toLowerCase(), kind: slash === "/" ? "empty" : "start", attributes };
}

/** Reads a list of attributes; of two with one name the first counts (HTML §13.2.5.33). */
function readAttributes(list: string): readonly Attribute[] | undefined {
  if (list === "") return NO_ATTRIBUTES;
  const attributes: Attribute[] = [];
  for (const [, written = "", raw = ""] of list.matchAll(ATTRIBUTE)) {
    const value = decodeReferences(raw);
    if (value === undefined) return undefined;
    const name = written.toLowerCase();
    if (attributeOf(attributes, name) === undefined) attributes.push({ name, value });
  }
  return attributes;
}
