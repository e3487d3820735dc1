import { fromJsonl, streamJsonl, toJsonl } from "@portolan/json";
import { collectParts } from "@portolan/model";
import { fromXml } from "@portolan/xml";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryRegistry } from "./arbitrary-registry.js";
import { cutAnywhere, cutEvery } from "./chunks.js";
import { hasSnapshots, NEEDS_SNAPSHOTS, readSnapshot } from "./shared.js";

const ROW = '{"name":"http","port":"80","protocol":"tcp"}';

/** Pieces of JSON Lines, whole rows and what can be wrong with them. */
const piece = fc.constantFrom(
  ROW,
  `${ROW}\n`,
  '{"name":"ssh","contact":"[A][B]","description":"a\\r\\n\\"b\\" \\ud83d\\udea2 \u2028 🚢"}\r\n',
  '{"name":"a","name":"b","Port":1,"protocol":null}',
  '{"port":"99999","protocol":"TCP","registrationDate":"2001-13"}',
  '{"level":"info"}',
  '["name"]',
  '{\n  "name": "b",\n  "port": 1\n}\n',
  '{"name":"c","registrationDate":"05/06/2017"}\n',
  '{"service":"d","modificationDate":"18/06/2017"}\n',
  "[".repeat(300),
  "null",
  "\uFEFF",
  '"',
  "{",
  "}",
  "\n",
  "\r",
  "\r\n",
  "\u2028",
  " ",
);

const document = fc.oneof(
  fc
    .tuple(fc.constantFrom("", "\uFEFF", "\n", "\uFEFF\r\n"), fc.array(piece, { maxLength: 30 }))
    .map(([start, pieces]) => start + pieces.join("")),
  fc
    .tuple(arbitraryRegistry(), fc.constantFrom("\n", "\r\n"))
    .map(([registry, lineEnd]) => toJsonl(registry).trimEnd().replaceAll("\n", lineEnd)),
);

async function expectSame(source: string, chunks: Iterable<string>): Promise<void> {
  expect(await collectParts(streamJsonl(chunks))).toEqual(fromJsonl(source));
}

describe("a stream of JSON Lines", () => {
  test("gives what the whole document gives, wherever it is cut", async () => {
    await fc.assert(
      fc.asyncProperty(cutAnywhere(document), ({ source, chunks }) => expectSame(source, chunks)),
      { numRuns: 2000 },
    );
  });

  test("gives a line of any length", async () => {
    const name = "n".repeat(1_000_000);
    const source = `${ROW}\n{"name":"${name}"}\n{"name":"${name}`;
    await expectSame(source, cutEvery(1000, source));
    expect(fromJsonl(source).registry.records.map((record) => record.name)).toEqual(["http", name]);
  });

  test("hands records over before the rest has come", async () => {
    let pulled = 0;
    function* chunks(): Generator<string> {
      for (;;) {
        pulled++;
        yield `${ROW}\n`;
      }
    }
    const names: (string | undefined)[] = [];
    for await (const part of streamJsonl(chunks())) {
      if ("record" in part) names.push(part.record.name);
      if (names.length === 3) break;
    }
    expect(names).toEqual(["http", "http", "http"]);
    expect(pulled).toBe(3);
  });
});

test.skipIf(!hasSnapshots)(`the newest registry as a stream ${NEEDS_SNAPSHOTS}`, async () => {
  const source = toJsonl(fromXml(readSnapshot("2025-09-22", "xml")).registry);
  await expectSame(source, cutEvery(65_536, source));
});
