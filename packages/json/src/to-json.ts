import type { Registry, RegistryHeader, ServiceRecord } from "@portolan/model";
import {
  type PartWriter,
  type PlainData,
  plainData,
  type RegistryTail,
  registryChunks,
  requireObject,
  requireRegistry,
} from "@portolan/model/internal";

/** Says how JSON is laid out. */
export interface ToJsonOptions {
  /**
   * Blanks for each level, as in `JSON.stringify`; 0 writes everything on one line. Without it
   * every key of the header, every record and every person has a line of its own.
   */
  readonly indent?: number;
}

/**
 * Writes a registry as JSON, with nothing lost. Absent fields and empty lists are left out; keys
 * have a fixed order.
 *
 * @example
 * toJson(createRegistry({ id: "excerpt", records: [{ name: "http", port: 80, contacts: [], references: [] }] }));
 * // {
 * //   "id": "excerpt",
 * //   "records": [
 * //     {"name":"http","port":80}
 * //   ]
 * // }
 */
export function toJson(registry: Registry, options: ToJsonOptions = {}): string {
  requireRegistry(registry, "toJson", "registry");
  requireObject(options, "toJson", "options");
  return [...jsonChunks(registry, options)].join("");
}

/** Gives the text of {@link toJson} in pieces, each made when it is asked for. */
export function jsonChunks(
  registry: Registry,
  options: ToJsonOptions = {},
): Generator<string, void, undefined> {
  requireRegistry(registry, "jsonChunks", "registry");
  requireObject(options, "jsonChunks", "options");
  return registryChunks(registry, new JsonWriter(options));
}

/** Writes JSON part by part: the keys of the header, then the lists, item by item. */
export class JsonWriter implements PartWriter {
  readonly #indent: number;
  readonly #colon: string;
  /** What begins the last line, the line of an entry and that of an item. */
  readonly #lines: readonly [last: string, entry: string, item: string];
  #beforeEntry = "{";
  #beforeItem = "[";

  constructor({ indent }: ToJsonOptions = {}) {
    const blanks = indent === undefined ? undefined : blanksOf(indent);
    const step = " ".repeat(blanks ?? 2);
    this.#indent = blanks ?? 0;
    this.#colon = blanks === 0 ? ":" : ": ";
    this.#lines = blanks === 0 ? ["", "", ""] : ["\n", `\n${step}`, `\n${step}${step}`];
  }

  begin(header: RegistryHeader): string {
    let json = "";
    for (const [key, value] of Object.entries(plainData.header(header)))
      json += Array.isArray(value)
        ? this.#list(key, value)
        : this.#openEntry(key) + this.#entry(value);
    return json + this.#openList("records");
  }

  record(record: ServiceRecord): string {
    return this.#item(plainData.record(record));
  }

  end({ people, footnotes }: RegistryTail): string {
    const { person, footnote } = plainData;
    return (
      this.#closeList() +
      (people.length === 0 ? "" : this.#list("people", people.map(person))) +
      (footnotes.length === 0 ? "" : this.#list("footnotes", footnotes.map(footnote))) +
      `${this.#lines[0]}}\n`
    );
  }

  #list(key: string, items: readonly PlainData[]): string {
    let json = this.#openList(key);
    for (const item of items) json += this.#item(item);
    return json + this.#closeList();
  }

  #openList(key: string): string {
    this.#beforeItem = "[";
    return this.#openEntry(key);
  }

  /** Writes the next item of a list on a line of its own. */
  #item(value: PlainData): string {
    const item = this.#beforeItem + this.#lines[2] + this.#text(value, this.#lines[2]);
    this.#beforeItem = ",";
    return item;
  }

  #closeList(): string {
    return this.#beforeItem === "[" ? "[]" : `${this.#lines[1]}]`;
  }

  #openEntry(key: string): string {
    const entry = this.#beforeEntry + this.#lines[1] + JSON.stringify(key) + this.#colon;
    this.#beforeEntry = ",";
    return entry;
  }

  #entry(value: PlainData): string {
    return this.#text(value, this.#lines[1]);
  }

  /** Writes a value; its lines have the depth of the one that it begins in. */
  #text(value: PlainData, line: string): string {
    const text = JSON.stringify(value, null, this.#indent);
    return this.#indent === 0 ? text : text.replaceAll("\n", line);
  }
}

/** Deepest indentation of one level, as in `JSON.stringify`. */
const MAX_INDENT = 10;

/** Gives the number of blanks for each level that `JSON.stringify` makes of a number. */
function blanksOf(indent: number): number {
  return Math.min(Math.max(Math.trunc(indent) || 0, 0), MAX_INDENT);
}
