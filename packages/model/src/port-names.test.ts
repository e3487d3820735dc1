import { PortNames, type ServiceRecord } from "@portolan/model";
import { CANONICAL_NAMES, comparePlaces } from "@portolan/model/internal";
import { describe, expect, test } from "vitest";

const record = (parts: Partial<ServiceRecord>): ServiceRecord => ({
  protocol: "tcp",
  contacts: [],
  references: [],
  ...parts,
});

const namesOf = (records: readonly ServiceRecord[], port = 7, protocol = "tcp") =>
  new PortNames(records).namesOf(port, protocol).map(({ name }) => name);

describe("the canonical name", () => {
  const IESG = ["IESG"];
  const RFC = [{ type: "rfc", data: "rfc9110" }] as const;
  // Each pair differs by one rule, and by everything that later rules look at the other way round.
  test.each<[string, Partial<ServiceRecord>, Partial<ServiceRecord>]>([
    [
      "is not an alias",
      { notes: 'This entry is an alias to "b".', assignees: IESG, references: RFC },
      {},
    ],
    [
      "is not a duplicate",
      { notes: 'This is a duplicate of the "b" service', assignees: IESG, references: RFC },
      {},
    ],
    [
      "is not a name that another one replaces",
      { assignees: IESG, references: RFC },
      {
        description:
          'IANA assigned this well-formed service name as a replacement for "a". Widespread.',
      },
    ],
    [
      "is not a mere widespread use",
      {
        notes: "This entry records an unassigned but widespread use",
        assignees: IESG,
        references: RFC,
      },
      { description: "historic" },
    ],
    ["is not historic", { description: "Historic", assignees: IESG, references: RFC }, {}],
    ["is the IESG's", { assignees: ["X"], references: RFC }, { assignees: IESG }],
    [
      "is of an RFC",
      { assignees: ["X"], registrationDate: "1999-01" },
      { references: RFC, registrationDate: "2001-01" },
    ],
    [
      "is assigned to somebody",
      { registrationDate: "1999-01" },
      { assignees: ["X"], registrationDate: "2001-01" },
    ],
    ["is the earlier one", { registrationDate: "2001-02-01" }, { registrationDate: "2001-01" }],
    ["is the one without a date", { registrationDate: "2001-01" }, {}],
  ])("%s", (_, later, first) => {
    const a = record({ name: "a", port: 7, ...later });
    const b = record({ name: "b", port: 7, ...first });
    expect(namesOf([a, b])).toEqual(["b", "a"]);
    expect(namesOf([b, a])).toEqual(["b", "a"]);
  });

  test("is the registry's first where no rule decides", () => {
    const a = record({ name: "a", port: 7 });
    const b = record({ name: "b", port: 7 });
    expect(namesOf([a, b])).toEqual(["a", "b"]);
    expect(namesOf([b, a])).toEqual(["b", "a"]);
  });

  test.each(CANONICAL_NAMES)(
    "of $port is the reviewed $name",
    ({ port, protocols, name, over }) => {
      for (const protocol of protocols) {
        const records = [...over, name].map((each) => record({ name: each, port, protocol }));
        expect(namesOf(records, port, protocol)[0]).toBe(name);
        const around = records.map((each) => ({
          ...each,
          port: { first: port - 1, last: port + 1 },
        }));
        expect(namesOf(around, port, protocol)[0]).toBe(name);
        expect(namesOf(around, port + 1, protocol)[0]).toBe(over[0]);
      }
    },
  );
});

describe("names and ports", () => {
  const names = new PortNames([
    record({ name: "wide", port: { first: 0, last: 10 } }),
    record({ name: "late", port: 20 }),
    record({ name: "late", port: 5 }),
    record({ name: "late", port: 5 }),
    record({ name: "late", port: 30, protocol: "odd" }),
    record({ name: "late", port: 3, protocol: "udp" }),
    record({ name: "nowhere" }),
    record({ port: 6 }),
    { name: "no-protocol", port: 8, contacts: [], references: [] },
    record({ name: "zero", port: 0 }),
  ]);

  test("a name leads to its lowest port of the protocol", () => {
    expect(names.portOf("late", "tcp")).toBe(5);
    expect(names.portOf("late", "udp")).toBe(3);
    expect(names.portOf("late", "sctp")).toBeUndefined();
    expect(names.portOf("wide", "tcp")).toBe(1);
    expect(names.portOf("Late", "tcp")).toBeUndefined();
  });

  test("a port has the names of the ranges around it, each once", () => {
    expect(names.namesOf(5, "tcp").map(({ name }) => name)).toEqual(["wide", "late"]);
    expect(names.nameOf(6, "tcp")).toBe("wide");
    expect(names.nameOf(11, "tcp")).toBeUndefined();
    expect(names.nameOf(0, "tcp")).toBeUndefined();
    expect(names.nameOf(8, "none")).toBeUndefined();
  });

  test("places are in order", () => {
    const places = [...names.places()].map(({ port, protocol }) => `${port}/${protocol}`);
    expect(places.join(" ")).toBe(
      "1/tcp 2/tcp 3/tcp 3/udp 4/tcp 5/tcp 6/tcp 7/tcp 8/tcp 9/tcp 10/tcp 20/tcp 30/odd",
    );
    expect([...names.places()].sort(comparePlaces)).toEqual([...names.places()]);
  });
});

test("many names on one port, and many wide ranges, are answered in time", () => {
  const crowd = Array.from({ length: 16_000 }, (_, i) => record({ name: `n${i}`, port: 9 }));
  const wide = Array.from({ length: 400 }, (_, i) =>
    record({ name: `w${i}`, port: { first: i, last: 65_535 }, protocol: "udp" }),
  );
  const start = performance.now();
  const names = new PortNames([...crowd, ...wide]);
  for (let i = 0; i < 16_000; i++) expect(names.nameOf(9, "tcp")).toBe("n0");
  let places = 0;
  for (const { port, protocol } of names.places()) {
    places++;
    if (protocol === "udp") names.nameOf(port, protocol);
  }
  expect(places).toBe(1 + 65_535);
  expect(performance.now() - start).toBeLessThan(20_000);
});
