import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasPeaks, NEEDS_PEAKS, peakOf } from "./peak-memory.js";

/** As many bytes as each text has. */
const SIZE = 2 << 20;

/**
 * Most memory over what Node takes for nothing, in bytes, for a text of {@link SIZE}: what is promised of texts
 * that are read whole (SECURITY.md). A syntax tree of YAML took 85 bytes for each of the text.
 */
const MOST = { yaml: (60 << 20) + 40 * SIZE, table: (60 << 20) + 60 * SIZE } as const;

/** Repeats what is made of a number until the text is as long as all are. */
function filled(head: string, unit: (i: number) => string): string {
  const pieces = [head];
  for (let i = 0, length = head.length; length < SIZE; i++) {
    const piece = unit(i);
    pieces.push(piece);
    length += piece.length;
  }
  return pieces.join("");
}

/** An entry as other programs than ours write it. */
function entry(i: number): string {
  return [
    `- name: service-${i}`,
    `  port: ${1 + ((i >> 2) % 65_535)}`,
    "  protocol: tcp",
    `  description: The service number ${i}`,
    "  contacts:",
    `  - Person_${i % 2000}`,
    "  references:",
    `  - {type: rfc, data: 'rfc${i % 9000}'}`,
    "",
  ].join("\n");
}

const FAULTS: readonly (readonly [string, string])[] = [
  ["  name: ", '  name: "'],
  ["  port: ", " port: "],
  ["protocol: tcp", "protocol: [tcp"],
  ["  description:", "  description"],
];

/** An entry with a fault that makes it no YAML. */
function brokenEntry(i: number): string {
  const [right, wrong] = FAULTS[i % FAULTS.length] ?? ["", ""];
  return entry(i).replace("- name", "- id: x\n  name").replace(right, wrong);
}

const HEADINGS = ["Service Name", "Port Number", "Transport Protocol", "Description", "Reference"];

function cellsOf(i: number): readonly string[] {
  const port = String(1 + ((i >> 2) % 65_535));
  return [`service-${i}`, port, "tcp", `The service number ${i}`, `[RFC${1 + (i % 9000)}]`];
}

function table(rowOf: (cells: readonly string[]) => string, ruler = ""): string {
  return filled(rowOf(HEADINGS) + ruler, (i) => rowOf(cellsOf(i)));
}

describe.skipIf(!hasPeaks)(`memory for texts that are read whole ${NEEDS_PEAKS}`, () => {
  let folder: string;
  let bare: number;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "portolan-memory-"));
    bare = (await peakOf(folder, ["--version"])).peak;
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each<[string, keyof typeof MOST, number, () => string]>([
    ["YAML in another style than ours", "yaml", 0, () => filled("records:\n", entry)],
    [
      "YAML of which half of the entries are broken",
      "yaml",
      2,
      () => filled("records:\n", (i) => (i % 2 === 0 ? entry(i) : brokenEntry(i >> 1))),
    ],
    ["YAML of broken entries", "yaml", 2, () => filled("records:\n", brokenEntry)],
    ["a table with tabs", "table", 0, () => table((cells) => `${cells.join("\t")}\n`)],
    [
      "a table of Markdown",
      "table",
      0,
      () => table((cells) => `| ${cells.join(" | ")} |\n`, `${"|---".repeat(HEADINGS.length)}|\n`),
    ],
    [
      "a table that psql draws",
      "table",
      0,
      () =>
        table(
          (cells) => ` ${cells.map((cell) => cell.padEnd(28)).join(" | ")}\n`,
          `${HEADINGS.map(() => "-".repeat(30)).join("+")}\n`,
        ),
    ],
  ])("grows with the text for %s", async (_, kind, expected, make) => {
    const path = join(folder, `input.${kind === "yaml" ? kind : "txt"}`);
    writeFileSync(path, make());
    const argv = ["convert", path, "--to", "jsonl", "-o", "/dev/null", "--quiet"];
    const { code, peak } = await peakOf(folder, argv);
    expect(code).toBe(expected);
    expect((peak - bare) * (1 << 20)).toBeLessThan(MOST[kind]);
  });
});
