import { protocolNumbersFromXml } from "@portolan/xml";
import { expect, test } from "vitest";

const document = (records: string): string => `<?xml version="1.0"?>
<registry xmlns="http://www.iana.org/assignments" id="protocol-numbers">
  <title>Protocol Numbers</title>
  <updated>2024-05-06</updated>
  <registry id="protocol-numbers-1">
    <title>Assigned Internet Protocol Numbers</title>
    <note>A field of <xref type="rfc" data="rfc791"/></note>
${records}
  </registry>
  <people><person id="A_B"><name>A B</name></person></people>
</registry>
`;

function read(source: string) {
  const { numbers, problems, offsets } = protocolNumbersFromXml(source);
  return {
    ...numbers,
    offsets,
    problems: problems.map(({ code, start }) => `${code} ${start?.line}:${start?.column}`),
  };
}

test("the records of the protocol numbers are read", () => {
  const source = document(`<record date="1995-06" updated="2015-10-06">
  <value>13</value><name>ONE (deprecated)</name><description>A
 name</description><xref type="person" data="A_B"/><xref type="text">[X]</xref></record>
<record><value>50</value><name>TWO</name><ipv6>Y</ipv6></record>
<record><value>60-70</value><description>Unassigned</description></record>`);
  expect(read(source)).toEqual({
    updated: "2024-05-06",
    records: [
      {
        number: 13,
        keyword: "ONE (deprecated)",
        description: "A\n name",
        references: [
          { type: "person", data: "A_B" },
          { type: "text", text: "[X]" },
        ],
        registrationDate: "1995-06",
        modificationDate: "2015-10-06",
      },
      { number: 50, keyword: "TWO", ipv6Extension: true, references: [] },
      { number: { first: 60, last: 70 }, description: "Unassigned", references: [] },
    ],
    offsets: [...source.matchAll(/<record/g)].map(({ index }) => index),
    problems: [],
  });
});

test("a record without a number, and what is unknown in one, are reported", () => {
  const source = document(`<record><value>six</value><name>A</name></record>
<record x=""><value>7</value><value>8</value><colour/>text</record>
<group/>`);
  const { records, problems } = read(source);
  expect(records).toEqual([{ number: 7, references: [] }]);
  expect(problems).toEqual([
    "protocol-numbers/number-invalid 8:1",
    "xml/text-unexpected 9:55",
    "xml/attribute-unknown 9:1",
    "xml/element-repeated 9:30",
    "xml/element-unknown 9:46",
    "xml/element-unknown 10:1",
  ]);
});

test("of a document that is cut off the complete records are read", () => {
  const whole = document(`<record><value>6</value></record>
<record><value>7</value></record>`);
  const { records, problems } = read(whole.slice(0, whole.indexOf("7</value>")));
  expect(records).toEqual([{ number: 6, references: [] }]);
  expect(problems).toEqual(["xml/not-closed 9:16"]);
});

test.each([
  ['<registry id="service-names-port-numbers"><record/></registry>', "1:1"],
  ["<page/>", "1:1"],
])("another registry is refused: %s", (source, place) => {
  expect(read(source).problems).toEqual([`protocol-numbers/not-the-registry ${place}`]);
});

test("anything that is no string is refused", () => {
  expect(() => protocolNumbersFromXml(undefined as unknown as string)).toThrow(TypeError);
});
