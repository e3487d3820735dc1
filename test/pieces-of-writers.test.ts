import { csvChunks, toCsv } from "@portolan/csv";
import { htmlChunks, toHtml } from "@portolan/html";
import { jsonChunks, jsonlChunks, toJson, toJsonl } from "@portolan/json";
import { createRecord, createRegistry, type Registry } from "@portolan/model";
import { servicesChunks, toServices } from "@portolan/services";
import { copyChunks, markdownChunks, textChunks, toCopy, toMarkdown, toText } from "@portolan/text";
import { toTypeScript, typeScriptChunks } from "@portolan/typescript";
import { toXml, xmlChunks } from "@portolan/xml";
import { toYaml, yamlChunks } from "@portolan/yaml";
import { expect, test } from "vitest";

type Writer = readonly [
  name: string,
  chunks: (registry: Registry) => Iterable<string>,
  whole: (registry: Registry) => string,
];

/** What writes a piece for each record. */
const BY_RECORD: readonly string[] = ["text", "copy", "typescript"];

const WRITERS: readonly Writer[] = [
  ["csv", csvChunks, toCsv],
  ["html", htmlChunks, toHtml],
  ["json", jsonChunks, toJson],
  ["jsonl", jsonlChunks, toJsonl],
  ["services", servicesChunks, toServices],
  ["text", textChunks, toText],
  ["markdown", markdownChunks, toMarkdown],
  ["copy", (registry) => copyChunks(registry, "tab"), (registry) => toCopy(registry, "tab")],
  ["typescript", typeScriptChunks, toTypeScript],
  ["xml", xmlChunks, toXml],
  ["yaml", yamlChunks, toYaml],
];

const registryOf = (count: number): Registry =>
  createRegistry({
    title: "Service Name and Transport Protocol Port Number Registry",
    updated: "2025-09-22",
    records: Array.from({ length: count }, (_, i) =>
      createRecord({
        name: `name${i}`,
        port: i + 1,
        protocol: i % 2 === 0 ? "tcp" : "udp",
        description: `Number ${i}`,
        contacts: ["Ann"],
      }),
    ),
    people: [{ id: "Ann", name: "Ann", uris: [] }],
  });

test.each(WRITERS)(
  "%s comes in pieces, of many records each but for some, which make the whole",
  (name, chunks, whole) => {
    for (const count of [0, 1, 127, 128, 129, 255, 256, 257, 3000]) {
      const registry = registryOf(count);
      const pieces = [...chunks(registry)];
      expect(pieces.join("")).toBe(whole(registry));
      expect(pieces.length).toBeLessThanOrEqual(
        12 + (BY_RECORD.includes(name) ? count : count / 4),
      );
      if (count < 3000) continue;
      expect(pieces.length).toBeGreaterThan(3);
      const longest = Math.max(...pieces.map(({ length }) => length));
      expect(longest).toBeLessThan(pieces.join("").length / 3);
    }
  },
);
