import type { Shape } from "./data-reading.js";
import { isObject, list } from "./data-shape.js";

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
