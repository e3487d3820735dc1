import { aliasOf, createRecord, createRegistry } from "@portolan/model";
import { fromServices, readNameList, toServices } from "@portolan/services";
import { describe, expect, test } from "vitest";

/** Reads a file and gives its records as `name port/protocol description`. */
function read(source: string): readonly string[] {
  const { registry } = fromServices(source);
  return registry.records.map(({ name, port, protocol, description, unparsed, ...record }) => {
    const place =
      typeof port === "object" ? `${port.first}-${port.last}` : (port ?? unparsed?.port);
    const end = aliasOf(record);
    return [name, `${place}/${protocol}`, description ?? (end && `= ${end}`)]
      .filter(Boolean)
      .join(" ");
  });
}

test.each([
  [500, 500, "", false],
  [500, 500, "what is it\n", false],
  [499, 501, "", true],
])(
  "the first thousand lines, %i good and %i not, and %j behind, refuse it: %s",
  (good, other, more, isRefused) => {
    const text = `${"a 1/tcp\n".repeat(good)}${"what is it\n".repeat(other)}${more}`;
    const codes = fromServices(text).problems.map(({ code }) => code);
    expect(codes.includes("services/not-services")).toBe(isRefused);
  },
);

describe("dialects", () => {
  test.each([
    [
      "tabs, aliases and a comment",
      "http\t\t80/tcp\t\twww www-http\t# Web\n",
      ["http 80/tcp Web", "www 80/tcp = http", "www-http 80/tcp = http"],
    ],
    ["leading blanks (glibc)", "  ssh 22/tcp\n", ["ssh 22/tcp"]],
    ["a comma before the protocol (BSD)", "ntalk 518,udp\n", ["ntalk 518/udp"]],
    [
      "a comment without a blank (FreeBSD)",
      "rje\t\t  5/tcp\t   #Remote Job Entry\n",
      ["rje 5/tcp Remote Job Entry"],
    ],
    [
      "a line that goes on (fparseln)",
      "http 80/tcp www \\\n\twww-http # Web\n",
      ["http 80/tcp Web", "www 80/tcp = http", "www-http 80/tcp = http"],
    ],
    [
      "a backslash in a comment, which does not",
      "a 1/tcp # x \\\nb 2/tcp\n",
      ["a 1/tcp x \\", "b 2/tcp"],
    ],
    ["a range", "x11 6000-6063/tcp\n", ["x11 6000-6063/tcp"]],
    ["CRLF and no end", "a 1/tcp\r\nb 2/udp b2", ["a 1/tcp", "b 2/udp", "b2 2/udp = b"]],
    ["comments and empty lines", "# http 80/tcp\n\n \t\n#\n", []],
    ["other protocols", "rtmp 1/ddp\n", ["rtmp 1/ddp"]],
    ["nothing", "", []],
  ])("%s", (_, source, records) => {
    expect(read(source)).toEqual(records);
  });
});

describe("problems", () => {
  test.each([
    ["http\n", "services/line-incomplete", 1, 1],
    ["a 1/tcp\n http 80\n", "services/port-without-protocol", 2, 7],
    ["http /tcp\n", "services/port-without-protocol", 1, 6],
    ["http 80/\n", "services/port-without-protocol", 1, 6],
    ["+\n", "services/nis-line", 1, 1],
    ["http 080/tcp\n", "record/port-invalid", 1, 6],
    ["http 70000/tcp www\n", "record/port-invalid", 1, 6],
    ["http 80/TCP www\n", "record/protocol-unknown", 1, 9],
  ])("%j is %s", (source, code, line, column) => {
    const { problems } = fromServices(source);
    expect(problems.map(({ code, start }) => [code, start?.line, start?.column])).toEqual([
      [code, line, column],
    ]);
  });

  test("cost their own line only", () => {
    expect(read("http\nssh 22/tcp\nbad 8\nsmtp 25/tcp")).toEqual(["ssh 22/tcp", "smtp 25/tcp"]);
  });
});

describe("what is no services file gives an error and no records", () => {
  test.each([
    ["nothing", "", "services/no-services"],
    ["comments and blanks", "# http 80/tcp\n\n  \n", "services/no-services"],
    ["prose", "The port 80/tcp is for http.\nAsk for it.\nThank you.\n", "services/not-services"],
    ["an answer of nmap", "22/tcp open ssh\n80/tcp open http\n", "services/not-services"],
    [
      "a log",
      "ACCEPT 22/tcp 192.0.2.1 eth0\nDROP 23/tcp 192.0.2.2 eth0\nDROP 25/tcp 192.0.2.3 eth0\n",
      "services/not-services",
    ],
    [
      "pairs",
      "rule 22/tcp src=any dst=me\nrule 23/tcp src=any dst=me\nrule 24/tcp src=any dst=me\n",
      "services/not-services",
    ],
    [
      "a table",
      "Service Name,Port Number,Transport Protocol\nhttp,80,tcp\n",
      "services/not-services",
    ],
    [
      "IANA's list before 2011",
      "Keyword         Decimal    Description                     References\n-------         -------    -----------                     ----------\ntcpmux            1/tcp    TCP Port Service Multiplexer\n#                          Some One <some&one.example>\n",
      "services/iana-text",
    ],
    [
      "a piece of it",
      "tcpmux            1/tcp    TCP Port Service Multiplexer\ncompressnet       2/tcp    Management Utility\nrje               5/tcp    Remote Job Entry\n",
      "services/iana-text",
    ],
  ])("%s", (_, source, code) => {
    const { registry, problems } = fromServices(source);
    expect(registry.records).toEqual([]);
    expect(problems).toMatchObject([{ code, severity: "error" }]);
  });
});

test("the heading of another list is shown from its beginning to its end", () => {
  const heading = "Keyword         Decimal    Description";
  const [problem] = fromServices(
    `# x\n${heading} References\nrje 5/tcp Remote Job Entry\n`,
  ).problems;
  expect(problem).toMatchObject({ start: { offset: 4 }, end: { offset: 4 + heading.length } });
});

describe("what a file is, where it is told by the count of its lines", () => {
  const lines = (count: number, make: (i: number) => string): string =>
    Array.from({ length: count }, (_, i) => `${make(i)}\n`).join("");
  const services = (count: number): string => lines(count, (i) => `name-${i} ${1 + i}/tcp`);
  const described = (count: number): string =>
    lines(count, (i) => `d-${i} ${500 + i}/tcp Remote Entry`);
  /** A name alone, and a line of another kind. */
  const damaged = (count: number): string => lines(count, (i) => `broken-${i}`);
  const alien = (count: number): string => lines(count, (i) => `at ${i}: all is well, they say`);
  const frequent = (count: number): string =>
    lines(count, (i) => `f-${i} ${700 + i}/tcp 0.${i + 1}`);
  const WIRESHARK = "# This is a file of Wireshark.\n";
  const several = "s 900/tcp/udp\n";

  test.each<[what: string, source: string, code: string | undefined]>([
    ["half of the lines describe", services(2) + described(2), undefined],
    ["more than half", services(1) + described(2), "services/iana-text"],
    ["two lines, which are too few", described(2), undefined],
    ["as many others as services", services(2) + alien(2), undefined],
    ["one more", services(1) + alien(2), "services/not-services"],
    ["as many damaged as services", services(3) + damaged(3), undefined],
    ["one more damaged", services(2) + damaged(3), "services/not-services"],
    ["two damaged, which are too few", services(1) + damaged(2), undefined],
    ["damaged and others together", services(2) + damaged(2) + alien(1), "services/not-services"],
    ["as many together", services(3) + damaged(2) + alien(1), undefined],
    ["nothing but a line of another kind", alien(1), "services/not-services"],
    ["nothing but a name", damaged(1), undefined],
  ])("%s", (_, source, code) => {
    const faults = fromServices(source).problems.map((problem): string => problem.code);
    const refusals = ["services/iana-text", "services/not-services"];
    expect(faults.find((fault) => refusals.includes(fault))).toBe(code);
  });

  test.each<[what: string, source: string, isNmap: boolean]>([
    ["half of the lines have a frequency", services(2) + frequent(2), false],
    ["more than half", services(2) + frequent(3), true],
    ["less than half", services(3) + frequent(2), false],
    ["half, damaged lines counted", damaged(2) + frequent(2), false],
    ["half, others counted", alien(1) + services(1) + frequent(2), false],
  ])("nmap's, or not: %s", (_, source, isNmap) => {
    expect(read(source).some((record) => record.endsWith("= f-0"))).toBe(!isNmap);
  });

  test.each<[what: string, source: string, isWireshark: boolean]>([
    ["one line of twenty has several protocols", services(19) + several, false],
    ["one of nineteen", services(18) + several, true],
    ["one of twenty, in a file that names it", WIRESHARK + services(19) + several, true],
    ["none, in a file that names it", WIRESHARK + services(19), false],
  ])("Wireshark's, or not: %s", (_, source, isWireshark) => {
    const found = read(source).filter((record) => record.startsWith("s 900"));
    expect(found).toEqual(isWireshark ? ["s 900/tcp", "s 900/udp"] : found.slice(0, 1));
    expect(found.includes("s 900/udp")).toBe(isWireshark);
  });
});

test("the frame of further ports is no record", () => {
  const registry = createRegistry({
    records: [18, 2438].map((port) => ({
      name: "msp",
      port,
      protocol: "tcp",
      contacts: [],
      references: [],
    })),
  });
  const text = toServices(registry);
  expect(text.match(/^msp\s+18\/tcp/gm)).toHaveLength(3);
  expect(read(text)).toEqual(["msp 18/tcp", "msp 2438/tcp"]);
});

test("a line that goes on over many others is read in time", () => {
  const source = `a 1/tcp \\\n${"x \\\n".repeat(200_000)}`;
  const start = performance.now();
  expect(fromServices(source).registry.records).toHaveLength(200_001);
  expect(performance.now() - start).toBeLessThan(10_000);
});

test("offsets lead to the names", () => {
  const source = "# head\nhttp 80/tcp www\n";
  expect(fromServices(source).offsets.map((offset) => source.slice(offset, offset + 3))).toEqual([
    "htt",
    "www",
  ]);
});

test("what was written is read back and written the same, with the date of the registry", () => {
  const source = [
    "# Network service names and their ports, see services(5)",
    "# From the IANA Service Name and Transport Protocol Port Number Registry of 2025-01-01,",
    "# https://www.iana.org/assignments/service-names-port-numbers",
    "# by portolan: target=portable ranges=expand repeated-names=every-port comments=short sort=port",
    "http\t\t80/tcp\twww www-http\t# World Wide Web HTTP",
    "http\t\t80/sctp",
    "BESApi\t\t3408/tcp\tbesapi\t# BES Api Port",
    "",
  ].join("\n");
  expect(toServices(fromServices(source).registry)).toBe(source);
});

test("a list of names takes words, names with a protocol and whole services files", () => {
  expect(readNameList("http, https # web\n\nssh/tcp cl/1\n")).toEqual([
    "http",
    "https",
    "ssh/tcp",
    "cl/1",
  ]);
  expect(readNameList("http 80/tcp www # web\nntalk 518,udp\n")).toEqual([
    "http/tcp",
    "www/tcp",
    "ntalk/udp",
  ]);
});

test("a line of further ports that stands there twice is one record", () => {
  const text = toServices(
    createRegistry({
      records: [createRecord({ name: "one", port: 5, protocol: "tcp" })],
    }),
  );
  const further = "# Further ports of names that lead to another one.\n";
  const repeated = "one\t5/tcp\none\t9/tcp\none\t9/tcp\none\t5/tcp\n";
  const portsOf = (source: string) => fromServices(source).registry.records.map(({ port }) => port);
  expect(portsOf(`${text}${further}${repeated}`)).toEqual([5, 9]);
  // Above them, each line is one.
  expect(portsOf(`${text}${repeated}`)).toEqual([5, 5, 9, 9, 5]);
});
