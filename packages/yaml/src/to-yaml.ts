import type { Registry, RegistryHeader, ServiceRecord } from "@portolan/model";
import {
  type PartWriter,
  type PlainData,
  type PlainObject,
  plainData,
  type RegistryTail,
  registryChunks,
  requireRegistry,
} from "@portolan/model/internal";

/**
 * Writes a registry as YAML, with nothing lost: the same data as its JSON. All texts are between
 * double quotes, so that readers of YAML 1.1 and 1.2 take none of them for a number, date or
 * truth value.
 *
 * @example
 * toYaml(createRegistry({ records: [{ name: "http", port: 80, contacts: [], references: [] }] }));
 * // records:
 * //   - name: "http"
 * //     port: 80
 */
export function toYaml(registry: Registry): string {
  requireRegistry(registry, "toYaml", "registry");
  return [...yamlChunks(registry)].join("");
}

/** Gives the text of {@link toYaml} in pieces, each made when it is asked for. */
export function yamlChunks(registry: Registry): Generator<string, void, undefined> {
  requireRegistry(registry, "yamlChunks", "registry");
  return registryChunks(registry, new YamlWriter());
}

/** How many items are given at once: joining the pieces of one costs as much as those of many. */
const BATCH = 64;

/** Writes YAML part by part: the keys of the header, then the lists, item by item. */
export class YamlWriter implements PartWriter {
  readonly #block = new BlockWriter();
  #records = 0;

  begin(header: RegistryHeader): string {
    for (const [key, value] of Object.entries(plainData.header(header)))
      this.#block.entry(key, value);
    return this.#block.take();
  }

  record(record: ServiceRecord): string {
    if (this.#records === 0) this.#block.openList("records");
    this.#block.item(plainData.record(record));
    return ++this.#records % BATCH === 0 ? this.#block.take() : "";
  }

  end({ people, footnotes }: RegistryTail): string {
    if (this.#records === 0) this.#block.entry("records", []);
    return (
      this.#list("people", people, plainData.person) +
      this.#list("footnotes", footnotes, plainData.footnote) +
      this.#block.take()
    );
  }

  #list<T>(key: string, items: readonly T[], dataOf: (item: T) => PlainData): string {
    if (items.length === 0) return "";
    this.#block.openList(key);
    let yaml = "";
    for (const [index, item] of items.entries()) {
      this.#block.item(dataOf(item));
      if (index % BATCH === 0) yaml += this.#block.take();
    }
    return yaml;
  }
}

/** One level of indentation. */
const STEP = "  ";

/** Longest key that may come before its colon without a mark is 1024 characters (YAML 1.2 §7.4.2). */
const MAX_KEY = 1000;

/** Keys that need no quotes: letters, but no word that YAML 1.1 takes for a truth value or nothing. */
const PLAIN_KEY = /^(?!(?:y|n|yes|no|on|off|true|false|null)$)[a-z]{1,1000}$/i;

/** Texts that need no escapes: printable ASCII without quote and backslash. */
const PLAIN_TEXT = /^[ !#-[\]-~]*$/;

/** What JSON strings may hold but YAML reads as a line break (1.1) or not at all. */
const UNPRINTABLE = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** Writes plain data as YAML in lines, every text between double quotes. */
class BlockWriter {
  // Joining many small pieces at once takes half the time of adding each to a string.
  readonly #pieces: string[] = [];

  /** Writes `key: value` at the margin. */
  entry(key: string, value: PlainData): void {
    this.#entry(key, value, "");
  }

  /** Writes a key at the margin, of a list whose items follow. */
  openList(key: string): void {
    this.#pieces.push(key, ":\n");
  }

  /** Writes `- value` in the list of an entry at the margin. */
  item(value: PlainData): void {
    this.#item(value, STEP);
  }

  /** Takes out what was written. */
  take(): string {
    const text = this.#pieces.join("");
    this.#pieces.length = 0;
    return text;
  }

  #entry(key: string, value: PlainData, indent: string): void {
    const text = PLAIN_KEY.test(key) ? key : quote(key);
    if (text.length <= MAX_KEY) this.#pieces.push(text, ":");
    else this.#pieces.push("? ", text, "\n", indent, ":");
    this.#value(value, indent);
  }

  #item(value: PlainData, indent: string): void {
    this.#pieces.push(indent, "-");
    if (isFilledMapping(value)) this.#entries(value, indent + STEP, " ");
    else this.#value(value, indent);
  }

  /** Writes what follows a colon or dash, to the end of the last line. */
  #value(value: PlainData, indent: string): void {
    const inner = indent + STEP;
    if (isFilledMapping(value)) {
      this.#pieces.push("\n");
      this.#entries(value, inner, inner);
    } else if (isList(value) && value.length > 0) {
      this.#pieces.push("\n");
      for (const item of value) this.#item(item, inner);
    } else this.#pieces.push(" ", flow(value), "\n");
  }

  #entries(mapping: PlainObject, indent: string, beforeFirst: string): void {
    let before = beforeFirst;
    for (const key of Object.keys(mapping)) {
      this.#pieces.push(before);
      this.#entry(key, mapping[key] ?? "", indent);
      before = indent;
    }
  }
}

function isFilledMapping(value: PlainData): value is PlainObject {
  return typeof value === "object" && !isList(value) && Object.keys(value).length > 0;
}

// `Array.isArray` alone does not tell the compiler of lists that are read-only.
function isList(value: PlainData): value is readonly PlainData[] {
  return Array.isArray(value);
}

/** Writes a value in one line. */
function flow(value: PlainData): string {
  if (typeof value === "string") return quote(value);
  if (typeof value === "object") return isList(value) ? "[]" : "{}";
  return String(value);
}

/** Writes a text between double quotes; YAML knows all escapes of JSON. */
function quote(text: string): string {
  if (PLAIN_TEXT.test(text)) return `"${text}"`;
  return JSON.stringify(text).replace(
    UNPRINTABLE,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
