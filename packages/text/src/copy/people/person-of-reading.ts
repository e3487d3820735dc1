import type { InferredPersonField, Person, Report } from "@portolan/model";
import { textProblems } from "../../problems.js";
import type { PersonReading } from "../reading.js";
import { nameAndOrganization, type PersonRoles } from "./person-fields.js";

/** Makes a person of a row of the contact information, and says what a rule decided. */
export function personOfReading(
  reading: PersonReading,
  roles: PersonRoles,
  report: Report,
): Person {
  const { id, uris, updated, undivided, line } = reading;
  const fields = undivided === undefined ? reading : nameAndOrganization(reading, roles);
  const { name, organization } = fields;
  const inferred: InferredPersonField[] = [];
  if (undivided !== undefined) {
    if (name !== undefined) inferred.push("name");
    if (organization !== undefined) inferred.push("organization");
    report.add(textProblems, "text/person-inferred", { span: line, values: { found: id } });
  }
  return {
    id,
    ...(name === undefined ? {} : { name }),
    ...(organization === undefined ? {} : { organization }),
    uris,
    ...(updated === undefined ? {} : { updated }),
    ...(inferred.length === 0 ? {} : { inferred }),
  };
}
