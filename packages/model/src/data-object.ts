import type { DataReading } from "./data-reading.js";
import { isObject, list, type PlainData, type Shape } from "./data-shape.js";

/** Knows one field of an object: how its value stands, and what its absence means. */
export interface Field<T> {
  readonly shape: Shape<T>;
  /**
   * What an absent field means: nothing (`optional`), an empty list (`list`, and an empty list is
   * not written), or that the object cannot be read (`required`).
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

/** Names every field of a type, in the order in which they are written. */
export type Fields<T> = {
  readonly [Key in keyof T]-?: Field<Exclude<T[Key], undefined>>;
};

/** Makes the shape of an object; fields stand in the order of the table. */
export function object<T extends object>(fields: Fields<T>): Shape<T> {
  const table = Object.entries<Field<unknown>>(fields as Fields<Record<string, unknown>>);
  return {
    toData: (value) => {
      const data: Record<string, PlainData> = {};
      for (const [key, field] of table) {
        const part: unknown = value[key as keyof T];
        if (isGiven(part, field)) data[key] = field.shape.toData(part);
      }
      return data;
    },
    fromData: (data, reading) => {
      if (!isObject(data)) return reading.complainOfType(data, "an object");
      const value: Record<string, unknown> = {};
      let known = 0;
      let complete = true;
      for (const [key, field] of table) {
        const given = data[key];
        if (given !== undefined) known++;
        const part =
          given === undefined
            ? undefined
            : reading.inside(key, () => field.shape.fromData(given, reading));
        if (part !== undefined) value[key] = part;
        else if (field.presence === "list") value[key] = [];
        else if (field.presence === "required") {
          if (given === undefined) reading.complain("data/field-missing", { field: key });
          complete = false;
        }
      }
      if (Object.keys(data).length > known) complainOfOthers(data, fields, reading);
      return complete ? (value as T) : undefined;
    },
  };
}

/** Tells whether a field is written. */
export function isGiven(value: unknown, field: Field<unknown>): boolean {
  if (value === undefined) return false;
  return field.presence !== "list" || !Array.isArray(value) || value.length > 0;
}

function complainOfOthers(data: object, fields: object, reading: DataReading): void {
  for (const [key, value] of Object.entries(data)) {
    if (Object.hasOwn(fields, key) || value === undefined) continue;
    reading.inside(key, () => reading.complain("data/field-unknown"));
  }
}
