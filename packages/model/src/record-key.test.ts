import { type Port, portText, recordKey, recordLabel, type ServiceRecord } from "@portolan/model";
import { expect, it, test } from "vitest";

const record = (parts: Partial<ServiceRecord>): ServiceRecord => ({
  contacts: [],
  references: [],
  ...parts,
});

it.each<[{ name?: string; port?: Port; protocol?: string }, string]>([
  [{ name: "http", port: 80, protocol: "tcp" }, "http 80/tcp"],
  [{ name: "x11", port: { first: 6000, last: 6063 } }, "x11 6000-6063"],
  [{ name: "airport" }, "airport"],
  [{ name: "a", protocol: "tcp" }, "a tcp"],
  [{ name: "", port: 0, protocol: "" }, "0"],
  [{}, ""],
])("%j is called “%s”", (parts, label) => {
  expect(recordLabel(parts)).toBe(label);
});

test("a port that could not be read tells records apart", () => {
  const [one, other] = ["1-", "2-"].map((port) => record({ name: "a", unparsed: { port } }));
  expect(one && portText(one)).toBe("1-");
  expect(one && recordKey(one)).not.toBe(other && recordKey(other));
});

test("records are told apart by name, port and protocol alone, whatever stands in them", () => {
  const keys = [{}, { name: "a", port: 1 }, { name: "a\t1" }, { name: "a", protocol: "1" }];
  expect(new Set(keys.map((parts) => recordKey(record(parts)))).size).toBe(keys.length);
  const http = record({ name: "http", port: 80 });
  expect(recordKey({ ...http, description: "Web" })).toBe(recordKey(http));
});
