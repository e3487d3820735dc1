import { fromCsv, streamCsv } from "@portolan/csv";
import { COLUMNS, collectParts } from "@portolan/model";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cutAnywhere, cutEvery } from "./chunks.js";
import { hasSnapshots, NEEDS_SNAPSHOTS, readSnapshot } from "./shared.js";

const HEADER = COLUMNS.map(({ heading }) => heading).join(",");

/** Pieces of CSV, whole rows and what can be wrong with them. */
const piece = fc.constantFrom(
  HEADER,
  "Service Name;Port Number;Transport Protocol",
  "http,80,tcp,World Wide Web,,,,,,,,",
  'ssh,22,tcp,"Secure, ""safe""\r\nShell",[A],[A],2001,,[RFC4251],,,',
  "a,1,udp,,,,,,,,,",
  "d,1,udp,,,,05/06/2017,18/05/2017,,,,",
  "e,2.0,udp,,,,2024/12/20,05/06/2017,,,,",
  ",,,,,,,,,,,",
  "b,2,sctp",
  "\uFEFF",
  "'=1",
  "[",
  "x",
  '"',
  '""',
  ",",
  ";",
  "\n",
  "\r",
  "\r\n",
  " ",
);

const document = fc
  .tuple(
    fc.constantFrom(
      `${HEADER}\r\n`,
      `\uFEFF\n${HEADER}\r`,
      `sep=;\r\n${HEADER.replaceAll(",", ";")}\n`,
      "name|port|proto|registered\n",
      `${HEADER.replace("Port", '"Port')}\n`,
      "",
    ),
    fc.array(piece, { maxLength: 40 }),
  )
  .map(([start, pieces]) => start + pieces.join(""));

async function expectSame(source: string, chunks: Iterable<string>, safeCells = false) {
  const whole = fromCsv(source, { safeCells });
  const streamed = await collectParts(streamCsv(chunks, { safeCells }));
  expect(streamed.registry).toEqual(whole.registry);
  expect(streamed.offsets).toEqual(whole.offsets);
  expect(streamed.problems).toEqual(whole.problems);
}

describe("a stream of CSV", () => {
  test("gives what the whole document gives, wherever it is cut", async () => {
    await fc.assert(
      fc.asyncProperty(cutAnywhere(document), fc.boolean(), ({ source, chunks }, safeCells) =>
        expectSame(source, chunks, safeCells),
      ),
      { numRuns: 2000 },
    );
  });

  test("a quote that is never closed costs its row, also in a stream", async () => {
    const row = "a,1,udp,,,,,,,,,\r\n";
    const source = `${HEADER}\r\n${row}b,2,tcp,"never closed,,,,,,,,\r\n${row.repeat(9000)}`;
    await expectSame(source, cutEvery(4096, source));
    expect(fromCsv(source).registry.records).toHaveLength(9001);
  });

  test("hands records over before the rest has come", async () => {
    let pulled = 0;
    function* chunks(): Generator<string> {
      yield `${HEADER}\r\n`;
      for (;;) {
        pulled++;
        yield "a,1,udp,,,,,,,,,\r\n";
      }
    }
    const names: (string | undefined)[] = [];
    for await (const part of streamCsv(chunks())) {
      if ("record" in part) names.push(part.record.name);
      if (names.length === 3) break;
    }
    expect(names).toEqual(["a", "a", "a"]);
    expect(pulled).toBe(3);
  });
});

describe.skipIf(!hasSnapshots)(`published CSV ${NEEDS_SNAPSHOTS}`, () => {
  test.each(["2025-09-22", "2024-04-30", "2014-07-11"])("of %s as a stream", async (day) => {
    const source = readSnapshot(day, "csv");
    const streamed = await collectParts(streamCsv(cutEvery(65_536, source)));
    expect(streamed).toEqual(fromCsv(source));
  });
});

test("a text that is refused is refused once, however long it goes on", async () => {
  const source = "just some text, and more of it\n".repeat(20_000);
  const whole = fromCsv(source);
  expect(whole.problems.map(({ code }) => code)).toEqual(["csv/not-the-registry"]);
  for (const length of [1_000, 70_000])
    expect(await collectParts(streamCsv(cutEvery(length, source)))).toEqual(whole);
});

test("a problem of a cell begins and ends with the cell", () => {
  const row = "a,99999,tcp,b,,,2001-99,,,,,";
  const source = `${HEADER}\n${row}\n`;
  const spans = fromCsv(source).problems.map(({ start, end }) =>
    source.slice(start?.offset, end?.offset),
  );
  expect(spans).toEqual(["99999", "2001-99"]);
});
