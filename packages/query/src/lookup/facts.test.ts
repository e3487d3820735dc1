import { createRegistry, type ServiceRecord } from "@portolan/model";
import { createIndex, factsOf } from "@portolan/query";
import { expect, test } from "vitest";

const record = (parts: Partial<ServiceRecord>): ServiceRecord => ({
  contacts: [],
  references: [],
  ...parts,
});

const full = record({
  name: "www",
  port: 80,
  protocol: "tcp",
  description: "World  Wide\nWeb",
  assignees: ["Ann", "Nobody"],
  contacts: ["Bob"],
  registrationDate: "2001-02",
  modificationDate: "2020-01-02",
  references: [{ type: "rfc", data: "rfc9110" }],
  serviceCode: 1145656131,
  unauthorizedUse: "Also used by others.",
  notes: [
    'This is a duplicate of the "http" service. See ',
    { reference: { type: "uri", data: "https://a.example/", text: "a" } },
    ". Known Subtypes: _printer\nDefined TXT keys: path=<path>",
  ],
});
const odd = record({ name: "odd", unparsed: { port: "70000", serviceCode: "x" } });
const registry = createRegistry({
  records: [record({ name: "http", port: 80, protocol: "tcp" }), full, odd, record({ port: 4 })],
  people: [
    { id: "Ann", name: "Ann A.", organization: "A Ltd", uris: ["mailto:ann&a.example", "tel:1"] },
  ],
});
const index = createIndex(registry);

test("everything that a record says is plain data", () => {
  expect(factsOf(index, full)).toEqual({
    name: "www",
    port: "80",
    protocol: "tcp",
    status: "assigned",
    class: "system",
    description: "World Wide Web",
    aliasOf: "http",
    otherNames: ["http"],
    assignees: [
      { id: "Ann", name: "Ann A.", organization: "A Ltd", addresses: ["ann@a.example", "tel:1"] },
      { id: "Nobody", addresses: [] },
    ],
    contacts: [{ id: "Bob", addresses: [] }],
    registrationDate: "2001-02",
    modificationDate: "2020-01-02",
    references: [
      { label: "RFC9110", url: "https://www.iana.org/go/rfc9110" },
      { label: "a", url: "https://a.example/" },
    ],
    serviceCode: { code: "1145656131", letters: "DISC" },
    dnsSd: {
      types: ["_www._tcp"],
      subtypes: ["_printer"],
      txtKeys: [{ key: "path", value: "<path>" }],
    },
    unauthorizedUse: "Also used by others.",
    notes: expect.stringContaining("Known Subtypes: _printer"),
  });
});

test("text that was not understood is kept", () => {
  expect(factsOf(index, odd)).toMatchObject({ port: "70000", serviceCode: { code: "x" } });
  expect(factsOf(index, odd)).not.toHaveProperty("class");
});

test("what has no name has no DNS-SD type", () => {
  expect(factsOf(index, record({ port: 4, description: "Unassigned" }))).toEqual({
    port: "4",
    status: "unassigned",
    class: "system",
    description: "Unassigned",
    otherNames: [],
    assignees: [],
    contacts: [],
    references: [],
  });
});
