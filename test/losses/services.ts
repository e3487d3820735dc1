import { firstPort, lastPort } from "@portolan/model";
import { type Erase, fromRecords } from "./shape.js";

/** Leaves the records of a name on a port; of a range one for each port. */
export const namedPorts: Erase = (registry) => ({
  ...registry,
  records: registry.records
    .filter(({ name, port, protocol }) => [name, port, protocol].every((key) => key !== undefined))
    .flatMap((record) => {
      const { port = 0 } = record;
      const length = lastPort(port) - firstPort(port) + 1;
      return Array.from({ length }, (_, i) => ({ ...record, port: firstPort(port) + i }));
    }),
});

/** Leaves of records what a line has columns for. */
export const threeColumns: Erase = fromRecords(({ name, port, protocol }) => ({
  ...(name === undefined ? {} : { name }),
  ...(port === undefined ? {} : { port }),
  ...(protocol === undefined ? {} : { protocol }),
  contacts: [],
  references: [],
}));
