import { readFileSync } from "node:fs";
import {
  asToldBy,
  LOSSES,
  READABLE_FORMATS,
  type ReadableFormat,
  readRegistry,
  writeRegistry,
} from "@portolan/convert";
import type { Registry } from "@portolan/model";
import { beforeAll, describe, expect, it } from "vitest";
import { expectSameRegistry, isSameRegistry } from "./registries-equal.js";
import { hasSnapshots, NEEDS_SNAPSHOTS, readSnapshot } from "./shared.js";

/** A services file is a selection of the registry, and has a test of its own. */
const FORMATS = READABLE_FORMATS.filter((format) => format !== "services");

/** Writes a registry in a format and reads it again. */
async function through(format: ReadableFormat, registry: Registry): Promise<Registry> {
  const { text } = await writeRegistry(registry, format);
  return (await readRegistry(text, { from: format })).registry;
}

const excerpt = readFileSync(new URL("../fixtures/excerpt/records.json", import.meta.url), "utf8");

describe("the excerpt", () => {
  let registry: Registry;
  beforeAll(async () => {
    registry = (await readRegistry(excerpt)).registry;
  });

  for (const b of FORMATS) {
    it(`through ${b} loses what is listed, and nothing else`, async () => {
      expectSameRegistry(await through(b, registry), asToldBy(b, registry));
    });
  }

  for (const a of FORMATS) {
    for (const b of FORMATS) {
      it(`${a} → ${b} → ${a} loses what both lose`, async () => {
        const start = await through(a, registry);
        const back = await through(a, await through(b, start));
        expectSameRegistry(back, asToldBy(a, asToldBy(b, start)));
      });
    }
  }
});

const DAYS = ["2017-03-10", "2022-10-21", "2024-04-30", "2025-09-22"];

describe.skipIf(!hasSnapshots)(`published registries ${NEEDS_SNAPSHOTS}`, () => {
  for (const day of DAYS) {
    for (const format of FORMATS) {
      it(`of ${day} through ${format} lose what is listed, and nothing else`, async () => {
        const { registry } = await readRegistry(readSnapshot(day, "xml"));
        expectSameRegistry(await through(format, registry), asToldBy(format, registry));
      });
    }
  }

  it("each entry of the list differs for each of its formats", async () => {
    const { registry } = await readRegistry(readSnapshot("2025-09-22", "xml"));
    const marked: Registry = {
      ...registry,
      page: { number: 1 },
      records: registry.records.map((record, i) =>
        i === 0 ? { ...record, inferred: ["notes"] } : record,
      ),
    };
    const idle = LOSSES.flatMap((loss) =>
      loss.formats
        .filter((format) => format !== "services")
        .filter((format) => {
          const others = LOSSES.filter((other) => other !== loss && other.formats.includes(format));
          const without = others.reduce((rest, { erase }) => erase(rest), marked);
          return isSameRegistry(without, asToldBy(format, marked));
        })
        .map((format) => `${loss.code} of ${format}`),
    );
    expect(idle).toEqual([]);
  });
});
