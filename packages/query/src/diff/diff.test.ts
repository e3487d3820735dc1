import { createRegistry, type Registry, type ServiceRecord } from "@portolan/model";
import {
  apply,
  consequenceSentence,
  diff,
  diffLines,
  diffMarkdown,
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

const lines = (difference: RegistryDiff): readonly string[] =>
  diffLines(difference).map(({ mark, text }) => `${mark} ${text}`);

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
      ["- alpha 10/tcp: First", "! alpha/tcp (port 10) is no longer registered."],
    ],
    [
      "moved",
      [alpha, beta],
      [beta, { ...alpha, port: 30 }],
      [
        "~ alpha 10/tcp: moved, port number “10” → “30”",
        "! alpha/tcp leads to port 30; it was 10.",
      ],
    ],
    [
      "moved off its port",
      [alpha],
      [alphaWithoutPort],
      [
        "~ alpha 10/tcp: moved, port number “10” → nothing",
        "! alpha/tcp no longer has a port; it was 10.",
      ],
    ],
    [
      "renamed",
      [alpha],
      [{ ...alpha, name: "alef" }],
      [
        "~ alpha 10/tcp: renamed, service name “alpha” → “alef”",
        "! alpha/tcp (port 10) is no longer registered; the service is now alef.",
        "! Port 10/tcp answers as alef; it was alpha.",
      ],
    ],
    [
      "given to another service",
      [alpha],
      [{ ...beta, port: 10 }],
      [
        "+ beta 10/tcp: Second",
        "- alpha 10/tcp: First",
        "! alpha/tcp (port 10) is no longer registered.",
        "! Port 10/tcp answers as beta; it was alpha.",
      ],
    ],
    [
      "another protocol",
      [{ name: "gamma", port: 5 }],
      [{ name: "gamma", port: 5, protocol: "udp" }],
      [
        "~ gamma 5: edited, transport protocol nothing → “udp”",
        "! gamma (port 5) is no longer registered; the service is now gamma/udp.",
      ],
    ],
    [
      "reassigned",
      [{ ...alpha, contacts: ["Ann"] }],
      [{ ...alpha, assignees: ["Bob"], contacts: ["Ann"] }],
      ["~ alpha 10/tcp: reassigned, assignee “[Ann]” → “[Bob]”"],
    ],
    [
      "edited",
      [alpha],
      [{ ...alpha, description: "Changed" }],
      ["~ alpha 10/tcp: edited, description “First” → “Changed”"],
    ],
    [
      "rewritten",
      [alpha],
      [{ ...alpha, description: "  First " }],
      ["  1 record differs only in what no column shows"],
    ],
    [
      "resized, and freed",
      [alpha, { port: { first: 11, last: 15 }, description: "Unassigned" }],
      [{ port: { first: 9, last: 15 }, description: "Unassigned" }],
      [
        "- alpha 10/tcp: First",
        "~ 11-15 Unassigned: resized, port number “11-15” → “9-15”",
        "! alpha/tcp (port 10) is no longer registered.",
        "! Port 10 is unassigned again.",
      ],
    ],
    ["reordered", [alpha, beta], [beta, alpha], ["~ beta 20/tcp: stands elsewhere"]],
    [
      "an alias gone",
      [alpha, { ...alpha, name: "al_pha", notes: 'This entry is an alias to "alpha".' }],
      [alpha],
      [
        "- al_pha 10/tcp: First",
        "! al_pha/tcp (port 10) is no longer registered; it was an alias of alpha.",
      ],
    ],
  ])("%s", (_, old, fresh, expected) => {
    const [before, after] = [registry(...old.map(dropAbsent)), registry(...fresh.map(dropAbsent))];
    const difference = diff(before, after);
    expect(lines(difference)).toEqual(expected);
    expect(apply(difference, before)).toStrictEqual(after);
  });
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
    "~ title “Ports” → nothing",
    "~ updated “2024-04-30” → “2025-09-22”",
    "~ experts changed",
    "  people: 1 edited, 1 added",
    "  footnotes: only the old registry has any",
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
  expect(diffMarkdown(diff(old, fresh))).toBe(
    [
      "# Changes from 2024-04-30 to 2025-09-22",
      "",
      "## What it means (2)",
      "",
      "- alpha/tcp (port 10) is no longer registered; the service is now a\\_b.",
      "- Port 10/tcp answers as a\\_b; it was alpha.",
      "",
      "## Renamed (1)",
      "",
      "- **alpha 10/tcp**: service name “alpha” → “a\\_b”; assignment notes nothing → “\\<b\\> \\| \\[x\\]”",
      "",
    ].join("\n"),
  );
  expect(diffMarkdown(diff(old, old))).toBe("# Changes\n\nNothing changed.\n");
});

test("freed ports are told as one sentence", () => {
  const freed = { kind: "ports-freed", ports: { first: 4, last: 6 } } as const;
  expect(consequenceSentence(freed)).toBe("Ports 4-6 are unassigned again.");
});

test("a difference made from another registry is refused", () => {
  const difference = diff(registry(alpha), registry(beta));
  expect(() => apply(difference, registry(beta))).toThrow(TypeError);
  expect(isSame(difference)).toBe(false);
});
