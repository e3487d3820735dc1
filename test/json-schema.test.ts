import schema from "@portolan/json/schema.json" with { type: "json" };
import { hasErrors, type Problem, Report } from "@portolan/model";
import { fromData, toData } from "@portolan/model/internal";
import { fromXml } from "@portolan/xml";
import { Ajv2020 } from "ajv/dist/2020.js";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryRegistry } from "./arbitrary-registry.js";
import { hasSnapshots, NEEDS_SNAPSHOTS, readSnapshot, XML_DAYS } from "./shared.js";

const ajv = new Ajv2020({ strict: true, strictTypes: false });
const validate = ajv.compile(schema);

function problemsOf(data: unknown): readonly Problem[] {
  const report = new Report();
  fromData(data, report, () => undefined);
  return report.problems;
}

test("is a valid schema of draft 2020-12", () => {
  expect(ajv.validateSchema(schema)).toBe(true);
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
    validate(toData(fromXml(readSnapshot(day, "xml")).registry));
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
