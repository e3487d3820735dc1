import { createRegistry } from "@portolan/model";
import { inflateSync, strFromU8 } from "fflate";
import { expect, test } from "vitest";
import { packData, unpackData } from "./pack.js";

const through = (registry: ReturnType<typeof createRegistry>) =>
  unpackData(strFromU8(inflateSync(Buffer.from(packData({ registry }), "base64")))).registry;

test("a registry comes out as it went in", () => {
  const registry = createRegistry({
    updated: "2025-09-22",
    coverage: "excerpt",
    records: [
      { name: "http", port: 80, protocol: "tcp", contacts: ["A"], assignees: [] },
      { name: "http", port: 80, protocol: "udp", contacts: ["A"], assignees: [] },
      { name: "x11", port: { first: 6000, last: 6063 }, serviceCode: 0 },
      {
        description: "",
        unparsed: { port: "x" },
        notes: ["a", { break: true }],
        emptyElements: [],
      },
      {},
      { name: "http", references: [{ type: "rfc", data: "rfc9110" }], inferred: ["name"] },
    ],
    people: [{ id: "A", name: "\u2028</script>" }],
    footnotes: [{ anchor: "1", text: "x" }],
  });
  expect(through(registry)).toEqual(registry);
  expect(through(createRegistry())).toEqual(createRegistry());
});
