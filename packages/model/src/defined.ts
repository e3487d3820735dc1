/** Holds the fields of an object; those that may be undefined are optional. */
type Defined<Fields> = {
  [Key in keyof Fields as undefined extends Fields[Key] ? never : Key]: Fields[Key];
} & {
  [Key in keyof Fields as undefined extends Fields[Key] ? Key : never]?: Exclude<
    Fields[Key],
    undefined
  >;
};

/** Returns the fields that have a value: what is optional in our types is absent, never undefined. */
export function defined<const Fields extends object>(fields: Fields): Defined<Fields> {
  const found: Partial<Fields> = {};
  for (const key in fields) if (fields[key] !== undefined) found[key] = fields[key];
  return found as Fields as Defined<Fields>;
}
