import type { DataReading } from "./data-reading.js";

/** Holds what JSON and YAML can say, without null. */
export type PlainData =
  | string
  | number
  | boolean
  | readonly PlainData[]
  | { readonly [key: string]: PlainData };

/** Knows how values of one type stand as plain data. */
export interface Shape<T> {
  readonly toData: (value: T) => PlainData;
  /** Reads plain data; what is wrong with it is reported. Undefined where nothing could be read. */
  readonly fromData: (data: unknown, reading: DataReading) => T | undefined;
}

/** Any text. */
export const text: Shape<string> = {
  toData: (value) => value,
  fromData: (data, reading) =>
    typeof data === "string" ? data : reading.complainOfType(data, "text"),
};

/** Any number; what numbers are meant is judged where the field is. */
export const number: Shape<number> = {
  toData: (value) => value,
  fromData: (data, reading) =>
    typeof data === "number" ? data : reading.complainOfType(data, "a number"),
};

/** A number of something. */
export const count: Shape<number> = {
  toData: (value) => value,
  fromData: (data, reading) =>
    Number.isSafeInteger(data) && Number(data) >= 0
      ? Number(data)
      : reading.complainOfType(data, "a whole number"),
};

/** Makes the shape of a closed set of words. */
export function oneOf<Word extends string>(words: readonly Word[], expected: string): Shape<Word> {
  return {
    toData: (value) => value,
    fromData: (data, reading) =>
      words.find((word) => word === data) ?? reading.complainOfType(data, expected),
  };
}

/** Makes the shape of a list; items that cannot be read are left out of it. */
export function list<T>(item: Shape<T>): Shape<readonly T[]> {
  return {
    toData: (value) => value.map(item.toData),
    fromData: (data, reading) => {
      if (!Array.isArray(data)) return reading.complainOfType(data, "a list");
      const items: T[] = [];
      for (let i = 0; i < data.length; i++) {
        const read = reading.inside(i, () => item.fromData(data[i], reading));
        if (read !== undefined) items.push(read);
      }
      return items;
    },
  };
}

/** Texts by name; any name is allowed, `__proto__` among them. */
export const texts: Shape<Readonly<Record<string, string>>> = {
  toData: (value) => Object.fromEntries(Object.entries(value)),
  fromData: (data, reading) => {
    if (!isObject(data)) return reading.complainOfType(data, "an object");
    const entries: [name: string, value: string][] = [];
    for (const [name, value] of Object.entries(data)) {
      const read = reading.inside(name, () => text.fromData(value, reading));
      if (read !== undefined) entries.push([name, read]);
    }
    return Object.fromEntries(entries);
  },
};

/** Makes a shape that refuses what is empty: the model leaves such fields out. */
export function filled<T extends string | readonly unknown[]>(shape: Shape<T>): Shape<T> {
  return refined(shape, (value, reading) =>
    value.length === 0 ? reading.complain("data/field-empty") : value,
  );
}

/** Makes a shape whose values are looked at once more after they were read. */
export function refined<T>(
  shape: Shape<T>,
  refine: (value: T, reading: DataReading) => T | undefined,
): Shape<T> {
  return {
    toData: shape.toData,
    fromData: (data, reading) => {
      const value = shape.fromData(data, reading);
      return value === undefined ? undefined : refine(value, reading);
    },
  };
}

/** Tells whether a value is an object with keys. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
