import { createRegistry } from "@portolan/model";
import { stats } from "@portolan/query";
import { auditServices, fromServices, toServices } from "@portolan/services";
import { hasErrors, READABLE_FORMATS, readRegistry } from "portolan";
import { describe, expect, test } from "vitest";

describe("a text in which nothing is", () => {
  const EMPTY = ["", " ", "\n \n\t\n", "\r\n\r\n", "\ufeff"];
  /** JSON Lines without a line are a registry without a record: we write it so. */
  const isNothing = (from: string, text: string): boolean =>
    from === "jsonl" && EMPTY.includes(text);
  const COMMENTS: Readonly<Partial<Record<string, readonly string[]>>> = {
    services: ["# http 80/tcp\n", "# a\n???\n", "#\n\n# b"],
    yaml: ["# a: b\n", "---\n...\n", "--- # x\n"],
    xml: ["<!-- <registry/> -->", '<?xml version="1.0"?>\n'],
    html: ["<!-- <table> -->", "<!DOCTYPE html>"],
    text: ["# a\n", "---\n\n---\n"],
    csv: ["# a\n"],
    json: ["null", "{}"],
    jsonl: ["\n\nnull\n"],
  };
  test.each(
    READABLE_FORMATS.flatMap((from) =>
      EMPTY.filter((text) => !isNothing(from, text)).map((text) => [from, text] as const),
    ),
  )("is refused where %s is named: %j", async (from, text) => {
    const { registry, problems } = await readRegistry(text, { from });
    expect(registry.records).toEqual([]);
    expect(hasErrors(problems)).toBe(true);
  });
  test.each(EMPTY)("is called empty where no format is named: %j", async (text) => {
    await expect(readRegistry(text)).rejects.toThrow("the text is empty");
  });
  test.each(
    READABLE_FORMATS.flatMap((from) => (COMMENTS[from] ?? []).map((text) => [from, text] as const)),
  )("is refused as %s: %j", async (from, text) => {
    const { registry, problems } = await readRegistry(text, { from });
    expect(registry.records).toEqual([]);
    expect(hasErrors(problems)).toBe(true);
  });
});

test("four hundred records of all ports take no more than all ports", () => {
  const records = Array.from({ length: 400 }, (_, i) => ({
    name: `name-${i}`,
    port: { first: 0, last: 65_535 },
    protocol: "tcp" as const,
    references: [],
  }));
  const registry = createRegistry({ records });
  const text = toServices(registry, { ranges: "expand" });
  const ports = [...text.matchAll(/^name-\d+\s+(\d+)\/tcp/gm)].map(([, port]) => port);
  // Port 0 is none in a services file. The first one has lines for all names.
  expect(new Set(ports).size).toBe(65_535);
  expect(ports.length).toBeLessThan(66_000);
  expect(fromServices(text).registry.records[0]).toMatchObject({ name: "name-0", port: 1 });
  expect(auditServices("other 7/tcp\n", registry).findings.length).toBeLessThan(10);
  expect(stats(registry).records).toBe(400);
});
