import {
  type DataWriter,
  type DataWriters,
  dataWriters,
  type FieldWriter,
  plainData,
} from "@portolan/model";

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

/** Writes one field of objects. */
class JsonField {
  readonly key: string;
  /** Place in the order of keys. */
  readonly place: number;
  readonly #write: DataWriter<unknown, string | undefined>;
  readonly #first: string;
  readonly #next: string;

  constructor({ key, write }: FieldWriter<never, string>, place: number) {
    this.key = key;
    this.place = place;
    // The quote that opens a text stands with its key: that makes one piece less of each text.
    const isText = write === quote;
    const entry = `${quote(key)}:${isText ? '"' : ""}`;
    this.#write = isText ? (quoteOpened as typeof write) : write;
    this.#first = `{${entry}`;
    this.#next = `,${entry}`;
  }

  /** Adds the field to what was written of its object; nothing where it is absent. */
  addTo(text: string, value: unknown): string {
    const valueText = value === undefined ? undefined : this.#write(value);
    if (valueText === undefined) return text;
    // The short texts first: that makes one piece of what they are joined to.
    return text + ((text === "" ? this.#first : this.#next) + valueText);
  }
}

/** Writes objects of one kind. */
class JsonObject {
  readonly #fields: readonly JsonField[];
  readonly #byKey: ReadonlyMap<string, JsonField>;

  constructor(fields: readonly FieldWriter<never, string>[]) {
    this.#fields = fields.map((field, place) => new JsonField(field, place));
    this.#byKey = new Map(this.#fields.map((field) => [field.key, field]));
  }

  /**
   * Writes an object. Nearly all have their fields in the order of the model already: to go through
   * what is there takes less time than to ask for each field that there may be.
   */
  textOf(object: Readonly<Record<string, unknown>>): string {
    let text = "";
    let last = 0;
    for (const key in object) {
      const field = this.#byKey.get(key);
      if (field === undefined) continue;
      if (field.place < last) return this.#sortedText(object);
      last = field.place;
      text = field.addTo(text, object[key]);
    }
    return closed(text);
  }

  /** Writes an object with its fields in another order. */
  #sortedText(object: Readonly<Record<string, unknown>>): string {
    let text = "";
    for (const field of this.#fields) text = field.addTo(text, object[field.key]);
    return closed(text);
  }
}

function closed(text: string): string {
  return text === "" ? "{}" : `${text}}`;
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
    const object = new JsonObject(fields);
    return (value) => object.textOf(value as Readonly<Record<string, unknown>>);
  },
});

/** Writes a text between double quotes, as `JSON.stringify` does. */
export function quote(text: string): string {
  return `"${quoteOpened(text)}`;
}

/**
 * Writes a text and the quote that closes it, as `JSON.stringify` does; looking for what is unusual
 * first takes half the time.
 */
function quoteOpened(text: string): string {
  return UNUSUAL.test(text) ? JSON.stringify(text).slice(1) : `${text}"`;
}
