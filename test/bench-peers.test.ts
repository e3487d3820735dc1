import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { fromCsv } from "@portolan/csv";
import type { Registry } from "@portolan/model";
import { toServices } from "@portolan/services";
import { fromXml } from "@portolan/xml";
import { describe, expect, test } from "vitest";
import { hasProgram } from "./has-program.js";
import { hasSnapshots, NEEDS_SNAPSHOTS, snapshotPath } from "./shared.js";

const READERS = {
  xml: (source: string): Registry => fromXml(source).registry,
  csv: (source: string): Registry => fromCsv(source).registry,
} as const;

type Format = keyof typeof READERS;

/** Gives what a Python script of the benchmarks writes. */
function writtenByPeer(format: Format, path: string): readonly string[] {
  const script = fileURLToPath(new URL(`./bench/peers/${format}_to_services.py`, import.meta.url));
  const { stdout, stderr } = spawnSync("python3", ["-B", script, path], { encoding: "utf8" });
  expect(stderr).toBe("");
  return stdout.split("\n");
}

function writtenByUs(format: Format, path: string): readonly string[] {
  const registry = READERS[format](readFileSync(path, "utf8"));
  // The scripts write each name once, and of a range its first port.
  const options = { header: false, ranges: "first", repeatedNames: "once" } as const;
  return toServices(registry, options).split("\n");
}

describe.skipIf(!hasProgram("python3"))("the Python peers (need python3)", () => {
  const formats = Object.keys(READERS) as Format[];

  test.each(formats)("write the lines that we write: excerpt, %s", (format) => {
    const path = fileURLToPath(new URL(`../fixtures/excerpt/input.${format}`, import.meta.url));
    const lines = writtenByPeer(format, path);
    expect(lines.length).toBeGreaterThan(100);
    expect(lines).toEqual(writtenByUs(format, path));
  });

  describe.skipIf(!hasSnapshots)(`from a whole registry ${NEEDS_SNAPSHOTS}`, () => {
    test.each(formats)("write the lines that we write: %s", (format) => {
      const path = snapshotPath("2025-09-22", format);
      const lines = writtenByPeer(format, path);
      expect(lines.length).toBeGreaterThan(11_000);
      expect(lines).toEqual(writtenByUs(format, path));
    });
  });
});
