import { protocolNumbersFromHtml } from "@portolan/html";
import { expect, test } from "vitest";

const HEADINGS = ["Decimal", "Keyword", "Protocol", "IPv6 Extension Header", "Reference"];
const headingRow = `<tr>${HEADINGS.map((text) => `<th>${text}</th>`).join("")}</tr>`;
const rowOf = (...cells: readonly string[]): string =>
  `<tr>${cells.map((text) => `<td>${text}</td>`).join("\n")}</tr>\n`;
const page = (rows: string): string => `<!DOCTYPE html>
<html><body><h1>Protocol Numbers</h1>
<dl><dt>Last Updated</dt><dd>2024-05-06</dd><dt>Note</dt><dd>A <b>note</b></dd></dl>
<table><thead>${headingRow}</thead><tbody>
${rows}</tbody></table>
<table><tr><th>ID</th><th>Name</th></tr><tr><td>[A_B]</td><td>A B</td></tr></table>
</body></html>
`;

function read(source: string) {
  const { numbers, problems, offsets } = protocolNumbersFromHtml(source);
  return {
    ...numbers,
    offsets,
    problems: problems.map(({ code, start }) => `${code} ${start?.line}:${start?.column}`),
  };
}

const ROWS =
  rowOf(
    "13",
    "ONE (deprecated)",
    "A\nname",
    "",
    '[<a href="#A_B">A_B</a>][[X]][<a href="http://www.iana.org/go/rfc791">RFC791</a>]',
  ) +
  rowOf("60-70", "", "Unassigned", "", "") +
  rowOf("145", "TWO", "", "N", "[Doe]");

test("the records of the protocol numbers are read", () => {
  const source = page(ROWS);
  expect(read(source)).toEqual({
    updated: "2024-05-06",
    records: [
      {
        number: 13,
        keyword: "ONE (deprecated)",
        description: "A\nname",
        references: [
          { type: "person", data: "A_B" },
          { type: "text", text: "[X]" },
          { type: "rfc", data: "rfc791" },
        ],
      },
      { number: { first: 60, last: 70 }, description: "Unassigned", references: [] },
      {
        number: 145,
        keyword: "TWO",
        ipv6Extension: false,
        references: [{ type: "text", text: "Doe" }],
      },
    ],
    offsets: [...source.matchAll(/<tr><td>\d/g)].map(({ index }) => index),
    problems: [],
  });
});

test("end tags that HTML lets authors leave out are not needed", () => {
  const source = page(ROWS).replace(/<\/(?:td|th|tr|thead|tbody|dt|dd)>/g, "");
  expect(read(source).records).toEqual(read(page(ROWS)).records);
  expect(read(source).updated).toBe("2024-05-06");
});

test("odd rows and columns are reported", () => {
  const headings = headingRow.replace("Protocol", "Colour");
  const rows = `${rowOf("six", "A", "", "", "")}${rowOf("7", "B")}${rowOf("8", "C", "", "", "[x")}`;
  const { records, problems } = read(`<table>${headings}\n${rows}</table>`);
  expect(records.map(({ number }) => number)).toEqual([7, 8]);
  expect(problems.map((problem) => problem.split(" ")[0])).toEqual([
    "html/column-unknown",
    "protocol-numbers/number-invalid",
    "html/cell-count",
    "record/list-invalid",
  ]);
});

test("of two columns with one heading the first counts", () => {
  const headings = headingRow.replace("Protocol", "Keyword");
  const { records, problems } = read(`<table>${headings}\n${rowOf("7", "B", "C", "", "")}</table>`);
  expect(records).toEqual([{ number: 7, keyword: "B", references: [] }]);
  expect(problems).toEqual(["html/column-duplicate 1:48"]);
});

test("of a page that is cut off the complete rows are read", () => {
  const source = page(ROWS);
  const { records, problems } = read(source.slice(0, source.indexOf("TWO")));
  expect(records.map(({ number }) => number)).toEqual([13, { first: 60, last: 70 }]);
  expect(problems.map((problem) => problem.split(" ")[0])).toEqual(["html/cut-off"]);
});

test("a page that is cut off between the tables of its records says so, too", () => {
  const source = page(ROWS);
  const behindFirst = source.indexOf("</tr>", source.indexOf("<td>13")) + "</tr>".length;
  const cut = read(`${source.slice(0, behindFirst)}\n<tr><td><table>`);
  expect(cut.records.map(({ number }) => number)).toEqual([13]);
  expect(cut.problems.map((problem) => problem.split(" ")[0])).toEqual(["html/cut-off"]);
});

test("blocks and a table in a cell are the cell's", () => {
  const rows = ROWS.replace("A\nname", "<div>A</div><div>name</div>").replace(
    "Unassigned",
    "Unassigned<table><tr><td>inner</td></tr></table>",
  );
  const { records, problems } = read(page(rows));
  expect(records).toEqual(read(page(ROWS)).records);
  expect(problems).toEqual([]);
});

test.each(["", "<table><tr><th>Service Name</th><th>Port Number</th></tr></table>"])(
  "anything else is refused: %j",
  (source) => {
    expect(read(source).problems).toEqual(["protocol-numbers/not-the-registry 1:1"]);
  },
);

test("anything that is no string is refused", () => {
  expect(() => protocolNumbersFromHtml(undefined as unknown as string)).toThrow(TypeError);
});
