import { READABLE_FORMATS, type ReadableFormat } from "@portolan/convert";
import type { Registry } from "@portolan/model";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type ArbitraryRegistryOptions,
  anyCharacter,
  arbitraryRegistry,
  printableCharacter,
  xmlCharacter,
} from "./arbitrary-registry.js";
import { takePair } from "./legs.js";
import { withPublishedReferences } from "./published-references.js";

const attributeName = fc.constantFrom("section", "page", "xml:lang", "Ünder_1.a-b");

/** Characters that no format has a use of its own for, and words that look like other things. */
const character = fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz0123456789-_.éŠ漢🚢", "on", "1e3");

/** Registries from what could be published to what nobody would think of. */
const anyRegistry: fc.Arbitrary<Registry> = fc.oneof(
  { weight: 3, arbitrary: published({ character, structure: false }) },
  { weight: 3, arbitrary: published({ character }) },
  { weight: 2, arbitrary: published({ character: xmlCharacter }) },
  { weight: 1, arbitrary: arbitraryRegistry({ character: printableCharacter }) },
  { weight: 1, arbitrary: arbitraryRegistry({ character: anyCharacter }) },
);

function published(options: ArbitraryRegistryOptions): fc.Arbitrary<Registry> {
  return arbitraryRegistry({ ...options, attributeName }).map(withPublishedReferences);
}

/** A services file has a line for each port of a range: for it, ranges are short. */
function registryFor(...formats: readonly ReadableFormat[]): fc.Arbitrary<Registry> {
  if (!formats.includes("services")) return anyRegistry;
  return anyRegistry.map((registry) => ({
    ...registry,
    records: registry.records.map((record) => {
      const { port } = record;
      if (typeof port !== "object") return record;
      const last = Math.min(port.last, port.first + MOST_PORTS);
      return { ...record, port: { first: port.first, last } };
    }),
  }));
}

const MOST_PORTS = 20;

const RUNS = 40;

/**
 * Gives of how many registries the writers of a pair must report nothing, so that all is compared.
 * Many rows with paragraphs, and tables of a few rows of random words, cannot be told from their
 * neighbours in a text: its writer reports them.
 */
function leastWhole(...formats: readonly ReadableFormat[]): number {
  return RUNS * (formats.includes("text") ? 0.05 : 0.5);
}

/** The seed of all tests, so that PORTOLAN_SEED finds other cases here too. */
const { seed = 0 } = fc.readConfigureGlobal();

describe("any registry", () => {
  for (const [row, a] of READABLE_FORMATS.entries()) {
    for (const [column, b] of READABLE_FORMATS.entries()) {
      it(`${a} → ${b} → ${a} loses what both lose, or what is reported`, async () => {
        let whole = 0;
        await fc.assert(
          fc.asyncProperty(registryFor(a, b), async (registry) => {
            const released = await takePair(a, b, registry);
            if (released.size === 0) whole++;
          }),
          { numRuns: RUNS, seed: seed + row * READABLE_FORMATS.length + column },
        );
        expect(whole).toBeGreaterThanOrEqual(leastWhole(a, b));
      });
    }
  }
});
