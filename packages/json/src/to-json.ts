import { dataEntries, type PlainData, type Registry } from "@portolan/model";

/** Deepest indentation of one level, as in `JSON.stringify`. */
const MAX_INDENT = 10;

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

/** Gives the text of {@link toJson} record by record. */
export function* jsonChunks(registry: Registry, options: ToJsonOptions = {}): Generator<string> {
  const { indent } = options;
  const step = " ".repeat(Math.min(indent ?? 2, MAX_INDENT));
  const lineBreak = (level: number): string => (indent === 0 ? "" : `\n${step.repeat(level)}`);
  const write = (value: PlainData, level: number): string => {
    const json = JSON.stringify(value, null, indent);
    return indent ? json.replaceAll("\n", lineBreak(level)) : json;
  };
  const colon = indent === 0 ? ":" : ": ";

  let before = "{";
  for (const entry of dataEntries(registry)) {
    yield `${before}${lineBreak(1)}${JSON.stringify(entry.key)}${colon}`;
    before = ",";
    if ("value" in entry) {
      yield write(entry.value, 1);
      continue;
    }
    let beforeItem = "[";
    for (const item of entry.items) {
      yield beforeItem + lineBreak(2) + write(item, 2);
      beforeItem = ",";
    }
    yield beforeItem === "[" ? "[]" : `${lineBreak(1)}]`;
  }
  yield `${lineBreak(0)}}\n`;
}
