import {
  type DataWriter,
  type PartWriter,
  type PlainData,
  plainData,
  type RegistryHeader,
  type RegistryTail,
  type ServiceRecord,
} from "@portolan/model";
import { BlockWriter } from "./block-writer.js";

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

  #list<T>(key: string, items: readonly T[], dataOf: DataWriter<T, PlainData>): string {
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
