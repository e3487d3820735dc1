import { fromJson, toJson } from "@portolan/json";
import type { Registry } from "@portolan/model";
import { fromXml, toXml } from "@portolan/xml";
import { fromYaml, toYaml } from "@portolan/yaml";
import { beforeAll, describe, expect, test } from "vitest";
import { isStructure, readWithSaxes, type SaxElement } from "./saxes-elements.js";
import { hasSnapshots, NEEDS_SNAPSHOTS, unlikeNewer, XML_DAYS } from "./shared.js";

/** Writes an element in one form: attributes sorted, and children too where order means nothing. */
function canonical(element: SaxElement): string {
  const attributes = Object.entries(element.attributes).sort(([a], [b]) => (a < b ? -1 : 1));
  const children = element.children.map((child) =>
    typeof child === "string" ? JSON.stringify(child) : canonical(child),
  );
  if (isStructure(element)) children.sort();
  return `<${element.name} ${JSON.stringify(attributes)}>${children.join("")}</>`;
}

/** Gives the children of the root, which is the whole document but for the root's attributes. */
function canonicalChildren(source: string): readonly string[] {
  const root = readWithSaxes(source);
  return root.children
    .map((child) => (typeof child === "string" ? child : canonical(child)))
    .concat(JSON.stringify(root.attributes))
    .sort();
}

/** Ways from a registry to a registry through formats that lose nothing. */
const LOSSLESS: readonly (readonly [way: string, through: (registry: Registry) => Registry])[] = [
  ["XML", (registry) => registry],
  ["JSON → XML", (registry) => fromJson(toJson(registry)).registry],
  ["YAML → XML", (registry) => fromYaml(toYaml(registry)).registry],
];

describe.skipIf(!hasSnapshots)(`published XML through other formats ${NEEDS_SNAPSHOTS}`, () => {
  describe.each(XML_DAYS)("%s", (day) => {
    let source: string;
    let published: readonly string[];
    beforeAll(() => {
      source = unlikeNewer(day);
      published = canonicalChildren(source);
    });

    test.each(LOSSLESS)("XML → %s: equal once children are sorted", (_way, through) => {
      const written = canonicalChildren(toXml(through(fromXml(source).registry)));
      expect(written.filter((child, i) => child !== published[i])).toEqual([]);
      expect(written).toHaveLength(published.length);
    });

    test("read back equal", () => {
      const { registry } = fromXml(source);
      const written = toXml(registry);
      const again = fromXml(written);
      expect(again.problems).toEqual([]);
      expect(again.registry).toEqual(registry);
      expect(toXml(again.registry)).toBe(written);
    });
  });
});
