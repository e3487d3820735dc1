import {
  COLUMNS,
  createRecord,
  createRegistry,
  type Person,
  type Registry,
  type ServiceRecord,
} from "@portolan/model";
import { fromText, toCopy, toMarkdown, toText } from "@portolan/text";
import { describe, expect, test } from "vitest";
import { shownCells } from "./copy-shapes.js";

const people: readonly Person[] = ["Ann_Lee", "Bo_Long", "IETF_Chair"].map((id) => ({
  id,
  name: id.replace("_", " "),
  uris: ["mailto:x&y.example"],
  updated: "2010-02-03",
}));

const by = (id: string): Partial<ServiceRecord> => ({ assignees: [id], contacts: [id] });

/** Rows of every kind: with and without name, port, people, notes, and what the two last columns have. */
const registry: Registry = createRegistry({
  title: "Service Name and Transport Protocol Port Number Registry",
  updated: "2025-09-22",
  records: [
    createRecord({
      name: "alpha",
      port: 7,
      protocol: "tcp",
      description: "First",
      ...by("Ann_Lee"),
    }),
    createRecord({
      name: "alpha",
      port: 7,
      protocol: "udp",
      description: "First",
      ...by("Ann_Lee"),
    }),
    createRecord({ port: 8, protocol: "tcp", description: "Unassigned" }),
    createRecord({
      name: "beta",
      port: 9,
      protocol: "tcp",
      description: "Second Thing",
      ...by("Bo_Long"),
      registrationDate: "2013-05-28",
      notes: "Defined TXT keys: u=<username> p=<password>",
    }),
    createRecord({
      name: "gamma",
      port: 10,
      protocol: "udp",
      description: "Third",
      ...by("Ann_Lee"),
    }),
    createRecord({ port: { first: 11, last: 19 }, description: "Reserved" }),
    createRecord({
      name: "delta",
      port: { first: 6000, last: 6063 },
      protocol: "tcp",
      description: "X Window System",
      ...by("Bo_Long"),
      registrationDate: "2001-01-02",
      modificationDate: "2014-03-04",
      references: [{ type: "rfc", data: "rfc1013" }],
      unauthorizedUse: "Known Unauthorized Use on port 6001",
    }),
    createRecord({
      name: "del_ta",
      port: 6064,
      protocol: "tcp",
      description: "Delta",
      ...by("IETF_Chair"),
      notes: 'This entry is an alias to "delta". This entry is now historic.',
    }),
    createRecord({
      name: "eps",
      port: 6065,
      protocol: "tcp",
      description: "Epsilon",
      ...by("Bo_Long"),
    }),
    createRecord({ name: "zeta", protocol: "tcp", description: "Zeta", ...by("Bo_Long") }),
  ],
  people,
});

const HEADINGS = COLUMNS.map(({ heading }) => heading);
const rows = [HEADINGS, ...registry.records.map(shownCells)];
const widths = HEADINGS.map((_, i) => Math.max(...rows.map((cells) => (cells[i] ?? "").length)));
const padded = (cells: readonly string[]): readonly string[] =>
  cells.map((cell, i) => cell.padEnd(widths[i] ?? 0));
const barred = (cells: readonly string[]): string => `| ${padded(cells).join(" | ")} |`;
const ruler = (left: string, crossing: string): string =>
  left + widths.map((width) => "-".repeat(width + 2)).join(crossing) + left;
const [head = [], ...body] = rows;

/** The registry in each shape, one row a line. */
const SHAPES: Readonly<Record<string, string>> = {
  "IANA's text": toText(registry, { frame: false }),
  "a browser's copy": toCopy(registry, "tab"),
  "a reader's pipes": toCopy(registry, "pipe"),
  "a copy without borders": toCopy(registry, "space"),
  Markdown: toMarkdown(registry),
  org: [barred(head), ruler("|", "+"), ...body.map(barred)].join("\n"),
  "a table of mysql": [
    ...[ruler("+", "+"), barred(head), ruler("+", "+"), ...body.map(barred), ruler("+", "+")],
  ].join("\n"),
  "a grid": [
    ...[ruler("+", "+"), barred(head), ruler("+", "+")],
    ...body.flatMap((cells) => [barred(cells), ruler("+", "+")]),
  ].join("\n"),
  "columns of sqlite": [
    padded(head).join("  "),
    widths.map((width) => "-".repeat(width)).join("  "),
    ...body.map((cells) => padded(cells).join("  ")),
  ].join("\n"),
  "a table of Jira": [
    `||${head.join("||")}||`,
    ...body.map((cells) => `|${cells.map((cell) => cell || " ").join("|")}|`),
  ].join("\n"),
  MediaWiki: [
    ...["{|", `! ${head.join(" !! ")}`, "|-"],
    ...body.flatMap((cells) => [`| ${cells.join(" || ")}`, "|-"]),
    "|}",
  ].join("\n"),
  AsciiDoc: [
    ...['[cols="12*",options="header"]', "|===", ...head.map((text) => `|${text}`)],
    ...body.map((cells) => cells.map((cell) => `|${cell}`).join(" ")),
    "|===",
  ].join("\n"),
};

/** What gets between rows: prose, logs, marks of quotes, page numbers, other programs' messages. */
const STRAYS: readonly string[] = [
  "Advertisement",
  "This is a line of prose that somebody put there.",
  "Nov 28 22:10:24 host kernel: [12.3] link up",
  "> quoted words of a mail",
  ">",
  "Page 3 of 12",
  "17",
  "- 4 -",
  "404 Not Found",
  "ERROR: something went wrong at line 12",
  "# a comment",
  "[Sponsored]",
  "© 2024 Example, Inc.",
];

describe.each(Object.entries(SHAPES))("a stray line in %s", (name, source) => {
  const lines = source.split("\n");
  const whole = fromText(source);
  const told = whole.problems.map(({ code, start }) => `${code} ${start?.line}`);
  const starts = whole.offsets.map((offset) => source.slice(0, offset).split("\n").length - 1);

  test("is told at each place between two rows, and leaves all rows but the one above as they are", () => {
    expect(whole.registry.records).toHaveLength(registry.records.length);
    for (const [above, start] of starts.slice(1).entries()) {
      // Where rows are centred, only a row of one line begins at its name.
      if (name === "IANA's text" && starts[above] !== start - 1) continue;
      for (const stray of STRAYS) {
        const { registry: found, problems } = fromText(lines.toSpliced(start, 0, stray).join("\n"));
        const own = problems.filter(
          ({ code, start: place }) =>
            place?.line === start + 1 && !told.includes(`${code} ${start + 1}`),
        );
        expect(own.length, `“${stray}” above line ${start + 1}`).toBeGreaterThan(0);
        expect(found.records.toSpliced(above, 1)).toEqual(
          whole.registry.records.toSpliced(above, 1),
        );
      }
    }
  });
});

/** Titles of what stands below the rows; two copies that were pasted as one have rows below them as well. */
const TITLES = ["Contact Information", "Footnotes", "Licensing Terms"];

describe.each(["a browser's copy", "a reader's pipes", "a copy without borders", "Markdown"])(
  "a title between two rows of %s",
  (name) => {
    const lines = (SHAPES[name] ?? "").split("\n");
    const first = lines.findIndex((line) => line.includes("alpha"));

    test.each(TITLES)("%s loses no row in silence", (title) => {
      for (const [below, { name: service = "", port, protocol }] of registry.records.entries()) {
        const at = first + below;
        const source = lines.toSpliced(at, 0, title).join("\n");
        const { registry: found, problems } = fromText(source);
        const isRecord = port !== undefined && protocol !== undefined && service !== "";
        if (isRecord)
          expect(
            found.records.map((record) => record.name),
            `above ${service}`,
          ).toEqual(registry.records.map((record) => record.name));
        // A row that is not certain is read, kept in a text, or told where it stands.
        const kept = JSON.stringify(found);
        const isTold = problems.some(({ start }) => start?.line === at + 2);
        expect(kept.includes(registry.records[below]?.description as string) || isTold).toBe(true);
      }
    });
  },
);
