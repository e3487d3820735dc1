import { deepStrictEqual } from "node:assert";
import { collectParts, type ParseResult } from "@portolan/model";
import { fromXml, streamXml } from "@portolan/xml";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cutEvery } from "./chunks.js";
import { hasSnapshots, NEEDS_SNAPSHOTS, readSnapshot, XML_DAYS } from "./shared.js";
import { edited, XML_DOCUMENT } from "./xml-edits.js";

async function expectSame(source: string, lengths: readonly number[]): Promise<ParseResult> {
  const whole = fromXml(source);
  for (const length of lengths)
    deepStrictEqual(await collectParts(streamXml(cutEvery(length, source))), whole);
  return whole;
}

test("edited documents give the same in chunks as whole", async () => {
  const length = fc.integer({ min: 1, max: XML_DOCUMENT.length });
  await fc.assert(
    fc.asyncProperty(edited(fc.constant(XML_DOCUMENT)), length, async (source, chunkLength) => {
      await expectSame(source, [chunkLength]);
    }),
    { numRuns: 3000 },
  );
});

test("so do edited documents with prefixes, a document type and other line ends", async () => {
  const odd = `\uFEFF${XML_DOCUMENT}`
    .replace(/<(\/?)(?=[a-z])/g, "<$1p:")
    .replace("<p:registry ", '<!DOCTYPE r [<!ENTITY e "x>y">]>\n<p:registry xmlns:p="urn:p" ')
    .replace("A &amp;", "&e; &amp;")
    .replaceAll("\n", "\r\n");
  expect(fromXml(odd).registry.title).toBe("x>y & B");
  const length = fc.integer({ min: 1, max: 200 });
  await fc.assert(
    fc.asyncProperty(edited(fc.constant(odd)), length, async (source, chunkLength) => {
      await expectSame(source, [chunkLength]);
    }),
    { numRuns: 1500 },
  );
});

describe("a damaged document gives the same in chunks as whole, and one problem", () => {
  const record = "<record><name>a</name></record>\n";
  const open = `<?xml version="1.0"?>\n<registry id="service-names-port-numbers">\n${record}`;
  test.each([
    ["nothing", ""],
    ["blanks", "\n \n"],
    ["text", "\nService Name"],
    ["HTML", "<!DOCTYPE html><html><body>404</body></html>"],
    ["HTML without a document type", "<html><p>404<br></html>"],
    ["a document type", `<!DOCTYPE registry [<!ENTITY a "b">]>\n<registry>${record}</registry>`],
    ["the end in the first tag", "<?xml version='1.0'?>\n<registry id="],
    ["the end between records", `${open}${record}`],
    ["the end in a record", `${open}<record>\n<name>b`],
    ["the end in a tag", `${open}<rec`],
    ["the end in a value", `${open}<record date="2`],
    ["the end in a comment", `${open}<!-- `],
    ["the end among people", `${open}<people>\n<person id="a"></person>\n`],
    ["a wrong end tag in a record", `${open}<record>\n<name>b</nam></record></registry>`],
    ["a missing end tag", `${open}<record><name>b</record></registry>`],
    ["an end tag too many", `${open}</record></registry>`],
    ["a wrong end tag among people", `${open}\n<people>\n</person></people></registry>`],
    ["an attribute without quotes", `${open}<record date=2/></registry>`],
    ["a character that is none", `${open}<record><name>\0</name></record></registry>`],
    ["an end tag with an attribute", `${open}</registry a="b">`],
    ["a second root", `${open}</registry>\n${open}</registry>`],
    ["text after the root", `${open}</registry>\nSee you`],
    ["text after an empty root", "<registry/> <!-- --> x"],
    ["a comment with -- after the root", `${open}</registry><!-- -- -->`],
    ["an open comment after the root", `${open}</registry><!-- `],
  ])("%s", async (_, source) => {
    const { problems } = await expectSame(source, [1, 7, 1000]);
    expect(problems).toHaveLength(1);
  });
});

test("a declaration after a byte order mark is one, however long what follows it waits", async () => {
  const declared = `<?xml version="1.0"?>\n<?${"long ".repeat(20_000)}?>\n<registry></registry>`;
  for (const source of [`\uFEFF${declared}`, ` ${declared}`, `\uFEFF ${declared}`]) {
    const { problems } = await expectSame(source, [1_000, 70_000]);
    const isFirst = /^\uFEFF?</.test(source);
    expect(problems.some(({ code }) => code === "xml/malformed")).toBe(!isFirst);
  }
});

test("a registry whose start tag is broken is read, also where a piece or the document begins with it", async () => {
  const broken = "<reg<b>istry>\n<title>T</title>\n<record><name>a</name></record></registry>";
  for (const before of [
    "",
    `<?xml version="1.0"?>${" ".repeat(1_100)}\n`,
    "<!-- -->".repeat(200),
  ]) {
    const { registry } = await expectSame(before + broken, [1, 2, 7, 1_000]);
    expect(registry).toMatchObject({ title: "T", records: [{ name: "a" }] });
  }
});

test("a group of registries is read up to the first of them", async () => {
  const record = "<record><name>a</name></record>";
  const members = `<registry id="x">${record}</registry>${record}<title>U</title>`;
  const source = `<registry id="other"><title>T</title>${record}${members}</registry>`;
  const whole = await expectSame(source, [1, 7, 1000]);
  expect(whole.registry).toMatchObject({ id: "other", title: "T", records: [{ name: "a" }] });
  expect(whole.problems.map(({ code }) => code)).toEqual(["xml/registry-id", "xml/other-registry"]);
});

test("what is not plain is read piece by piece", async () => {
  const odd = XML_DOCUMENT.replace("<people>", "stray <people ><!-- </people> -->")
    .replace("</registry>", "<?p </registry>?></registry ><!-- c -->")
    .replace("<name/>", "<name><![CDATA[</record>]]>&nbsp;</name>")
    .replaceAll("\n", "\r\n");
  const lengths = Array.from({ length: 50 }, (_, i) => i + 1);
  expect((await expectSame(odd, lengths)).problems).toHaveLength(2);
});

test("parts come in document order, problems before what they are of, the header first and, if more came, last", async () => {
  const source = XML_DOCUMENT.replace("80", "70000").replace(
    "  <people>",
    "<expert>E</expert>  <people>",
  );
  const kinds: string[] = [];
  for await (const part of streamXml([source])) kinds.push(Object.keys(part).join());
  expect(kinds.join(" ")).toBe("header problem record,offset record,offset footnote person header");
});

test("no more is asked for than parts are taken, and the source hears that it is enough", async () => {
  let asked = 0;
  let isClosed = false;
  function* endless(): Generator<string> {
    try {
      yield '<registry id="service-names-port-numbers">';
      for (;;) {
        asked++;
        yield "<record><name>a</name></record>".repeat(1000);
      }
    } finally {
      isClosed = true;
    }
  }
  let records = 0;
  for await (const part of streamXml(endless())) {
    if ("record" in part) records++;
    if (records === 2500) break;
  }
  expect(asked).toBe(3);
  expect(isClosed).toBe(true);
});

test("an element that does not end is not waited for without end", async () => {
  let given = 0;
  function* endless(): Generator<string> {
    yield "<registry><record>";
    for (;;) {
      const piece = "<note>".repeat(100_000);
      given += piece.length;
      yield piece;
    }
  }
  const { problems } = await collectParts(streamXml(endless()));
  expect(problems).toMatchObject([{ code: "xml/too-long", values: { limit: 16_777_216 } }]);
  // What is asked for beyond the limit is a few pieces.
  expect(given).toBeGreaterThan(16_777_216);
  expect(given).toBeLessThan(25_000_000);
});

test("a tag that is longer than any element may be is told of the whole document, too", async () => {
  const source = `<registry${" ".repeat(20_000_000)}><record><name>a</name></record></registry>`;
  const whole = fromXml(source);
  expect(whole.problems.map(({ code }) => code)).toEqual(["xml/too-long"]);
  deepStrictEqual(await collectParts(streamXml(cutEvery(1_000_000, source))), whole);
});

test("a web stream is read", async () => {
  const stream = new Blob([XML_DOCUMENT]).stream().pipeThrough(new TextDecoderStream());
  deepStrictEqual(await collectParts(streamXml(stream)), fromXml(XML_DOCUMENT));
});

describe.skipIf(!hasSnapshots)(`published files ${NEEDS_SNAPSHOTS}`, () => {
  test.each(XML_DAYS)("%s: gives the same in chunks as whole", async (day) => {
    const source = readSnapshot(day, "xml");
    const streamed = await collectParts(streamXml(cutEvery(65_536, source)));
    deepStrictEqual(streamed, fromXml(source));
  });
});
