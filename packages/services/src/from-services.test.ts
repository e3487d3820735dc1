import { aliasOf, createRegistry } from "@portolan/model";
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
