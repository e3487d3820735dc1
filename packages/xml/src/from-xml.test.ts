import { fromXml } from "@portolan/xml";
import { describe, expect, test } from "vitest";

/** Wraps the content of a registry, so that it begins in line 2. */
function registry(content: string): string {
  return `<registry xmlns="http://www.iana.org/assignments" id="service-names-port-numbers">\n${content}\n</registry>\n`;
}

/** Reads one record's content without problems. */
function record(content: string, attributes = ""): unknown {
  const { registry: read, problems } = fromXml(
    registry(`<record${attributes}>${content}</record>`),
  );
  expect(problems).toEqual([]);
  return read.records[0];
}

test("a record has all that its element has", () => {
  const read = record(
    `
    <name>example</name>
    <protocol>dccp</protocol>
    <assignee><xref type="person" data="Ada"/><xref type="person" data="Ben"/></assignee>
    <xref type="person" data="Cleo"/>
    <xref type="rfc" data="rfc4340"/>
    <xref type="uri" data="https://example.org/x" section="3">X</xref>
    <description>An example</description>
    <number>1234-1236</number>
    <sc>1145656131</sc>
    <unauthorized>By nobody
    </unauthorized>
    <note>None</note>`,
    ' date="2003-08" updated="2004-02-29"',
  );
  expect(read).toEqual({
    name: "example",
    protocol: "dccp",
    assignees: ["Ada", "Ben"],
    contacts: ["Cleo"],
    references: [
      { type: "rfc", data: "rfc4340" },
      { type: "uri", data: "https://example.org/x", text: "X", attributes: { section: "3" } },
    ],
    description: "An example",
    port: { first: 1234, last: 1236 },
    serviceCode: 1145656131,
    unauthorizedUse: "By nobody\n    ",
    notes: "None",
    registrationDate: "2003-08",
    modificationDate: "2004-02-29",
  });
});

describe("a reference has what its element has, and nothing else", () => {
  test.each([
    ['type="rfc" data="rfc1"', "", { type: "rfc", data: "rfc1" }],
    ['data="rfc1" type="rfc"', "", { type: "rfc", data: "rfc1" }],
    ['type="rfc" data="rfc1"', "1", { type: "rfc", data: "rfc1", text: "1" }],
    ['type="rfc" data=""', "", { type: "rfc", data: "" }],
    ['type="rfc"', "", { type: "rfc" }],
    ['type="text"', "1", { type: "text", text: "1" }],
    ['type="rfc" a="1"', "", { type: "rfc", attributes: { a: "1" } }],
    ['a="1" type="text"', "1", { type: "text", text: "1", attributes: { a: "1" } }],
    ['type="rfc" data="b" a="1"', "", { type: "rfc", data: "b", attributes: { a: "1" } }],
    ['a="1" data="b" type="rfc"', "", { type: "rfc", data: "b", attributes: { a: "1" } }],
    ['a="1" type="rfc" b="2"', "", { type: "rfc", attributes: { a: "1", b: "2" } }],
  ])("%s, %j", (attributes, text, reference) => {
    expect(record(`<name>a</name><xref ${attributes}>${text}</xref>`)).toEqual({
      name: "a",
      references: [reference],
      contacts: [],
    });
  });

  test.each(['data="rfc1"', 'data="rfc1" a="1"', ""])(
    "its type, or a problem: %j",
    (attributes) => {
      const read = fromXml(registry(`<record><name>a</name><xref ${attributes}/></record>`));
      const codes = read.problems.map(({ code }) => code);
      expect(codes).toEqual(["xml/reference-without-type"]);
      expect(read.registry.records[0]?.references[0]?.type).toBe("");
    },
  );
});

test("children may stand in any order", () => {
  const a = record(`<number>7</number><xref type="rfc" data="rfc862"/><name>echo</name>`);
  const b = record(`<name>echo</name><number>7</number><xref type="rfc" data="rfc862"/>`);
  expect(a).toEqual(b);
});

test("running text keeps references, breaks, paragraphs and white space", () => {
  const notes = `See <xref type="rfc" data="rfc1"/> and
  <xref type="person" data="Ada"/>.<br/>
  <paragraph>One <br/>two</paragraph>
  <paragraph/>`;
  expect(record(`<name>x</name><note>${notes}</note>`)).toHaveProperty("notes", [
    "See ",
    { reference: { type: "rfc", data: "rfc1" } },
    " and\n  ",
    { reference: { type: "person", data: "Ada" } },
    ".",
    { break: true },
    "\n  ",
    { paragraph: ["One ", { break: true }, "two"] },
    "\n  ",
    { paragraph: "" },
  ]);
});

describe("text", () => {
  test.each([
    [
      "references by number and name",
      "&#65;&#x42;&amp;&lt;&gt;&quot;&apos;&#128512;",
      "AB&<>\"'😀",
    ],
    ["CDATA, where nothing is decoded", "a<![CDATA[<b>&amp;]]>c", "a<b>&amp;c"],
    ["comments and processing instructions", "a<!-- < & --><?mark it's?>b", "ab"],
    ["line ends of every system", "a\r\nb\rc\n&#13;", "a\nb\nc\n\r"],
    ["white space at both ends", " \ta ", " \ta "],
    ["nothing but white space", " ", " "],
    ["names that JavaScript knows", "constructor __proto__", "constructor __proto__"],
  ])("%s", (_, xml, text) => {
    expect(record(`<name>${xml}</name>`)).toHaveProperty("name", text);
  });

  test("a line break in an attribute is a blank, a reference to one is a line break", () => {
    const xref = `<xref type="uri" data="a\n\tb&#10;c&lt;&amp;"/>`;
    expect(record(`<name>x</name>${xref}`)).toHaveProperty("references", [
      { type: "uri", data: "a  b\nc<&" },
    ]);
  });
});

test("an explicit assignee is told from an absent and from an empty one", () => {
  expect(record("<name>x</name>")).not.toHaveProperty("assignees");
  expect(record("<name>x</name><assignee/>")).toHaveProperty("assignees", []);
});

test("elements without content are remembered", () => {
  expect(record("<name/><description></description><number>9</number>")).toEqual({
    port: 9,
    contacts: [],
    references: [],
    emptyElements: ["name", "description"],
  });
});

test("the header, footnotes and people", () => {
  const { registry: read, problems } = fromXml(
    registry(`
  <title>Names</title>
  <category>Ports</category>
  <updated>2020-07-31</updated>
  <xref type="rfc" data="rfc6335"/>
  <expert>Ada,
and Ben</expert>
  <expert>Cleo</expert>
  <note>
Read <xref type="rfc" data="rfc6335"/>.
</note>
  <note title="Apply"><xref type="uri" data="https://example.org/"/></note>
  <footnote anchor="1">Only &lt;here&gt;.</footnote>
  <people>
    <person id="Ada"><name>Ada L.</name><org>Works</org><uri>mailto:a&amp;b</uri>
      <uri>https://example.org/</uri><uri/><updated>2003-11</updated></person>
    <person id="Ben"/>
  </people>`),
  );
  expect(problems).toEqual([]);
  expect(read).toEqual({
    id: "service-names-port-numbers",
    title: "Names",
    category: "Ports",
    updated: "2020-07-31",
    references: [{ type: "rfc", data: "rfc6335" }],
    experts: ["Ada,\nand Ben", "Cleo"],
    notes: [
      { text: ["\nRead ", { reference: { type: "rfc", data: "rfc6335" } }, ".\n"] },
      { title: "Apply", text: [{ reference: { type: "uri", data: "https://example.org/" } }] },
    ],
    records: [],
    footnotes: [{ anchor: "1", text: "Only <here>." }],
    people: [
      {
        id: "Ada",
        name: "Ada L.",
        organization: "Works",
        uris: ["mailto:a&b", "https://example.org/"],
        updated: "2003-11",
        emptyElements: ["uri"],
      },
      { id: "Ben", uris: [] },
    ],
  });
});

test("offsets lead to the records, with a byte order mark and CRLF too", () => {
  const source = `\uFEFF${registry("<record>\n<name>a</name></record>\n  <record><name>b</name></record>")}`;
  const crlf = source.replaceAll("\n", "\r\n");
  for (const text of [source, crlf]) {
    const { offsets, problems } = fromXml(text);
    expect(problems).toEqual([]);
    expect(offsets.map((offset) => text.slice(offset, offset + 7))).toEqual(["<record", "<record"]);
  }
});

test("anything but a string is a wrong argument", () => {
  expect(() => fromXml(new Uint8Array() as unknown as string)).toThrow(TypeError);
});
