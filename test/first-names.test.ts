import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type PortName, PortNames } from "@portolan/model";
import { createIndex, lint, lookup, portRows, stats } from "@portolan/query";
import { fromServices, toServices } from "@portolan/services";
import { fromXml } from "@portolan/xml";
import { afterAll, describe, expect, it } from "vitest";
import { portolan } from "./run-portolan.js";
import { hasSnapshots, NEEDS_SNAPSHOTS, NEWEST_DAY, readSnapshot, snapshotPath } from "./shared.js";

/** Holds the names of a port and protocol that has several, in the order that the model gives. */
interface Shared {
  readonly port: number;
  readonly protocol: string;
  readonly names: readonly PortName[];
}

describe.skipIf(!hasSnapshots)(`the first name of a port ${NEEDS_SNAPSHOTS}`, () => {
  const { registry } = hasSnapshots
    ? fromXml(readSnapshot(NEWEST_DAY, "xml"))
    : { registry: undefined };
  const portNames = new PortNames(registry?.records ?? []);
  const shared: readonly Shared[] = [...portNames.places()]
    .map(({ port, protocol }) => ({ port, protocol, names: portNames.namesOf(port, protocol) }))
    .filter(({ names }) => names.length > 1);
  const expected = new Map(
    shared.map(({ port, protocol, names }) => [
      `${port}/${protocol}`,
      names.map(({ name }) => name),
    ]),
  );
  const firsts = Object.fromEntries([...expected].map(([key, [first]]) => [key, first]));
  const folder = mkdtempSync(join(tmpdir(), "portolan-first-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("is to be compared for 226 ports and protocols", () => {
    expect(shared).toHaveLength(226);
    expect(registry && stats(registry).severalNames).toBe(226);
  });

  it("is the same in a look-up, and its record comes first", () => {
    const index = createIndex(registry ?? { records: [] });
    const found = [...expected.keys()].map((key) => {
      const { names = {}, entries } = lookup(index, key);
      const [[, listed] = ["", []]] = Object.entries(names);
      expect(listed).toEqual(expected.get(key));
      return [key, entries[0]?.record.name];
    });
    expect(Object.fromEntries(found)).toEqual(firsts);
  });

  it("is the same in tables", () => {
    const rows = [...portRows(registry ?? { records: [] })].filter(({ key }) => expected.has(key));
    expect(Object.fromEntries(rows.map(({ key, name }) => [key, name]))).toEqual(firsts);
    expect(rows.map(({ names }) => names)).toEqual([...expected.values()]);
  });

  it("is the same where search tells it", async () => {
    const { stdout } = await portolan([
      ...["search", "-r", snapshotPath(NEWEST_DAY, "xml"), "--jsonl"],
      ...["--columns", "port,protocol,firstName"],
    ]);
    const told = new Map<string, string>();
    for (const line of stdout.trimEnd().split("\n")) {
      const { port, protocol, firstName } = JSON.parse(line);
      if (firstName !== undefined) told.set(`${port}/${protocol}`, firstName);
    }
    // A port inside a range has no row of its own.
    const single = [...expected.keys()].filter((key) => told.has(key));
    expect(single.length).toBeGreaterThan(200);
    expect(Object.fromEntries(single.map((key) => [key, told.get(key)]))).toEqual(
      Object.fromEntries(single.map((key) => [key, firsts[key]])),
    );
  });

  it("is the same on the first line that a services file has for it", () => {
    const text = toServices(registry ?? { records: [], ...emptyHeader() });
    const read = new Map<string, string>();
    for (const { name = "", port, protocol = "" } of fromServices(text).registry.records) {
      const key = `${port}/${protocol}`;
      if (!read.has(key)) read.set(key, name);
    }
    const written = [...expected.keys()].filter((key) => read.has(key));
    expect(written.length).toBeGreaterThan(200);
    expect(Object.fromEntries(written.map((key) => [key, read.get(key)]))).toEqual(
      Object.fromEntries(written.map((key) => [key, firsts[key]])),
    );
  });

  it("is the same in what lint tells of ambiguous ports", () => {
    const findings = registry === undefined ? [] : lint(registry);
    const told = findings.filter(({ code }) => code === "lint/port-ambiguous");
    for (const { values = {} } of told) {
      const { port, protocol, first } = values;
      const key = `${port}/${protocol}`;
      if (expected.has(key)) expect(`${key} ${first}`).toBe(`${key} ${firsts[key]}`);
    }
    expect(told.length).toBeGreaterThan(0);
  });

  it("is the same in what a difference tells: removing the others renames no port", async () => {
    const path = join(folder, "firsts.jsonl");
    const kept = registry?.records.filter(({ name, port, protocol }) => {
      const names = expected.get(`${port}/${protocol}`);
      return names === undefined || names[0] === name;
    });
    const { toJsonl } = await import("@portolan/json");
    writeFileSync(path, toJsonl({ ...emptyHeader(), records: kept ?? [] }));
    const ran = await portolan(["diff", snapshotPath(NEWEST_DAY, "csv"), path, "--json"]);
    const { consequences } = JSON.parse(ran.stdout);
    expect(consequences.filter(({ kind }: { kind: string }) => kind === "port-renamed")).toEqual(
      [],
    );
  });
});

function emptyHeader() {
  return { experts: [], references: [], notes: [], people: [], footnotes: [] };
}
