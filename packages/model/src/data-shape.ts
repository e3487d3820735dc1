import type { DataReading, Shape } from "./data-reading.js";

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
