import type { ServiceRecord } from "@portolan/model";
import type { PersonRoles } from "./person-fields.js";

const NO_ROLES: PersonRoles = { assigneeOnly: 0, contactOnly: 0, both: 0 };

/** Counts in which roles the records name each person. */
export function personRoles(records: readonly ServiceRecord[]): (id: string) => PersonRoles {
  const roles = new Map<string, PersonRoles>();
  const count = (id: string, role: keyof PersonRoles): void => {
    const before = roles.get(id) ?? NO_ROLES;
    roles.set(id, { ...before, [role]: before[role] + 1 });
  };
  for (const { assignees, contacts } of records) {
    if (assignees === undefined) {
      for (const id of contacts) count(id, "both");
      continue;
    }
    for (const id of assignees) count(id, contacts.includes(id) ? "both" : "assigneeOnly");
    for (const id of contacts) if (!assignees.includes(id)) count(id, "contactOnly");
  }
  return (id) => roles.get(id) ?? NO_ROLES;
}
