import type { DataPath, LocateData } from "./data-document.js";
import type { Report, Span } from "./problem.js";

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

/** Makes a field that is a list, empty where absent. */
export function listOf<T>(item: Shape<T>): Field<readonly T[]> {
  return { shape: list(item), presence: "list" };
}

/** Names every field of a type. */
export type Fields<T> = {
  readonly [Key in keyof T]-?: Field<Exclude<T[Key], undefined>>;
};

/** Makes the shape of an object with these fields and no others. */
export function object<T extends object>(fields: Fields<T>): Shape<T> {
  const table = Object.entries<Field<unknown>>(fields as Readonly<Record<string, Field<unknown>>>);
  const shapes = new Map(table.map(([key, { shape }]) => [key, shape]));
  const needed = table.filter(([, { presence }]) => presence !== "optional");
  return (data, reading) => {
    if (!isObject(data)) return reading.complainOfType(data, "an object");
    // Copying the whole and mending the copy is twice as fast as building it key by key.
    const value: Record<string, unknown> = { ...data };
    for (const key of Object.keys(data)) {
      const given = data[key];
      const part =
        given === undefined ? undefined : reading.part(key, shapes.get(key) ?? unknownField, given);
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
  };
}

const unknownField: Shape<unknown> = (_data, reading) => reading.complain("data/field-unknown");

/** Any text. */
export const text: Shape<string> = (data, reading) =>
  typeof data === "string" ? data : reading.complainOfType(data, "text");

/** Any number: the field's own rules judge which ones are meant. */
export const number: Shape<number> = (data, reading) =>
  typeof data === "number" ? data : reading.complainOfType(data, "a number");

/** A number of something that is counted. */
export const count: Shape<number> = (data, reading) =>
  typeof data === "number" && Number.isSafeInteger(data) && data >= 0
    ? data
    : reading.complainOfType(data, "a whole number");

/** The one value `true`. */
export const yes: Shape<true> = (data, reading) =>
  data === true ? data : reading.complainOfType(data, "true");

/** Makes the shape of a closed set of words. */
export function oneOf<Word extends string>(words: readonly Word[], expected: string): Shape<Word> {
  return (data, reading) =>
    words.find((word) => word === data) ?? reading.complainOfType(data, expected);
}

/** Makes the shape of a list; items that cannot be read are left out of it. */
export function list<T>(item: Shape<T>): Shape<readonly T[]> {
  return (data, reading) => {
    if (!Array.isArray(data)) return reading.complainOfType(data, "a list");
    const items: T[] = [];
    for (let i = 0; i < data.length; i++) {
      const value = reading.part(i, item, data[i]);
      if (value !== undefined) items.push(value);
    }
    return items;
  };
}

/** Texts by name; any name is allowed, `__proto__` among them. */
export const textsByName: Shape<Readonly<Record<string, string>>> = (data, reading) => {
  if (!isObject(data)) return reading.complainOfType(data, "an object");
  const entries: [name: string, value: string][] = [];
  for (const [name, given] of Object.entries(data)) {
    const value = reading.part(name, text, given);
    if (value !== undefined) entries.push([name, value]);
  }
  return Object.fromEntries(entries);
};

/** Makes a shape that refuses what is empty, for fields that the model leaves out instead. */
export function filled<T extends string | readonly unknown[]>(shape: Shape<T>): Shape<T> {
  return (data, reading) => {
    if (data === "" || (Array.isArray(data) && data.length === 0))
      return reading.complain("data/field-empty");
    const value = shape(data, reading);
    return value?.length === 0 ? undefined : value;
  };
}

/** Makes a shape whose values are looked at once more after they were read. */
export function refined<T>(
  shape: Shape<T>,
  refine: (value: T, reading: DataReading) => T | undefined,
): Shape<T> {
  return (data, reading) => {
    const value = shape(data, reading);
    return value === undefined ? undefined : refine(value, reading);
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

/**
 * Reads plain data of one shape, and reports what is wrong with it.
 *
 * @returns undefined where nothing could be read.
 */
export type Shape<T> = (data: unknown, reading: DataReading) => T | undefined;

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
  part<T>(step: string | number, shape: Shape<T>, data: unknown): T | undefined {
    this.#path.push(step);
    const value = shape(data, this);
    this.#path.pop();
    return value;
  }

  /** Reads the text of a paragraph, unless it lies too deep. */
  paragraph<T>(shape: Shape<T>, data: unknown): T | undefined {
    if (this.#paragraphs >= MAX_PARAGRAPH_DEPTH) {
      return this.complain("data/nested-too-deeply", { limit: MAX_PARAGRAPH_DEPTH });
    }
    this.#paragraphs++;
    const value = shape(data, this);
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
