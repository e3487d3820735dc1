import * as chart from "@portolan/chart";
import { createRegistry } from "@portolan/model";
import { diff } from "@portolan/query";
import { expect, test } from "vitest";

const registry = createRegistry({
  updated: "2025-09-22",
  records: [{ name: "http", port: 80, protocol: "tcp", description: "</script><b>$&{{data}}" }],
});

test("exports", () => {
  expect(Object.keys(chart).sort()).toEqual([
    "COLORINGS",
    "LAYOUTS",
    "mapLines",
    "toChartPage",
    "toChartSvg",
  ]);
});

test("the page is whole, and the registry is data in it", async () => {
  const page = await chart.toChartPage(registry);
  expect(page).toMatch(/^<!doctype html>/i);
  expect(page).toContain("<title>Port chart, 2025-09-22</title>");
  expect(page.match(/<script>[^<]{9}/g)).toHaveLength(1);
  expect(page).not.toMatch(/\{\{[a-z-]+\}\}/);
  expect(page).not.toContain("<b>$&");
  expect(page).not.toMatch(/<(?:link|script|img)[^>]*(?:src|href)="(?!data:)/);
  expect(await chart.toChartPage(registry)).toBe(page);
});

test("what a registry says of itself is text in the page", async () => {
  const page = await chart.toChartPage({ ...registry, updated: '"><script>alert(1)</script>$&' });
  expect(page).toContain(
    "<title>Port chart, &quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;$&amp;",
  );
});

test("a difference is in the page", async () => {
  const old = createRegistry({ updated: "2024-01-01" });
  const page = await chart.toChartPage(registry, { difference: diff(old, registry) });
  expect(page).not.toBe(await chart.toChartPage(registry));
});
