import { type DataWriter, plainData, type Registry } from "@portolan/model";
import { jsonText } from "./json-text.js";
import { JsonWriter } from "./json-writer.js";

/** Chooses how {@link toJson} lays out its text. */
export interface ToJsonOptions {
  /**
   * Blanks for each level, as in `JSON.stringify`; 0 writes everything on one line. Without it
   * every key of the header, every record and every person has a line of its own.
   */
  readonly indent?: number;
}

/**
 * Writes a registry as JSON, with nothing lost. Absent fields and empty lists are left out; keys
 * stand in a fixed order.
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
  let json = "";
  for (const chunk of jsonChunks(registry, options)) json += chunk;
  return json;
}

/** How many records are written at once: their many small texts are then gone when memory is. */
const BATCH = 64;

/** Gives the text of {@link toJson} in pieces, which are made as they are asked for. */
export function* jsonChunks(registry: Registry, options: ToJsonOptions = {}): Generator<string> {
  const { records, people, footnotes } = registry;
  const writer = new JsonWriter(options.indent);
  const { record, person, footnote } = jsonText(options.indent);
  for (const [key, value] of Object.entries(plainData.header(registry))) {
    yield writer.entry(key, value);
  }
  yield* list("records", records, record);
  if (people.length > 0) yield* list("people", people, person);
  if (footnotes.length > 0) yield* list("footnotes", footnotes, footnote);
  yield writer.end();

  function* list<T>(
    key: string,
    items: readonly T[],
    textOf: DataWriter<T, string>,
  ): Generator<string> {
    yield writer.openList(key);
    for (let at = 0; at < items.length; at += BATCH) {
      yield writer.items(items.slice(at, at + BATCH).map(textOf));
    }
    yield writer.closeList();
  }
}
