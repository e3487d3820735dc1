import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { PUBLISHED } from "./packages.js";

// What a program of a browser becomes when it is bundled and minified: the build is asked, as installed.

const root = new URL("../", import.meta.url);
const page = fileURLToPath(new URL("bench/README.md", import.meta.url));
const MARKED = /(?<=<!-- sizes -->\n).*?(?=<!-- \/sizes -->)/s;
/** How far a size may be from what the page says: a page that changed with every line would help nobody. */
const TOLERANCE = 0.15;

const packages = PUBLISHED.filter((name) => name !== "cli");

function exportsOf(name: string): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(new URL(`packages/${name}/package.json`, root), "utf8")).exports;
}

/** What is measured beside the readers and writers: a question, or a road through everything. */
const QUESTIONS: readonly (readonly [name: string, calls: readonly string[]])[] = [
  ["@portolan/model", ["createRegistry"]],
  ["@portolan/query", ["createIndex", "lookup"]],
  ["@portolan/query", ["search"]],
  ["@portolan/query", ["diff"]],
  ["@portolan/query", ["lint"]],
  ["@portolan/convert", ["readRegistry"]],
  ["portolan", ["fromCsv", "createIndex", "lookup"]],
];

interface Bundled {
  readonly code: Uint8Array;
  /** Files that went into it. */
  readonly inputs: readonly string[];
}

async function bundle(name: string, calls: readonly string[]): Promise<Bundled> {
  const { outputFiles, metafile } = await build({
    stdin: {
      contents: `import { ${calls.join(", ")} } from "${name}"; globalThis.called = [${calls.join(", ")}];`,
      resolveDir: fileURLToPath(new URL(".", import.meta.url)),
    },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2023",
    metafile: true,
    write: false,
    logLevel: "silent",
  });
  const used = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0),
  );
  return { code: outputFiles[0]?.contents ?? new Uint8Array(), inputs: used.map(([file]) => file) };
}

const formats = packages.filter((name) => "./format" in exportsOf(name));
const readersAndWriters = await Promise.all(
  formats.map(async (name) => {
    const names = Object.keys(await import(`@portolan/${name}`)).sort();
    return names
      .filter((call) => /^(?:from|to)[A-Z]/.test(call))
      .map((call) => [`@portolan/${name}`, [call]] as const);
  }),
);

describe("sizes of bundled programs", () => {
  it("are those of the page", async () => {
    const readme = readFileSync(page, "utf8");
    const listed = new Map(
      [...readme.matchAll(/^\| `(\S+)` +\| `([^|]+)` +\| +(\d+) \|/gm)].map(
        ([, name, calls, size]) => [`${name} ${calls}`, Number(size)],
      ),
    );
    const rows: string[][] = [];
    for (const [name, calls] of [...readersAndWriters.flat(), ...QUESTIONS]) {
      const { code } = await bundle(name, calls);
      const size = Math.round(code.length / 1000);
      const known = listed.get(`${name} ${calls.join(", ")}`) ?? 0;
      const shown = Math.abs(known - size) <= Math.max(2, size * TOLERANCE) ? known : size;
      const packed = Math.round(gzipSync(code, { level: 9 }).length / 1000);
      rows.push([`\`${name}\``, `\`${calls.join(", ")}\``, String(shown), String(packed)]);
    }
    // A size with gzip follows the other one.
    const table = rows.map((row) => {
      const line = readme
        .split("\n")
        .find((text) => text.startsWith(`| ${row[0]} `) && text.includes(row[1] ?? ""));
      return line !== undefined && cellsOf(line)[2] === row[2] ? cellsOf(line) : row;
    });
    const sizes = toTable(["of", "called", "kB", "with gzip"], table);
    expect(readme, "the page has the markers").toMatch(MARKED);
    await expect(readme.replace(MARKED, () => `\n${sizes}\n`)).toMatchFileSnapshot(page);
  });

  it.each(packages.filter((name) => "./write" in exportsOf(name)))(
    "have no library where %s only writes",
    async (name) => {
      const writers = Object.keys(await import(`@portolan/${name}/write`));
      expect(writers).not.toEqual([]);
      for (const entry of [`@portolan/${name}/write`, `@portolan/${name}`]) {
        const { inputs } = await bundle(entry, writers);
        const foreign = inputs.filter(
          (file) => file !== "<stdin>" && !/packages\/\w+\/dist\/[^/]+\.js$/.test(file),
        );
        expect(foreign, entry).toEqual([]);
      }
    },
  );
});

function cellsOf(line: string): string[] {
  return line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());
}

function toTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, at) => Math.max(...all.map((row) => row[at]?.length ?? 0)));
  const isNumber = (at: number): boolean => at > 1;
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, at) => (isNumber(at) ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0))).join(" | ")} |`;
  const ruler = widths.map((width, at) =>
    isNumber(at) ? `${"-".repeat(width - 1)}:` : "-".repeat(width),
  );
  return [line(head), line(ruler), ...rows.map(line), ""].join("\n");
}
