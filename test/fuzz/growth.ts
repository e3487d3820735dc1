import { type ReadableFormat, readRegistry } from "@portolan/convert";
import { createRegistry, type Registry } from "@portolan/model";
import { createIndex, diff, lint, lookup, search } from "@portolan/query";
import { auditServices, refreshServices, toServices } from "@portolan/services";
import { toText } from "@portolan/text";

/** What may take a time that grows faster than its length: a text of so many pieces, and who takes it. */
export interface Growth {
  readonly what: string;
  /** So many pieces are read in some tens of milliseconds. */
  readonly pieces: number;
  /** Makes the text, or the registry, before the time is taken. */
  readonly run: (pieces: number) => () => unknown;
}

const CSV = "Service Name,Port Number,Transport Protocol,Description\n";
const HTML =
  "<table><tr><th>Service Name</th><th>Port Number</th><th>Transport Protocol</th><th>Description</th></tr>";

/** Texts by their format, with what is repeated and what stands around it. */
const TEXTS: readonly (readonly [
  format: ReadableFormat,
  before: string,
  piece: string,
  after: string,
])[] = [
  ["csv", CSV, "http,80,tcp,x\n", ""],
  ["csv", `${CSV}http,80,tcp,"`, 'x""y,\n', '"\n'],
  ["csv", `${CSV}http,80,tcp,"`, '" ', ""],
  ["csv", CSV.trimEnd(), ",", "\nhttp,80,tcp,x\n"],
  ["csv", CSV, "\n\r", ""],
  ["xml", "<registry>", "<record><name>a</name></record>", "</registry>"],
  ["xml", "<registry>", "<record>", "</registry>"],
  ["xml", "<registry><record><name>", "&amp;", "</name></record></registry>"],
  ["xml", "<registry><record><name>", "&x ", "</name></record></registry>"],
  ["xml", "<registry><record ", 'a="b" ', "/></registry>"],
  ["xml", "<registry>", "<!-- ", "</registry>"],
  ["xml", "<registry><record><description>", "<b>", "</description></record></registry>"],
  ["html", HTML, "<tr><td>http</td><td>80</td><td>tcp</td><td>x</td></tr>", "</table>"],
  ["html", HTML, "<tr><td>", "</table>"],
  ["html", HTML, "<table>", ""],
  ["html", HTML, "<b ", ""],
  ["html", `${HTML}<tr><td`, ' a="<td>', ">http</td></tr></table>"],
  ["html", HTML, "<!-", "</table>"],
  ["html", `${HTML}<tr><td>`, "&amp", "</td></tr></table>"],
  ["json", '{"records":[', '{"name":"a"},', '{"name":"b"}]}'],
  ["json", '{"records":[', '{"name":"a" ', "]}"],
  ["json", '{"records":', "[", ""],
  ["json", '{"records":[', '"\\', ""],
  ["jsonl", "", '{"name":"a","port":"1"}\n', ""],
  ["jsonl", "", '{"name":\n', ""],
  ["yaml", "records:\n", "  - name: a\n", ""],
  ["yaml", "records:\n", "  - {name: a\n", ""],
  ["yaml", "records: ", "[", ""],
  ["yaml", "records: ", "? ", ""],
  ["services", "", "http 80/tcp # x\n", ""],
  ["services", "", "a 1/tcp \\\n", ""],
  ["services", "http 80/tcp ", "www ", "\n"],
  ["text", "", "http    80    tcp    World Wide Web HTTP\n", ""],
  ["text", "Service Name  Port Number\n", "\\[", "\n"],
  [
    "text",
    "| Service Name | Port Number | Transport Protocol |\n|---|---|---|\n",
    "| a | 1 | tcp |\n",
    "",
  ],
  ["text", "| Service Name | Port Number | Transport Protocol |\n|---|---|---|\n", "|", "\n"],
  ["text", "", "[RFC6335] ", "\n"],
  ["text", "Service Name\tPort Number\tTransport Protocol\tDescription\n", "a\t1\ttcp\tx\n", ""],
  ["text", "", "> ", "http 80 tcp\n"],
  ["text", "", "                                        x\n", ""],
];

const record = { protocol: "tcp", contacts: [], references: [] };

/** A registry of so many names on one port, and of names on all ports. */
function crowded(names: number): Registry {
  return createRegistry({
    records: Array.from({ length: names }, (_, i) => ({ ...record, name: `name-${i}`, port: 80 })),
  });
}

function wide(names: number): Registry {
  const port = { first: 1, last: 65_535 };
  return createRegistry({
    records: Array.from({ length: names }, (_, i) => ({ ...record, name: `name-${i}`, port })),
  });
}

const EMPTY = createRegistry();

/** Questions by what is asked of which registry. */
const QUESTIONS: readonly (readonly [
  what: string,
  pieces: number,
  make: (pieces: number) => Registry,
  ask: (registry: Registry) => unknown,
])[] = [
  ["look-up of a crowded port", 2_000, crowded, (all) => lookup(createIndex(all), "80")],
  ["lint of a crowded port", 1_000, crowded, lint],
  ["search", 4_000, crowded, (all) => search(all, "name")],
  ["difference of all", 1_000, crowded, (all) => diff(all, EMPTY)],
  ["services file of a crowded port", 1_000, crowded, (all) => toServices(all)],
  ["services file of wide ranges", 8, wide, (all) => toServices(all, { ranges: "expand" })],
  ["audit against wide ranges", 8, wide, (all) => auditServices("name-0 70/udp\n", all)],
  [
    "refresh from wide ranges",
    8,
    wide,
    (all) => refreshServices("x 9/tcp\n", EMPTY, all, { add: true }),
  ],
  ["plain text of a crowded port", 1_000, crowded, (all) => toText(all)],
];

export const GROWTHS: readonly Growth[] = [
  ...TEXTS.map(([format, before, piece, after]): Growth => {
    return {
      what: `${format}: ${JSON.stringify(piece)} over and over${before === "" ? "" : ` after ${JSON.stringify(before.slice(-24))}`}`,
      pieces: 4_000,
      run: (pieces) => {
        const text = before + piece.repeat(pieces) + after;
        return () => readRegistry(text, { from: format });
      },
    };
  }),
  ...QUESTIONS.map(([what, pieces, make, ask]): Growth => {
    return {
      what,
      pieces,
      run: (count) => {
        const registry = make(count);
        return () => ask(registry);
      },
    };
  }),
];

/** Measures the milliseconds of a processor that a run takes. */
export async function timeOf(run: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
