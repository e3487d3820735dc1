import { fromXml, xmlProblems } from "@portolan/xml";
import { describe, expect, test } from "vitest";

const OPEN = '<registry id="service-names-port-numbers">\n';
const RECORD = "  <record><name>a</name></record>\n";

/** Gives each problem as `line:column code`. */
function problemsOf(source: string): readonly string[] {
  return fromXml(source).problems.map(
    ({ code, start }) => `${start?.line}:${start?.column} ${code}`,
  );
}

describe("a document that is damaged", () => {
  test.each<[string, string, string, number]>([
    ["empty", "", "1:1 xml/empty", 0],
    ["blank", "\n \n", "1:1 xml/empty", 0],
    ["plain text", "\nService Name", "2:1 xml/not-xml", 0],
    ["JSON", '{"records": []}', "1:1 xml/not-xml", 0],
    ["HTML", "<!DOCTYPE html><html><body>404</body></html>", "1:1 xml/html-page", 0],
    ["HTML that is not well-formed", "<html><p>404<br></html>", "1:1 xml/html-page", 0],
    [
      "XHTML",
      '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "a" "b">\n<html/>',
      "1:1 xml/html-page",
      0,
    ],
    ["another vocabulary", "<feed/>", "1:1 xml/root-unknown", 0],
    [
      "a group of registries",
      `${OPEN}${RECORD}<registry/></registry>`,
      "1:1 xml/other-registry",
      1,
    ],
    ["cut off between records", `${OPEN}${RECORD}${RECORD}`, "3:34 xml/not-closed", 2],
    ["cut off in a record", `${OPEN}${RECORD}  <record>\n<name>b`, "4:8 xml/not-closed", 1],
    ["cut off in a tag", `${OPEN}${RECORD}  <rec`, "3:7 xml/not-closed", 1],
    ["cut off in a root tag", "<registry", "1:10 xml/not-closed", 0],
    ["cut off in a value", `${OPEN}${RECORD}  <record date="2`, "3:11 xml/malformed", 1],
    ["cut off in a comment", `${OPEN}${RECORD}  <!-- `, "3:3 xml/malformed", 1],
    ["cut off in CDATA", `${OPEN}${RECORD}<record><![CDATA[`, "3:9 xml/malformed", 1],
    [
      "mismatched tag",
      `${OPEN}${RECORD}<record>\n <name>b</nam></record></registry>`,
      "4:9 xml/tag-mismatched",
      1,
    ],
    [
      "end tag missing",
      `${OPEN}${RECORD}<record><name>b</record></registry>`,
      "3:9 xml/tag-mismatched",
      1,
    ],
    ["end tag too many", `${OPEN}${RECORD}</record></registry>`, "3:1 xml/tag-mismatched", 1],
    ["value without quotes", `${OPEN}${RECORD}<record date=2/></registry>`, "3:9 xml/malformed", 1],
    [
      "attribute given twice",
      `${OPEN}${RECORD}<record date="" date=""/></registry>`,
      "3:17 xml/malformed",
      1,
    ],
    ["name that is none", `${OPEN}${RECORD}<a$/></registry>`, "3:1 xml/malformed", 1],
    ["two roots", `${OPEN}${RECORD}</registry>\n${OPEN}</registry>`, "4:1 xml/after-root", 1],
    ["two empty roots", "<registry/><registry/>", "1:12 xml/after-root", 0],
    ["text after the root", `${OPEN}${RECORD}</registry>\nSee you`, "4:1 xml/after-root", 1],
    ["text after an empty root", "<registry/> <!-- --> x", "1:22 xml/after-root", 0],
    [
      "CDATA before the root",
      `<!-- a -->\n<![CDATA[a]]>${OPEN}</registry>`,
      "2:1 xml/malformed",
      0,
    ],
    [
      "NUL",
      `${OPEN}${RECORD}<record><name>\0</name></record></registry>`,
      "3:15 xml/character-invalid",
      1,
    ],
    ["lone surrogate", `${OPEN}${RECORD}\uD800</registry>`, "3:1 xml/character-invalid", 1],
    ["UTF-16 read as UTF-8", "<\0r\0/\0>\0", "1:2 xml/character-invalid", 0],
    ["document type inside", `${OPEN}${RECORD}<!DOCTYPE a></registry>`, "3:1 xml/malformed", 1],
    ["no root", '<?xml version="1.0"?>\n', "1:22 xml/root-missing", 0],
    [
      "late declaration",
      `${OPEN}${RECORD}<?xml version="1.0"?></registry>`,
      "3:1 xml/malformed",
      1,
    ],
    ["comment with --", `${OPEN}${RECORD}<!-- a -- b --></registry>`, "3:1 xml/malformed", 1],
  ])("%s", (_, source, problem, records) => {
    expect(problemsOf(source)).toEqual([problem]);
    const result = fromXml(source);
    expect(result.registry.records).toHaveLength(records);
    expect(result.offsets).toHaveLength(records);
  });
});

describe("one damaged record costs one record, and is told on its line", () => {
  const record = (name: string): string =>
    `<record date="2001-01">\n<name>${name}</name>\n<xref type="rfc" data="rfc1"/>\n<note>3.5" disk\n&amp; more</note>\n</record>\n`;
  const damagedRecord = record("b");

  test.each<[string, string, string, number]>([
    ["a quote lost", 'data="rfc1"/', 'data="rfc1/', 3],
    ["an opening quote lost", 'data="rfc1', "data=rfc1", 3],
    ["the quote of the record's tag lost", '01">', "01>", 1],
    ["a tag unclosed", "<name>b</name>", "<name>b<name>", 2],
    ["an end tag lost", "<name>b</name>", "<name>b", 2],
    ["a wrong end tag", "</name>", "</nam>", 2],
    ["a wrong start tag of many lines", "<note>", "<nte>", 4],
    ["a wrong end tag of many lines", "</note>", "</nte>", 5],
    ["a start tag lost", "<name>b", "b", 2],
    ["the end of a tag lost", "<name>", "<name", 2],
    ["the end of an end tag lost", "</name>", "</name", 2],
    ["a / lost", 'rfc1"/>', 'rfc1">', 3],
    ["the record's start tag lost", '<record date="2001-01">', "", 2],
    ["the < of the record's start tag lost", "<record", "record", 1],
    ["the record's name broken", "<record ", "<recrd ", 1],
    ["the record's end tag lost", "</record>", "", 5],
    ["the name of the record's end tag broken", "</record>", "</recrd>", 6],
    ["an open comment", "<name>", "<!-- <name>", 2],
    ["an open CDATA section", "<name>", "<![CDATA[<name>", 2],
    ["an open instruction", "<name>", "<?<name>", 2],
    ["a document type", "<name>", "<!DOCTYPE [<name>", 2],
    ["a character that is none", "disk", "\0", 4],
    ["half a character", "disk", "\uD800", 4],
    ["an attribute twice", '<record date="2001-01"', '<record date="1" date="2"', 1],
  ])("%s", (_, from, to, line) => {
    const damaged = damagedRecord.replace(from, to);
    expect(damaged).not.toBe(damagedRecord);
    const source = `${OPEN}${record("a")}${damaged}${record("c")}${record("d")}</registry>\n`;
    const { registry, problems } = fromXml(source);
    expect(registry.records.map(({ name }) => name)).toEqual(["a", "c", "d"]);
    expect(registry.records.map(({ notes }) => notes)).toEqual(Array(3).fill('3.5" disk\n& more'));
    expect(problems.map(({ start }) => (start?.line ?? 0) - 7)).toEqual([line]);
    expect(registry).toEqual({
      ...fromXml(`${OPEN}</registry>`).registry,
      records: registry.records,
    });
  });

  test.each([
    ["a < and !", "<!"],
    ["the beginning of an end tag", "</"],
    ["an end tag that is more than a name", "</a b"],
    ["a character that is none", "\u0001"],
    ["a comment without an end", "<!--"],
    ["a CDATA section without an end", "<![CDATA["],
    ["an instruction without an end", "<?"],
    ["a document type without an end", "<!DOCTYPE x ["],
    ["a name that is none", "<é-1×"],
    ["the end of an element that is none", "</name>"],
  ])("%s right before a record, which is read", (_, text) => {
    const source = `${OPEN}${RECORD}${text}<record><name>b</name></record>\n${RECORD}</registry>`;
    expect(fromXml(source).registry.records.map(({ name }) => name)).toEqual(["a", "b", "a"]);
    expect(fromXml(source).problems.map(({ start }) => start?.line)).toEqual([3]);
  });

  test.each([
    ["between records", "<!x", "What follows is left out."],
    ["in the tag of a record", "<record date=1></record>", "<record> is left out."],
    ["in a record", "<record><name>b</nam></record>", "<record> is left out."],
    ["in an element between records", "<name>b</nam>", "<name> is left out."],
    ["in a comment", "<!-- a -- b -->", "The comment is left out."],
    ["in an instruction", "<? a?>", "The processing instruction is left out."],
    ["in an end tag alone", "</nam>", "The end tag is left out."],
  ])("of which is said what is left out: %s", (_, text, left) => {
    const source = `${OPEN}${RECORD}${text}\n${RECORD}</registry>`;
    expect(fromXml(source).problems.map(({ message }) => message)).toEqual([
      expect.stringContaining(left),
    ]);
  });

  test.each([
    ["before the root", `</x>${OPEN}${RECORD}</registry>`, "The end tag is left out."],
    [
      "of a registry in which people are open",
      `${OPEN}${RECORD}<people></registry>`,
      "Nothing is left out.",
    ],
  ])("in an end tag %s", (_, source, left) => {
    const { registry, problems } = fromXml(source);
    expect(registry.records).toHaveLength(1);
    expect(problems[0]?.message).toContain(left);
  });

  test.each([
    ["nothing", "", 3, 1],
    ["an element of the header", "<expert>E</expert>", 3, 1],
    ["a record", RECORD.trim(), 2, 0],
    ["people", "<people><person id='a'/></people>", 2, 0],
    ["a record that has lost its start tag", "<name>z</name></record>", 2, 0],
    ["a record that cannot be read", "<record date=1></record>", 2, 0],
  ])("a note belongs to the header, or to a lost record, behind %s", (_, before, line, count) => {
    const lost = "<note>x</note>\n<name>b</name></record>";
    const source = `${OPEN.trim()}${before}\n${lost}\n${RECORD}</registry>`;
    const { registry, problems } = fromXml(source);
    expect(registry.notes).toHaveLength(count);
    const told = problems.filter(
      ({ code, start }) => code === "xml/tag-not-opened" && start?.line !== 1,
    );
    expect(told.map(({ start }) => start?.line)).toEqual([line]);
    expect(registry.records.at(-1)?.name).toBe("a");
  });

  test("a start tag in the place of a record's end tag", () => {
    const source = `${OPEN}${RECORD}<record>\n<name>b</name><record>\n${RECORD}</registry>`;
    expect(fromXml(source).registry.records.map(({ name }) => name)).toEqual(["a", "a"]);
    expect(problemsOf(source)).toEqual(["4:15 xml/tag-not-closed", "4:23 xml/tag-not-closed"]);
  });

  test("the same among people, and in the header", () => {
    const source = `${OPEN}<title>T</title>
<note>x</not><expert>E</expert>
${RECORD}<people>
<person id="a"><name>A</name></person>
<person id="b"><name>B</nam></person>
<person id="c"><name>C</name></person>
</people></registry>`;
    const { registry } = fromXml(source);
    expect(registry).toMatchObject({ title: "T", experts: ["E"], notes: [] });
    expect(registry.people.map(({ id }) => id)).toEqual(["a", "c"]);
    expect(problemsOf(source)).toEqual(["3:8 xml/tag-mismatched", "7:23 xml/tag-mismatched"]);
  });

  test("an element of the header, even where the end of a record follows by mistake", () => {
    const source = `${OPEN}<expert>a <b c</expert>\n<note>x</record></note>\n${RECORD}</registry>`;
    expect(fromXml(source).registry).toMatchObject({ experts: [], notes: [], records: [{}] });
    expect(problemsOf(source)).toEqual([
      "2:14 xml/malformed",
      "3:8 xml/tag-mismatched",
      "3:17 xml/tag-mismatched",
    ]);
  });

  test("a start tag in the header, even where the next record has lost its own", () => {
    const source = `${OPEN}<updated<b>2020</b></updated>
<expert>E</expert>\n<re" a="b"><name>b</name></record>\n${RECORD}</registry>`;
    expect(fromXml(source).registry).toMatchObject({ experts: ["E"], records: [{ name: "a" }] });
    expect(problemsOf(source)).toEqual(["2:1 xml/malformed", "4:4 xml/malformed"]);
  });

  test("a root whose tag is broken is guessed", () => {
    const source = `<registry id="service-names-port-numbers>\n<title>T</title>\n${RECORD}</registry>`;
    expect(fromXml(source).registry).toMatchObject({ title: "T", records: [{ name: "a" }] });
    expect(problemsOf(source)).toEqual(["1:11 xml/malformed"]);
  });

  test("people without <people> are read", () => {
    const source = `${OPEN}${RECORD}<person id="a"/></people></registry>`;
    expect(fromXml(source).registry.people).toHaveLength(1);
    expect(problemsOf(source)).toEqual(["3:1 xml/person-outside", "3:17 xml/tag-mismatched"]);
  });

  test("a record inside a record is no damage", () => {
    const source = `${OPEN}<record><name>a</name>${RECORD}</record>${RECORD}</registry>`;
    expect(fromXml(source).registry.records).toHaveLength(2);
    expect(problemsOf(source)).toEqual(["2:25 xml/element-unknown"]);
  });
});

describe("the registry under a prefix", () => {
  const names = ["ns0", "iana.registry", "é"];
  test.each(names)("%s", (prefix) => {
    const plain = `${OPEN}<title>T</title>${RECORD}<people><person id="a"/></people></registry>`;
    const prefixed = plain
      .replace(/<(\/?)/g, `<$1${prefix}:`)
      .replace("registry ", `registry xmlns:${prefix}="http://www.iana.org/assignments" `);
    expect(fromXml(prefixed).registry).toEqual(fromXml(plain).registry);
    expect(problemsOf(prefixed)).toEqual([]);
  });

  test("of which only some elements have one", () => {
    const source = `<registry xmlns="http://www.iana.org/assignments" xmlns:xsi="urn:x"
xmlns:i="http://www.iana.org/assignments">
<record xmlns="http://www.iana.org/assignments"><i:name>a</i:name></record>
<j:record xmlns:j="http://www.iana.org/assignments"><j:name>b</j:name></j:record>
<record><xsi:name>c</xsi:name><name>c</name></record></registry>`;
    expect(fromXml(source).registry.records.map(({ name }) => name)).toEqual(["a", "b", "c"]);
    expect(problemsOf(source)).toEqual(["5:9 xml/element-unknown"]);
  });

  test("of another namespace is read with a warning", () => {
    const source = '<a:registry xmlns:a="urn:x"><a:title>T</a:title></a:registry>';
    expect(fromXml(source).registry.title).toBe("T");
    expect(problemsOf(source)).toEqual(["1:1 xml/namespace-unknown"]);
  });
});

describe("what is wrong with a text is reported where it stands", () => {
  test.each([
    ["a second time", "@&foo; x @&foo;"],
    ["after what is right", '<xref type="text" data="&amp; @& b"/>'],
    ["of two kinds", "@&a; @]]> @&b;"],
    ["after a CDATA section", "<![CDATA[&a; ]]> a @]]> @&a;"],
    ["after an instruction", "@&a;<?p &a; ?><!-- &a; -->@&a;"],
    ["after a comment", "x<!-- &a; \r\n -->\r\n\r\n@&a;"],
    ["after an element", "@&a; <br/> @&a; <br>@&a;</br>@&a;"],
    ["and not in a value", '<xref type="text" data="@&a;" text="x">@&a;</xref>@&a;'],
    ["each time that a text has one", "@]]> a @]]>@&a;"],
    ["each time that a value has one", '<xref type="text" data="@< a @<b@&a;"/>'],
    ["and in each value", `<xref type="text" data='"@&a;' u="@<@&a;\r\n @&a;">@&a;</xref>`],
  ])("%s", (_, marked) => {
    const before = "<registry>\r\n<record><name>a</name><note>";
    const [first = "", ...others] = marked.split("@");
    let source = before + first;
    const expected: number[] = [];
    for (const other of others) {
      expected.push(source.length);
      source += other;
    }
    const { problems } = fromXml(`${source}</note></record></registry>`);
    const places = problems.filter(({ code }) => /entity-unknown|not-escaped/.test(code));
    expect(places.map(({ start }) => start?.offset)).toEqual(expected);
    for (const { start, end, message } of places)
      expect(message).toContain(`“${source.slice(start?.offset, end?.offset)}”`);
  });
});

describe("a document that is odd is read whole", () => {
  test.each<[string, string, string, unknown]>([
    [
      "unknown entity",
      "<record>\n<name>a&nbsp;b&#0;</name></record>",
      "3:8 xml/entity-unknown,3:15 xml/entity-unknown",
      { name: "a&nbsp;b&#0;" },
    ],
    [
      "bare ampersand",
      "<record><name>b & c</name></record>",
      "2:17 xml/entity-unknown",
      { name: "b & c" },
    ],
    ["bare <", "<record><name>b < c</name></record>", "2:17 xml/not-escaped", { name: "b < c" }],
    [
      "bare ampersand in a value",
      '<record><name>a</name><xref type="rfc" data="a&b"/></record>',
      "2:47 xml/entity-unknown",
      { name: "a" },
    ],
    [
      "unescaped < in a value",
      '<record date="<"><name>a</name></record>',
      "2:15 xml/not-escaped,2:1 record/date-invalid",
      { name: "a", registrationDate: "<" },
    ],
    ["]]> in text", "<record><name>a]]></name></record>", "2:16 xml/not-escaped", { name: "a]]>" }],
    [
      "empty elements of the header",
      '<title/><expert></expert><note title=""/><record><name>a</name></record>',
      "2:1 xml/element-empty,2:9 xml/element-empty",
      { name: "a" },
    ],
    [
      "unknown element",
      "<record><name>a</name><color>red</color></record>",
      "2:23 xml/element-unknown",
      { name: "a" },
    ],
    [
      "unknown attribute",
      '<record colour="red"><name>a</name></record>',
      "2:1 xml/attribute-unknown",
      { name: "a" },
    ],
    [
      "attribute on a field",
      '<record><name lang="en">a</name></record>',
      "2:9 xml/attribute-unknown",
      { name: "a" },
    ],
    [
      "repeated element",
      "<record><name>a</name>\n<name>b</name></record>",
      "3:1 xml/element-repeated",
      { name: "a" },
    ],
    [
      "repeated assignee",
      "<record><name>a</name><assignee/><assignee/></record>",
      "2:34 xml/element-repeated",
      { name: "a", assignees: [] },
    ],
    [
      "text in a record",
      "<record><name>a</name>\n\n  stray</record>",
      "4:3 xml/text-unexpected",
      { name: "a" },
    ],
    [
      "text at a record's beginning",
      '<record date="2001-01"> stray<name>a</name></record>',
      "2:25 xml/text-unexpected",
      { name: "a", registrationDate: "2001-01" },
    ],
    [
      "text between records",
      "stray <record><name>a</name></record>",
      "2:1 xml/text-unexpected",
      { name: "a" },
    ],
    [
      "no-break space between elements",
      "<record><name>a</name>\u00A0</record>",
      "2:23 xml/text-unexpected",
      { name: "a" },
    ],
    [
      "markup in a plain field",
      "<record><name>a<br/>b</name></record>",
      "2:16 xml/markup-unknown",
      { name: "a\nb" },
    ],
    [
      "unknown markup in a plain field",
      "<record><name>a<b>c</b></name></record>",
      "2:16 xml/markup-unknown",
      { name: "ac" },
    ],
    [
      "unknown markup in text",
      "<record><name>a</name><note>see <b>this</b> now</note></record>",
      "2:33 xml/markup-unknown",
      { name: "a", notes: "see this now" },
    ],
    [
      "a contact that is no person",
      '<record><name>a</name><assignee><xref type="rfc" data="rfc1"/></assignee></record>',
      "2:33 xml/person-expected",
      { name: "a", assignees: ["RFC1"] },
    ],
    [
      "a person with text",
      '<record><name>a</name><xref type="person" data="Ada">Ada L.</xref></record>',
      "2:23 xml/person-expected",
      { name: "a", contacts: ["Ada"] },
    ],
    [
      "a reference without type",
      '<record><name>a</name><xref data="x"/></record>',
      "2:23 xml/reference-without-type",
      { name: "a", references: [{ type: "", data: "x" }] },
    ],
    [
      "port and date that are none",
      '<record updated="2023-02-30">\n<name>a</name>\n<number>70000</number></record>',
      "4:1 record/port-invalid,2:1 record/date-invalid",
      { name: "a", modificationDate: "2023-02-30", unparsed: { port: "70000" } },
    ],
    [
      "neither name nor port",
      "<record><protocol>tcp</protocol></record>",
      "2:1 record/without-name-and-port",
      { protocol: "tcp" },
    ],
    [
      "names that JavaScript knows",
      '<record constructor="a" __proto__="b"><name>a</name><__proto__/><constructor/><toString/></record>',
      "2:1 xml/attribute-unknown,2:1 xml/attribute-unknown,2:53 xml/element-unknown,2:65 xml/element-unknown,2:79 xml/element-unknown",
      { name: "a" },
    ],
  ])("%s", (_, content, problems, record) => {
    const source = `${OPEN}${content}\n</registry>`;
    expect(problemsOf(source).join()).toBe(problems);
    expect(fromXml(source).registry.records).toEqual([
      { contacts: [], references: expect.anything(), ...(record as object) },
    ]);
  });

  test("people and footnotes without what they are cited by", () => {
    const source = `${OPEN}<footnote>a</footnote><people><person/>\n<org/></people></registry>`;
    expect(problemsOf(source)).toEqual([
      "2:1 xml/id-missing",
      "2:31 xml/id-missing",
      "3:1 xml/element-unknown",
    ]);
  });

  test("another id and namespace", () => {
    const source =
      '\n<registry id="mine" xmlns="urn:x"><title>a</title><title>b</title></registry>';
    expect(problemsOf(source)).toEqual([
      "2:1 xml/registry-id",
      "2:1 xml/namespace-unknown",
      "2:51 xml/element-repeated",
    ]);
    expect(fromXml(source).registry).toMatchObject({ id: "mine", title: "a" });
  });
});

test("nesting without end is a problem, and the rest is read", () => {
  for (const depth of [5_000, 50_000]) {
    const deep = "<paragraph>".repeat(depth) + "</paragraph>".repeat(depth);
    const source = `${OPEN}<record><name>a</name><note>${deep}</note></record>\n${RECORD}</registry>`;
    expect(problemsOf(source)).toEqual(["2:689 xml/too-deep"]);
    expect(fromXml(source).registry.records).toHaveLength(2);
  }
});

describe("a document type declaration", () => {
  const read = (declarations: string, title: string): [string | undefined, string] => {
    const source = `<!DOCTYPE registry ${declarations}>\n${OPEN}<title>${title}</title></registry>`;
    return [fromXml(source).registry.title, problemsOf(source).join()];
  };

  test("gives names to texts", () => {
    const declarations = '[<!-- a --><!ENTITY a "x y"><!ENTITY __proto__ "p"><!ENTITY b "&#65;">]';
    expect(read(declarations, "&a;, &a; &__proto__; &amp;")).toEqual([
      "x y, x y p &",
      "1:1 xml/document-type",
    ]);
  });

  test("that gives one name twice, or a name to markup or to a file, gives none", () => {
    const declarations =
      '[<!ENTITY a "x"><!ENTITY a "y"><!ENTITY m "<b/>"><!ENTITY f SYSTEM "file:///etc/passwd">]';
    const [title, problems] = read(declarations, "&a;&m;&f;");
    expect(title).toBe("&a;&m;&f;");
    expect(problems).toBe(
      "1:1 xml/document-type,3:8 xml/entity-unknown,3:11 xml/entity-unknown,3:14 xml/entity-unknown",
    );
  });

  test.each([
    ["without entities", "[<!ELEMENT registry ANY>]"],
    ["that the library does not read", "[<!ELEMENT registry (a, b)><?p?><!FOO>]"],
    ["with a system identifier", 'SYSTEM "a>b.dtd"'],
  ])("%s is passed over", (_, declarations) => {
    expect(read(declarations, "T")).toEqual(["T", "1:1 xml/document-type"]);
  });

  test("with entities that name each other expands nothing", () => {
    const entities = Array.from(
      { length: 9 },
      (_, i) => `<!ENTITY a${i + 1} "${`&a${i};`.repeat(10)}">`,
    );
    expect(read(`[<!ENTITY a0 "a">${entities.join("")}]`, "&a9;")).toEqual([
      "&a9;",
      "1:1 xml/document-type,3:8 xml/entity-unknown",
    ]);
  });

  test("that does not end, or comes twice, is a problem", () => {
    expect(problemsOf("<!DOCTYPE registry [<!ENTITY")).toEqual(["1:1 xml/malformed"]);
    expect(problemsOf(`<!DOCTYPE a><!DOCTYPE a>${OPEN}</registry>`)).toEqual([
      "1:1 xml/document-type",
      "1:13 xml/malformed",
    ]);
  });
});

test("a start tag of any length has its end found", () => {
  const tag = `<record${" ".repeat(5_000_000)}date=">"${"\n".repeat(9)}>`;
  const source = `${OPEN}${tag}stray<name>a</name></record></registry>`;
  expect(problemsOf(source)).toEqual(["11:2 xml/text-unexpected", "2:1 record/date-invalid"]);
});

test("a hundred thousand siblings are read in time that grows with them", () => {
  const text = `<note>${"<b>x</b>".repeat(150_000)}</note>`;
  const { registry } = fromXml(`${OPEN}<record><name>a</name>${text}</record></registry>`);
  expect(registry.records[0]?.notes).toHaveLength(150_000);
});

test("every problem has a severity, a message and a cure", () => {
  for (const [code, [severity, message, cure]] of Object.entries(xmlProblems)) {
    expect(code).toMatch(/^xml\/[a-z-]+$/);
    expect(["error", "warning"]).toContain(severity);
    expect(message).toMatch(/[.}]$/);
    expect(cure).toMatch(/\.$/);
  }
});
