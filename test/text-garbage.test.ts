import { createRegistry } from "@portolan/model";
import { fromText } from "@portolan/text";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { anyCharacter, arbitraryRegistry } from "./arbitrary-registry.js";
import { copyShapes } from "./copy-shapes.js";

/** Reads a text and checks what holds for any: it does not throw, and its offsets are in the text. */
function read(source: string): void {
  const { registry, offsets, problems } = fromText(source);
  expect(offsets).toHaveLength(registry.records.length);
  for (const offset of offsets) expect(offset).toBeLessThan(source.length);
  for (const { start } of problems) expect(start?.offset ?? 0).toBeLessThanOrEqual(source.length);
}

const anyText = fc.string({ unit: anyCharacter, maxLength: 200 });

test("any text is read without a throw", () => {
  fc.assert(fc.property(anyText, (text) => read(text)));
});

test.each([...copyShapes])(
  "any registry as a copy parted by %ss, cut and spoilt, is read",
  (_, write) => {
    const spoilt = fc
      .tuple(arbitraryRegistry({ provenance: false }), anyText, fc.nat(), fc.nat())
      .map(([registry, text, at, length]) => {
        const copy = write(registry);
        const start = at % (copy.length + 1);
        return copy.slice(0, start) + text + copy.slice(start + (length % 200));
      });
    fc.assert(fc.property(spoilt, (text) => read(text)));
  },
);

// A reader that looks at each piece once per piece would run into the time limit of the test.
test.each([...copyShapes])(
  "reading a copy parted by %ss takes time in proportion to it",
  (_, write) => {
    const record = { name: "x", port: 1, protocol: "tcp", contacts: [], references: [] };
    const copy = write(createRegistry({ records: [{ ...record, description: "filled" }] }));
    const long = [
      "[",
      "[a ",
      "a)",
      '"a',
      "yes ",
      "1 tcp ",
      "| ",
      "|\n",
      "\t",
      "a\n",
      "keys\n",
      "[x](",
      "\\[",
      "# ",
    ];
    for (const piece of long) {
      const { registry } = fromText(copy.replace("filled", piece.repeat(200_000)));
      expect(registry.records[0]?.name, piece).toBe("x");
    }
  },
);

test("reading many beginnings of tables takes time in proportion to them", () => {
  for (const piece of ["{|\n", "|===\n", "+---+\n", "{|\n! a\n|-\n"]) {
    const { registry } = fromText(`Service Name | Port Number | a\n${piece.repeat(100_000)}`);
    expect(registry.records, piece).toEqual([]);
  }
});
