import { COLORINGS, LAYOUTS, toChartSvg } from "@portolan/chart";
import { createRegistry } from "@portolan/model";
import { diff } from "@portolan/query";
import { expect, test } from "vitest";

const registry = createRegistry({
  updated: "2025-09-22</title>\u0000",
  records: [
    { name: "http", port: 80, protocol: "tcp" },
    { name: "x11", port: { first: 6000, last: 6063 }, protocol: "tcp" },
    { port: { first: 81, last: 5999 }, description: "Unassigned" },
  ],
});

/** Counts the cells of each colour, as a program that draws the paths would see them. */
function areas(svg: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const [, color = "", path = ""] of svg.matchAll(
    /<path fill="(#[0-9a-f]{6})" d="([^"]*)"/g,
  )) {
    const boxes = [...path.matchAll(/M\d+ \d+h(\d+)v1h-\d+z/g)];
    expect(boxes.map(([box]) => box).join("")).toBe(path);
    found.set(
      color,
      boxes.reduce((sum, [, width]) => sum + Number(width), 0),
    );
  }
  return found;
}

test.each(LAYOUTS)("every port is drawn once, in %s", (layout) => {
  for (const coloring of COLORINGS) {
    const drawn = [...areas(toChartSvg(registry, { coloring, layout })).values()];
    expect(drawn.reduce((sum, cells) => sum + cells)).toBe(65_536);
  }
  const drawn = areas(toChartSvg(registry, { layout }));
  expect(drawn.get("#1d5c85")).toBe(65);
});

test("the legend counts the ports", () => {
  const svg = toChartSvg(registry);
  expect(svg).toContain('>Assigned <tspan fill="#55636f">65</tspan>');
  expect(svg).toContain('>Unassigned <tspan fill="#55636f">5,919</tspan>');
  expect(svg).toContain('>Not listed <tspan fill="#55636f">43,168</tspan>');
});

test("what a registry says is text in it, and nothing that XML cannot hold", () => {
  expect(toChartSvg(registry)).toContain("2025-09-22&lt;/title&gt; · 3 records</title>");
});

test("it is light or dark, and shows changes where there are some", () => {
  expect(toChartSvg(registry, { theme: "dark" })).toContain('fill="#0e151b"');
  const difference = diff(createRegistry(), registry);
  expect(areas(toChartSvg(registry, { difference })).get("#2b7a3d")).toBe(65);
});
