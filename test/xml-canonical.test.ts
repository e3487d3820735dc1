import { fromXml, toXml } from "@portolan/xml";
import { describe, expect, test } from "vitest";
import { isStructure, readWithSaxes, type SaxElement, xmlSnapshots } from "./xml-snapshots.js";

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

describe.skipIf(xmlSnapshots.length === 0)(
  "XML → model → XML (needs the published snapshots)",
  () => {
    test.each(xmlSnapshots)("$day: equal once children are sorted", ({ read }) => {
      const source = read();
      const written = canonicalChildren(toXml(fromXml(source).registry));
      const published = canonicalChildren(source);
      expect(written.filter((child, i) => child !== published[i])).toEqual([]);
      expect(written).toHaveLength(published.length);
    });

    test.each(xmlSnapshots)("$day: read back equal", ({ read }) => {
      const { registry } = fromXml(read());
      const written = toXml(registry);
      const again = fromXml(written);
      expect(again.problems).toEqual([]);
      expect(again.registry).toEqual(registry);
      expect(toXml(again.registry)).toBe(written);
    });
  },
);
