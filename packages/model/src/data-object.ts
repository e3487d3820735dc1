import { isObject, list, type PlainData, type Shape } from "./data-shape.js";

/** Knows one field of an object: how its value stands, and what its absence means. */
export interface Field<T> {
  readonly shape: Shape<T>;
  /**
   * What an absent field means: nothing (`optional`), an empty list (`list`; an empty one is not
   * written), or that the whole object cannot be read (`required`).
   */
  readonly presence: "optional" | "list" | "required";
  /** Makes the data of a list's items one by one. */
  readonly items?: (value: T) => Iterable<PlainData>;
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
  return {
    shape: list(item),
    presence: "list",
    *items(value) {
      for (const one of value) yield item.toData(one);
    },
  };
}

/** Names every field of a type, in the order in which they are written. */
export type Fields<T> = {
  readonly [Key in keyof T]-?: Field<Exclude<T[Key], undefined>>;
};

/** Gives the fields of a type as a list, to walk through. */
export function tableOf<T extends object>(
  fields: Fields<T>,
): readonly (readonly [key: keyof T & string, field: Field<unknown>])[] {
  return Object.entries(fields) as [keyof T & string, Field<unknown>][];
}

/** Makes the shape of an object with these fields and no others. */
export function object<T extends object>(fields: Fields<T>): Shape<T> {
  const table = tableOf(fields);
  const shapes = new Map<string, Shape<unknown>>(table.map(([key, { shape }]) => [key, shape]));
  const needed = table.filter(([, { presence }]) => presence !== "optional");
  return {
    toData: (value) => {
      const data: Record<string, PlainData> = {};
      for (const [key, field] of table) {
        const part: unknown = value[key];
        if (isWritten(field, part)) data[key] = field.shape.toData(part);
      }
      return data;
    },
    fromData: (data, reading) => {
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
  };
}

/** Tells whether a field with this value stands in the data. */
export function isWritten(field: Field<unknown>, value: unknown): boolean {
  return (
    value !== undefined &&
    !(field.presence === "list" && Array.isArray(value) && value.length === 0)
  );
}

const unknownField: Shape<unknown> = {
  toData: () => "",
  fromData: (_data, reading) => reading.complain("data/field-unknown"),
};
