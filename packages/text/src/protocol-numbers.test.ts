import { protocolNumbersFromText } from "@portolan/text";
import { expect, test } from "vitest";

const HEADINGS = `   Decimal  Keyword     Protocol    IPv6 Extension      Reference
                                        Header
`;
const ROWS = `      0    ONE       The first            Y        [RFC8200]
                     A name of                     [Doe, J., "A Book",
      9    TWO       three lines in                Doe Press,
                     all                           1979.][[X]]
    60-70            Unassigned                    [Jane_Doe]
     145   Two Words                      N        [1]
`;
const text = (rows: string, headings: string = HEADINGS): string => `   Protocol Numbers

   Last Updated
   2024-05-06

${headings}${rows}
                   Contact Information

       ID        Name       Contact URI     Last Updated
   [Jane_Doe] Jane Doe mailto:jane&example.org
`;

function read(source: string) {
  const { numbers, problems, offsets } = protocolNumbersFromText(source);
  return {
    ...numbers,
    offsets,
    problems: problems.map(({ code, start }) => `${code} ${start?.line}:${start?.column}`),
  };
}

test("the records of the protocol numbers are read", () => {
  const source = text(ROWS);
  expect(read(source)).toEqual({
    updated: "2024-05-06",
    records: [
      {
        number: 0,
        keyword: "ONE",
        description: "The first",
        ipv6Extension: true,
        references: [{ type: "rfc", data: "rfc8200" }],
      },
      {
        number: 9,
        keyword: "TWO",
        description: "A name of three lines in all",
        references: [
          { type: "text", text: 'Doe, J., "A Book", Doe Press, 1979.' },
          { type: "text", text: "[X]" },
        ],
      },
      {
        number: { first: 60, last: 70 },
        description: "Unassigned",
        references: [{ type: "text", text: "Jane_Doe" }],
      },
      {
        number: 145,
        keyword: "Two Words",
        ipv6Extension: false,
        references: [{ type: "note", data: "1" }],
      },
    ],
    offsets: ["0    ONE", "9    TWO", "60-70", "145"].map((start) => source.indexOf(start)),
    problems: [],
  });
});

test("line breaks of Windows, a byte order mark and a missing end change nothing", () => {
  const { records } = read(text(ROWS));
  expect(read(text(ROWS).replaceAll("\n", "\r\n")).records).toEqual(records);
  expect(read(`\uFEFF${text(ROWS)}`).records).toEqual(records);
  expect(read(HEADINGS + ROWS).records).toEqual(records);
});

test("lines that are no row, and rows without a number, are reported", () => {
  const { records, problems } = read(text(`${ROWS}      x    BAD      \n\nand a line of text\n`));
  expect(records.map(({ number }) => number)).toEqual([0, 9, { first: 60, last: 70 }, 145]);
  expect(problems).toContain("protocol-numbers/number-invalid 14:1");
  expect(problems).toHaveLength(2);
});

test("columns that are none of the registry's are reported", () => {
  const { records, problems } = read(text(ROWS, HEADINGS.replace("Reference", "Colour")));
  expect(records.map(({ references }) => references)).toEqual([[], [], [], []]);
  expect(problems).toEqual(["text/column-unknown 6:57"]);
});

test.each(["", "   Service Name    Port Number    Transport Protocol\n   http    80    tcp\n"])(
  "anything else is refused: %j",
  (source) => {
    expect(read(source).problems).toEqual(["protocol-numbers/not-the-registry 1:1"]);
  },
);

test("anything that is no string is refused", () => {
  expect(() => protocolNumbersFromText(undefined as unknown as string)).toThrow(TypeError);
});
