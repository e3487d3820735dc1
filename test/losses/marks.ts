import { type Erase, fromPeople, fromRecords, without } from "./shape.js";

/** Forgets how a registry was read, and which XML elements stood empty. */
export const unmarked: Erase = (registry) =>
  fromPeople((person) => without(person, "inferred", "emptyElements"))(
    fromRecords((record) => without(record, "inferred", "emptyElements"))(registry),
  );

/** Forgets how a registry was read. */
export const uninferred: Erase = (registry) =>
  fromPeople((person) => without(person, "inferred"))(
    fromRecords((record) => without(record, "inferred"))(registry),
  );
