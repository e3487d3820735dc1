import {
  type DataWriter,
  type DataWriters,
  type PartWriter,
  plainData,
  type RegistryHeader,
  type RegistryTail,
  type ServiceRecord,
} from "@portolan/model";
import { blanksOf, JsonLayout } from "./json-layout.js";
import { jsonText } from "./json-text.js";

/** Says how JSON is laid out. */
export interface ToJsonOptions {
  /**
   * Blanks for each level, as in `JSON.stringify`; 0 writes everything on one line. Without it
   * every key of the header, every record and every person has a line of its own.
   */
  readonly indent?: number;
}

/** Writes JSON part by part: the keys of the header, then the lists, item by item. */
export class JsonWriter implements PartWriter {
  readonly #layout: JsonLayout;
  readonly #texts: DataWriters<string>;

  constructor({ indent }: ToJsonOptions = {}) {
    const blanks = indent === undefined ? undefined : blanksOf(indent);
    this.#layout = new JsonLayout(blanks);
    this.#texts = jsonText(blanks);
  }

  begin(header: RegistryHeader): string {
    let json = "";
    for (const [key, value] of Object.entries(plainData.header(header)))
      json += this.#layout.entry(key, value);
    return json + this.#layout.openList("records");
  }

  record(record: ServiceRecord): string {
    return this.#layout.item(this.#texts.record(record));
  }

  end({ people, footnotes }: RegistryTail): string {
    const { person, footnote } = this.#texts;
    return (
      this.#layout.closeList() +
      this.#list("people", people, person) +
      this.#list("footnotes", footnotes, footnote) +
      this.#layout.end()
    );
  }

  #list<T>(key: string, items: readonly T[], textOf: DataWriter<T, string>): string {
    if (items.length === 0) return "";
    let json = this.#layout.openList(key);
    for (const item of items) json += this.#layout.item(textOf(item));
    return json + this.#layout.closeList();
  }
}
