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

describe("a document that cannot be read to its end", () => {
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
    ["cut off in a value", `${OPEN}${RECORD}  <record date="2`, "3:10 xml/malformed", 1],
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
      "3:16 xml/tag-mismatched",
      1,
    ],
    ["end tag too many", `${OPEN}${RECORD}</record></registry>`, "3:1 xml/tag-mismatched", 1],
    [
      "bare ampersand",
      `${OPEN}${RECORD}<record><name>b & c</name></record></registry>`,
      "3:17 xml/malformed",
      1,
    ],
    ["value without quotes", `${OPEN}${RECORD}<record date=2/></registry>`, "3:9 xml/malformed", 1],
    [
      "attribute given twice",
      `${OPEN}${RECORD}<record date="" date=""/></registry>`,
      "3:17 xml/malformed",
      1,
    ],
    ["name that is none", `${OPEN}${RECORD}<1/></registry>`, "3:3 xml/malformed", 1],
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
    [
      "document type",
      `<!DOCTYPE registry [<!ENTITY a "b">]>\n${OPEN}</registry>`,
      "1:1 xml/document-type",
      0,
    ],
    ["document type inside", `${OPEN}${RECORD}<!DOCTYPE a></registry>`, "3:1 xml/document-type", 1],
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

test("entities that name each other expand to nothing", () => {
  const entities = Array.from(
    { length: 9 },
    (_, i) => `<!ENTITY a${i + 1} "${`&a${i};`.repeat(10)}">`,
  );
  const source = `<!DOCTYPE registry [<!ENTITY a0 "a">${entities.join("")}]>${OPEN}<title>&a9;</title></registry>`;
  expect(problemsOf(source)).toEqual(["1:1 xml/document-type"]);
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
