import { type PlainData, plainData, type Registry } from "@portolan/model";
import { BlockWriter } from "./block-writer.js";

/**
 * Writes a registry as YAML, with nothing lost: the same data as its JSON. All texts stand between
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
  let yaml = "";
  for (const chunk of yamlChunks(registry)) yaml += chunk;
  return yaml;
}

/** How many records are written at once. */
const BATCH = 64;

/** Gives the text of {@link toYaml} in pieces, which are made as they are asked for. */
export function* yamlChunks(registry: Registry): Generator<string> {
  const { records, people, footnotes } = registry;
  const { header, record, person, footnote } = plainData;
  const writer = new BlockWriter();
  for (const [key, value] of Object.entries(header(registry))) yield writer.entry(key, value);
  yield* list("records", records, record);
  if (people.length > 0) yield* list("people", people, person);
  if (footnotes.length > 0) yield* list("footnotes", footnotes, footnote);

  function* list<T>(
    key: string,
    items: readonly T[],
    dataOf: (item: T) => PlainData,
  ): Generator<string> {
    yield items.length === 0 ? writer.entry(key, []) : `${key}:\n`;
    for (let at = 0; at < items.length; at += BATCH) {
      yield writer.items(items.slice(at, at + BATCH).map(dataOf));
    }
  }
}
