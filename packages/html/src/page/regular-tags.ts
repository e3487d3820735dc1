import { decodeReferences } from "./character-references.js";
import { type Attribute, attributeOf } from "./events.js";

/** Holds what stands between `<` and `>`. */
export interface Tag {
  readonly name: string;
  readonly kind: "start" | "empty" | "end";
  readonly attributes: readonly Attribute[];
}

const END = /^\/([A-Za-z][A-Za-z0-9]*)[ \t\n]*$/;
const NAME = /^[A-Za-z][A-Za-z0-9]*/;
const ATTRIBUTE = /[ \t\n]+([A-Za-z][\w:.-]*)(?:="([^"]*)")?/y;
const START_END = /[ \t\n]*(\/?)$/y;
const NO_ATTRIBUTES: readonly never[] = [];

/** So many different tags are remembered: those that repeat do so within a few rows. */
const REMEMBERED = 500;

/** A tag with more attributes is none of ours, and comparing their names would take long. */
const MAX_ATTRIBUTES = 50;

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
  const name = NAME.exec(text)?.[0];
  if (name === undefined) return undefined;
  const { attributes, next } = readAttributes(text, name.length);
  START_END.lastIndex = next;
  const slash = START_END.exec(text)?.[1];
  if (attributes === undefined || slash === undefined) return undefined;
  return { name: name.toLowerCase(), kind: slash === "/" ? "empty" : "start", attributes };
}

/** Reads a list of attributes; of two with one name the first counts (HTML §13.2.5.33). */
function readAttributes(
  text: string,
  start: number,
): { readonly attributes: readonly Attribute[] | undefined; readonly next: number } {
  const attributes: Attribute[] = [];
  let next = start;
  ATTRIBUTE.lastIndex = start;
  for (let match = ATTRIBUTE.exec(text); match !== null; match = ATTRIBUTE.exec(text)) {
    next = ATTRIBUTE.lastIndex;
    const value = decodeReferences(match[2] ?? "");
    if (value === undefined || attributes.length === MAX_ATTRIBUTES)
      return { attributes: undefined, next };
    const name = (match[1] ?? "").toLowerCase();
    if (attributeOf(attributes, name) === undefined) attributes.push({ name, value });
  }
  return { attributes, next };
}
