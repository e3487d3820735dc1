import { type DataWriters, dataWriters } from "./data-writing.js";

/** Holds what JSON and YAML can say, without null. */
export type PlainData = string | number | boolean | readonly PlainData[] | PlainObject;

/** An object of plain data. */
export interface PlainObject {
  readonly [key: string]: PlainData;
}

/** Give the parts of a registry as plain data. */
export const plainData: DataWriters<PlainObject> = dataWriters<PlainData, PlainObject>({
  text: (value) => value,
  number: (value) => value,
  yes: (value) => value,
  textsByName: (value) => Object.fromEntries(Object.entries(value)),
  list: (item) => (values) => values.map(item),
  object: (fields) => (value) => {
    const data: Record<string, PlainData> = {};
    for (const { key, write } of fields) {
      const part = value[key];
      const partData = part === undefined ? undefined : write(part);
      if (partData !== undefined) data[key] = partData;
    }
    return data;
  },
});
