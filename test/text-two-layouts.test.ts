import { collectParts, createRecord, createRegistry, type Registry } from "@portolan/model";
import { COPY_SHAPES, fromText, streamText, toCopy, toMarkdown, toText } from "@portolan/text";
import { describe, expect, test } from "vitest";
import { cutEvery } from "./chunks.js";

/** Makes a registry whose records have names that begin with a mark. */
function registryOf(mark: string, count: number): Registry {
  return createRegistry({
    title: "Service Name and Transport Protocol Port Number Registry",
    updated: "2025-09-22",
    records: numbers(count).map((i) =>
      createRecord({
        name: `${mark}${i}z`,
        port: 1000 + i,
        protocol: "tcp",
        description: `Service ${i}`,
        contacts: ["Person_1"],
      }),
    ),
    people: [{ id: "Person_1", name: "Person", uris: [] }],
  });
}

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i);

type Layout = (mark: string, count: number) => string;

/** The layouts of text, and what may stand around one. */
const LAYOUTS: Readonly<Record<string, Layout>> = {
  "IANA's": (mark, count) => toText(registryOf(mark, count)),
  "the old list": (mark, count) =>
    [
      "Keyword         Decimal    Description                     References",
      "-------         -------    -----------                     ----------",
      ...numbers(count).map(
        (i) => `${`${mark}${i}z`.padEnd(16)}${`${1000 + i}/tcp`.padEnd(11)}Service ${i}\n`,
      ),
    ].join("\n"),
  "psql's": (mark, count) =>
    [
      " Service Name | Port Number | Transport Protocol | Description ",
      "--------------+-------------+--------------------+-------------",
      ...numbers(count).map(
        (i) =>
          ` ${`${mark}${i}z`.padEnd(12)} | ${String(1000 + i).padEnd(11)} | tcp                | ${`Service ${i}`.padEnd(11)} `,
      ),
    ].join("\n"),
  "Markdown's": (mark, count) => toMarkdown(registryOf(mark, count)),
  ...Object.fromEntries(
    COPY_SHAPES.map((shape): [string, Layout] => [
      `a copy of shape ${shape}`,
      (mark, count) => toCopy(registryOf(mark, count), shape),
    ]),
  ),
  "IANA's in a mail": (mark, count) => toText(registryOf(mark, count)).replaceAll(/^/gm, "> "),
  "IANA's in a fence": (mark, count) => `\`\`\`\n${toText(registryOf(mark, count))}\`\`\`\n`,
  "IANA's on a new page": (mark, count) => `\f${toText(registryOf(mark, count))}`,
};

/** Expects that a text is read one way, and that each marked line is a record or told. */
async function expectOneReading(source: string, length: number): Promise<void> {
  const { dialect: _, ...whole } = fromText(source);
  expect(await collectParts(streamText(cutEvery(length, source)))).toEqual(whole);
  const names = new Set(whole.registry.records.map(({ name }) => name));
  const told = new Set(whole.problems.map(({ start }) => start?.line));
  const silent = source.split("\n").filter((line, at) => {
    const mark = /(?:aa|bb)\d+z/.exec(line)?.[0];
    return mark !== undefined && !names.has(mark) && !told.has(at + 1);
  });
  expect(silent).toEqual([]);
}

describe("a text of two layouts is read whole as in pieces, and no row is lost without a word", () => {
  describe.each(Object.keys(LAYOUTS))("first %s", (first) => {
    test.each(Object.keys(LAYOUTS))("then %s", async (then) => {
      const text = (count: number): string =>
        `${LAYOUTS[first]?.("aa", count)}\n${LAYOUTS[then]?.("bb", 8)}`;
      await expectOneReading(text(8), 50);
    });
  });

  // The first decides by a length of text that a stream has seen when it begins.
  test.each(Object.keys(LAYOUTS))(
    "IANA's, of which more than the top is there, then %s",
    async (then) => {
      const source = `${toText(registryOf("aa", 1_700))}\n${LAYOUTS[then]?.("bb", 8)}`;
      expect(source.length).toBeGreaterThan(100_000);
      await expectOneReading(source, 5_000);
    },
  );
});

test("a sentence with a port is no row of a list", () => {
  const note = "Port 80 tcp is that of the web.\nUse of 443/tcp, or ports 80 tcp and 81 udp.";
  const source = `PORT NUMBERS\n\n${note}\n\n${LAYOUTS["the old list"]?.("aa", 2)}`;
  const { registry, problems } = fromText(source);
  expect(registry.notes).toEqual([{ text: note }]);
  expect(problems).toEqual([]);
});
