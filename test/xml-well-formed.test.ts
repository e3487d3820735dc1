import { fromXml } from "@portolan/xml";
import * as fc from "fast-check";
import { SaxesParser } from "saxes";
import { expect, test } from "vitest";
import { edited, XML_DOCUMENT } from "./xml-edits.js";

const DOCUMENT = `<?xml version='1.0' encoding="UTF-8" ?>
<?xml-stylesheet type="text/xsl" href="a.xsl"?>
<registry xmlns="http://www.iana.org/assignments" id='service-names-port-numbers'>
  <title>A &amp; B &#65; <![CDATA[a<b]]></title><!-- c -->
  <record date="2003-08" updated="2004-01">
    <name/>
    <description>a<br/>b</description>
  </record>
</registry>
`;

const TROUBLE = [
  ..."<>&\"'/-!?];\0\ufffea\r· ",
  ...["<a>", "</a>", "<a/>", "<!--", "-->", "--", "<![CDATA[", "]]>", "<?", "?>", "<?xml?>"],
  ...["<!DOCTYPE a>", "&amp;", "&a;", "&#0;", "&#xD800;", "&#x1F600;", "a='b'", "it's"],
];

/** The document after a few random edits: something cut out, something put in. */
const damaged = fc
  .array(
    fc.record({
      at: fc.nat(DOCUMENT.length),
      cut: fc.nat(4),
      put: fc.oneof(fc.constant(""), fc.constantFrom(...TROUBLE)),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((edits) =>
    edits.reduce(
      (text, { at, cut, put }) => text.slice(0, at) + put + text.slice(at + cut),
      DOCUMENT,
    ),
  );

function saxesRejects(source: string): boolean {
  let rejects = false;
  const parser = new SaxesParser();
  parser.on("error", () => {
    rejects = true;
  });
  parser.write(source).close();
  return rejects;
}

/** Errors of documents that are well-formed, and not our registry. */
const WELL_FORMED = new Set(["xml/root-unknown", "xml/other-registry"]);

function expectAgreement(source: string): void {
  const errors = fromXml(source).problems.filter(({ severity }) => severity === "error");
  const weReject = errors.some(({ code }) => !WELL_FORMED.has(code));
  expect(weReject).toBe(saxesRejects(source));
}

test("a document is in error exactly where an independent parser rejects it", () => {
  fc.assert(fc.property(damaged, expectAgreement), { numRuns: 5000 });
});

/** Matches half a character, which saxes lets pass here and there. */
const HALF = /\p{Surrogate}/u;

/** Says that records were found where none can be, as in an element of the header that was not closed. */
const CUT = new Set(["xml/tag-not-closed", "xml/tag-not-opened"]);

test("so is a document with something of everything, unless it has records in the wrong place", () => {
  fc.assert(
    fc.property(edited(fc.constant(XML_DOCUMENT)), (source) => {
      fc.pre(!HALF.test(source));
      fc.pre(!fromXml(source).problems.some(({ code }) => CUT.has(code)));
      expectAgreement(source);
    }),
    { numRuns: 5000 },
  );
});
