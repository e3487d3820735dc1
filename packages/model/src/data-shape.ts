import type { DataPath, LocateData } from "./data-document.js";
import type { Report, Span } from "./problem.js";

/** Holds what JSON and YAML can say, without null. */
export type PlainData = string | number | boolean | readonly PlainData[] | PlainObject;

/** An object of plain data. */
export interface PlainObject {
  readonly [key: string]: PlainData;
}

/** Says how a part of the model stands in plain data. */
export interface Shape<T, Data extends PlainData = PlainData> {
  /**
   * Reads plain data, and reports what is wrong with it.
   *
   * @returns undefined where nothing could be read.
   */
  read(data: unknown, reading: DataReading): T | undefined;
  /** Gives plain data: absent fields and empty lists are left out, keys have the order of the shape. */
  write(value: T): Data;
}

type Readable<T> = Pick<Shape<T>, "read">;

/** Knows one field of an object: the shape of its value, and what its absence means. */
export interface Field<T> {
  readonly shape: Shape<T>;
  /**
   * What an absent field means: nothing (`optional`), an empty list (`list`), or that the whole
   * object cannot be read (`required`).
   */
  readonly presence: "optional" | "list" | "required";
}

/** Makes a field that may be absent. */
export function optional<T>(shape: Shape<T>): Field<T> {
  return { shape, presence: "optional" };
}

/** Makes a field without which the object means nothing. */
export function required<T>(shape: Shape<T>): Field<T> {
  return { shape, presence: "required" };
}

/** Makes a field that is a list, empty where absent, and absent where empty. */
export function listOf<T>(item: Shape<T>): Field<readonly T[]> {
  return { shape: list(item), presence: "list" };
}

/** Names every field of a type, in the order in which they are written. */
export type Fields<T> = {
  readonly [Key in keyof T]-?: Field<Exclude<T[Key], undefined>>;
};

/** Makes the shape of an object with these fields and no others. */
export function object<T extends object>(fields: Fields<T>): Shape<T, PlainObject> {
  const table = Object.entries(fields) as [key: keyof T & string, field: Field<unknown>][];
  const shapes = new Map<string, Readable<unknown>>(table.map(([key, { shape }]) => [key, shape]));
  const needed = table.filter(([, { presence }]) => presence !== "optional");
  return {
    read(data, reading) {
      if (!isObject(data)) return reading.complainOfType(data, "an object");
      // Copying the whole and mending the copy is twice as fast as building it key by key.
      const value: Record<string, unknown> = { ...data };
      for (const key of Object.keys(data)) {
        const given = data[key];
        const part =
          given === undefined
            ? undefined
            : reading.part(key, shapes.get(key) ?? unknownField, given);
        if (part === undefined) delete value[key];
        else if (part !== given) value[key] = part;
      }
      for (const [key, field] of needed) {
        if (value[key] !== undefined) continue;
        if (field.presence === "list") value[key] = [];
        else {
          if (data[key] === undefined) reading.complain("data/field-missing", { field: key });
          return undefined;
        }
      }
      return value as T;
    },
    write(value) {
      const data: Record<string, PlainData> = {};
      for (const [key, { shape, presence }] of table) {
        const part: unknown = value[key];
        if (part === undefined || (presence === "list" && Object(part).length === 0)) continue;
        data[key] = shape.write(part);
      }
      return data;
    },
  };
}

/** Is all that is known of a field that the model does not have. */
const unknownField: Readable<unknown> = {
  read: (_data, reading) => reading.complain("data/field-unknown"),
};

/** Makes the shape of a value that is the same in plain data. */
function plain<T extends PlainData>(
  expected: string,
  isOne: (data: unknown) => data is T,
): Shape<T> {
  return {
    read: (data, reading) => (isOne(data) ? data : reading.complainOfType(data, expected)),
    write: (value) => value,
  };
}

/** Any text. */
export const text: Shape<string> = plain("text", (data) => typeof data === "string");

/** Any number: the field's own rules judge which ones are meant. */
export const number: Shape<number> = plain("a number", (data) => typeof data === "number");

/** A number of something that is counted. */
export const count: Shape<number> = plain(
  "a whole number",
  (data): data is number => typeof data === "number" && Number.isSafeInteger(data) && data >= 0,
);

/** The one value `true`. */
export const yes: Shape<true> = plain("true", (data) => data === true);

/** Makes the shape of a closed set of words. */
export function oneOf<Word extends string>(words: readonly Word[], expected: string): Shape<Word> {
  return plain(expected, (data): data is Word => words.some((word) => word === data));
}

/** Makes the shape of a list; items that cannot be read are left out of it. */
export function list<T>(item: Shape<T>): Shape<readonly T[]> {
  return {
    read(data, reading) {
      if (!Array.isArray(data)) return reading.complainOfType(data, "a list");
      const items: T[] = [];
      for (let i = 0; i < data.length; i++) {
        const value = reading.part(i, item, data[i]);
        if (value !== undefined) items.push(value);
      }
      return items;
    },
    write: (items) => items.map((value) => item.write(value)),
  };
}

/** Texts by name; any name is allowed, `__proto__` among them. */
export const textsByName: Shape<Readonly<Record<string, string>>> = {
  read(data, reading) {
    if (!isObject(data)) return reading.complainOfType(data, "an object");
    const entries: [name: string, value: string][] = [];
    for (const [name, given] of Object.entries(data)) {
      const value = reading.part(name, text, given);
      if (value !== undefined) entries.push([name, value]);
    }
    return Object.fromEntries(entries);
  },
  write: (texts) => Object.fromEntries(Object.entries(texts)),
};

/** Makes a shape that refuses what is empty, for fields that the model leaves out instead. */
export function filled<T extends string | readonly unknown[]>(shape: Shape<T>): Shape<T> {
  return refined(
    {
      ...shape,
      read: (data, reading) =>
        data === "" || (Array.isArray(data) && data.length === 0)
          ? reading.complain("data/field-empty")
          : shape.read(data, reading),
    },
    (value) => (value.length === 0 ? undefined : value),
  );
}

/** Makes a shape whose values are looked at once more after they were read. */
export function refined<T, Data extends PlainData>(
  shape: Shape<T, Data>,
  refine: (value: T, reading: DataReading) => T | undefined,
): Shape<T, Data> {
  return {
    ...shape,
    read(data, reading) {
      const value = shape.read(data, reading);
      return value === undefined ? undefined : refine(value, reading);
    },
  };
}

/** Tells whether a value is an object with keys. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Lists what can be wrong with plain data that should be a registry, in JSON as in YAML. */
export const dataProblems = {
  "data/not-a-registry": [
    "error",
    "The document is {found}, not a registry.",
    "Give an object whose “records” is a list of records; a table with one record a line is JSON Lines.",
  ],
  "data/type-wrong": [
    "error",
    "“{path}” is {found}, not {expected}; it is left out.",
    "Correct the value, or leave the field out.",
  ],
  "data/field-missing": ["error", "“{path}” has no “{field}”; it is left out.", "Add the field."],
  "data/field-unknown": [
    "warning",
    "“{path}” is not a field of the registry model; it is ignored.",
    "Correct the name of the field, or take it out.",
  ],
  "data/field-empty": [
    "warning",
    "“{path}” is empty; it is left out.",
    "Leave the field out, or fill it.",
  ],
  "data/nested-too-deeply": [
    "error",
    "“{path}” lies in more than {limit} paragraphs one inside the other; it is left out.",
    "Take paragraphs out of paragraphs.",
  ],
  "data/rows-inside": [
    "warning",
    "The rows of the table are read from “{path}”; what is beside it is left out.",
    "Nothing, or give the list of rows alone.",
  ],
  "data/not-a-row": [
    "error",
    "This is {found}, not a row of the registry's table; it is left out.",
    "Give an object with the columns as keys, such as “name” and “port”.",
  ],
  "data/rows-implausible": [
    "error",
    "{count} of {total} rows have no port or name with a protocol beside it, so these are other objects; the first of them holds “{found}”.",
    "Give the registry, or correct the keys.",
  ],
  "data/column-renamed": [
    "warning",
    "The key “{found}” is read as the column “{heading}”.",
    "Nothing, or use our own keys.",
  ],
} as const;

/** How deep running text may nest paragraphs; IANA nests none. */
const MAX_PARAGRAPH_DEPTH = 64;

/** Follows one reading of plain data: where it is, and what was wrong on the way. */
export class DataReading {
  readonly report: Report;
  /** Indexes of those items of “records” that became records. */
  readonly recordIndexes: number[] = [];
  readonly #locate: LocateData;
  readonly #path: (string | number)[] = [];
  #paragraphs = 0;

  constructor(report: Report, locate: LocateData) {
    this.report = report;
    this.#locate = locate;
  }

  /** Reads a part of the value at hand. */
  part<T>(step: string | number, shape: Readable<T>, data: unknown): T | undefined {
    this.#path.push(step);
    const value = shape.read(data, this);
    this.#path.pop();
    return value;
  }

  /** Reads the text of a paragraph, unless it lies too deep. */
  paragraph<T>(shape: Shape<T>, data: unknown): T | undefined {
    if (this.#paragraphs >= MAX_PARAGRAPH_DEPTH) {
      return this.complain("data/nested-too-deeply", { limit: MAX_PARAGRAPH_DEPTH });
    }
    this.#paragraphs++;
    const value = shape.read(data, this);
    this.#paragraphs--;
    return value;
  }

  /** The step that led to the value at hand. */
  get step(): string | number | undefined {
    return this.#path.at(-1);
  }

  /** Gives the place of a part of the value at hand, or of the value itself. */
  locate(...part: DataPath): Span | undefined {
    return this.#locate([...this.#path, ...part]);
  }

  /** Reports a problem of the value at hand, from which nothing can be read. */
  complain(
    code: keyof typeof dataProblems,
    values: Readonly<Record<string, string | number>> = {},
  ): undefined {
    this.report.add(dataProblems, code, {
      span: this.locate(),
      values: { path: formatPath(this.#path), ...values },
    });
  }

  /** Reports that the value at hand is of another type. */
  complainOfType(value: unknown, expected: string): undefined {
    return this.complain("data/type-wrong", { found: describeData(value), expected });
  }
}

/** Writes a path as JavaScript does: `records[3].port`. */
function formatPath(path: DataPath): string {
  return path
    .map((step, i) => (typeof step === "number" ? `[${step}]` : i === 0 ? step : `.${step}`))
    .join("");
}

/** Says in words what a value of unknown type is. */
export function describeData(value: unknown): string {
  if (value === null || value === undefined) return "nothing (null)";
  if (Array.isArray(value)) return "a list";
  switch (typeof value) {
    case "string":
      return value === "" ? "an empty text" : `the text “${value.slice(0, 20)}”`;
    case "number":
      return `the number ${value}`;
    case "boolean":
      return `the value ${value}`;
    default:
      return "an object";
  }
}
