import { XMLParser } from "#fast-xml-parser";
import { NAMESPACE } from "./shape.js";

/** Holds what a document declares at its beginning, for all that follows: prefixes and entities. */
export class DocumentTerms {
  /** The namespace of the root element, once it is read. */
  #namespace: string | undefined;
  readonly #prefixes = new Set<string>();
  #entities: ReadonlyMap<string, string> = NO_ENTITIES;
  /** Offset in the document of its document type declaration. */
  #declaredAt: number | undefined;
  /** Whether the root element was read, before which a document type declaration must come. */
  isRootRead = false;
  /** Offset in the document of its first character, which a byte order mark may come before. */
  firstOffset = 0;

  /** Whether the names of tags may have a prefix that belongs to the registry's namespace. */
  get hasPrefixes(): boolean {
    return this.#prefixes.size > 0;
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
    const isRoot = this.#namespace === undefined;
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
    this.isRootRead = true;
  }

  /**
   * Takes the document type declaration, which a document may have once, before the root.
   *
   * @param offset - zero-based offset in the document; the same declaration may come again.
   */
  declare(declaration: string, offset: number): boolean {
    if (this.isRootRead || (this.#declaredAt ?? offset) !== offset) return false;
    if (this.#declaredAt === undefined) this.#entities = entitiesOf(declaration);
    this.#declaredAt = offset;
    return true;
  }

  /** Returns the text of an entity that the document declares. */
  entity(name: string): string | undefined {
    return this.#entities.get(name);
  }
}

const NO_ENTITIES: ReadonlyMap<string, string> = new Map();
const ENTITY_NAME = /<!ENTITY\s+([^\s%&;"'<>]+)\s/g;
const ENTITY_LIMIT = 100;

/**
 * Returns the texts of the entities of a document type declaration. Our own reader does not claim to
 * understand such declarations: fast-xml-parser reads them, within its limits. An entity that it does
 * not expand to plain text stays unknown, and so do all where it throws.
 */
function entitiesOf(declaration: string): ReadonlyMap<string, string> {
  const names = [...declaration.matchAll(ENTITY_NAME)].map(([, name = ""]) => name);
  if (names.length === 0 || names.length > ENTITY_LIMIT) return NO_ENTITIES;
  const texts = expand(declaration, names);
  const entities = names.map((name, i) => [name, texts[i] ?? ""] as const);
  // Of an entity that is declared twice, the first declaration should count; the library takes the last.
  const isOnce = (name: string): boolean => names.indexOf(name) === names.lastIndexOf(name);
  return new Map(entities.filter(([name, text]) => isOnce(name) && !/[&<]/.test(text)));
}

function expand(declaration: string, names: readonly string[]): readonly string[] {
  const references = names.map((name) => `<text>&${name};</text>`).join("");
  try {
    const parser = new XMLParser({
      parseTagValue: false,
      trimValues: false,
      isArray: (name) => name === "text",
    });
    const { texts } = parser.parse(`${declaration}<texts>${references}</texts>`);
    return texts.text;
  } catch {
    return names.map((name) => `&${name};`);
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
