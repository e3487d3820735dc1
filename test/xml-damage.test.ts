import { deepStrictEqual } from "node:assert";
import type { ParseResult } from "@portolan/model";
import { collectParts } from "@portolan/model";
import { fromXml, protocolNumbersFromXml, streamXml } from "@portolan/xml";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cutEvery } from "./chunks.js";
import { rememberedOf } from "./remembered.js";
import { hasSnapshots, NEEDS_SNAPSHOTS, NEWEST_DAY, readSnapshot } from "./shared.js";

const ROWS = 12;
const HEAD = `<?xml version='1.0' encoding='UTF-8'?>
<registry xmlns="http://www.iana.org/assignments" id="service-names-port-numbers">
  <title>T</title>
  <note title="Apply">See <xref type="rfc" data="rfc6335"/>.</note>
  `;
const TAIL = `
  <footnote anchor="1">Here.</footnote>
  <people>
    <person id="A_B"><name>A</name><uri>mailto:a</uri></person>
  </people>
</registry>
`;

/** Our own records, one a number, with all that a record can have. */
function ownRecord(i: number): string {
  return `<record date="2001-0${(i % 9) + 1}" updated="2003-11-12">
    <name>service-${i}</name>
    <protocol>tcp</protocol>
    <assignee>
      <xref type="person" data="A_B"/>
    </assignee>
    <xref type="person" data="A_B"/>
    <description>a 3.5" disk &amp; <br/>
more of ${i}</description>
    <number>${i}</number>
    <note>see <xref type="rfc" data="rfc${i}"/>
</note>
  </record>`;
}

const TROUBLE = [
  ...["<", ">", '"', "&", "'", "/", "<!--", "-->", "<![CDATA[", "]]>", "<?", "?>", "</", "\0"],
  ...["\ud800", "=", " ", "\n", "<record>", "</record>", "<x>", "</x>", "&x;", "<name>", "</note>"],
];

interface Damage {
  readonly row: number;
  readonly at: number;
  readonly other: number;
  readonly length: number;
  readonly trouble: string;
  readonly bit: number;
  readonly kind: "flip" | "cut" | "put" | "double" | "splice" | "end" | "line";
}

const damage: fc.Arbitrary<Damage> = fc.record({
  row: fc.nat(ROWS - 1),
  at: fc.nat(9_999),
  other: fc.nat(9_999),
  length: fc.integer({ min: 1, max: 20 }),
  trouble: fc.constantFrom(...TROUBLE),
  bit: fc.nat(6),
  kind: fc.constantFrom("flip", "cut", "put", "double", "splice", "end", "line"),
});

function damaged(record: string, { at, other, length, trouble, bit, kind }: Damage): string {
  const place = at % record.length;
  const [before, after] = [record.slice(0, place), record.slice(place)];
  const lines = record.split("\n");
  switch (kind) {
    case "flip":
      return before + String.fromCharCode(after.charCodeAt(0) ^ (1 << bit)) + after.slice(1);
    case "cut":
      return before + after.slice(length);
    case "put":
      return before + trouble + after;
    case "double":
      return before + after.slice(0, length) + after;
    case "splice":
      return before + record.slice(other % record.length).slice(0, length) + after;
    case "end":
      return before;
    default:
      return lines.filter((_, i) => i !== at % lines.length).join("\n");
  }
}

const documentOf = (rows: readonly string[]): string => HEAD + rows.join("\n  ") + TAIL;

const readUndamaged = rememberedOf((records: readonly string[]) => fromXml(documentOf(records)));

/** Holds a registry with one damaged record to the same registry without the damage. */
async function expectOneLost(records: readonly string[], how: Damage): Promise<void> {
  const bad = records.map((record, i) => (i === how.row ? damaged(record, how) : record));
  const source = documentOf(bad);
  const whole = readUndamaged(records);
  const result = fromXml(source);

  const others = whole.registry.records.filter((_, i) => i !== how.row);
  const after = records.length - 1 - how.row;
  const read = result.registry.records;
  deepStrictEqual(read.slice(0, how.row), others.slice(0, how.row));
  deepStrictEqual(read.slice(read.length - after), others.slice(how.row));
  deepStrictEqual({ ...result.registry, records: [] }, { ...whole.registry, records: [] });

  const isGone = read.length < records.length && (bad[how.row] ?? "").trim() !== "";
  if (isGone) expect(result.problems).not.toEqual([]);
  const first = (HEAD + bad.slice(0, how.row).join("\n  ")).split("\n").length;
  const last = first + 1 + (bad[how.row] ?? "").split("\n").length;
  for (const { start } of result.problems) {
    expect(start?.line).toBeGreaterThanOrEqual(first);
    expect(start?.line).toBeLessThanOrEqual(last);
  }
  const chunkLength = 1 + (how.other % 500);
  deepStrictEqual(await collectParts(streamXml(cutEvery(chunkLength, source))), result);
}

test("one damaged record costs at most that record, and is told where it is", async () => {
  const records = Array.from({ length: ROWS }, (_, i) => ownRecord(i));
  await fc.assert(
    fc.asyncProperty(damage, (how) => expectOneLost(records, how)),
    { numRuns: 2000 },
  );
});

test.skipIf(!hasSnapshots)(`so does one of the published records ${NEEDS_SNAPSHOTS}`, async () => {
  const all = readSnapshot(NEWEST_DAY, "xml").match(/<record[\s>][\s\S]*?<\/record>/g) ?? [];
  await fc.assert(
    fc.asyncProperty(damage, fc.nat(all.length - ROWS), (how, from) =>
      expectOneLost(all.slice(from, from + ROWS), how),
    ),
    { numRuns: 1000 },
  );
});

describe("a hostile document is read in time that grows with it, without a throw", () => {
  const open = '<registry id="service-names-port-numbers">';
  const record = "<record><name>a</name></record>";
  const list = (length: number, item: (i: number) => string): string =>
    Array.from({ length }, (_, i) => item(i)).join("");

  test.each<[string, (n: number) => string]>([
    ["open tags", (n) => open + "<a>".repeat(n)],
    ["nested tags", (n) => `${open}<note>${"<a>".repeat(n)}${"</a>".repeat(n)}</note></registry>`],
    ["open records", (n) => `${open}${"<record>".repeat(n)}</registry>`],
    ["nested records", (n) => `${open}${"<record>".repeat(n)}${"</record>".repeat(n)}</registry>`],
    ["open header elements", (n) => `${open}${"<title ".repeat(n)}</registry>`],
    ["header elements that end wrongly", (n) => `${open}${"<title></t>".repeat(n)}</registry>`],
    ["attributes", (n) => `${open}<record ${list(n, (i) => `a${i}="x" `)}/></registry>`],
    ["one attribute again and again", (n) => `${open}<record ${'a="x" '.repeat(n)}/></registry>`],
    ["values that do not end", (n) => `${open}${'<record date="x></record>'.repeat(n)}</registry>`],
    ["values within values", (n) => `${open}${'<a b="<'.repeat(n)}</registry>`],
    ["comments in comments", (n) => `${open}${"<!--".repeat(n)}--></registry>`],
    ["open comments in records", (n) => `${open}${"<record><!--</record>".repeat(n)}</registry>`],
    ["open CDATA sections", (n) => `${open}${"<record><![CDATA[</record>".repeat(n)}</registry>`],
    ["open instructions", (n) => `${open}${"<record><?</record>".repeat(n)}</registry>`],
    ["<", (n) => open + "< ".repeat(n)],
    ["&", (n) => `${open}<title>${"&".repeat(n)}</title></registry>`],
    ["characters that are none", (n) => `${open}${"\0 ".repeat(n)}${record}</registry>`],
    ["end tags", (n) => `${open}${"</a></record>".repeat(n)}</registry>`],
    ["loose elements", (n) => `${open}${record}${"<a/><!-- </record> -->".repeat(n)}</registry>`],
    ["declarations", (n) => `<!DOCTYPE a [${"<!--".repeat(n)}]>${open}</registry>`],
    [
      "entities",
      (n) => `<!DOCTYPE a [${list(n, (i) => `<!ENTITY e${i} "x">`)}]>${open}</registry>`,
    ],
    ["many declarations", (n) => `${open}${"<!DOCTYPE a>".repeat(n)}</registry>`],
    ["prefixes", (n) => `<a:registry ${list(n, (i) => `xmlns:p${i}="x" `)}></a:registry>`],
    ["another vocabulary", (n) => `<svg>${"</g>".repeat(n)}`],
    ["names that JavaScript knows", (n) => open + "<__proto__ constructor=''/>".repeat(n)],
    [
      "a long field",
      (n) => `${open}<record><name>${"x".repeat(100 * n)}</name></record></registry>`,
    ],
  ])("%s", (_, documentOf) => {
    const timeOf = (length: number): number => {
      const source = documentOf(length);
      const before = process.cpuUsage().user;
      fromXml(source);
      protocolNumbersFromXml(source);
      return (process.cpuUsage().user - before) / 1000;
    };
    timeOf(1_000);
    const short = timeOf(6_250);
    const long = timeOf(50_000);
    // Eight times as long: sixty-four times the time, if it were quadratic.
    if (long > 400) expect(long / short).toBeLessThan(32);
  });
});

test("another registry of IANA's is named, and its records are not taken for ours", async () => {
  const source = `<registry xmlns="http://www.iana.org/assignments" id="protocol-numbers">
<title>Protocol Numbers</title><registry id="protocol-numbers-1">
<record><value>6</value><name>TCP</name></record></registry></registry>`;
  const result: ParseResult = fromXml(source);
  expect(result.registry.records).toEqual([]);
  expect(result.problems).toMatchObject([
    { code: "xml/protocol-numbers", start: { line: 1, column: 1 } },
  ]);
  deepStrictEqual(await collectParts(streamXml(cutEvery(9, source))), result);
});
