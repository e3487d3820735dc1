import { readFileSync } from "node:fs";
import { toCsv } from "@portolan/csv";
import { registry } from "@portolan/data";
import { fromJson } from "@portolan/json";
import { checkRegistry, oneLine, type Port } from "@portolan/model";
import { expect, test } from "vitest";

const dataFile = (name: string): string =>
  readFileSync(new URL(`../packages/data/${name}`, import.meta.url), "utf8");

test("the module is the registry that fromJson reads, complete in the model's sense", () => {
  const result = fromJson(dataFile("registry.json"));
  expect(result.problems).toEqual([]);
  expect(registry).toEqual(result.registry);
  expect(checkRegistry(registry)).toEqual([]);
  // A record by JSON has no empty lists, and toCsv threw for want of them.
  expect(toCsv(registry)).toContain("https,443,tcp,");
});

test("the repository's data says that it is an excerpt, and of which day", () => {
  expect(registry.coverage).toBe("excerpt");
  expect(registry.updated).toMatch(/^\d{4}-\d{2}-\d{2}$/);
});

test("the compact table has each name with port and protocol, and nothing else", () => {
  const table: {
    updated: string;
    coverage: string;
    services: readonly [name: string, port: Port | [number, number] | null, string, string][];
  } = JSON.parse(dataFile("services.json"));
  const lines = (place: unknown, name: string | undefined, protocol = "", text = ""): string =>
    JSON.stringify([name, place, protocol, text]);
  const told = table.services.flatMap(([name, place, protocols, text]) =>
    protocols.split(",").map((protocol) => lines(place, name, protocol, text)),
  );
  const registered = registry.records.flatMap(
    ({ name, port = null, protocol, description = "" }) => {
      if (name === undefined) return [];
      const place = port === null || typeof port === "number" ? port : [port.first, port.last];
      return [lines(place, name, protocol, oneLine(description))];
    },
  );
  expect(told.sort()).toEqual([...new Set(registered)].sort());
  expect(table).toMatchObject({ updated: registry.updated, coverage: "excerpt" });
});
