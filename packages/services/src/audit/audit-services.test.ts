import { createRegistry, type Registry } from "@portolan/model";
import {
  type AuditFinding,
  auditServices,
  fixServices,
  TARGETS,
  toServices,
} from "@portolan/services";
import { describe, expect, test } from "vitest";

const registry: Registry = createRegistry({
  records: [
    ["nicname", 43],
    ["http", 80],
    ["www", 80, 'This is a duplicate of the "http" service.'],
    ["http-alt", 591],
    ["shilp", 2049],
    ["nfs", 2049],
    ["http-alt", 8080],
    ["BESApi", 3408],
    ["x11", { first: 6000, last: 6063 }],
  ].map(([name, port, notes]) => ({
    name: String(name),
    port: port as number,
    protocol: "tcp",
    contacts: name === "nfs" ? ["Brent_Callaghan"] : [],
    references: [],
    ...(notes === undefined ? {} : { notes: String(notes) }),
  })),
});

/** Audits a file and gives its findings as `line:column code name registered`. */
function audit(...lines: readonly string[]): readonly string[] {
  return auditServices(`${lines.join("\n")}\n`, registry).findings.map(
    ({ start, code, name, registered }) =>
      [`${start?.line}:${start?.column}`, code.slice(6), name, ...registered].join(" "),
  );
}

describe("an audit finds", () => {
  test.each([
    [
      "nothing where all is as registered",
      ["http 80/tcp www", "x11 6010/tcp", "nfs 2049/tcp shilp"],
      [],
    ],
    ["a service that is unknown", ["mine 7/tcp yours"], ["1:1 unknown-service mine"]],
    ["a name that is unknown", ["http 80/tcp www web"], ["1:17 unknown-name web http www"]],
    [
      "names that systems have always carried",
      ["nicname 43/tcp whois"],
      ["1:16 compatibility-name whois nicname"],
    ],
    ["one of them in front", ["whois 43/tcp nicname"], ["1:1 stale-name whois nicname"]],
    ["a port of another service", ["mine 2049/tcp"], ["1:1 port-taken mine nfs shilp"]],
    ["a wrong port", ["http 8000/tcp"], ["1:1 wrong-port http 80/tcp"]],
    ["a wrong protocol", ["http 80/udp"], ["1:1 wrong-protocol http 80/tcp"]],
    [
      "a range of another service",
      ["mine 6000-6063/tcp"],
      ["1:1 port-taken mine x11", "1:6 range mine"],
    ],
    ["a missing alias", ["http 80/tcp"], ["1:1 missing-alias www"]],
    ["a duplicate in front", ["www 80/tcp http"], ["1:1 stale-name www http"]],
    [
      "what C and Go answer differently",
      ["http-alt 591/tcp", "http-alt 8080/tcp"],
      ["1:1 shadowed-in-go http-alt", "2:1 shadowed-in-c http-alt"],
    ],
    [
      "a second line of a port",
      ["shilp 2049/tcp", "nfs 2049/tcp"],
      ["2:1 port-answered-before nfs"],
    ],
    [
      "nothing where the first line of a port has its canonical name",
      ["nfs 2049/tcp", "shilp 2049/tcp"],
      [],
    ],
    [
      "nothing of a wrong port that is not seen, but what Go sees of it",
      ["http 80/tcp www", "http 8000/tcp"],
      ["1:1 shadowed-in-go http", "2:1 wrong-port http 80/tcp"],
    ],
    [
      "a wrong port that hides another",
      ["http 8000/tcp", "http 8001/tcp", "http 80/tcp www"],
      [
        "1:1 wrong-port http 80/tcp",
        "2:1 wrong-port http 80/tcp",
        "2:1 shadowed-in-c http",
        "2:1 shadowed-in-go http",
        "3:1 shadowed-in-c http",
      ],
    ],
    [
      "a registered port that is not the lowest, where not all agree",
      ["http-alt 8080/tcp", "http-alt 591/tcp"],
      ["1:1 shadowed-in-go http-alt", "2:1 shadowed-in-c http-alt"],
    ],
    [
      "and where all agree",
      ["http-alt 8080/tcp", "http-alt 591/tcp", "http-alt 8080/tcp"],
      ["2:1 by-port-only http-alt"],
    ],
    [
      "nothing of a second name of a port behind its canonical one, in any form",
      ["nicname 43/tcp", "whois 43/tcp", "http 80/tcp www", "HTTP 80/tcp http"],
      ["2:1 compatibility-name whois nicname", "4:1 other-case HTTP http"],
    ],
    [
      "a name beyond ASCII, whose line is the only one of its port",
      ["bäck 9999/tcp"],
      ["1:1 unknown-service bäck"],
    ],
    [
      "a service behind another one of its port",
      ["nfs 2049/tcp shilp", "mine 2049/tcp"],
      ["2:1 port-taken mine nfs shilp", "2:1 port-answered-before mine"],
    ],
    [
      "unknown names in words with commas",
      ["http 80/tcp www,web"],
      ["1:13 comma-in-alias http", "1:17 unknown-name web http www"],
    ],
    [
      "lines that are incomplete, one after the other",
      ["a", "b", "", "c"],
      ["1:1 line-incomplete a", "2:1 line-incomplete b", "4:1 line-incomplete c"],
    ],
    ["names that Go cannot ask for", ["BESApi 3408/tcp"], ["1:1 unreachable-in-go BESApi"]],
    ["nothing where their lower-case form is there", ["BESApi 3408/tcp besapi"], []],
    ["lines that musl cuts", [`http 80/tcp www # ${"é".repeat(60)}`], ["1:1 line-too-long http"]],
  ])("%s", (_, lines, findings) => {
    expect(audit(...lines)).toEqual(findings);
  });

  test("what nobody can read", () => {
    const { findings } = auditServices("http\n", registry);
    expect(findings).toMatchObject([{ code: "audit/line-incomplete", kind: "wrong" }]);
  });

  test("with a sentence that says it", () => {
    const [finding] = auditServices("\nhttp 8000/tcp\n", registry).findings;
    expect(finding).toMatchObject({
      code: "audit/wrong-port",
      severity: "error",
      message: "“http” is on 8000/tcp, but registered on 80/tcp.",
      start: { line: 2, column: 1, offset: 1 },
      end: { line: 2, column: 5, offset: 5 },
      key: "8000/tcp",
    });
  });
});

/** Limits of a line or a file: what is one less gives no finding of the code. */
const LIMITS: readonly (readonly [string, number, (size: number) => string])[] = [
  ["line-too-long", 127, (size) => `http 80/tcp www #${"x".repeat(size - 17)}\n`],
  ["line-too-long", 127, (size) => `http 80/tcp www #é${"x".repeat(size - 19)}\n`],
  ["line-too-long", 127, (size) => `http 80/tcp www #${"€".repeat(36)}${"x".repeat(size - 125)}\n`],
  ["line-too-long", 127, (size) => `http 80/tcp www #${"x".repeat(size - 17)}`],
  ["line-cut", 127, (size) => `http 80/tcp www ${"x".repeat(size - 16)}\n`],
  ["line-ignored", 1_022, (size) => `http 80/tcp www #${"x".repeat(size - 17)}\n`],
  ["unreachable-in-go", 25, (size) => `${"x".repeat(size)} 7/tcp\n`],
  ["port-too-large", 65_535, (size) => `mine ${size}/tcp\n`],
  [
    "too-many-protocols",
    5,
    (size) => Array.from({ length: size }, (_, i) => `mine 7/p${i}\n`).join(""),
  ],
];

test.each(LIMITS)("an audit finds %s above %i, and not there", (code, limit, write) => {
  const codes = (size: number): readonly string[] =>
    auditServices(write(size), registry).findings.map((finding) => finding.code.slice(6));
  expect(codes(limit)).not.toContain(code);
  expect(codes(limit + 1)).toContain(code);
});

test.each([
  ["portable", "http 8000/tcp\nhttp 80/tcp www\n", "a C library"],
  ["glibc", "http 8000/tcp\nhttp 80/tcp www\n", "glibc"],
  ["portable", "http 8000,tcp\nhttp 80/tcp www\n", "the BSDs"],
] as const)("an audit for %s of %j says who is led elsewhere: %s", (target, text, readers) => {
  const { findings } = auditServices(text, registry, { target });
  const shadowed = findings.filter(({ code }) => code === "audit/shadowed-in-c");
  expect(shadowed.map(({ start }) => start?.line)).toEqual([2]);
  const named = ["a C library", "glibc", "musl", "the BSDs"].filter((each) =>
    shadowed[0]?.message.includes(each),
  );
  expect(named).toEqual([readers]);
});

test("edits are applied from left to right, and of two that overlap the first", () => {
  const [finding] = auditServices("a\n", registry).findings;
  const edits = [
    { start: 2, end: 4, text: "X" },
    { start: 0, end: 1, text: "Y" },
    { start: 2, end: 2, text: "Z" },
    { start: 3, end: 5, text: "W" },
    { start: 5, end: 6, text: "V" },
  ];
  const found = edits.map((edit) => ({ ...finding, edits: [edit] }) as AuditFinding);
  const { text, fixed } = fixServices("abcdefg", [...found, finding as AuditFinding]);
  expect(text).toBe("YbZXeVg");
  expect(fixed).toEqual(found);
});

test("an audit lists the places of a name in the order of ports", () => {
  const places = [
    ["x", { first: 10, last: 12 }],
    ["y", 11],
  ] as const;
  const ranges = createRegistry({
    records: places.map(([name, port]) => ({
      name,
      port,
      protocol: "tcp",
      contacts: [],
      references: [],
    })),
  });
  expect(auditServices("x 99/tcp\n", ranges).findings[0]?.registered).toEqual([
    "10/tcp",
    "11/tcp",
    "12/tcp",
  ]);
});

test("an audit lists four places of a name, and counts the others", () => {
  const several = (count: number): Registry =>
    createRegistry({
      records: Array.from({ length: count }, (_, i) => ({
        name: "many",
        port: i + 1,
        protocol: "tcp",
        contacts: [],
        references: [],
      })),
    });
  const places = (count: number) =>
    auditServices("many 99/tcp\n", several(count)).findings[0]?.registered;
  expect(places(4)).toEqual(["1/tcp", "2/tcp", "3/tcp", "4/tcp"]);
  expect(places(5)).toEqual(["1/tcp", "2/tcp", "3/tcp", "4/tcp", "1 more"]);
});

test.each([
  ["tcpp", "tcp"],
  ["ttcp", "tcp"],
  ["tcxp", "tcp"],
  ["tc", "tcp"],
  ["cp", "tcp"],
  ["tpc", "tcp"],
  ["ctp", "tcp"],
  ["txp", "tcp"],
  ["xcp", "tcp"],
  ["ud", "udp"],
  ["udpp", "udp"],
  ["dcpp", "dccp"],
  ["sctq", "sctp"],
  ["tcpip", undefined],
  ["t", undefined],
  ["tcppp", undefined],
  ["icmp", undefined],
  ["txx", undefined],
  ["udplite", undefined],
])("an audit takes %s for a slip of %s", (written, meant) => {
  const found = auditServices(`http 80/${written}\n`, registry).findings;
  const codes = found.map(({ code }) => code);
  expect(codes).toContain(
    meant === undefined ? "audit/foreign-protocol" : "audit/protocol-misspelt",
  );
  if (meant !== undefined) expect(found.map(({ message }) => message).join()).toContain(meant);
});

describe("an audit says no more of a line than why it is not read", () => {
  test.each([
    ["m\u00a09/tcp 1/tcp", "musl", ["odd-space"]],
    [`m 9/tcp ${"x".repeat(130)}\\\n y`, "musl", ["line-too-long", "line-continued"]],
    [`m 9/tcp ${"x".repeat(600)}\\\n ${"y".repeat(600)}`, "bsd", ["line-continued"]],
    ["http 80/tcp www\r", "bsd", ["carriage-return"]],
    ["http 80/tcp www # x\r", "bsd", []],
    ["m x/tcp", "glibc", ["line-incomplete"]],
    ["m x/tcp", "go", ["line-incomplete"]],
    ["m +80/tcp", "glibc", ["port-not-decimal"]],
    ["m +80/tcp", "go", ["line-incomplete"]],
    ["m 08/tcp", "glibc", ["port-not-decimal"]],
    ["m 99999/tcp", "go", ["port-too-large"]],
    // Go asks for “b” and finds it on the port of the first line.
    ["b 2/tcp B\nB 1/tcp", "go", ["other-answer-in-go"]],
    ["B 3/tcp\nB 1/tcp\nb 3/tcp", "go", ["other-answer-in-go"]],
  ] as const)("%j for %s", (line, target, expected) => {
    const { findings } = auditServices(`${line}\n`, registry, { target });
    const codes = findings.map(({ code }) => code.slice(6));
    expect(codes.filter((code) => code !== "unknown-service")).toEqual(expected);
  });
});

/** Texts with one fault, and what its finding spans. */
const SPANS: readonly (readonly [string, string, string])[] = [
  ["leading-blank", " \thttp 80/tcp www\n", " \t"],
  ["odd-space", "http\u00a080/tcp www\n", "\u00a0"],
  ["odd-space", "\u00a0http 80/tcp www\n", "\u00a0"],
  ["port-not-decimal", "http 080/tcp www\n", "080"],
  ["port-too-large", "http 65616/tcp www\n", "65616"],
  ["comma-before-protocol", "http 80,tcp www\n", "80,tcp"],
  ["double-slash", "http 80//tcp www\n", "80//tcp"],
  ["protocol-in-capitals", "http 80//TCP www\n", "/TCP"],
  ["carriage-return", "http 80/tcp www\r\n", "\r"],
  ["line-continued", "http 80/tcp \\\n www\n", " \\\n "],
  ["comma-in-alias", "http 80/tcp www,web\n", "www,web"],
  ["range", "x11 6000-6063/tcp\n", "6000-6063"],
  ["line-incomplete", "http 80/tcp www\n ftp\n", "ftp"],
  ["nis-line", "+@all\n", "+@all"],
  ["protocol-misspelt", "http 80/tpc\n", "tpc"],
  ["foreign-protocol", "http 80/udplite\n", "udplite"],
  ["unknown-name", "http 80/tcp www web\n", "web"],
  ["phantom-service", `#${"x".repeat(126)}a 1/tcp\n`, `#${"x".repeat(126)}a 1/tcp`],
  ["line-too-long", `http 80/tcp www #${"x".repeat(126)}\n`, `http 80/tcp www #${"x".repeat(126)}`],
  [
    "too-many-protocols",
    ["tcp", "p1", "p2", "p3", "p4", "p5"].map((p) => `a 7/${p}\n`).join(""),
    "p5",
  ],
  ["line-continued", "http 80/tcp \t\\\n\twww\n", " \t\\\n\t"],
  ["no-line-feed-at-end", "http 80/tcp www", ""],
];

test.each(SPANS)("a finding spans what it is about: %s", (code, fault, span) => {
  for (const before of ["", "\n", "# a\nnfs 2049/tcp shilp\n"]) {
    const text = before + fault;
    const { findings } = auditServices(text, registry);
    const found = findings.filter((finding) => finding.code === `audit/${code}`);
    expect(found.map(({ start, end }) => text.slice(start?.offset, end?.offset))).toEqual([span]);
    const offset = before.length + (span === "" ? fault.length : fault.lastIndexOf(span));
    expect(found[0]?.start?.offset).toBe(offset);
  }
});

describe("an audit knows", () => {
  const loose = createRegistry({
    records: [
      { name: "anyprotocol", port: 6400, references: [] },
      { name: "anyprotocols", port: { first: 27000, last: 27009 }, references: [] },
      { name: "noport", references: [] },
      { name: "udponly", protocol: "udp", references: [] },
      { name: "x11", port: { first: 6000, last: 6063 }, protocol: "tcp", references: [] },
      { name: "echo", port: 7, protocol: "tcp", references: [] },
      { name: "Mixed", port: 8, protocol: "tcp", references: [] },
      { name: "twice", port: 20, protocol: "tcp", references: [] },
      { name: "twice", port: 30, protocol: "tcp", references: [] },
      { name: "upon", port: 30, protocol: "tcp", references: [] },
    ],
  });
  const codes = (text: string, options = {}): readonly string[] =>
    auditServices(text, loose, options).findings.map(
      ({ code, kind }) => `${kind} ${code.slice(6)}`,
    );

  test.each([
    ["records without a protocol", "anyprotocol 6400/tcp\nanyprotocols 27005/udp\n", []],
    ["records without a port", "noport 143/udp\n", ["custom without-port"]],
    ["records without a port on a protocol", "udponly 143/tcp\n", ["custom unknown-service"]],
    ["ranges that equal the registry's", "x11 6000-6063/tcp\n", ["style range"]],
    ["AppleTalk's ports", "echo 4/ddp\nnbp 2/ddp\n", []],
    ["protocols of other registries", "mine 9/udplite\n", ["custom foreign-protocol"]],
    [
      "slips of the pen",
      "echo 7/tpc\necho 7/tc\n",
      ["wrong protocol-misspelt", "wrong protocol-misspelt"],
    ],
    ["the spelling of names", "MIXED 8/tcp\n", ["style other-case", "style unreachable-in-go"]],
    ["the forms that our own files add", "Mixed 8/tcp mixed\n", []],
    [
      "local names on two ports",
      "mine 8001/tcp\nmine 8002/tcp\n",
      [
        "custom unknown-service",
        "custom unknown-service",
        "wrong shadowed-in-c",
        "wrong shadowed-in-go",
      ],
    ],
    ["names in further lines of a port", "upon 30/tcp\ntwice 20/tcp\n", []],
  ])("%s", (_, text, expected) => {
    expect([...codes(text)].sort()).toEqual([...expected].sort());
  });

  test("that one of them leads to its first port where all agree", () => {
    const text = "mine 8001/tcp\nmine 8002/tcp\n";
    expect(codes(text, { target: "glibc" })).toContain("style by-port-only");
    expect(codes(`${text}mine 8001/tcp\n`)).toContain("style by-port-only");
  });

  test("the files that we write, for their target", () => {
    for (const target of TARGETS) {
      const text = toServices(loose, { target });
      expect(codes(text, { target })).toEqual([]);
      expect(codes(text)).toEqual([]);
    }
  });
});

describe("an audit says which lines are skipped or read as another number, and by whom", () => {
  test.each([
    [
      "  http 80/tcp www\n",
      "The line begins with a blank, so that it is skipped by musl and the BSDs.",
    ],
    [
      "http 80,tcp www\n",
      "There is a comma between port and protocol, so that the line is skipped by glibc, musl and Go.",
    ],
    ["http 0120/tcp www\n", "The port is written “0120”: 80 for glibc."],
    ["nfs 02049/tcp shilp\n", "The port is written “02049”: skipped by glibc."],
    ["http 0x50/tcp www\n", "The port is written “0x50”: skipped by musl, the BSDs and Go."],
    [
      "http 65616/tcp\n",
      "“65616” is above 65535: 80 for glibc; skipped by musl and the BSDs; refused by Go.",
    ],
    [
      "mine 4294967295/tcp\n",
      "“4294967295” is above 65535: 65535 for glibc; skipped by musl, the BSDs and Go.",
    ],
    [
      "mine 65536/tcp\n",
      "“65536” is above 65535: 0 for glibc; skipped by musl and the BSDs; refused by Go.",
    ],
    [
      "mine 16777214/tcp\n",
      "“16777214” is above 65535: 65534 for glibc; skipped by musl and the BSDs; refused by Go.",
    ],
    [
      "mine 16777215/tcp\n",
      "“16777215” is above 65535: 65535 for glibc; skipped by musl, the BSDs and Go.",
    ],
    [
      "http 80//tcp www\n",
      "There are several slashes before the protocol, so that the line is skipped by musl, the BSDs and Go.",
    ],
    [
      "http 80/TCP www\n",
      "The protocol is written “TCP”: a look-up by tcp does not find the line in glibc, musl, the BSDs and Go.",
    ],
    [
      "http\u00a080/tcp www\n",
      "The line has a space that is no blank or tab: part of a word for glibc, musl, the BSDs and Go.",
    ],
    [
      "http 80/tcp www\r\n",
      "Lines end with a carriage return, 1 in all: part of the last word for the BSDs.",
    ],
    [
      "http 80/tcp www\\\n more\n",
      "The line ends with a backslash, but the next line is not joined to it by glibc, musl, the BSDs and Go.",
    ],
    [
      "http 80/tcp www,web\n",
      "“www,web” is one name for glibc, musl, the BSDs and Go, and Augeas, so Puppet, cannot read the file.",
    ],
    ["http\n", "Nobody finds a port and a protocol after “http”."],
    [
      `# ${"x".repeat(125)}mine 7777/tcp\n`,
      "“mine” is found here on 7777/tcp by musl, which the file does not mean to say.",
    ],
    [
      `http 80/tcp ${"x".repeat(115)} www\n`,
      "musl cuts the line after byte 127, and does not find “www” on 80/tcp.",
    ],
    [
      `http 80/tcp www # ${"x".repeat(1_010)}\n`,
      "The line has 1028 bytes; OpenBSD ignores lines of more than 1,022.",
    ],
    [
      "NEWS 144/tcp\nnews 2009/tcp\n",
      "Go answers “NEWS” with 2009/tcp, of line 2: it asks for “news”.",
    ],
    [
      "a 1/a\nb 1/b\nc 1/c\nd 1/d\ne 1/e\nf 1/f\n",
      "“f” is the sixth protocol of the file; services_mkdb of the BSDs stops here.",
    ],
  ])("%j", (text, message) => {
    const wrong = auditServices(text, registry).findings.filter(({ kind }) => kind === "wrong");
    expect(wrong.map((finding) => finding.message)).toContain(message);
  });

  test.each([
    ["glibc", "  http 80/tcp www\n"],
    ["bsd", "http 80,tcp www\n"],
    ["go", "http 080/tcp www\n"],
    ["go", "http 80/tcp www\r\n"],
    ["glibc", `http 80/tcp ${"x".repeat(1_100)} www\n`],
  ] as const)("nothing of it for %s where it reads %j", (target, text) => {
    const { findings } = auditServices(text, registry, { target });
    expect(findings.filter(({ kind }) => kind === "wrong")).toEqual([]);
  });

  test("style of the file as a whole", () => {
    const style = (text: string, options = {}): readonly string[] =>
      auditServices(text, registry, options).findings.map(({ code }) => code);
    expect(style("http 80/tcp www")).toEqual(["audit/no-line-feed-at-end"]);
    expect(style("+\n")).toEqual(["audit/nis-line"]);
    expect(style("# Andr\u00e9\n", { encoding: "latin1" })).toEqual(["audit/not-utf-8"]);
    const mixed = "# Andr\u00c3\u00a9\n# Andr\u00e9\n";
    const [one] = auditServices(mixed, registry, { encoding: "latin1" }).findings;
    expect(one).toMatchObject({ start: { line: 2, column: 7 } });
    expect(one?.message).toContain(" in 1 of its lines");
    expect(style("# Andr\u00e9\n")).toEqual([]);
  });

  test("and mends what can be mended in one way only", () => {
    const text =
      "  http 0x50,TCP www\\\n\tweb,net\nnfs 02049/tcp shilp # x\r\nBESApi 3408/tcp # b\nhttp 65616/tcp";
    const { text: mended } = fixServices(text, auditServices(text, registry).findings);
    expect(mended).toBe(
      "http 80/tcp www\tweb net\nnfs 2049/tcp shilp # x\r\nBESApi 3408/tcp besapi # b\nhttp 65616/tcp\n",
    );
  });
});
