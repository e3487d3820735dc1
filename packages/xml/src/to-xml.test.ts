import { createRegistry, type Registry, Report, type ServiceRecord } from "@portolan/model";
import { fromXml, toXml, xmlChunks } from "@portolan/xml";
import { expect, test } from "vitest";

const PLAIN = { contacts: [], references: [] } as const;

/** Writes and reads back a registry; gives the text and what was reported. */
function roundTrip(registry: Registry): { xml: string; read: Registry; codes: string[] } {
  const report = new Report();
  const xml = toXml(registry, { report });
  const { registry: read, problems } = fromXml(xml);
  expect(problems).toEqual([]);
  return { xml, read, codes: report.problems.map(({ code }) => code) };
}

function registryOfOne(record: Partial<ServiceRecord>): Registry {
  return createRegistry({ records: [{ name: "a", ...PLAIN, ...record }] });
}

test("a whole registry has IANA's layout", () => {
  const registry = createRegistry({
    id: "service-names-port-numbers",
    title: "Names & Numbers",
    category: "Ports",
    updated: "2020-07-31",
    experts: ["Ada\nBen"],
    references: [{ type: "rfc", data: "rfc6335" }],
    notes: [
      { text: ["\nRead ", { reference: { type: "rfc", data: "rfc6335" } }, ".\n"] },
      { title: "Apply", text: "Now" },
    ],
    records: [
      {
        name: "example",
        port: { first: 80, last: 90 },
        protocol: "dccp",
        description: ["One", { break: true }, "two", { paragraph: "three" }],
        assignees: ["Ada", "Ben"],
        contacts: ["Cleo"],
        registrationDate: "2003-08",
        modificationDate: "2004-02-29",
        references: [
          { type: "uri", data: "urn:x", text: "X", attributes: { section: "3", page: "2" } },
        ],
        serviceCode: 7,
        unauthorizedUse: "yes",
        notes: "No",
      },
      { port: 91, contacts: [], references: [], assignees: [], emptyElements: ["name"] },
    ],
    people: [
      { id: "Ada", name: "Ada L.", organization: "Works", uris: ["a", "b"], updated: "2003-11" },
      { id: "Ben", uris: [], emptyElements: ["uri"] },
    ],
    footnotes: [{ anchor: "1", text: "Here." }],
  });
  const { xml, read, codes } = roundTrip(registry);
  expect(read).toEqual(registry);
  expect(codes).toEqual([]);
  expect(xml).toBe(`<?xml version='1.0' encoding='UTF-8'?>
<?xml-stylesheet type="text/xsl" href="service-names-port-numbers.xsl"?>
<?xml-model href="service-names-port-numbers.rng" schematypens="http://relaxng.org/ns/structure/1.0" ?>
<registry xmlns="http://www.iana.org/assignments" id="service-names-port-numbers">
  <title>Names &amp; Numbers</title>
  <category>Ports</category>
  <updated>2020-07-31</updated>
  <xref type="rfc" data="rfc6335"/>
  <expert>Ada
Ben</expert>
  <note>
Read <xref type="rfc" data="rfc6335"/>.
</note>
  <note title="Apply">Now</note>
  <record date="2003-08" updated="2004-02-29">
    <name>example</name>
    <protocol>dccp</protocol>
    <assignee>
      <xref type="person" data="Ada"/>
      <xref type="person" data="Ben"/>
    </assignee>
    <xref type="person" data="Cleo"/>
    <xref type="uri" data="urn:x" page="2" section="3">X</xref>
    <description>One<br/>two<paragraph>three</paragraph></description>
    <number>80-90</number>
    <sc>7</sc>
    <unauthorized>yes</unauthorized>
    <note>No</note>
  </record>
  <record>
    <name/>
    <assignee/>
    <number>91</number>
  </record>
  <footnote anchor="1">Here.</footnote>
  <people>
    <person id="Ada">
      <name>Ada L.</name>
      <org>Works</org>
      <uri>a</uri>
      <uri>b</uri>
      <updated>2003-11</updated>
    </person>
    <person id="Ben">
      <uri/>
    </person>
  </people>
</registry>
`);
});

test("an empty registry is well-formed", () => {
  expect(roundTrip(createRegistry()).read).toEqual(createRegistry());
});

test("the chunks are the text", () => {
  const registry = registryOfOne({ port: 1 });
  expect([...xmlChunks(registry)].join("")).toBe(toXml(registry));
});

test.each([
  "a]]>b",
  "</name><name>",
  "&amp;",
  "<!-- <![CDATA[ <?x",
  "\"'",
  "\t\n\r\n \r",
  "\u2028\u0085\u00A0",
  "😀",
])("text that could break the syntax comes back: %j", (text) => {
  const person = { id: text, name: text, uris: [text] };
  const reference = { type: "uri", data: text, text, attributes: { section: text } };
  const registry = createRegistry({
    title: text,
    notes: [{ title: text, text: [text, { reference }, text, { paragraph: text }] }],
    records: [{ name: text, contacts: [text], references: [reference], protocol: "tcp" }],
    people: [person],
  });
  expect(roundTrip(registry)).toMatchObject({ read: registry, codes: [] });
});

test("characters that XML cannot hold are replaced and reported", () => {
  const { read, codes } = roundTrip(registryOfOne({ name: "a\0b\uD800c\uFFFE", contacts: ["\b"] }));
  expect(read.records[0]).toMatchObject({ name: "a\uFFFDb\uFFFDc\uFFFD", contacts: ["\uFFFD"] });
  expect(codes).toEqual(Array(4).fill("xml/character-replaced"));
});

test("names that XML cannot have are left out and reported", () => {
  const attributes = { "a b": "1", type: "2", "": "3", 'x="': "4", "xml:lang": "en", é: "5" };
  const references = [{ type: "rfc", data: "rfc1", attributes }];
  const { read, codes } = roundTrip(
    registryOfOne({ references, emptyElements: ["xref", "note", "/", "name"] }),
  );
  expect(read.records[0]?.references[0]?.attributes).toEqual({ "xml:lang": "en", é: "5" });
  expect(read.records[0]?.emptyElements).toEqual(["note", "name"]);
  expect(codes).toEqual(Array(6).fill("xml/name-invalid"));
});

test("empty elements keep their order, wherever they belong", () => {
  const emptyElements = ["note", "description", "number", "name", "name"];
  expect(roundTrip(registryOfOne({ emptyElements })).read).toEqual(
    registryOfOne({ emptyElements }),
  );
});

test("what was said about the reading is left out and reported", () => {
  const registry = { ...registryOfOne({ inferred: ["name"] }), page: { number: 2 } };
  const { read, codes } = roundTrip(registry);
  expect(read).toEqual(registryOfOne({}));
  expect(codes).toEqual(["xml/not-carried", "xml/not-carried"]);
});

test("a reference to a person becomes a contact, which is reported", () => {
  const references = [{ type: "person", data: "Ada" }];
  const { read, codes } = roundTrip(registryOfOne({ references, contacts: ["Ben"] }));
  expect(read).toEqual(registryOfOne({ contacts: ["Ben", "Ada"] }));
  expect(codes).toEqual(["xml/reference-as-contact"]);
});
