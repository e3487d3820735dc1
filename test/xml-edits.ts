import * as fc from "fast-check";

/** A registry with something of everything, in the plain form in which IANA publishes. */
export const XML_DOCUMENT: string = `<?xml version='1.0' encoding='UTF-8'?>
<?xml-stylesheet type="text/xsl" href="a.xsl"?>
<registry xmlns="http://www.iana.org/assignments" id="service-names-port-numbers">
  <title>A &amp; B</title>
  <updated>2020-07-31</updated>
  <xref type="rfc" data="rfc6335"/>
  <expert>Ada
  </expert>
  <note title="Apply">See <xref type="rfc" data="rfc6335"/>.</note>
  <record date="2003-08" updated="2004-01">
    <name>a</name>
    <protocol>tcp</protocol>
    <assignee>
      <xref type="person" data="Ada"/>
    </assignee>
    <xref type="person" data="Ben"/>
    <description>a<br/>b <paragraph>c</paragraph></description>
    <number>80</number>
    <xref type="uri" data="https://example.org/?a&amp;b" section="3">X &lt;y&gt;</xref>
  </record>
  <record>
    <name/>
    <number>90-99</number>
    <sc>7</sc>
    <unauthorized>yes</unauthorized>
    <note>é &quot;&apos; </note>
  </record>
  <footnote anchor="1">Here.</footnote>
  <people>
    <person id="Ada">
      <name>Ada L.</name>
      <org/>
      <uri>mailto:ada&amp;example.org</uri>
      <updated>2003-11</updated>
    </person>
  </people>
</registry>
`;

const TAGS = [
  ...["<record>", "</record>", "<people>", "</people>", "<people/>", "<person>", "</person>"],
  ...["<name>", "</name>", "<name/>", "<note>", "</note>", "<b>", "</b>", "<br/>", "<br></br>"],
  ...[
    "<registry>",
    "</registry>",
    '<xref data="x"/>',
    '<xref type="person"/>',
    "<color>red</color>",
  ],
  ...[
    '<record date="2020-13">',
    '<record a="1" a="2">',
    '<people id="x">',
    "<record >",
    "< record>",
  ],
];
const TEXTS = [
  ...["&#65;", "&#x1F600;", "&#0;", "&nbsp;", "&", "]]>", ">", '"', "'", "\r\n", "\r", "\t", "\0"],
  ...["\ufeff", "\ufffe", "\ud800", "😀", "\u2028", "\u00a0", "70000", "x", " ", "\n"],
  ...["<!-- c -->", "<![CDATA[</record>]]>", "<?p q?>", "<?xml?>", "<!DOCTYPE a>", "<!", "</"],
];

const TAG = /<[^>]*>|[^<]+/g;
const ELEMENT = /<(\w+)[^<>]*>[^<]*<\/\1>|<[^>]*>|[^<]+/g;

/** A random damage or change to a document, somewhere in the part of it that `at` says. */
const edit: fc.Arbitrary<(source: string) => string> = fc
  .record({
    at: fc.nat(9_999).map((part) => part / 10_000),
    other: fc.nat(9_999).map((part) => part / 10_000),
    cut: fc.nat(3),
    put: fc.oneof(fc.constantFrom(...TAGS, ...TEXTS), fc.constant("")),
    kind: fc.constantFrom("characters", "drop", "repeat", "swap", "put", "attributes", "end"),
    unit: fc.constantFrom(TAG, ELEMENT),
  })
  .map(({ at, other, cut, put, kind, unit }) => (source) => {
    const here = Math.floor(at * source.length);
    if (kind === "characters") return source.slice(0, here) + put + source.slice(here + cut);
    if (kind === "end") return source.slice(0, other < 0.2 ? here : source.length);
    const tokens = source.match(unit) ?? [];
    const i = Math.floor(at * tokens.length);
    const j = Math.floor(other * tokens.length);
    const [token = "", second = ""] = [tokens[i], tokens[j]];
    if (kind === "drop") tokens[i] = "";
    else if (kind === "repeat") tokens[i] = token + token;
    else if (kind === "swap") [tokens[i], tokens[j]] = [second, token];
    else if (kind === "put") tokens[i] = token + put;
    else tokens[i] = token.replace(/( \w+="[^"]*")( \w+="[^"]*")/, "$2$1");
    return tokens.join("");
  });

/** Documents after some random edits: most of them no longer well-formed, or odd. */
export function edited(documents: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(documents, fc.array(edit, { minLength: 1, maxLength: 4 }))
    .map(([source, edits]) => edits.reduce((text, change) => change(text), source));
}
