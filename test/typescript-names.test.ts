import { fromCsv } from "@portolan/csv";
import type { Registry, ServiceRecord } from "@portolan/model";
import {
  type IdentifierKind,
  identifierOf,
  type NamingStyle,
  toTypeScript,
} from "@portolan/typescript";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryRegistry } from "./arbitrary-registry.js";
import { wholeCharacter } from "./arbitrary-text.js";
import { hasSnapshots, NEEDS_SNAPSHOTS, readSnapshot } from "./shared.js";

const STYLES: readonly NamingStyle[] = ["SCREAMING_SNAKE", "camelCase", "PascalCase"];

/** Names made of what the naming rule looks at, so that likely twins meet. */
const name = fc.oneof(
  fc.string({ unit: fc.constantFrom(..."abAB19-_+$./ ", "tcp", "-tcp", "plus", "u2b", "-any") }),
  fc.string({ unit: wholeCharacter }),
);
const service = fc.tuple(
  name,
  fc.option(fc.oneof(fc.constantFrom("tcp", "udp", "any", "ports", "sd", "Tcp"), name), {
    nil: undefined,
  }),
  fc.constantFrom<IdentifierKind | undefined>(undefined, "ports", "dns-sd"),
);

test.each(STYLES)("no two services share a %s identifier, and all are identifiers", (style) => {
  fc.assert(
    fc.property(
      fc.uniqueArray(service, {
        maxLength: 60,
        selector: (key) => JSON.stringify([...key, key[1] === undefined]),
      }),
      (services) => {
        const identifiers = services.map((key) => identifierOf(style, ...key));
        expect(new Set(identifiers).size).toBe(services.length);
        for (const identifier of identifiers)
          expect(identifier).toMatch(/^[A-Za-z_$][A-Za-z0-9_$]*$/);
      },
    ),
    { numRuns: 1000 },
  );
});

/** Gives the value of each constant in a generated module. */
function constantsIn(registry: Registry): ReadonlyMap<string, string> {
  const text = toTypeScript(registry, { dnsSd: true });
  const matches = text.matchAll(/^export const (\S+) =\s+([^;]*);$/gm);
  return new Map([...matches].map(([, identifier = "", value = ""]) => [identifier, value]));
}

describe("what a service's constant says depends on that service alone", () => {
  test("not on the order of the records", () => {
    const shuffled = arbitraryRegistry().chain((registry) =>
      fc.tuple(
        fc.constant(registry),
        fc.shuffledSubarray([...registry.records], { minLength: registry.records.length }),
      ),
    );
    fc.assert(
      fc.property(
        shuffled,
        fc.constantFrom("constants" as const, "module" as const),
        ([registry, records], shape) => {
          const options = { shape, dnsSd: true, descriptions: true };
          expect(toTypeScript({ ...registry, records }, options)).toBe(
            toTypeScript(registry, options),
          );
        },
      ),
    );
  });

  test("not on records of other services", () => {
    fc.assert(
      fc.property(arbitraryRegistry(), arbitraryRegistry(), (registry, { records }) => {
        const names = new Set(registry.records.map(({ name }) => name));
        const others = records.filter(({ name }) => !names.has(name));
        const more = constantsIn({ ...registry, records: [...others, ...registry.records] });
        for (const [identifier, value] of constantsIn(registry)) {
          expect(more.get(identifier)).toBe(value);
        }
      }),
    );
  });

  test.skipIf(!hasSnapshots)(`over 17 months of the registry ${NEEDS_SNAPSHOTS}`, () => {
    const older = published("2024-04-30");
    const newer = published("2025-09-22");
    const still = new Set(newer.records.map(keyOf));
    const changedByIana = new Set(
      older.records.filter((record) => !still.has(keyOf(record))).map((record) => record.name),
    );
    changedByIana.delete(undefined);
    expect(changedByIana.size).toBe(3);

    const unchanged = older.records.filter((record) => !changedByIana.has(record.name));
    const now = constantsIn(newer);
    const constants = constantsIn({ ...older, records: unchanged });
    expect(constants.size).toBeGreaterThan(20_000);
    expect([...constants].filter(([identifier, value]) => now.get(identifier) !== value)).toEqual(
      [],
    );
  });
});

function published(date: string): Registry {
  return fromCsv(readSnapshot(date, "csv")).registry;
}

function keyOf({ name, port, protocol }: ServiceRecord): string {
  return JSON.stringify([name, port, protocol]);
}
