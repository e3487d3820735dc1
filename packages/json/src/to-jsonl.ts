import { COLUMNS, type Registry, renderingOf, renderRecord } from "@portolan/model";

/**
 * Writes the records of a registry as JSON Lines: the flat table with the registry's twelve
 * columns as IANA's CSV of the registry's date shows them, one record a line. All values are
 * strings, null where the cell is empty. Header, people and structure inside texts are not written.
 *
 * @example
 * toJsonl(createRegistry({ records: [{ name: "http", port: 80, contacts: [], references: [] }] }));
 * // {"name":"http","port":"80","protocol":null,"description":null, …,"notes":null}
 */
export function toJsonl(registry: Registry): string {
  let lines = "";
  for (const line of jsonlChunks(registry)) lines += line;
  return lines;
}

/** Gives the text of {@link toJsonl} line by line. */
export function* jsonlChunks(registry: Registry): Generator<string> {
  const rendering = renderingOf(registry);
  for (const record of registry.records) {
    const cells = renderRecord(record, rendering);
    const row: Record<string, string | null> = {};
    for (const { key } of COLUMNS) row[key] = cells[key] || null;
    yield `${JSON.stringify(row)}\n`;
  }
}
