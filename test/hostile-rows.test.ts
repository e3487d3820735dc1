import { lstatSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { diff, diffReport, lint, search, stats } from "@portolan/query";
import { auditServices, fixServices, refreshServices, toServices } from "@portolan/services";
import { streamXml } from "@portolan/xml";
import fc from "fast-check";
import {
  collectParts,
  createRegistry,
  fromHtml,
  fromText,
  fromXml,
  type Registry,
  readRegistry,
  type ServiceRecord,
  streamRegistry,
  toCsv,
  toHtml,
  toXml,
} from "portolan";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cutEvery } from "./chunks.js";
import { serve } from "./misbehaving-server.js";
import { portolan } from "./run-portolan.js";

// What hostile and unlucky inputs once did, with others of the same kind.

/** Squared, what is timed here takes minutes. */
const LONGEST = 20_000;

function timed<T>(run: () => T): T {
  const start = performance.now();
  const result = run();
  expect(performance.now() - start).toBeLessThan(LONGEST);
  return result;
}

const recordOf = (name: string, port: number): ServiceRecord => ({
  ...{ name, port, protocol: "tcp", description: `The “${name}” service` },
  ...{ contacts: ["Ann"], references: [{ type: "rfc", data: "rfc6335" }] },
});
const registryOf = (records: readonly ServiceRecord[]): Registry =>
  createRegistry({
    id: "service-names-port-numbers",
    title: "Service Name and Transport Protocol Port Number Registry",
    updated: "2025-05-01",
    records,
    people: [{ id: "Ann", name: "Ann", uris: ["mailto:ann&example.org"] }],
  });
const SMALL = registryOf(Array.from({ length: 30 }, (_, i) => recordOf(`svc-${i}`, 1000 + i)));
const namesOf = ({ registry }: { readonly registry: Registry }): readonly (string | undefined)[] =>
  registry.records.map(({ name }) => name);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "portolan-rows-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("a tag in a cell of a page that should not be there", () => {
  const TAGS = [
    "</table>",
    "</tbody>",
    "</tr>",
    "<table>",
    "<tr>",
    "</td>",
    "<td>",
    "</div>",
  ].concat(
    ["<tbody>", "<caption>", "</html>", "</body>", "<thead>", "<select>", "<template>", "<svg>"],
    ["</table><table>", "</tr></table>", "<table><tr><td>x</table>", "<th>", "</p>", "</a>"],
  );
  const page = toHtml(SMALL);

  it("costs its row at most, and never one in silence, whole and in pieces", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...TAGS),
        fc.integer({ min: 0, max: 29 }),
        async (tag, row) => {
          const name = `svc-${row}`;
          const source = page.replace(`“${name}”`, `“${tag}${name}”`);
          expect(source).not.toBe(page);
          const result = fromHtml(source);
          const read = new Set(namesOf(result));
          const lost = namesOf({ registry: SMALL }).filter((one) => !read.has(one));
          expect(lost.filter((one) => one !== name)).toEqual([]);
          if (lost.length > 0) expect(result.problems).not.toEqual([]);
          const streamed = await streamRegistry(cutEvery(97, source));
          expect(await collectParts(streamed.parts)).toEqual(result);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("one character that an XML document loses", () => {
  const document = toXml(SMALL);
  const isRisky = (i: number): boolean => /["'<>/=]/.test(document[i] ?? "");
  // A document without its first character is none, and refused.
  const places = [...document].flatMap((_, i) => (i > 0 && isRisky(i) ? [i] : []));

  it("costs one record or person at most, whole and in pieces, wherever it was", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), async (place) => {
        const source = document.slice(0, place) + document.slice(place + 1);
        const result = fromXml(source);
        expect(result.registry.records.length).toBeGreaterThanOrEqual(29);
        if (result.registry.records.length < 30) expect(result.problems).not.toEqual([]);
        expect(await collectParts(streamXml(cutEvery(61, source)))).toEqual(result);
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    "",
    "<",
    "<?",
    '<?xml version="1.0"?>',
    "<!--",
    "<!DOCTYPE",
    "\n\n<!-- x",
    "<a",
    "]]>",
    "x",
  ])("and one without a root have places in lines and columns that are numbers: %j", (source) => {
    for (const { start, end } of fromXml(source).problems)
      for (const place of [start, end])
        for (const number of Object.values(place ?? {})) expect(number).toSatisfy(Number.isInteger);
  });
});

describe("a download that is something else", () => {
  const good = toXml(registryOf(Array.from({ length: 200 }, (_, i) => recordOf(`s-${i}`, i + 1))));
  const old = toXml({ ...SMALL, updated: "2019-01-01", records: SMALL.records });
  const others: readonly (readonly [string, string])[] = [
    [
      "the protocol numbers",
      good.replace('id="service-names-port-numbers"', 'id="protocol-numbers"'),
    ],
    ["14,000 lines of one service", "ssh 2222/tcp\n".repeat(14_000)],
    ["14,000 lines of two", "ssh 2222/tcp\nssh 2222/udp\n".repeat(7_000)],
    ["an older state with fewer records", old],
    ["no people", good.replace(/<people>[\s\S]*<\/people>/, "")],
    ["a list of one record", "Service Name,Port Number,Transport Protocol\nssh,22,tcp\n"],
    ["one record of the registry", toXml(registryOf([recordOf("ssh", 22)]))],
    ["no record of the registry", toXml(registryOf([]))],
    ["a page that says no", "<!DOCTYPE html><title>Log in</title><p>Log in to go on"],
  ];

  it.each(others)("%s: is not kept, neither first nor after a good one", async (what, text) => {
    const path = join(folder, "download");
    const env = { PORTOLAN_CACHE: join(folder, `cache of ${what}`) };
    const sync = (source: string): ReturnType<typeof portolan> => {
      writeFileSync(path, source);
      return portolan(["sync", path], { env });
    };
    expect((await sync(text)).exitCode).toBe(2);
    expect((await sync(good)).exitCode).toBe(0);
    expect((await sync(text)).exitCode).toBe(2);
    const kept = await portolan(["convert", "--to", "xml"], { env });
    expect(kept.stdout).toBe(good);
  });
});

describe("a protocol that is none", () => {
  const PROTOCOLS = [
    "\\",
    "tcp\\",
    "t\\cp",
    "tcp\\\n",
    "tcp#x",
    "tcp x",
    "tcp\tx",
    "/tcp",
    "tcp/",
    "",
    "TCP\u00a0",
  ];

  it.each(PROTOCOLS)("%j makes no line, and costs the next one nothing", (protocol) => {
    const records = [
      { ...recordOf("evil", 80), protocol },
      recordOf("ssh", 22),
      recordOf("www", 81),
    ];
    for (const target of ["glibc", "musl", "bsd", "go", "portable"] as const) {
      for (const comments of ["none", "short"] as const) {
        const lines = toServices(createRegistry({ records }), { target, comments }).split("\n");
        const entries = lines.filter((line) => /^[^#]/.test(line));
        expect(entries.filter((line) => /\\/.test(line.split("#")[0] ?? ""))).toEqual([]);
        for (const line of entries) expect(line).toMatch(/^[\w-]+\s+\d+\/(?:tcp|udp)(?:\s|$)/);
        expect(entries.map((line) => line.split(/\s/)[0])).toEqual(
          expect.arrayContaining(["ssh", "www"]),
        );
      }
    }
  });
});

describe("time does not grow with the square", () => {
  const HEAD =
    "| Service Name | Port Number | Transport Protocol | Description |\n|---|---|---|---|\n";
  const TAB_HEAD = "Service Name\tPort Number\tTransport Protocol\tDescription\n";

  it.each([
    "\\[",
    "\\|",
    "[",
    "](",
    "**",
    "`",
    "&amp;",
    "| ",
    "![",
    " tcp ",
    '\t"',
    '""\t"',
    '\t"a\n',
    '"\n"',
  ])("of %j again and again in a copy", (piece) => {
    const long = piece.repeat(40_000);
    timed(() => fromText(`${HEAD}| a | 1 | tcp | ${long} |\n`));
    timed(() => fromText(`Title\n${TAB_HEAD}a\t1\ttcp\t${long}\n`));
  });

  it("of the names of one port", () => {
    const records = Array.from({ length: 16_000 }, (_, i) => recordOf(`name-${i}`, 80));
    const registry = createRegistry({ records });
    const others = createRegistry({
      records: records.map((record) => ({ ...record, name: `${record.name}x` })),
    });
    const line = `first 80/tcp ${records.map(({ name }) => name).join(" ")}\n`;
    timed(() => toServices(registry));
    const { findings } = timed(() => auditServices(line, registry));
    timed(() => fixServices(line, findings));
    timed(() => refreshServices(line, registry, others));
    timed(() => lint(registry));
    timed(() => stats(registry));
    timed(() => search(registry, "name"));
    timed(() => diffReport(diff(registry, others)));
  });

  it("of a source in one line, whose problems a terminal shows with their line", async () => {
    const rows = Array.from({ length: 3_000 }, (_, i) => `{"name":"a-${i}","port":"x"}`);
    const path = join(folder, "one-line.json");
    writeFileSync(path, `[${rows.join(",")}]`);
    const start = performance.now();
    const ran = await portolan(["convert", path, "--from", "json", "--to", "csv", "-v"], {
      terminal: 80,
    });
    expect(performance.now() - start).toBeLessThan(LONGEST);
    expect(ran.stderr.split("\n").length).toBeGreaterThan(3_000);
  });
});

describe("a table for spreadsheets", () => {
  it.each(["=1+1", "x;=1+1", "+1", "-1", "@a", "x\t=1", "x\n=1", "\r=1", ";;=1"])(
    "with --safe-cells runs nothing: %j",
    async (text) => {
      const record = { ...recordOf("a", 1), description: text, notes: text };
      const path = join(folder, "cells.json");
      const { text: json } = await import("portolan").then(({ writeRegistry }) =>
        writeRegistry(registryOf([record, ...SMALL.records]), "json"),
      );
      writeFileSync(path, json);
      for (const argv of [
        ["convert", path, "--to", "csv"],
        ["export", "ports", "-r", path, "--columns", "name,description"],
      ]) {
        const { exitCode, stdout } = await portolan([...argv, "--safe-cells"]);
        expect(exitCode).toBe(0);
        // Some countries part cells with semicolons; a cell begins after a quote, too.
        expect(stdout).not.toMatch(/(?:^|[,;\t\n\r])"?[=+@-](?!\d{4})/);
      }
    },
  );
});

describe("small things", () => {
  it("an output link that leads to no file yet stays a link", async () => {
    const link = join(folder, "link.csv");
    symlinkSync("target.csv", link);
    const input = join(folder, "small.csv");
    writeFileSync(input, toCsv(SMALL));
    expect((await portolan(["convert", input, "-o", link])).exitCode).toBe(0);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, "target.csv"), "utf8")).toBe(toCsv(SMALL));
  });

  it("a password of an address is in no lock, copy or message", async () => {
    const many = Array.from({ length: 200 }, (_, i) => recordOf(`s-${i}`, i + 1));
    const server = await serve((_, response) =>
      response.writeHead(200).end(toXml(registryOf(many))),
    );
    try {
      const url = server.url.replace("//", "//user:hunter2@");
      const lock = join(folder, "lock.json");
      const env = { PORTOLAN_CACHE: join(folder, "secret cache") };
      for (const more of [[], ["--frozen"], ["--json"]]) {
        const ran = await portolan(["sync", "--url", url, "--lock", lock, ...more], { env });
        expect(ran.exitCode).toBe(0);
        const said = ran.stdout + ran.stderr + readFileSync(lock, "utf8");
        expect(said).not.toContain("hunter2");
      }
      const refused = await portolan(["sync", "--url", url.replace("http:", "ftp:")], { env });
      expect(refused.exitCode).toBe(2);
      expect(refused.stderr).not.toContain("hunter2");
    } finally {
      await server.close();
    }
  });

  it("a row of blanks and comments is no registry, whatever the format", async () => {
    for (const text of ["# x\n\n#\n", "<!-- -->", "---\n# a\n"]) {
      const found = await readRegistry(text, { fileName: "a.txt" });
      expect(found.problems).not.toEqual([]);
    }
  });
});
