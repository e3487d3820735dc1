import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { toJson } from "@portolan/json";
import schema from "@portolan/json/schema.json" with { type: "json" };
import { hasErrors, type Problem, Report } from "@portolan/model";
import { fromData, toData } from "@portolan/model/internal";
import { fromXml } from "@portolan/xml";
import { toYaml } from "@portolan/yaml";
import { Ajv2020 } from "ajv/dist/2020.js";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { arbitraryRegistry } from "./arbitrary-registry.js";
import { hasSnapshots, NEEDS_SNAPSHOTS, unlikeNewer, XML_DAYS } from "./shared.js";

const warnings: string[] = [];
// Everything that is not the strictest draft is a warning.
const ajv = new Ajv2020({
  strict: true,
  strictTypes: "log",
  strictRequired: "log",
  strictTuples: "log",
  logger: {
    log: () => {},
    warn: (text) => warnings.push(String(text)),
    error: (text) => warnings.push(String(text)),
  },
});
const validate = ajv.compile(schema);

function problemsOf(data: unknown): readonly Problem[] {
  const report = new Report();
  fromData(data, report, () => undefined);
  return report.problems;
}

test("is a valid schema of draft 2020-12", () => {
  expect(ajv.validateSchema(schema)).toBe(true);
  expect(warnings).toEqual([]);
});

test("has a name of its own, by which others find it", () => {
  expect(ajv.getSchema(schema.$id)).toBe(validate);
});

/** Gives every schema for a field in a schema, with its place. */
function fieldsIn(
  data: unknown,
  place = "#",
): readonly (readonly [place: string, field: object])[] {
  if (typeof data !== "object" || data === null) return [];
  return Object.entries(data).flatMap(([key, value]) => {
    const found = fieldsIn(value, `${place}/${key}`);
    if (key !== "properties" || Array.isArray(data)) return found;
    const fields = Object.entries<object>(value);
    return [...found, ...fields.map(([name, field]) => [`${place}/${name}`, field] as const)];
  });
}

test("describes every field, and every part that several use", () => {
  const fields = [...fieldsIn(schema), ...Object.entries(schema.$defs)];
  expect(fields.length).toBeGreaterThan(60);
  const silent = fields.filter(
    ([, field]) => !("description" in field && /^[A-Z].*\.$/s.test(String(field.description))),
  );
  expect(silent.map(([place]) => place)).toEqual([]);
});

test("allows what toJson and toYaml write, read by other programs", () => {
  fc.assert(
    fc.property(arbitraryRegistry(), (registry) => {
      for (const data of [JSON.parse(toJson(registry)), parse(toYaml(registry))]) {
        validate(data);
        expect(validate.errors ?? []).toEqual([]);
      }
    }),
    { numRuns: 100 },
  );
});

test("allows the registry of the data package and the documents of the fixtures", () => {
  const excerpt = readFileSync(new URL("../packages/data/registry.json", import.meta.url), "utf8");
  const fixtures = fileURLToPath(new URL("../fixtures", import.meta.url));
  const documents = readdirSync(fixtures, { recursive: true, encoding: "utf8" })
    .filter((file) => basename(file) === "records.json")
    .map((file) => readFileSync(join(fixtures, file), "utf8"));
  expect(documents.length).toBeGreaterThan(5);
  for (const text of [excerpt, ...documents]) {
    validate(JSON.parse(text));
    expect(validate.errors ?? []).toEqual([]);
  }
});

test("allows every registry", () => {
  fc.assert(
    fc.property(arbitraryRegistry(), (registry) => {
      validate(toData(registry));
      expect(validate.errors ?? []).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

describe.skipIf(!hasSnapshots)(`published registries ${NEEDS_SNAPSHOTS}`, () => {
  test.each(XML_DAYS)("allows the registry of %s", (day) => {
    validate(toData(fromXml(unlikeNewer(day)).registry));
    expect(validate.errors ?? []).toEqual([]);
  });
});

/** Changes one value somewhere inside plain data. */
type Change = (parent: Record<string, unknown>, key: string) => void;

const otherValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(null, true, false, "", "text", -1, 0, 1.5, 65536, 4294967296, [], {}),
  fc.constantFrom([""], ["name"], [{ break: true }], { type: "rfc" }, { first: 1, last: 2 }),
  fc.jsonValue({ maxDepth: 2 }),
);

const change: fc.Arbitrary<Change> = fc.oneof(
  otherValue.map(
    (value): Change =>
      (parent, key) => {
        parent[key] = value;
      },
  ),
  fc.constant<Change>((parent, key) => {
    if (!Array.isArray(parent)) delete parent[key];
  }),
  fc.tuple(fc.constantFrom("extra", "port", "text", "inferred", "$schema"), otherValue).map(
    ([name, value]): Change =>
      (parent) => {
        if (!Array.isArray(parent)) parent[name] = value;
      },
  ),
);

/** Applies a change to the value that a walk with these steps ends at. */
function applyAt(data: unknown, steps: readonly number[], apply: Change): void {
  let parent = data as Record<string, unknown>;
  for (const [i, step] of steps.entries()) {
    const keys = Object.keys(parent);
    const key = keys[step % Math.max(keys.length, 1)];
    if (key === undefined) return;
    const value = parent[key];
    if (i === steps.length - 1 || typeof value !== "object" || value === null) {
      apply(parent, key);
      return;
    }
    parent = value as Record<string, unknown>;
  }
}

test("refuses what the reader calls an error, and nothing that the reader says nothing about", () => {
  const steps = fc.array(fc.nat({ max: 20 }), { minLength: 1, maxLength: 8 });
  let errors = 0;
  fc.assert(
    fc.property(arbitraryRegistry(), steps, change, (registry, path, apply) => {
      const data: unknown = structuredClone(toData(registry));
      applyAt(data, path, apply);
      const problems = problemsOf(data);
      const valid = validate(data);
      if (hasErrors(problems)) {
        errors++;
        expect(valid).toBe(false);
      }
      if (!valid) expect(problems).not.toEqual([]);
    }),
    { numRuns: 5000 },
  );
  expect(errors).toBeGreaterThan(500);
});
