import { deepStrictEqual } from "node:assert";
import { spawnSync } from "node:child_process";
import { createRegistry, type Registry } from "@portolan/model";
import { toData } from "@portolan/model/internal";
import { fromXml } from "@portolan/xml";
import { toYaml } from "@portolan/yaml";
import * as fc from "fast-check";
import { load } from "js-yaml";
import { describe, test } from "vitest";
import { parse } from "yaml";
import { arbitraryRegistry } from "./arbitrary-registry.js";
import { present } from "./has-program.js";
import { hasSnapshots, NEEDS_SNAPSHOTS, NEWEST_DAY, readSnapshot } from "./shared.js";

// Texts that some version of YAML takes for a truth value, nothing, a number, a date, a merge or a mark.
const TEMPTATIONS = [
  ..."no No NO on off y n yes true false null Null ~ = << . .. ... --- - ? : | > % @ & * ! # ,".split(
    " ",
  ),
  ..."22:22 22:22:22 190:20:30.15 1e3 1E3 1.5 .5 -.inf .NaN 0x1F 0b1 0o7 007 08 1_000 +1 -0".split(
    " ",
  ),
  "2001-06-07",
  "2001-06-07T00:00:00Z",
  "2001-06",
  "",
  " ",
  " edge ",
  "a: b",
  "a # b",
  "- a",
  "'single'",
  '"double"',
  "!!int 1",
  "*alias",
  "{a: 1}",
  "[1]",
  "line\nbreak\r\n\ttab",
  "\0 \x07 \x1b \x7f \x85 \xa0 \u2028 \u2029 \ufeff \ufffe \uffff \u{1f6a2} \u{10ffff}",
];

const tempting: Registry = createRegistry({
  experts: TEMPTATIONS,
  references: TEMPTATIONS.map((text) => ({ type: text, data: text, attributes: { [text]: text } })),
  notes: [{ text: TEMPTATIONS.flatMap((text) => [text, { break: true as const }]) }],
  records: TEMPTATIONS.filter((text) => text !== "").map((text) => ({
    name: text,
    protocol: text,
    contacts: [text],
    registrationDate: text,
    references: [],
    unparsed: { port: text },
  })),
});

/** Another Python than the system's may come first on the path, without its packages. */
const PYTHON =
  ["python3", "/usr/bin/python3"].find(
    (program) => spawnSync(program, ["-c", "import yaml; yaml.CSafeLoader"]).status === 0,
  ) ?? "python3";

const READERS: readonly (readonly [name: string, read: (yaml: string) => unknown])[] = [
  ["yaml as YAML 1.2", (yaml) => parse(yaml)],
  ["yaml as YAML 1.1", (yaml) => parse(yaml, { version: "1.1" })],
  ["js-yaml", (yaml) => load(yaml)],
];

describe.each(READERS)("%s", (_name, read) => {
  test("takes no text for anything else", () => {
    deepStrictEqual(read(toYaml(tempting)), toData(tempting));
  });

  test("reads any registry as the data that was written", () => {
    fc.assert(
      fc.property(arbitraryRegistry(), (registry) => {
        deepStrictEqual(read(toYaml(registry)), toData(registry));
      }),
      { numRuns: 300 },
    );
  });
});

const PYTHON_READER = `
import json, sys, yaml
loader = getattr(yaml, sys.argv[1])
print(json.dumps([yaml.load(text, loader) for text in json.load(sys.stdin)]))
`;

/** Reads texts with PyYAML (YAML 1.1), all in one process. */
function readWithPython(texts: readonly string[], loader: string): unknown[] {
  const { status, stdout, stderr } = spawnSync(PYTHON, ["-c", PYTHON_READER, loader], {
    input: JSON.stringify(texts),
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

const hasLoader = (loader: string): boolean =>
  present(
    spawnSync(PYTHON, ["-c", `import yaml; yaml.${loader}`]).status === 0,
    `python3-yaml with ${loader}`,
  );
const hasPython = hasLoader("SafeLoader");
const hasLibyaml = hasLoader("CSafeLoader");

describe.skipIf(!hasPython)("Python's yaml (needs python3-yaml)", () => {
  test("takes no text for anything else", () => {
    deepStrictEqual(readWithPython([toYaml(tempting)], "SafeLoader"), [toData(tempting)]);
  });

  test("reads any registry as the data that was written", () => {
    const registries = fc.sample(arbitraryRegistry(), 200);
    const texts = registries.map((registry) => toYaml(registry));
    deepStrictEqual(readWithPython(texts, "SafeLoader"), registries.map(toData));
  });
});

describe.skipIf(!hasSnapshots)(`the newest published registry ${NEEDS_SNAPSHOTS}`, () => {
  const registry = (): Registry => fromXml(readSnapshot(NEWEST_DAY, "xml")).registry;

  test("js-yaml reads it as the data that was written", () => {
    deepStrictEqual(load(toYaml(registry())), toData(registry()));
  });

  test.skipIf(!hasLibyaml)("so does Python's libyaml (needs python3-yaml with libyaml)", () => {
    deepStrictEqual(readWithPython([toYaml(registry())], "CSafeLoader"), [toData(registry())]);
  });
});
