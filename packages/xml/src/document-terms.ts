import { XMLParser } from "#fast-xml-parser";
import { NAMESPACE } from "./shape.js";

/** The entities that every document has (XML 1.0 §4.6). */
const PREDEFINED: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);

/** Holds what a document declares at its beginning, for all that follows: prefixes and entities. */
export class DocumentTerms {
  /** The namespace of the root element, once it is read. */
  #namespace: string | undefined;
  readonly #prefixes = new Set<string>();
  #entities = PREDEFINED;
  /** Offset in the document of its document type declaration. */
  #declaredAt: number | undefined;
  /** Offset in the document of its first character, which a byte order mark may come before. */
  firstOffset = 0;

  /** Whether the root element was read, before which a document type declaration must come. */
  get isRootRead(): boolean {
    return this.#namespace !== undefined;
  }

  /** Returns the name that a tag has without the prefix of the registry's namespace. */
  localName(tag: string): string {
    const colon = tag.indexOf(":");
    return colon !== -1 && this.#prefixes.has(tag.slice(0, colon)) ? tag.slice(colon + 1) : tag;
  }

  /**
   * Takes the declarations of namespaces out of the attributes of an element. Of the root it leaves
   * `xmlns`, the namespace that the root itself is in.
   */
  takeNamespaces(tag: string, attributes: Map<string, string>): void {
    const colon = tag.indexOf(":");
    const own = colon === -1 ? "xmlns" : `xmlns:${tag.slice(0, colon)}`;
    const namespace = this.#namespace ?? attributes.get(own) ?? NAMESPACE;
    const isRoot = !this.isRootRead;
    if (isRoot && colon !== -1) this.#prefixes.add(tag.slice(0, colon));
    for (const [name, value] of attributes) {
      const isPrefix = name.startsWith("xmlns:");
      if (isPrefix && value === namespace) this.#prefixes.add(name.slice("xmlns:".length));
      if (isPrefix || (name === "xmlns" && value === namespace && !isRoot)) attributes.delete(name);
    }
    if (isRoot && colon !== -1) attributes.set("xmlns", namespace);
  }

  /** Takes the namespace of the root, which ends the document's beginning. */
  begin(namespace: string = NAMESPACE): void {
    this.#namespace = namespace;
  }

  /**
   * Takes the document type declaration, which a document may have once, before the root.
   *
   * @param offset - zero-based offset in the document; the same declaration may come again.
   */
  declare(declaration: string, offset: number): boolean {
    if (this.isRootRead || (this.#declaredAt ?? offset) !== offset) return false;
    if (this.#declaredAt === undefined)
      this.#entities = new Map([...entitiesOf(declaration), ...PREDEFINED]);
    this.#declaredAt = offset;
    return true;
  }

  /** Returns the text of an entity that XML has, or the document declares. */
  entity(name: string): string | undefined {
    return this.#entities.get(name);
  }
}

const ENTITY_NAME = /<!ENTITY\s+([^\s%&;"'<>]+)\s/g;
const ENTITY_LIMIT = 100;

/**
 * Returns the texts of the entities of a document type declaration. Our own reader does not claim to
 * understand such declarations: fast-xml-parser reads them, within its limits. An entity that it does
 * not expand to plain text stays unknown.
 */
function entitiesOf(declaration: string): ReadonlyMap<string, string> {
  const names = [...declaration.matchAll(ENTITY_NAME)].map(([, name = ""]) => name);
  const entities = new Map<string, string>();
  if (names.length > ENTITY_LIMIT) return entities;
  for (const name of names) {
    // Of one that is declared twice, the first declaration should count; the library takes the last.
    if (names.indexOf(name) !== names.lastIndexOf(name)) continue;
    const text = expand(`&${name};`, declaration);
    if (!/[&<]/.test(text)) entities.set(name, text);
  }
  return entities;
}

function expand(reference: string, declaration: string): string {
  try {
    const parser = new XMLParser({ parseTagValue: false, trimValues: false });
    return parser.parse(`${declaration}<text>${reference}</text>`).text;
  } catch {
    return reference;
  }
}

const DECLARATION_PART = /"[^"]*"|'[^']*'|<!--[\s\S]*?-->|<\?[\s\S]*?\?>|[[\]>]/g;

/** Limits the length of a document type declaration. */
export const DECLARATION_LIMIT: number = 1 << 14;

/** Returns the offset after a document type declaration. */
export function declarationEnd(source: string, start: number): number | undefined {
  let isInside = false;
  for (const { 0: found, index } of source
    .slice(start, start + DECLARATION_LIMIT)
    .matchAll(DECLARATION_PART)) {
    if (found === "[") isInside = true;
    else if (found === "]") isInside = false;
    else if (found === ">" && !isInside) return start + index + 1;
  }
  return undefined;
}
