import { firstPort } from "@portolan/model";
import { type Erase, fromRecords } from "./shape.js";

/** Leaves the records of a name on a port, of a range its first one. */
export const namedPorts: Erase = (registry) => ({
  ...registry,
  records: registry.records
    .filter(({ name, port, protocol }) => [name, port, protocol].every((key) => key !== undefined))
    .map((record) =>
      record.port === undefined ? record : { ...record, port: firstPort(record.port) },
    ),
});

/** Leaves of records what a line has columns for. */
export const threeColumns: Erase = fromRecords(({ name, port, protocol }) => ({
  ...(name === undefined ? {} : { name }),
  ...(port === undefined ? {} : { port }),
  ...(protocol === undefined ? {} : { protocol }),
  contacts: [],
  references: [],
}));
