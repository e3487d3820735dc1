import type { Registry, RegistryHeader, ServiceRecord } from "@portolan/model";
import {
  type PartWriter,
  type PlainData,
  type PlainObject,
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

/** How many records are written at once: `JSON.stringify` of each takes longer. */
const BATCH = 64;

/** Writes JSON part by part: the keys of the header, then the lists, item by item. */
export class JsonWriter implements PartWriter {
  /** Records that are not written yet. */
  #waiting: PlainObject[] = [];
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
    this.#waiting.push(plainData.record(record));
    return this.#waiting.length < BATCH ? "" : this.#waitingItems();
  }

  end({ people, footnotes }: RegistryTail): string {
    const { person, footnote } = plainData;
    return (
      this.#waitingItems() +
      this.#closeList() +
      (people.length === 0 ? "" : this.#list("people", people.map(person))) +
      (footnotes.length === 0 ? "" : this.#list("footnotes", footnotes.map(footnote))) +
      `${this.#lines[0]}}\n`
    );
  }

  #list(key: string, items: readonly PlainData[]): string {
    return this.#openList(key) + this.#items(items) + this.#closeList();
  }

  #waitingItems(): string {
    const items = this.#items(this.#waiting);
    this.#waiting = [];
    return items;
  }

  #openList(key: string): string {
    this.#beforeItem = "[";
    return this.#openEntry(key);
  }

  /** Writes the next items of a list, each on a line of its own. */
  #items(values: readonly PlainData[]): string {
    if (values.length === 0) return "";
    const line = this.#lines[2];
    const texts =
      this.#indent === 0 ? textsOf(values) : values.map((value) => this.#text(value, line));
    const items = this.#beforeItem + line + texts.join(`,${line}`);
    this.#beforeItem = ",";
    return items;
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

/** Stands between the values of a list whose text is cut there. */
const MARK = "\u241e";

/** Writes each value of a list, in one call and on one line. */
function textsOf(values: readonly PlainData[]): readonly string[] {
  const marked: PlainData[] = [];
  for (const value of values) marked.push(value, MARK);
  const texts = JSON.stringify(marked).slice(1, -`,"${MARK}"]`.length).split(`,"${MARK}",`);
  // Where values hold the mark themselves, there are too many.
  return texts.length === values.length ? texts : values.map((value) => JSON.stringify(value));
}

/** Deepest indentation of one level, as in `JSON.stringify`. */
const MAX_INDENT = 10;

/** Gives the number of blanks for each level that `JSON.stringify` makes of a number. */
function blanksOf(indent: number): number {
  return Math.min(Math.max(Math.trunc(indent) || 0, 0), MAX_INDENT);
}
