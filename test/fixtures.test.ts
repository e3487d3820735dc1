import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type ReadableFormat, readRegistry } from "@portolan/convert";
import { registryOf } from "@portolan/model";
import { describe, expect, it } from "vitest";
import { asToldBy } from "./losses/losses.js";
import { expectSameRegistry } from "./registries-equal.js";
import { portolan } from "./run-portolan.js";

const root = fileURLToPath(new URL("../fixtures/", import.meta.url));
const cases = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** The files of a case that hold its registry, by their formats. */
const INPUTS: readonly (readonly [file: string, format: ReadableFormat])[] = [
  ["input.csv", "csv"],
  ["input.xml", "xml"],
  ["input.html", "html"],
  ["input.txt", "text"],
  ["records.jsonl", "jsonl"],
  ["registry.yaml", "yaml"],
];

const read = (path: string): string => readFileSync(`${root}${path}`, "utf8");

describe.each(cases)("fixtures/%s", (name) => {
  it.each(INPUTS)("%s gives the records of records.json", async (file, format) => {
    const expected = registryOf(await readRegistry(read(`${name}/records.json`)));
    const found = await readRegistry(read(`${name}/${file}`));
    expect(found.format).toBe(format);
    expect(found.problems.filter(({ severity }) => severity === "error")).toEqual([]);
    expectSameRegistry(found.registry, asToldBy(format, expected));
  });
});

describe.each(cases.filter((name) => existsSync(`${root}${name}/copy.txt`)))(
  "fixtures/%s/copy.txt",
  (name) => {
    it("gives the records of records.json, by the best rule where the copy cannot tell", async () => {
      const expected = registryOf(await readRegistry(read(`${name}/records.json`)));
      const { registry, format, problems } = await readRegistry(read(`${name}/copy.txt`));
      expect(format).toBe("text");
      // One of the copies has no contact information.
      const expectedCodes = [
        "text/record-inferred",
        "text/person-inferred",
        "text/person-unlisted",
      ];
      expect(problems.filter(({ code }) => !expectedCodes.includes(code))).toEqual([]);
      const { records, people } = asToldBy("text", registry);
      const told = asToldBy("text", expected);
      expectSameRegistry({ ...told, records, people }, told);
    });
  },
);

it("are what the tool writes today", async () => {
  const { exitCode, stderr } = await portolan(["fixtures", root, "--check"]);
  expect(exitCode).toBe(0);
  // What some formats cannot express is told beside.
  const others = stderr.replace(/^\S+ (?:warning|info) .*\n/gm, "");
  expect(others).toMatch(/^\d+ files: 0 would change, \d+ up to date\.\n$/);
});

it("hold the 346 records and 79 contacts of the five copies that the project was created from", () => {
  const copies = ["pipe-page", "pipe-search", "tab-page", "space-search", "space-last-page"];
  const registries = copies.map((name) => JSON.parse(read(`${name}/records.json`)));
  expect(registries.map(({ records }) => records.length)).toEqual([101, 23, 100, 100, 22]);
  expect(registries.map(({ people = [] }) => people.length)).toEqual([0, 11, 13, 37, 18]);
});
