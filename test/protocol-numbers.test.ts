import { readFileSync } from "node:fs";
import { type ProtocolNumbersFormat, readProtocolNumbers } from "@portolan/convert";
import {
  formatPort,
  oneLine,
  type ProtocolNumbers,
  type ProtocolRecord,
  type Reference,
  referenceLabel,
} from "@portolan/model";
import { collapseSpace, parseReferenceLabel } from "@portolan/model/internal";
import { toProtocols } from "@portolan/services";
import { protocolNumbersFromXml } from "@portolan/xml";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CSV, HTML, TEXT, XML } from "./protocol-numbers-forms.js";
import { asCsv, asPage } from "./protocol-numbers-published.js";
import { hasSnapshots, NEEDS_SNAPSHOTS, sharedPath } from "./shared.js";

const FORMS = { csv: CSV, html: HTML, text: TEXT, xml: XML };

/** Takes something out of a registry that a form cannot carry. */
type Loss = (numbers: ProtocolNumbers) => ProtocolNumbers;

const eachRecord =
  (change: (record: ProtocolRecord) => ProtocolRecord): Loss =>
  (numbers) => ({ ...numbers, records: numbers.records.map(change) });

/** Only XML has the dates on which a record was made and changed. */
const datesOfRecords = eachRecord(
  ({ registrationDate: _registered, modificationDate: _modified, ...record }) => record,
);

/** CSV is a table without a head. */
const dateOfRegistry: Loss = ({ records }) => ({ records });

/** In CSV and text a reference is a label: a person looks like free text, an address is gone. */
const kindsOfReferences = eachRecord(({ references, ...record }) => ({
  ...record,
  references: references.map((reference) => parseReferenceLabel(referenceLabel(reference))),
}));

/** The text's cells are wrapped: any white space may be a line break. */
const whiteSpace = eachRecord(({ references, ...record }) => ({
  ...record,
  ...(record.description === undefined ? {} : { description: oneLine(record.description) }),
  references: references.map((reference): Reference => {
    const { text } = reference;
    return text === undefined ? reference : { ...reference, text: collapseSpace(text) };
  }),
}));

/** Lists what each form cannot carry. */
const LOSSES: { readonly [format in ProtocolNumbersFormat]: readonly Loss[] } = {
  xml: [],
  csv: [dateOfRegistry, datesOfRecords, kindsOfReferences],
  html: [datesOfRecords],
  text: [datesOfRecords, kindsOfReferences, whiteSpace],
};

const without = (numbers: ProtocolNumbers, losses: readonly Loss[]): ProtocolNumbers =>
  losses.reduce((left, lose) => lose(left), numbers);

async function expectOneTruth(
  truth: ProtocolNumbers,
  format: ProtocolNumbersFormat,
  source: string,
): Promise<void> {
  const { numbers, problems, offsets } = await readProtocolNumbers(source);
  // The text's layout allows two ways to part some rows, and the reader says so.
  expect(problems.filter(({ code }) => code !== "text/row-ambiguous")).toEqual([]);
  expect(numbers).toEqual(without(truth, LOSSES[format]));
  for (const loss of LOSSES[format]) {
    const others = LOSSES[format].filter((other) => other !== loss);
    expect(numbers, "a loss that is none any more").not.toEqual(without(truth, others));
  }
  expect(offsets).toEqual([...offsets].sort((a, b) => a - b));
  expect(offsets).toHaveLength(numbers.records.length);
  expect(toProtocols(numbers, { header: false })).toBe(toProtocols(truth, { header: false }));
}

describe("a small registry of protocol numbers", () => {
  const { numbers } = protocolNumbersFromXml(XML);

  test("has all there is in one", () => {
    expect(numbers.updated).toBe("2024-05-06");
    expect(numbers.records.map(({ number }) => formatPort(number)).join(" ")).toBe(
      "0 9 13 28 29 84 107 135 146 148-252 253 255",
    );
    expect(numbers.records.find(({ number }) => number === 146)).toEqual({
      number: 146,
      keyword: "Homa",
      description: "Homa",
      ipv6Extension: false,
      references: [{ type: "uri", data: "https://example.org/homa", text: "HomaModule" }],
      registrationDate: "2024-10-24",
    });
  });

  test.each(Object.entries(FORMS))(
    "is the same as %s, up to what that cannot carry",
    (format, source) => expectOneTruth(numbers, format as ProtocolNumbersFormat, source),
  );

  test.each(Object.entries(FORMS))(
    "is read from %s with a piece missing",
    async (format, source) => {
      const places = fc.array(fc.nat({ max: source.length }), { minLength: 2, maxLength: 2 });
      await fc.assert(
        fc.asyncProperty(places, async (cut) => {
          const [start = 0, end = 0] = cut.toSorted((a, b) => a - b);
          const damaged = source.slice(0, start) + source.slice(end);
          const from = format as ProtocolNumbersFormat;
          const read = await readProtocolNumbers(damaged, { from });
          for (const { start: place } of read.problems) expect(place).toBeDefined();
          // What a file without a single record is, is always said.
          expect(read.numbers.records.length + read.problems.length).toBeGreaterThan(0);
          expect(read.offsets).toHaveLength(read.numbers.records.length);
        }),
        { numRuns: 100 },
      );
    },
  );

  test("is written as these tests write the published one", () => {
    expect(asCsv(numbers)).toBe(CSV);
    expect(HTML).toContain(/<tbody>.*<\/tbody>/s.exec(asPage(numbers))?.[0]);
  });
});

describe.skipIf(!hasSnapshots)(`the published protocol numbers ${NEEDS_SNAPSHOTS}`, () => {
  const read = (file: string): string =>
    readFileSync(sharedPath(`registry/protocol-numbers/${file}`), "utf8");
  const published = () => protocolNumbersFromXml(read("protocol-numbers.xml"));

  test("are read whole from XML", () => {
    const { numbers, problems } = published();
    expect(problems).toEqual([]);
    expect(numbers.updated).toBe("2026-03-09");
    expect(numbers.records).toHaveLength(152);
    const covered = numbers.records.flatMap(({ number }) =>
      typeof number === "number"
        ? number
        : Array.from({ length: number.last - number.first + 1 }, (_, i) => number.first + i),
    );
    expect(covered).toEqual(Array.from({ length: 256 }, (_, number) => number));
  });

  test("are the same in text, CSV and page", async () => {
    const { numbers } = published();
    await expectOneTruth(numbers, "text", read("protocol-numbers.txt"));
    await expectOneTruth(numbers, "csv", asCsv(numbers));
    await expectOneTruth(numbers, "html", asPage(numbers));
  });

  test("were the same in 2015, but for what IANA has changed since", async () => {
    const page = read("protocol-numbers-2015.xhtml");
    const then = await readProtocolNumbers(page);
    expect(then.problems).toEqual([]);
    expect(then.numbers.updated).toBe("2015-01-06");
    expect(then.numbers.records).toHaveLength(148);
    // The page is made as these tests make one: the rows are the same, byte for byte.
    expect(page.replaceAll(" />", "/>")).toContain(
      /<tbody>.*<\/tbody>/s.exec(asPage(then.numbers))?.[0],
    );
    const entries = ({ records }: ProtocolNumbers): readonly string[] =>
      records.map(({ number, keyword = "" }) => `${formatPort(number)} ${keyword}`);
    const [before, now] = [entries(then.numbers), entries(published().numbers)];
    expect(before.filter((entry) => !now.includes(entry))).toEqual([
      "13 ARGUS",
      "55 MOBILE",
      "84 TTP",
      "122 SM",
      "143-252 ",
    ]);
    expect(now.filter((entry) => !before.includes(entry))).toEqual([
      "13 ARGUS (deprecated)",
      "55 Min-IPv4",
      "122 SM (deprecated)",
      "143 Ethernet",
      "144 AGGFRAG",
      "145 NSH",
      "146 Homa",
      "147 BIT-EMU",
      "148-252 ",
    ]);
  });
});
