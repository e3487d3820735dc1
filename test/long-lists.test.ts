import { type ReadableFormat, readRegistry } from "@portolan/convert";
import { expect, test } from "vitest";

/** More than a function takes as its arguments, in all versions of Node. */
const COUNT = 150_000;

const many = (text: string): string => text.repeat(COUNT);

const HEADINGS = ["Service Name", "Port Number", "Transport Protocol", "Description"];
const OLD = "Keyword         Decimal    Description\n-------  -------  ----------\n";
const ASCIIDOC = `|===\n|${HEADINGS.join(" |")}\n`;
const WIKI = `{|\n! ${HEADINGS.join(" !! ")}\n|-\n`;
const keys = Array.from({ length: COUNT }, (_, i) => `"k${i}":1`).join();

/** Lists that a reader may hand over as a whole. */
const TEXTS: readonly (readonly [what: string, format: ReadableFormat, text: string])[] = [
  ["records beside a key twice", "json", `{"records":[${many("{},")}{"name":"b","name":"c"}]}`],
  ["keys, one of them twice", "json", `{${keys},"k1":2,"records":[]}`],
  ["keys of a row that are one", "jsonl", `{"name":"a","port":"1"${many(',"x":1')}}\n`],
  ["lines below an old list", "text", `${OLD}http  80/tcp  x\n${many("none of it\n")}`],
  ["cells of AsciiDoc in a line", "text", `${ASCIIDOC}|a |1 |tcp ${many("|x ")}\n|===\n`],
  ["cells of MediaWiki in a line", "text", `${WIKI}| a || 1 || tcp ${many("|| x ")}\n|}\n`],
  ["odd lines in MediaWiki", "text", `${WIKI}| a || 1 || tcp || x\n${many("odd words\n")}|}\n`],
];

test.each(TEXTS)("very many are read: %s", async (_, format, text) => {
  const { registry, problems } = await readRegistry(text, { from: format });
  expect(registry.records.length + problems.length).toBeGreaterThan(0);
});
