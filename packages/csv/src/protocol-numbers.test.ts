import { protocolNumbersFromCsv } from "@portolan/csv";
import { expect, test } from "vitest";

const HEADER = "Decimal,Keyword,Protocol,IPv6 Extension Header,Reference";

function read(source: string) {
  const { numbers, problems, offsets } = protocolNumbersFromCsv(source);
  return {
    ...numbers,
    offsets,
    problems: problems.map(({ code, start }) => `${code} ${start?.line}:${start?.column}`),
  };
}

test("the records of the protocol numbers are read", () => {
  const source = `\uFEFF${HEADER}\r\n9,ONE (deprecated),"a\nname",,"[Doe, J., ""One"", 1977.][A_B]"\r\n60-70,,Unassigned,,\r\n145,TWO,,N,[RFC9491]\r\n`;
  expect(read(source)).toEqual({
    records: [
      {
        number: 9,
        keyword: "ONE (deprecated)",
        description: "a\nname",
        references: [
          { type: "text", text: 'Doe, J., "One", 1977.' },
          { type: "text", text: "A_B" },
        ],
      },
      { number: { first: 60, last: 70 }, description: "Unassigned", references: [] },
      {
        number: 145,
        keyword: "TWO",
        ipv6Extension: false,
        references: [{ type: "rfc", data: "rfc9491" }],
      },
    ],
    offsets: [source.indexOf("9,ONE"), source.indexOf("60-"), source.indexOf("145")],
    problems: [],
  });
});

test("columns may stand in any order, and unknown ones are reported", () => {
  const { records, problems } = read("Keyword,Colour,Decimal\nTCP,red,6\n");
  expect(records).toEqual([{ number: 6, keyword: "TCP", references: [] }]);
  expect(problems).toEqual(["csv/column-unknown 1:1"]);
});

test("of two columns with one heading the first counts", () => {
  const { records, problems } = read("Decimal,Keyword,Keyword,Decimal\n6,TCP,UDP,17\n");
  expect(records).toEqual([{ number: 6, keyword: "TCP", references: [] }]);
  expect(problems).toEqual(["csv/column-duplicate 1:1", "csv/column-duplicate 1:1"]);
});

test("a bad row costs that row only", () => {
  const source = `${HEADER}\n1,A,,,\n2,"B,,,\n3,C,,,\n4,D\nx,E,,,\nmore text\n${HEADER}\n5,F,,,[a`;
  const { records, problems } = read(source);
  expect(records.map(({ number, keyword }) => `${String(number)} ${keyword}`)).toEqual([
    "1 A",
    "3 C",
    "4 D",
    "5 F",
  ]);
  expect(problems).toEqual([
    "csv/quote-not-closed 3:3",
    "csv/cells-missing 5:1",
    "protocol-numbers/number-invalid 6:1",
    "csv/row-short 7:1",
    "csv/header-repeated 8:1",
    "record/list-invalid 9:1",
  ]);
});

test.each(["", "Service Name,Port Number,Transport Protocol\nhttp,80,tcp\n", "6,TCP,,,\n"])(
  "anything else is refused: %j",
  (source) => {
    expect(read(source).problems).toEqual(["protocol-numbers/not-the-registry 1:1"]);
  },
);

test("anything that is no string is refused", () => {
  expect(() => protocolNumbersFromCsv(undefined as unknown as string)).toThrow(TypeError);
});
