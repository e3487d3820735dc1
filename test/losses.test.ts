import { readFileSync } from "node:fs";
import {
  asToldBy as asGivenBackBy,
  FORMATS,
  READABLE_FORMATS,
  readRegistry,
  writeRegistry,
} from "@portolan/convert";
import type { Registry, ServiceRecord } from "@portolan/model";
import { beforeAll, describe, expect, it } from "vitest";
import { rememberedLegs, takeLeg, takePair } from "./legs.js";
import { asToldBy, asToldByAll, LOSSES } from "./losses/losses.js";
import { recordsOfEachShape } from "./record-shapes.js";
import { expectSameRegistry, isSame } from "./registries-equal.js";
import { remembered } from "./remembered.js";
import { hasSnapshots, NEEDS_SNAPSHOTS, readSnapshot, unlikeNewer, XML_DAYS } from "./shared.js";

const excerpt = readFileSync(new URL("../fixtures/excerpt/records.json", import.meta.url), "utf8");

it("each format's list has the codes that are stated here, and no others", () => {
  for (const { name, losses, loadReader } of FORMATS) {
    if (loadReader === undefined) continue;
    const stated = LOSSES.filter(({ formats }) => formats.some((one) => one === name));
    const codes = new Set(stated.map(({ code }) => code));
    expect(new Set(losses.map(({ code }) => code)), name).toEqual(codes);
    expect(losses.length, name).toBe(codes.size);
  }
});

describe("the excerpt", () => {
  let registry: Registry;
  beforeAll(async () => {
    registry = (await readRegistry(excerpt)).registry;
  });

  for (const b of READABLE_FORMATS) {
    it(`through ${b} loses what is listed, and nothing else`, async () => {
      expect((await takeLeg(b, registry)).released).toEqual(new Set());
    });
  }

  it("through a copy with tabs loses what is listed for text, and nothing else", async () => {
    const footnotes = [{ anchor: "1", text: "One,\nand more." }];
    const written = { ...registry, footnotes };
    const { text, problems } = await writeRegistry(written, "text", { text: { layout: "tab" } });
    expect(problems).toEqual([]);
    const { registry: found } = await readRegistry(text);
    expectSameRegistry(asToldBy("text", found), asToldBy("text", written));
  });

  for (const a of READABLE_FORMATS) {
    for (const b of READABLE_FORMATS) {
      it(`${a} → ${b} → ${a} loses what both lose`, async () => {
        expect(await takePair(a, b, registry)).toEqual(new Set());
      });
    }
  }

  it("and a record with everything odd show each entry of the list for each of its formats", () => {
    const odd = withOddities(registry);
    const idle = LOSSES.flatMap((loss) =>
      loss.formats
        .filter((format) => {
          const others = LOSSES.filter((other) => other !== loss && other.formats.includes(format));
          const without = others.reduce((rest, { erase }) => erase(rest), odd);
          return isSame(without, asToldBy(format, odd));
        })
        .map((format) => `${loss.code} of ${format}`),
    );
    expect(idle).toEqual([]);
  });
});

/** Adds what the registry could say and no format but the lossless ones tells. */
function withOddities(registry: Registry): Registry {
  const record: ServiceRecord = {
    name: " odd  one ",
    port: { first: 1, last: 2 },
    protocol: "TCP",
    description: [" a ", { paragraph: ["b", { paragraph: "c\r" }] }],
    assignees: ["A"],
    contacts: ["A"],
    references: [
      { type: "registry", attributes: { section: "1" } },
      { type: "person", data: "B" },
    ],
    notes: [
      { reference: { type: "rfc", data: "rfc1", attributes: { section: "2" } } },
      { reference: { type: "uri", data: "news:example" } },
    ],
    inferred: ["name"],
    emptyElements: ["sc"],
  };
  return {
    ...registry,
    page: { number: 1 },
    coverage: "excerpt",
    notes: [...registry.notes, { title: "Note", text: "x" }, { title: "Reference", text: "y" }],
    records: [...registry.records, record],
    people: [...registry.people, { id: "A", name: "A  B", uris: [] }],
  };
}

describe.skipIf(!hasSnapshots)(`published registries ${NEEDS_SNAPSHOTS}`, () => {
  const readOnce = remembered((day: string, extension: string) =>
    readRegistry(readSnapshot(day, extension)),
  );

  for (const day of XML_DAYS) {
    it(`of ${day} through every format lose what is listed, and nothing else`, async () => {
      const { registry } = await readRegistry(unlikeNewer(day));
      for (const format of READABLE_FORMATS) {
        const { released } = await takeLeg(format, registry);
        expect(released, format).toEqual(new Set());
      }
    });

    it(`of ${day}, one record of each shape, from every format through every other and back`, async () => {
      const { registry } = await readOnce(day, "xml");
      const some = recordsOfEachShape(registry);
      const take = rememberedLegs();
      for (const a of READABLE_FORMATS) {
        for (const b of READABLE_FORMATS) {
          const { size } = await takePair(a, b, some, take);
          // Out of their order, a few rows of a text cannot be told from their neighbours.
          const most = [a, b].includes("text") ? some.records.length / 20 : 0;
          expect(size, `${a} → ${b} → ${a}`).toBeLessThanOrEqual(most);
        }
      }
    });
  }

  it.each([
    ["2025-09-22", ["csv", "xml", "txt", "xhtml"]],
    ["2024-04-30", ["csv", "xml", "txt", "xhtml"]],
    ["2022-10-21", ["xml", "txt"]],
    ["2014-07-11", ["csv", "txt"]],
  ])("of %s are one in %j, as far as any two formats tell", async (day, extensions) => {
    const [first, ...others] = await Promise.all(extensions.map((one) => readOnce(day, one)));
    for (const other of others) {
      const formats = [first?.format ?? "xml", other.format];
      const told = asToldByAll(formats, first?.registry ?? other.registry);
      expectSameRegistry(asToldByAll(formats, other.registry), told);
      // What the formats give back makes the same of both sides, by which \`diff\` compares them.
      const back = await asGivenBackBy(formats, first?.registry ?? other.registry);
      expectSameRegistry(await asGivenBackBy(formats, other.registry), back);
    }
  });
});
