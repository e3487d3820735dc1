import { createRegistry } from "@portolan/model";
import { dnsSdRows, parseSelection, portRows, type SelectionTexts } from "@portolan/query";
import { expect, test } from "vitest";

const registry = createRegistry({
  records: [
    {
      name: "www",
      port: 80,
      protocol: "tcp",
      notes: 'This is a duplicate of the "http" service.',
    },
    {
      name: "http",
      port: 80,
      protocol: "tcp",
      description: "World Wide Web",
      references: [{ type: "rfc", data: "rfc9110" }],
      notes: "Defined TXT keys: path=<path>\nKnown Subtypes: _printer",
    },
    { name: "http", port: 80, protocol: "sctp", description: "HTTP" },
    { name: "http", port: 80, protocol: "udp", assignees: ["Ann"] },
    { name: "http", port: 8008, protocol: "tcp" },
    { name: "x11", port: { first: 6000, last: 6001 }, protocol: "tcp", unauthorizedUse: "yes" },
    { port: 6002, description: "Unassigned" },
    { name: "airport", description: "AirPort", notes: "Defined TXT keys: None" },
  ],
});

test("a row for each port with a name, all its names in their order", () => {
  const rows = [...portRows(registry)];
  expect(rows.map(({ key, names }) => `${key} ${names}`)).toEqual([
    "80/tcp http,www",
    "80/udp http",
    "80/sctp http",
    "6000/tcp x11",
    "6001/tcp x11",
    "8008/tcp http",
  ]);
  expect(rows[0]).toEqual({
    key: "80/tcp",
    port: 80,
    protocol: "tcp",
    name: "http",
    names: ["http", "www"],
    description: "World Wide Web",
    status: "assigned",
    class: "system",
    range: "",
    assignees: [],
    references: ["RFC9110"],
    registrationDate: "",
    modificationDate: "",
    unauthorizedUse: "",
  });
  expect(rows[4]).toMatchObject({ port: 6001, range: "6000-6001", unauthorizedUse: "yes" });
});

test("a selection takes rows, and leaves the names of a port as they are", () => {
  const rows = (selection: SelectionTexts): readonly string[] => {
    const parsed = parseSelection(selection);
    if (!("selection" in parsed)) throw new Error(parsed.message);
    return [...portRows(registry, parsed.selection)].map(({ key, names }) => `${key} ${names}`);
  };
  expect(rows({ name: "www" })).toEqual(["80/tcp http,www"]);
  expect(rows({ port: "6001" })).toEqual(["6001/tcp x11"]);
  expect(rows({ protocol: "sctp" })).toEqual(["80/sctp http"]);
});

test("what a DNS-SD type says first is of its own protocol, then of another, then of none", () => {
  const made = (name: string, protocol: string | undefined, port: number) => ({
    name,
    port,
    description: protocol ?? "none",
    ...(protocol === undefined ? {} : { protocol }),
  });
  const rows = dnsSdRows(
    createRegistry({
      records: [
        made("a", undefined, 3),
        made("a", "sctp", 2),
        made("a", "udp", 1),
        made("b", undefined, 5),
        made("b", "sctp", 4),
        { name: "c", protocol: "udp", port: 9 },
        { name: "c", protocol: "udp", port: { first: 7, last: 8 } },
      ],
    }),
  );
  const of = (type: string) => rows.find((row) => row.type === type);
  expect(of("_a._udp")).toMatchObject({
    description: "udp",
    protocols: ["udp", "sctp"],
    ports: ["1", "2", "3"],
  });
  expect(of("_b._udp")).toMatchObject({ description: "sctp", ports: ["4", "5"] });
  expect(of("_c._udp")).toMatchObject({ ports: ["7-8", "9"] });
});

test("a row for each DNS-SD type, with what all its records say", () => {
  const rows = dnsSdRows(registry);
  expect(rows.map(({ type }) => type)).toEqual([
    "_www._tcp",
    "_http._tcp",
    "_http._udp",
    "_x11._tcp",
    "_airport._tcp",
    "_airport._udp",
  ]);
  expect(rows[1]).toEqual({
    type: "_http._tcp",
    name: "http",
    protocols: ["tcp"],
    ports: ["80", "8008"],
    subtypes: ["_printer"],
    txtKeys: [{ key: "path", value: "<path>" }],
    description: "World Wide Web",
    assignees: [],
    references: [{ label: "RFC9110", url: "https://www.iana.org/go/rfc9110" }],
  });
  expect(rows[2]).toEqual({
    type: "_http._udp",
    name: "http",
    protocols: ["udp", "sctp"],
    ports: ["80"],
    subtypes: [],
    description: "HTTP",
    assignees: ["Ann"],
    references: [],
  });
  expect(rows[4]).toMatchObject({ protocols: [], ports: [], txtKeys: [] });
});
