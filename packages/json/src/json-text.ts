import { type DataWriter, type DataWriters, dataWriters, plainData } from "@portolan/model";

/** Any but the characters that stand in JSON as they are; the halves of a pair do so together only. */
const UNUSUAL = /[^ !#-[\]-\ud7ff\ue000-\uffff]/;

/**
 * Makes the writers of a registry's parts as JSON text, just as `JSON.stringify` gives it.
 *
 * @param indent blanks for each level; without them the text has no white space.
 */
export function jsonText(indent = 0): DataWriters<string> {
  if (indent === 0) return COMPACT;
  const indented =
    <T>(dataOf: DataWriter<T, unknown>): DataWriter<T, string> =>
    (value) =>
      JSON.stringify(dataOf(value), null, indent);
  const { header, record, person, footnote } = plainData;
  return {
    header: indented(header),
    record: indented(record),
    person: indented(person),
    footnote: indented(footnote),
  };
}

// JSON.stringify of the plain data takes twice as long, most of it for one call a record.
const COMPACT: DataWriters<string> = dataWriters<string, string>({
  text: quote,
  number: (value) => (Number.isFinite(value) ? String(value) : "null"),
  yes: String,
  textsByName: (value) => JSON.stringify(value),
  list: (item) => (values) => {
    let text = "";
    for (const value of values) text += (text === "" ? "[" : ",") + item(value);
    return text === "" ? "[]" : `${text}]`;
  },
  object: (fields) => {
    const table = fields.map(({ key, write }) => {
      const entry = `${quote(key)}:`;
      return { key, write, first: `{${entry}`, next: `,${entry}` };
    });
    return (value) => {
      let text = "";
      for (const { key, write, first, next } of table) {
        const part = value[key];
        const partText = part === undefined ? undefined : write(part);
        if (partText !== undefined) text += (text === "" ? first : next) + partText;
      }
      return text === "" ? "{}" : `${text}}`;
    };
  },
});

/**
 * Writes a text between double quotes, as `JSON.stringify` does; looking for what is unusual first
 * takes half the time.
 */
export function quote(text: string): string {
  return UNUSUAL.test(text) ? JSON.stringify(text) : `"${text}"`;
}
