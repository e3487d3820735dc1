import { data } from "./registry.js";

const filled = (record) => ({
  ...record,
  contacts: record.contacts ?? [],
  references: record.references ?? [],
});

/** The registry; JSON leaves empty lists out, the model has them. */
export const registry = {
  experts: [],
  references: [],
  notes: [],
  footnotes: [],
  ...data,
  records: data.records.map(filled),
  people: (data.people ?? []).map((person) => ({ ...person, uris: person.uris ?? [] })),
};
