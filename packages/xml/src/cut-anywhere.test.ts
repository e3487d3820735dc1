import { deepStrictEqual } from "node:assert";
import { collectParts } from "@portolan/model";
import { fromXml, streamXml } from "@portolan/xml";
import { expect, test } from "vitest";

const OPEN = '<registry id="service-names-port-numbers">\n';
const RECORD = "<record><name>a</name></record>\n";
const inRecord = (text: string): string =>
  `${OPEN}<record><name>a</name><description>${text}</description></record>\n${RECORD}</registry>\n`;
const between = (text: string): string => `${OPEN}${RECORD}${text}${RECORD}</registry>\n`;

/** Documents in which a cut may hide what comes next: each kind of markup, whole and damaged. */
const DOCUMENTS: Readonly<Record<string, string>> = {
  "a declaration": `\uFEFF<?xml version="1.0" encoding="UTF-8" standalone='yes'?>\n${OPEN}${RECORD}</registry>`,
  "a document type": `<!DOCTYPE registry [<!ENTITY e "x>y">]>\n${inRecord("&e; &f;")}`,
  "a document type without an end": `<!DOCTYPE registry [<!ENTITY e "x">\n${inRecord("&e;")}`,
  "comments and sections": inRecord("a<!-- <record> --><![CDATA[</record>]]>b<?p <record?>c"),
  "the same between records": between("<!-- <record> --><![CDATA[</record>]]>b<?p <record?>\n"),
  references: inRecord("&amp;&lt;&#65;&#x41;&#xD800;&#x110000;&unknown;&amp &; &#; &#x;"),
  "lines that end with both": inRecord("a\r\nb\rc\n").replaceAll("\n", "\r\n"),
  "signs that are none": inRecord("a < b > c ]]> d <5 <! <- & e"),
  "signs that are none, between": between("< <! <5 ]]>\n"),
  "characters beyond": inRecord("𝒜<𝒜>x</𝒜>𝒜"),
  "half a character": inRecord("a\ud835b\udc9cc"),
  "half a character at the end": `${OPEN}${RECORD}\ud835`,
  "characters that XML cannot hold": inRecord("a\u0000b\uFFFEc\u0008"),
  "a character that XML cannot hold at the end": `${OPEN}${RECORD}\u0001`,
  "a character that XML cannot hold before one beyond": inRecord("a\u0001b𝒜c"),
  prefixes: inRecord("a").replaceAll(/<(\/?)(?=[a-z])/g, "<$1p:"),
  "a record in a record": between(
    `<record><name>b</name>${RECORD}<protocol>tcp</protocol></record>\n`,
  ),
  "an empty record in a record": between(
    "<record><name>b</name><record/><protocol>tcp</protocol></record>\n",
  ),
  "a record that lost its end": between("<record><name>b</name>\n"),
  "a person in a person": `${OPEN}${RECORD}<people><person id="A"><name>A</name><person id="B"/></person><person id="C"><name>C</name><person id="D"><name>D</name></person></person></people></registry>`,
  "a person that lost its end": `${OPEN}${RECORD}<people><person id="A"><name>A</name><person id="B"><name>B</name></person></people></registry>`,
  "one of three people that lost its end": `${OPEN}${RECORD}<people><person id="A"><name>A</name>\n<person id="B"><name>B</name></person>\n<person id="C"/></people></registry>`,
  "people in a record": between(
    `<record><name>b</name><people><person id="A"/></people></record>\n`,
  ),
  "records among people": `${OPEN}<people><person id="A"/>${RECORD}</people>${RECORD}</registry>`,
  "tags that do not fit": between("<record><name>b</nam></record>\n"),
  "tags with blanks": between("<record ><name\n>b</name\t></record \n>\n"),
  "an end tag in the middle": between("</record>\n</name>\n"),
  "attributes of every kind": between(
    `<record date="2001-02-03" updated='2002-02-03'><xref type = "rfc"\ndata="rfc1"/><xref type="rfc" data="a<b&amp;"/><xref type=rfc/></record>\n`,
  ),
  "values without an end": `${OPEN}${RECORD}<record date="2001-02-03><name>b</name></record>\n${RECORD}</registry>`,
  "notes and a title": `${OPEN}<title>T &amp; U</title><category>C</category><updated>2025-01-02</updated><note title="N">Text <br/><xref type="rfc" data="rfc1"/></note><expert>E</expert>${RECORD}<footnote anchor="1">F</footnote></registry>`,
  "two registries": `<group>${OPEN}${RECORD}</registry>${OPEN}${RECORD}</registry></group>`,
  "text behind the end": `${OPEN}${RECORD}</registry>\ntext <x>`,
  "a comment behind the end": `${OPEN}${RECORD}</registry>\n<!-- c -->\n`,
  "a comment without an end": between("<!-- "),
  "a comment in a comment behind a damaged record": between(
    "<record><name>b</nam></record>\n<!--<!-- <record><name>c</name></record> -->\n",
  ),
  "a comment that hides a record behind a damaged one": between(
    "<record><name>b</nam></record>\n<!-- <record><name>c</name></record> -->\n",
  ),
  "a comment that begins as it ends behind a damaged record": between(
    "<record><name>b</nam>\n<!--> <record><name>c</name></record> -->\n",
  ),
  "an end of a comment before one behind a damaged record": between(
    "<record><name>b</nam>\n--><!-- <record><name>c</name></record> -->\n",
  ),
  "sections that hide a record behind a damaged one": between(
    "<record><name>b</nam>\n<![CDATA[<record><name>c</name></record>]]><?p <record><name>d</name></record>?>\n",
  ),
  "deep markup": inRecord(`${"<b>".repeat(70)}x${"</b>".repeat(70)}`),
};

test.each(Object.entries(DOCUMENTS))(
  "%s: what comes in two pieces, or letter by letter, is what is there as a whole",
  async (_, source) => {
    const whole = fromXml(source);
    for (let at = 0; at <= source.length; at++)
      deepStrictEqual(
        await collectParts(streamXml([source.slice(0, at), source.slice(at)])),
        whole,
        `cut at ${at}: ${source.slice(at - 10, at)}|${source.slice(at, at + 10)}`,
      );
    deepStrictEqual(await collectParts(streamXml(source)), whole);
  },
);

test("records in records and people in people are told from those that lost their end", () => {
  const namesOf = (name: string): readonly (string | undefined)[] =>
    fromXml(DOCUMENTS[name] ?? "").registry.records.map((record) => record.name);
  expect(namesOf("a record in a record")).toEqual(["a", "b", "a"]);
  expect(namesOf("an empty record in a record")).toEqual(["a", "b", "a"]);
  expect(namesOf("a record that lost its end")).toEqual(["a", "a"]);
  const idsOf = (name: string): readonly string[] =>
    fromXml(DOCUMENTS[name] ?? "").registry.people.map(({ id }) => id);
  expect(idsOf("a person that lost its end")).toEqual(["B"]);
  expect(idsOf("one of three people that lost its end")).toEqual(["B", "C"]);
  expect(idsOf("a person in a person")).toEqual(["A", "C"]);
  for (const name of Object.keys(DOCUMENTS).filter((its) =>
    / hides? a record|as it ends|an end of a/.test(its),
  ))
    expect(namesOf(name), name).toEqual(["a", "a"]);
  expect(namesOf("a comment in a comment behind a damaged record")).toEqual(["a", "a"]);
  expect(namesOf("people in a record")).toEqual(["a", "b", "a"]);
});

test("what XML cannot hold is told, at the end of a document, too", () => {
  for (const name of Object.keys(DOCUMENTS).filter((its) =>
    /XML cannot hold|half a character/.test(its),
  ))
    expect(
      fromXml(DOCUMENTS[name] ?? "").problems.some(({ code }) => code.startsWith("xml/character")),
      name,
    ).toBe(true);
});
