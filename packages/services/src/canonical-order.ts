import {
  aliasOf,
  assigneesOf,
  compareDates,
  oneLine,
  replaces,
  type ServiceRecord,
} from "@portolan/model";
import { CANONICAL_NAMES } from "./canonical-names.js";

/** Holds a name that the registry has for a port and protocol, with its record. */
export interface RegisteredName {
  readonly name: string;
  readonly record: ServiceRecord;
}

/**
 * Sorts the names registered for one port and protocol so that the canonical name comes first. The
 * registry's own facts decide, in this order; where they leave names equal, the order of the
 * registry stays:
 *
 * 1. a name that IANA calls an alias or duplicate of another one here, or that another one here
 *    replaces, comes after it;
 * 2. the reviewed table {@link CANONICAL_NAMES};
 * 3. a name that only “records an unassigned but widespread use” comes after an assigned one;
 * 4. so does one that the registry calls historic;
 * 5. what the IETF standardized comes first: assigned to the IESG, then defined by an RFC;
 * 6. a name assigned to somebody comes before one assigned to nobody;
 * 7. the earlier registration date comes first; names without one are older than all dates.
 */
export function sortCanonical(port: number, protocol: string, names: RegisteredName[]): void {
  const standsBack: readonly ((named: RegisteredName) => boolean)[] = [
    ({ name, record }) => isOtherNameOf(name, record, names),
    ({ name }) => !isPreferred(name, port, protocol),
    ({ record }) => /\brecords an unassigned but widespread use\b/.test(factsOf(record)),
    ({ record }) => /\bhistoric\b/i.test(factsOf(record)),
    ({ record }) => !assigneesOf(record).includes("IESG"),
    ({ record }) => !record.references.some(({ type }) => type === "rfc"),
    ({ record }) => assigneesOf(record).length === 0,
  ];
  // The first fact that tells two names apart mostly is the first: the others are not looked at.
  names.sort((a, b) => {
    for (const isLater of standsBack) {
      const byFact = Number(isLater(a)) - Number(isLater(b));
      if (byFact !== 0) return byFact;
    }
    return compareDates(dateOf(a.record), dateOf(b.record));
  });
}

/** Tells whether IANA calls a name an alias, a duplicate or a predecessor of another one here. */
export function isOtherNameOf(
  name: string,
  record: ServiceRecord,
  names: readonly RegisteredName[],
): boolean {
  const target = aliasOf(record);
  return names.some(
    (other) => other.name !== name && (other.name === target || replaces(other.record) === name),
  );
}

function isPreferred(name: string, port: number, protocol: string): boolean {
  return CANONICAL_NAMES.some(
    (entry) => entry.port === port && entry.name === name && entry.protocols.includes(protocol),
  );
}

function factsOf({ description, notes }: ServiceRecord): string {
  return `${description === undefined ? "" : oneLine(description)}\n${notes === undefined ? "" : oneLine(notes)}`;
}

function dateOf(record: ServiceRecord): string {
  return record.registrationDate ?? "";
}
