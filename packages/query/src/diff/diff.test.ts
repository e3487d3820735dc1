import { createRegistry, type Registry, type ServiceRecord } from "@portolan/model";
import {
  apply,
  type DiffReportOptions,
  diff,
  diffLines,
  diffMarkdown,
  diffReport,
  diffSlack,
  isSame,
  type RegistryDiff,
} from "@portolan/query";
import { describe, expect, test } from "vitest";

const record = (parts: Partial<ServiceRecord>): ServiceRecord => ({
  contacts: [],
  references: [],
  ...parts,
});

const registry = (...records: Partial<ServiceRecord>[]): Registry =>
  createRegistry({ records: records.map(record) });

/** Tells a report as lines `~ alpha 10/tcp: what changed`, and what is counted only in brackets. */
const lines = (difference: RegistryDiff, options?: DiffReportOptions): readonly string[] => {
  const { sections, hidden } = diffReport(difference, options);
  const items = sections.flatMap((section) => section.items);
  return [
    ...items.map(
      ({ mark, subject, place, text }) =>
        `${mark} ${[subject, place].filter(Boolean).join(" ")}${text === "" ? "" : `: ${text}`}`,
    ),
    ...hidden.map((words) => `(${words})`),
  ];
};

const alpha = { name: "alpha", port: 10, protocol: "tcp", description: "First" };
const alphaWithoutPort = { name: "alpha", protocol: "tcp", description: "First" };
const beta = { name: "beta", port: 20, protocol: "tcp", description: "Second" };

describe("a change has a meaning", () => {
  test.each<[string, Partial<ServiceRecord>[], Partial<ServiceRecord>[], readonly string[]]>([
    ["added", [alpha], [alpha, beta], ["+ beta 20/tcp: Second"]],
    [
      "removed",
      [alpha, beta],
      [beta],
      [
        "! alpha 10/tcp: no longer registered",
        "! port 10 tcp: answers nothing any more, was alpha",
        "- alpha 10/tcp: First",
      ],
    ],
    [
      "moved",
      [alpha, beta],
      [beta, { ...alpha, port: 30 }],
      [
        "! alpha tcp: leads to port 30, was 10",
        "! port 10 tcp: answers nothing any more, was alpha",
        "~ alpha 10/tcp: port “10” → “30”",
      ],
    ],
    [
      "moved off its port",
      [alpha],
      [alphaWithoutPort],
      [
        "! alpha tcp: no port any more, was 10",
        "! port 10 tcp: answers nothing any more, was alpha",
        "~ alpha 10/tcp: port “10” → nothing",
      ],
    ],
    [
      "renamed",
      [alpha],
      [{ ...alpha, name: "alef" }],
      [
        "! alpha 10/tcp: no longer registered; the service is now alef",
        "! port 10 tcp: answers as alef, was alpha",
        "~ alpha 10/tcp: name “alpha” → “alef”",
      ],
    ],
    [
      "given to another service",
      [alpha],
      [{ ...beta, port: 10 }],
      [
        "! alpha 10/tcp: no longer registered",
        "! port 10 tcp: answers as beta, was alpha",
        "+ beta 10/tcp: Second",
        "- alpha 10/tcp: First",
      ],
    ],
    [
      "another protocol",
      [{ name: "gamma", port: 5 }],
      [{ name: "gamma", port: 5, protocol: "udp" }],
      [
        "! gamma 5: no longer registered; the service is now gamma/udp",
        "~ gamma 5: protocol nothing → “udp”",
      ],
    ],
    [
      "reassigned",
      [{ ...alpha, contacts: ["Ann"] }],
      [{ ...alpha, assignees: ["Bob"], contacts: ["Ann"] }],
      ["~ alpha 10/tcp: assignee “[Ann]” → “[Bob]”"],
    ],
    [
      "edited",
      [alpha],
      [{ ...alpha, description: "Changed" }],
      ["~ alpha 10/tcp: description “First” → “Changed”"],
    ],
    [
      "rewritten",
      [alpha],
      [{ ...alpha, description: "  First " }],
      ["(1 in what no column shows)"],
    ],
    [
      "resized, and freed",
      [alpha, { port: { first: 11, last: 15 }, description: "Unassigned" }],
      [{ port: { first: 9, last: 15 }, description: "Unassigned" }],
      [
        "! alpha 10/tcp: no longer registered",
        "! port 10 tcp: answers nothing any more, was alpha",
        "! port 10: unassigned again",
        "- alpha 10/tcp: First",
        "(1 change of reserved and unassigned ports)",
      ],
    ],
    ["reordered", [alpha, beta], [beta, alpha], ["~ beta 20/tcp"]],
    [
      "an alias gone",
      [alpha, { ...alpha, name: "al_pha", notes: 'This entry is an alias to "alpha".' }],
      [alpha],
      ["! al_pha 10/tcp: no longer registered; it was an alias of alpha", "- al_pha 10/tcp: First"],
    ],
  ])("%s", (_, old, fresh, expected) => {
    const [before, after] = [registry(...old.map(dropAbsent)), registry(...fresh.map(dropAbsent))];
    const difference = diff(before, after);
    expect(lines(difference)).toEqual(expected);
    expect(apply(difference, before)).toStrictEqual(after);
  });
});

describe("a change is of the first kind that is true of it", () => {
  const block = (first: number, last: number, parts: Partial<ServiceRecord> = {}) => ({
    port: { first, last },
    description: "Unassigned",
    ...parts,
  });
  test.each<[string, Partial<ServiceRecord>[], Partial<ServiceRecord>[], readonly string[]]>([
    ["somebody now", [alpha], [{ ...alpha, assignees: ["Bob"] }], ["edited"]],
    ["nobody now", [{ ...alpha, assignees: ["Bob"] }], [alpha], ["edited"]],
    [
      "somebody else",
      [{ ...alpha, assignees: ["Bob"] }],
      [{ ...alpha, assignees: ["Cid"], description: "x" }],
      ["reassigned"],
    ],
    ["blocks that share a port", [block(1, 5)], [block(5, 9)], ["resized"]],
    ["blocks that share a port the other way round", [block(5, 9)], [block(1, 5)], ["resized"]],
    ["blocks that touch", [block(1, 5)], [block(6, 9)], ["added", "removed"]],
    ["a block that is cut in two", [block(1, 9)], [block(1, 3), block(5, 9)], ["added", "resized"]],
    ["two that are joined", [block(1, 3), block(5, 9)], [block(1, 9)], ["removed", "resized"]],
    [
      "several, from low to high",
      [block(20, 29), block(1, 3)],
      [block(2, 4), block(21, 30)],
      ["resized", "resized"],
    ],
    [
      "another status",
      [block(1, 5)],
      [block(1, 6, { description: "Reserved" })],
      ["added", "removed"],
    ],
    ["another protocol", [block(1, 5)], [block(1, 6, { protocol: "tcp" })], ["added", "removed"]],
    [
      "case and punctuation of a name",
      [{ ...alpha, name: "a-b" }],
      [{ ...alpha, name: "AB", description: "x" }],
      ["renamed"],
    ],
    [
      "a name without anything that describes it",
      [{ name: "a", port: 1 }],
      [{ name: "b", port: 1 }],
      ["renamed"],
    ],
    [
      "a name on two ports, of which one is left",
      [alpha, { ...alpha, port: 11 }],
      [{ ...alpha, port: 12 }],
      ["moved", "removed"],
    ],
    [
      "a name and a port each in another record",
      [alpha, beta],
      [
        { ...alpha, port: 20 },
        { ...beta, port: 10 },
      ],
      ["moved", "moved"],
    ],
  ])("%s", (_, old, fresh, expected) => {
    const [before, after] = [registry(...old), registry(...fresh)];
    const difference = diff(before, after);
    expect(difference.records.changes.map(({ kind }) => kind).sort()).toEqual(expected);
    expect(apply(difference, before)).toStrictEqual(after);
  });
});

test("that the date of modification changed is told where it is all that did", () => {
  const dated = { ...alpha, modificationDate: "2024-01-01" };
  const date = "modification date “2024-01-01” → “2025-01-01”";
  expect(
    lines(diff(registry(dated), registry({ ...dated, modificationDate: "2025-01-01" }))),
  ).toEqual([`~ alpha 10/tcp: ${date}`]);
  const both = { ...dated, modificationDate: "2025-01-01", description: "x" };
  expect(lines(diff(registry(dated), registry(both)))).toEqual([
    "~ alpha 10/tcp: description “First” → “x”",
  ]);
});

test("lists that only one registry has are told as such, others are counted", () => {
  const ann = { id: "Ann", uris: [] };
  const bob = { id: "Bob", uris: [] };
  const words = (old: (typeof ann)[], fresh: (typeof ann)[]) =>
    lines(diff(createRegistry({ people: old }), createRegistry({ people: fresh })));
  expect(words([], [ann])).toEqual(["(all people, which only the new registry has)"]);
  expect(words([ann, bob], [])).toEqual(["(all people, which only the old registry has)"]);
  expect(words([ann], [ann, bob])).toEqual(["(1 change of people)"]);
  expect(words([ann, bob], [ann])).toEqual(["(1 change of people)"]);
  expect(words([ann], [bob])).toEqual(["(2 changes of people)"]);
  expect(words([ann], [ann])).toEqual([]);
});

test("a selection takes what a change was, or what it is", () => {
  const difference = diff(registry(alpha, beta), registry({ ...alpha, name: "alef" }, beta));
  for (const wanted of ["alpha", "alef"]) {
    const told = lines(difference, { takes: ({ name }) => name === wanted });
    expect(told).toContain("~ alpha 10/tcp: name “alpha” → “alef”");
  }
  expect(lines(difference, { takes: ({ name }) => name === "beta" })).toEqual([]);
});

/** Takes out fields that a case sets to undefined: the model has none of these. */
function dropAbsent(parts: Partial<ServiceRecord>): Partial<ServiceRecord> {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
}

test("records with the same key are paired by content first", () => {
  const one = { name: "rdp", description: "One" };
  const two = { name: "rdp", description: "Two" };
  expect(lines(diff(registry(one, two), registry(two)))).toEqual(["- rdp: One"]);
});

test("unchanged stretches are kept as one step", () => {
  const { records } = diff(registry(alpha, beta), registry(alpha, beta, { name: "new" }));
  expect(records.script).toEqual([{ keep: { first: 0, count: 2 } }, { change: 0 }]);
});

test("header, people and footnotes", () => {
  const old = createRegistry({
    updated: "2024-04-30",
    title: "Ports",
    people: [{ id: "Ann", uris: [] }],
    footnotes: [{ anchor: "1", text: "One" }],
  });
  const fresh = createRegistry({
    updated: "2025-09-22",
    experts: ["Joe"],
    people: [
      { id: "Ann", name: "Ann", uris: [] },
      { id: "Bob", uris: [] },
    ],
  });
  const difference = diff(old, fresh);
  expect(lines(difference)).toEqual([
    "(2 changes of people)",
    "(all footnotes, which only the old registry has)",
    "(2 changes of the header)",
  ]);
  expect(lines(difference, { all: true })).toEqual([
    "~ Ann: changed: name",
    "+ Bob",
    "- 1",
    "~ title: “Ports” → nothing",
    "~ experts: changed",
  ]);
  expect(difference.people.changes[0]).toMatchObject({ kind: "edited", fields: ["name"] });
  expect(apply(difference, old)).toStrictEqual(fresh);
});

test("the change log says what it means first, and escapes what Markdown would read", () => {
  const old = createRegistry({ updated: "2024-04-30", records: [record(alpha)] });
  const fresh = createRegistry({
    updated: "2025-09-22",
    records: [record({ ...alpha, name: "a_b", notes: "<b> | [x]" })],
  });
  expect(diffMarkdown(diffReport(diff(old, fresh)))).toBe(
    [
      "# Changes from 2024-04-30 to 2025-09-22",
      "",
      "## For users (2)",
      "",
      "- **alpha 10/tcp**: no longer registered; the service is now a\\_b",
      "- **port 10 tcp**: answers as a\\_b, was alpha",
      "",
      "## Renamed (1)",
      "",
      "- **alpha 10/tcp**: name “alpha” → “a\\_b”; assignment notes nothing → “\\<b\\> \\| \\[x\\]”",
      "",
    ].join("\n"),
  );
  expect(diffMarkdown(diffReport(diff(old, old)))).toBe("# Changes\n\nNothing changed.\n");
});

test("a message for Slack escapes what Slack reads", () => {
  const fresh = { ...alpha, name: "a_b", description: "<!channel> *x* & y" };
  expect(diffSlack(diffReport(diff(registry(), registry(fresh))))).toBe(
    "*1 service new*\n*New*\n• a\u200B_b 10/tcp: &lt;!channel&gt; \u200B*x\u200B* &amp; y\n",
  );
});

test("the title sums up, and nothing is nothing", () => {
  const title = (old: Registry, fresh: Registry): string | undefined =>
    diffLines(diffReport(diff(old, fresh)))[0]?.cells[0];
  expect(title(registry(alpha), registry(alpha, beta))).toBe("1 service new");
  expect(title(registry(), registry(alpha, beta))).toBe("2 services new");
  expect(title(registry(alpha, beta), registry({ ...alpha, description: "x" }))).toBe(
    "1 service gone · 1 edited",
  );
  expect(title(registry(alpha), registry(alpha))).toBe("nothing changed");
});

test("the protocols of one service are told together, others apart", () => {
  const udp = (record: Partial<ServiceRecord>) => ({ ...record, protocol: "udp" });
  const open = { name: "gamma", port: 5 };
  expect(lines(diff(registry(), registry(alpha, alpha, udp(alpha), udp(beta), open)))).toEqual([
    "+ alpha 10/tcp,udp: First",
    "+ beta 20/udp: Second",
    "+ gamma 5",
  ]);
});

test("ports that lose their only name are told, ranges as ranges", () => {
  const range = { name: "x11", port: { first: 6000, last: 6063 }, protocol: "tcp" };
  const difference = diff(registry(range, alpha), registry(alpha));
  expect(difference.consequences).toContainEqual({
    kind: "port-silent",
    port: { first: 6000, last: 6063 },
    protocol: "tcp",
    oldName: "x11",
  });
});

test("which name answers is decided by the canonical order, not by the list's", () => {
  const on = (name: string, port: number) => ({ name, port, protocol: "tcp" });
  const old = registry(on("name", 42), on("nameserver", 42), on("ident", 113), on("auth", 113));
  const fresh = registry(on("name", 42), on("auth", 113));
  // Systems answer nameserver on 42, although the registry lists name first.
  expect(diff(old, fresh).consequences.filter(({ kind }) => kind === "port-renamed")).toEqual([
    { kind: "port-renamed", port: 42, protocol: "tcp", oldName: "nameserver", newName: "name" },
    { kind: "port-renamed", port: 113, protocol: "tcp", oldName: "ident", newName: "auth" },
  ]);
  const [name, nameserver] = old.records;
  expect(
    name && nameserver && diff(registry(name, nameserver), registry(nameserver, name)).consequences,
  ).toEqual([]);
});

test("a selection tells its changes, and what these mean", () => {
  const difference = diff(
    registry(alpha, beta),
    registry({ ...alpha, port: 11 }, { ...beta, port: 21 }),
  );
  const takes = ({ name }: ServiceRecord): boolean => name === "beta";
  expect(lines(difference, { takes })).toEqual([
    "! beta tcp: leads to port 21, was 20",
    "! port 20 tcp: answers nothing any more, was beta",
    "~ beta 20/tcp: port “20” → “21”",
  ]);
});

test("freed ports are told", () => {
  const free = { port: { first: 4, last: 6 }, description: "Unassigned" };
  const taken = { port: { first: 4, last: 6 }, description: "Reserved" };
  expect(lines(diff(registry(taken), registry(free)))[0]).toBe("! ports 4-6: unassigned again");
});

test("each change alone makes a difference", () => {
  const ann = { id: "Ann", uris: [] };
  const plain = createRegistry({ people: [ann], footnotes: [{ anchor: "1", text: "x" }] });
  expect(isSame(diff(plain, { ...plain }))).toBe(true);
  for (const change of [
    { updated: "2025-09-22" },
    { people: [{ ...ann, name: "Ann" }] },
    { footnotes: [{ anchor: "1", text: "y" }] },
    { records: [record(alpha)] },
  ])
    expect(isSame(diff(plain, { ...plain, ...change }))).toBe(false);
});

test("a difference that the first version has written is applied by later ones", () => {
  const none = { changes: [], script: [], oldDigest: "0-cbf29ce4811c9dc5" };
  const moved = { ...alpha, port: 30 };
  const kept: RegistryDiff = {
    header: [],
    records: {
      changes: [
        {
          kind: "moved",
          old: record(alpha),
          new: record(moved),
          oldIndex: 0,
          newIndex: 1,
          fields: ["port"],
        },
      ],
      script: [{ keep: { first: 1, count: 1 } }, { change: 0 }],
      oldDigest: "2-990a03e9c6711a8e",
    },
    people: none,
    footnotes: none,
    consequences: [],
  };
  expect(apply(kept, registry(alpha, beta))).toStrictEqual(registry(beta, moved));
});

test.each([
  ["another list of the same length", [beta]],
  ["a shorter list", []],
  ["a longer list", [alpha, beta]],
  ["a list whose kept part differs", [{ ...alpha, description: "x" }]],
])("a difference is refused by %s", (_, records) => {
  const added = diff(registry(alpha), registry(alpha, { name: "new" }));
  expect(() => apply(added, registry(...records))).toThrow(TypeError);
});

test("a difference made from another registry is refused", () => {
  const difference = diff(registry(alpha), registry(beta));
  expect(() => apply(difference, registry(beta))).toThrow(TypeError);
  expect(isSame(difference)).toBe(false);
});
