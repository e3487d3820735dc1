import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasPeaks, NEEDS_PEAKS, peakOf } from "./peak-memory.js";

/** As many bytes as each text has. */
const SIZE = 4 << 20;

/**
 * Most memory over what Node takes for nothing, in bytes, for a text of {@link SIZE}: what is promised of texts
 * that are read whole (SECURITY.md). A syntax tree of YAML took 85 bytes for each.
 */
const MOST = (60 << 20) + 40 * SIZE;

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

describe.skipIf(!hasPeaks)(`memory for texts that are read whole ${NEEDS_PEAKS}`, () => {
  let folder: string;
  let bare: number;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "portolan-memory-"));
    bare = (await peakOf(folder, ["--version"])).peak;
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each<[string, string, number, () => string]>([
    ["YAML in another style than ours", "yaml", 0, () => filled("records:\n", entry)],
    [
      "YAML of which half of the entries are broken",
      "yaml",
      2,
      () => filled("records:\n", (i) => (i % 2 === 0 ? entry(i) : brokenEntry(i >> 1))),
    ],
    ["YAML of broken entries", "yaml", 2, () => filled("records:\n", brokenEntry)],
  ])("grows with the text for %s", async (_, extension, expected, make) => {
    const path = join(folder, `input.${extension}`);
    writeFileSync(path, make());
    const argv = ["convert", path, "--to", "jsonl", "-o", "/dev/null", "--quiet"];
    const { code, peak } = await peakOf(folder, argv);
    expect(code).toBe(expected);
    expect((peak - bare) * (1 << 20)).toBeLessThan(MOST);
  });
});
