import { createRegistry, type Registry, Report, type ServiceRecord } from "@portolan/model";
import {
  auditServices,
  planServices,
  servicesChunks,
  type ToServicesOptions,
  toServices,
} from "@portolan/services";
import { describe, expect, test } from "vitest";

/** Makes a registry of records of which only some fields matter. */
function registryOf(...records: readonly Partial<ServiceRecord>[]): Registry {
  return createRegistry({
    updated: "2025-01-01",
    records: records.map((record) => ({ contacts: [], references: [], ...record })),
  });
}

const tcp = (
  name: string,
  port: number,
  more: Partial<ServiceRecord> = {},
): Partial<ServiceRecord> => ({
  name,
  port,
  protocol: "tcp",
  ...more,
});

const BARE: ToServicesOptions = { header: false, comments: "none" };

function bare(registry: Registry, options: ToServicesOptions = {}): string {
  return toServices(registry, { ...BARE, ...options });
}

function problemsOf(registry: Registry, options: ToServicesOptions = {}): readonly string[] {
  const report = new Report();
  toServices(registry, { ...options, report });
  return report.problems.map(({ code, message }) => `${code}: ${message}`);
}

describe("a line", () => {
  test("has the canonical name, port and protocol, aliases and a comment", () => {
    const registry = registryOf(
      tcp("www", 80, { notes: 'This is a duplicate of the "http" service.' }),
      tcp("http", 80, { description: "World Wide Web HTTP" }),
    );
    expect(toServices(registry)).toBe(
      [
        "# Network service names and their ports, see services(5)",
        "# From the IANA Service Name and Transport Protocol Port Number Registry of 2025-01-01,",
        "# https://www.iana.org/assignments/service-names-port-numbers",
        "# by portolan: target=portable ranges=expand repeated-names=every-port comments=short sort=port",
        "http\t\t80/tcp\twww\t# World Wide Web HTTP",
        "",
      ].join("\n"),
    );
  });

  test("is cut at 127 bytes after a word, in ASCII and without a backslash at its end", () => {
    const description = `Über – ${"lange ".repeat(30)}`;
    const registry = registryOf(
      tcp("long", 1, { description }),
      tcp("slash", 2, { description: "ends here \\" }),
    );
    const [long = "", slash] = toServices(registry, { header: false, comments: "full" }).split(
      "\n",
    );
    expect(long).toMatch(/^long\t\t1\/tcp\t# Uber - lange .*lange$/);
    expect(long.length).toBeLessThanOrEqual(127);
    expect(long.length).toBeGreaterThan(120);
    expect(slash).toBe("slash\t\t2/tcp\t# ends here");
  });

  test("is not limited for glibc", () => {
    const description = "word ".repeat(60).trim();
    const registry = registryOf(tcp("long", 1, { description }));
    expect(toServices(registry, { target: "glibc", header: false, comments: "full" })).toBe(
      `long\t\t1/tcp\t# ${description}\n`,
    );
  });

  test("goes on with an alias where aliases do not fit", () => {
    const names = Array.from({ length: 20 }, (_, i) => `service-name-${i}`);
    const lines = bare(registryOf(...names.map((name) => tcp(name, 7))))
      .trimEnd()
      .split("\n");
    expect(lines.every((line) => line.length <= 127)).toBe(true);
    expect(lines.map((line) => line.split("\t")[1])).toEqual(["7/tcp", "7/tcp", "7/tcp"]);
    expect(
      lines
        .join(" ")
        .replace(/\t7\/tcp/g, "")
        .split(/\s/),
    ).toEqual(names);
  });

  test("has a short comment only where it says more than the name", () => {
    const registry = registryOf(
      tcp("hbci", 3000, { description: "HBCI" }),
      tcp("http-alt", 8080, {
        description: "HTTP Alternate (see port 80, which is the usual one)",
      }),
    );
    expect(toServices(registry, { header: false })).toBe(
      "hbci\t\t3000/tcp\nhttp-alt\t8080/tcp\t# HTTP Alternate\n",
    );
  });

  test("has the RFCs in a full comment, and not IANA's sentence about the legacy name", () => {
    const registry = registryOf(
      tcp("udt-os", 1382, {
        description: [
          "udt",
          { break: true },
          'IANA assigned this well-formed service name as a replacement for "udt_os".',
        ],
        references: [{ type: "rfc", data: "rfc6335" }],
      }),
    );
    expect(toServices(registry, { header: false, comments: "full" })).toBe(
      "udt-os\t\t1382/tcp\t# udt [RFC6335]\n",
    );
  });
});

describe("names", () => {
  test("on several ports may be written once, for the lowest, and the others are reported", () => {
    const registry = registryOf(tcp("msp", 18), tcp("msp", 2438), tcp("other", 2438));
    const once = { repeatedNames: "once" } as const;
    expect(bare(registry, once)).toBe("msp\t18/tcp\nother\t2438/tcp\n");
    expect(problemsOf(registry, once)).toEqual([
      "services/name-elsewhere: Names that lead to another port, and are not the first name of this one, are left out here: 1, for example msp 2438/tcp.",
    ]);
  });

  test("on several ports stand on each for a C library, which takes the first line", () => {
    const registry = registryOf(tcp("msp", 18), tcp("msp", 2438));
    expect(bare(registry, { target: "glibc" })).toBe("msp\t18/tcp\nmsp\t2438/tcp\n");
    expect(planServices(registry, { target: "glibc" })).toMatchObject({
      entries: [{ port: 18 }, { name: "msp", port: 2438, protocol: "tcp", foundOn: 18 }],
      omissions: [],
    });
  });

  test("on several ports come in a frame where Go reads the file too", () => {
    const registry = registryOf(tcp("msp", 18), tcp("msp", 2438), tcp("nfs", 2049));
    expect(bare(registry)).toBe(
      [
        "msp\t18/tcp",
        "nfs\t2049/tcp",
        "# Further ports of names that lead to another one.",
        "msp\t18/tcp",
        "msp\t2438/tcp",
        "msp\t18/tcp",
        "",
      ].join("\n"),
    );
  });

  test("with capitals have their lower-case form for Go, unless that is another service", () => {
    const registry = registryOf(tcp("BESApi", 3408), tcp("Taken", 1), tcp("taken", 2));
    expect(bare(registry)).toBe("Taken\t1/tcp\ntaken\t2/tcp\nBESApi\t3408/tcp\tbesapi\n");
    expect(bare(registry, { target: "glibc" })).toBe(
      "Taken\t1/tcp\ntaken\t2/tcp\nBESApi\t3408/tcp\n",
    );
    expect(planServices(registry).omissions).toEqual([
      { reason: "alias-elsewhere", name: "taken", port: 1, protocol: "tcp" },
    ]);
  });

  test("that a line cannot hold take a legal form, which is reported", () => {
    const registry = registryOf(
      tcp("Escale (Newton Dock)", 3679),
      tcp("a b#c", 1),
      tcp("+plus", 2),
      tcp("back\\", 3),
      tcp("東京", 4),
    );
    expect(bare(registry, { target: "glibc" })).toBe(
      "a-b-c\t1/tcp\nplus\t2/tcp\nback\t3/tcp\nEscale\t3679/tcp\n",
    );
    const { omissions } = planServices(registry, { target: "glibc" });
    expect(omissions.map(({ reason, name }) => [reason, name])).toEqual([
      ["name-not-expressible", "東京"],
      ["name-rewritten", "a b#c"],
      ["name-rewritten", "+plus"],
      ["name-rewritten", "back\\"],
      ["name-rewritten", "Escale (Newton Dock)"],
    ]);
  });

  test("longer than a look-up of the target finds are left out", () => {
    const registry = registryOf(tcp("a-name-of-thirty-characters-xx", 1));
    expect(bare(registry, { target: "go" })).toBe("");
    expect(bare(registry, { target: "musl" })).not.toBe("");
  });
});

describe("ranges", () => {
  const registry = registryOf({ name: "x11", port: { first: 6000, last: 6002 }, protocol: "tcp" });

  test.each([
    ["first", "x11\t6000/tcp\n"],
    ["omit", ""],
    ["comment", "# x11 6000-6002/tcp\n"],
    [
      "expand",
      "x11\t6000/tcp\n# Further ports of names that lead to another one.\nx11\t6000/tcp\nx11\t6001/tcp\nx11\t6002/tcp\nx11\t6000/tcp\n",
    ],
  ] as const)("are written as %s", (ranges, text) => {
    expect(bare(registry, { ranges })).toBe(text);
  });

  test("are expanded for a C library", () => {
    expect(bare(registry, { target: "bsd" })).toBe("x11\t6000/tcp\nx11\t6001/tcp\nx11\t6002/tcp\n");
  });

  test("are named in the comment of their first port", () => {
    expect(toServices(registry, { header: false, ranges: "first" })).toBe(
      "x11\t\t6000/tcp\t# (ports 6000-6002)\n",
    );
  });
});

describe("what cannot be written", () => {
  test("is reported once for each reason", () => {
    const registry = registryOf(
      { port: 24, protocol: "tcp", description: "Reserved" },
      { name: "argus" },
      { name: "boe-cms", port: 6400 },
      tcp("zero", 0),
      { name: "odd", port: 5, protocol: "a/b" },
    );
    expect(bare(registry)).toBe("");
    expect(problemsOf(registry).map((line) => line.split(",")[0])).toEqual([
      "services/no-name: Records without a service name cannot be written: 1",
      "services/no-port: Services without a port cannot be written: 1",
      "services/no-protocol: Services without a transport protocol cannot be written: 1",
      "services/port-zero: Services on port 0",
      "services/protocol-not-expressible: Services on a protocol that the target does not know are left out: 1",
    ]);
  });

  test.each([
    ["musl", ["tcp"]],
    ["go", ["tcp"]],
    ["bsd", ["tcp", "sctp", "dccp", "p1", "p2"]],
    ["portable", ["tcp", "sctp", "dccp", "p1", "p2"]],
    ["glibc", ["tcp", "sctp", "dccp", "p1", "p2", "p3"]],
  ] as const)("for %s leaves these protocols", (target, expected) => {
    const protocols = ["tcp", "sctp", "dccp", "p1", "p2", "p3"];
    const registry = registryOf(...protocols.map((protocol) => ({ name: "s", port: 9, protocol })));
    const { entries } = planServices(registry, { target });
    expect(entries.map(({ protocol }) => protocol)).toEqual(expected);
  });
});

test.each([
  ["a\u00a0", "s\t\t1/tcp\t# a (ports 1-2)\n"],
  [`S (${"word ".repeat(9)})`, "s\t\t1/tcp\t# (ports 1-2)\n"],
])("a comment of %j is written again as it was", (description, line) => {
  const range = { name: "s", port: { first: 1, last: 2 }, protocol: "tcp", description };
  expect(bare(registryOf(range), { comments: "short", ranges: "first" })).toBe(line);
});

describe("small files", () => {
  const registry = registryOf(
    tcp("plain", 5),
    tcp("http", 80, { references: [{ type: "rfc", data: "rfc9110" }] }),
    tcp("nfs", 2049),
    { name: "http", port: 80, protocol: "udp" },
  );

  test("have only the names asked for; a name may say its protocol", () => {
    expect(bare(registry, { names: ["http/udp", "nfs", "gone"] })).toBe(
      "http\t80/udp\nnfs\t2049/tcp\n",
    );
    expect(problemsOf(registry, { names: ["gone"] })[0]).toContain("services/name-unknown");
  });

  test("report only what is not expressed of the names asked for", () => {
    const crowded = registryOf(
      ...registry.records,
      { name: "without-port", protocol: "tcp" },
      { name: "x11", port: { first: 6000, last: 6063 }, protocol: "tcp" },
      { name: "elsewhere", port: { first: 7000, last: 7001 }, protocol: "tcp" },
      tcp("nfs", 3000),
      tcp("plain", 3001),
      { port: 4, description: "Unassigned" },
    );
    const options = {
      names: ["nfs", "x11", "gone"],
      ranges: "comment",
      repeatedNames: "once",
    } as const;
    const reported = planServices(crowded, options).omissions.map(({ reason, name }) => [
      reason,
      name,
    ]);
    expect(reported).toEqual([
      ["range", "x11"],
      ["name-not-written", "x11"],
      ["name-unknown", "gone"],
      ["name-elsewhere", "nfs"],
    ]);
    expect(bare(crowded, options)).toBe("nfs\t2049/tcp\n# x11 6000-6063/tcp\n");
  });

  test("keep what fits: what systems carry, what is open, standards, system ports", () => {
    // Debian, OpenBSD and Windows carry http; Debian and OpenBSD carry nfs.
    expect(bare(registry, { maxBytes: 40 })).toBe("http\t80/tcp\nhttp\t80/udp\nnfs\t2049/tcp\n");
    expect(bare(registry, { maxBytes: 25 })).toBe("http\t80/tcp\nnfs\t2049/tcp\n");
    expect(bare(registry, { maxBytes: 12 })).toBe("http\t80/tcp\n");
    const rare = registryOf(
      tcp("user", 9001),
      tcp("system", 4),
      tcp("standard", 9002, { references: [{ type: "rfc", data: "rfc9110" }] }),
      tcp("standard-system", 5, { references: [{ type: "rfc", data: "rfc9110" }] }),
    );
    const namesIn = (maxBytes: number, frequencies = ""): readonly string[] =>
      planServices(rare, { comments: "none", header: false, maxBytes, frequencies }).entries.map(
        ({ name }) => name,
      );
    expect(namesIn(22)).toEqual(["standard-system"]);
    expect(namesIn(40)).toEqual(["standard-system", "standard"]);
    expect(namesIn(53)).toEqual(["system", "standard-system", "standard"]);
    const frequencies = "user\t9001/tcp\t0.5\nsystem\t4/tcp\t1/4\n";
    expect(namesIn(14, frequencies)).toEqual(["user"]);
    expect(namesIn(27, frequencies)).toEqual(["system", "user"]);
    expect(problemsOf(rare, { maxBytes: 100, frequencies: "http 80/tcp\n" })[0]).toContain(
      "services/frequencies-unreadable",
    );
  });

  test("bring the port that a name leads to with its further ports", () => {
    const http = registryOf(tcp("http-alt", 591), tcp("http-alt", 8080), tcp("other", 592));
    for (const target of ["portable", "glibc"] as const) {
      const { entries } = planServices(http, { target, maxBytes: 200, header: false });
      expect(entries.map(({ port }) => port).slice(0, 2)).toEqual([591, 592]);
      const small = planServices(http, {
        target,
        maxBytes: target === "glibc" ? 40 : 130,
        header: false,
        comments: "none",
      }).entries;
      expect(small.map(({ port }) => port)).toEqual([591, 8080]);
    }
    expect(bare(registry, { maxBytes: 5 })).toBe("");
    expect(problemsOf(registry, { maxBytes: 13 })[0]).toContain(
      "left out: 3, for example plain 5/tcp",
    );
  });

  test("never exceed the budget, header included", () => {
    for (let maxBytes = 0; maxBytes < 500; maxBytes += 7) {
      expect(toServices(registry, { maxBytes }).length).toBeLessThanOrEqual(maxBytes);
    }
  });

  test("are sorted by name where asked", () => {
    expect(bare(registry, { sort: "name" })).toBe(
      "http\t80/tcp\nhttp\t80/udp\nnfs\t2049/tcp\nplain\t5/tcp\n",
    );
  });

  test("come in pieces that make the whole", () => {
    expect([...servicesChunks(registry)].join("")).toBe(toServices(registry));
  });
});

describe("compatibility packs", () => {
  test("add aliases to the services they stand for", () => {
    const registry = registryOf(tcp("nicname", 43), tcp("http-alt", 591), tcp("http-alt", 8080));
    const debian = { packs: ["debian"], names: ["nicname", "http-alt"] } as const;
    expect(bare(registry, { ...debian, target: "glibc" })).toBe(
      "nicname\t43/tcp\twhois\nhttp-alt\t591/tcp\nhttp-alt\t8080/tcp\twebcache\n",
    );
    expect(
      bare(registry, {
        ...debian,
        names: ["nicname", "http-alt", "webcache"],
        repeatedNames: "once",
      }),
    ).toBe("nicname\t43/tcp\twhois\nhttp-alt\t591/tcp\nwebcache\t8080/tcp\n");
  });

  test("never take a name from another port", () => {
    const registry = registryOf(tcp("nicname", 43), { name: "whois", port: 9999, protocol: "udp" });
    const part = {
      packs: ["bsd"],
      wholeRegistry: {
        ...registry,
        records: [...registry.records, ...registryOf(tcp("x", 1)).records],
      },
    } as const;
    expect(bare(registry, part)).toBe("nicname\t43/tcp\nwhois\t9999/udp\n");
    expect(problemsOf(registry, { packs: ["bsd"] })[0]).toContain("whois 43/tcp");
  });

  test("add the lines that systems carry, and never lead a name elsewhere", () => {
    const registry = registryOf(
      tcp("acr-nema", 104),
      tcp("dicom", 11_112),
      tcp("echo", 7),
      tcp("discp-client", 2601),
    );
    const text = bare(registry, { packs: ["debian"], target: "glibc" });
    expect(text).toMatch(/^netstat\t15\/tcp$/m);
    expect(text).toMatch(/^discp-client\t2601\/tcp\tzebra$/m);
    expect(text).not.toContain("ospfd");
    const lines = text.split("\n");
    const placeOf = (line: string): number => lines.indexOf(line);
    expect(placeOf("acr-nema\t104/tcp\tdicom")).toBeGreaterThan(placeOf("dicom\t11112/tcp"));
    expect(placeOf("dicom\t11112/tcp")).toBeGreaterThan(placeOf("acr-nema\t104/tcp"));
    expect(placeOf("echo\t4/ddp")).toBeGreaterThan(placeOf("echo\t7/tcp"));
    expect(bare(registry, { packs: ["debian"] })).not.toContain("echo\t7/ddp");
    // A part of the registry has no line of another port.
    const part = { ...registry, records: registry.records.slice(0, 1) };
    expect(bare(part, { packs: ["debian"], wholeRegistry: registry })).toBe("acr-nema\t104/tcp\n");
  });

  test("and targets that there are not are refused", () => {
    // @ts-expect-error: a name from outside
    expect(() => bare(registryOf(), { packs: ["plan9"] })).toThrow(TypeError);
    // @ts-expect-error: a name from outside
    expect(() => bare(registryOf(), { target: "windows" })).toThrow(TypeError);
  });
});

describe("local files", () => {
  const registry = registryOf(
    tcp("nicname", 43),
    tcp("http", 80),
    tcp("http-alt", 591),
    tcp("http-alt", 8080),
    tcp("zed", 2601),
  );

  test("of a base stay as they are, with what the registry has besides", () => {
    const base = [
      "whois 43/tcp nicname # local comment",
      "mine 7/tcp yours # mine alone",
      "http 8000/tcp",
      "zebra 2601/tcp",
      "broken",
      "range 1-2/tcp",
    ].join("\n");
    expect(bare(registry, { base, target: "glibc" })).toBe(
      "mine\t7/tcp\tyours\nwhois\t43/tcp\tnicname\nhttp\t80/tcp\nhttp-alt\t591/tcp\nzebra\t2601/tcp\tzed\nhttp\t8000/tcp\nhttp-alt\t8080/tcp\n",
    );
    const { conflicts, omissions } = planServices(registry, { base });
    expect(conflicts).toEqual([
      {
        kind: "base-name-elsewhere",
        name: "http",
        port: 8000,
        protocol: "tcp",
        registered: "80/tcp",
        line: 3,
      },
      {
        kind: "base-port-taken",
        name: "zebra",
        port: 2601,
        protocol: "tcp",
        registered: "zed",
        line: 4,
      },
    ]);
    expect(omissions.filter(({ reason }) => reason === "local-line-unreadable")).toHaveLength(2);
    expect(toServices(registry, { base, header: false })).toContain(
      "mine\t\t7/tcp\tyours\t# mine alone",
    );
  });

  test.each([
    ["mine 1/tcp", false],
    ["mine 65535/tcp", false],
    ["mine 0/tcp", true],
    ["mine 65536/tcp", true],
    ["mine 6-7/tcp", true],
    ["mine x/tcp", true],
    ["mine 7/5", true],
    ["mine 7/tcp é", true],
    ["mïne 7/tcp", true],
    ["mine 7", true],
    ["mine", true],
  ])("are left out where no line can hold them: %s is, %s", (line, isLeftOut) => {
    const { omissions, entries } = planServices(registry, { base: `${line}\n` });
    expect(omissions.some(({ reason }) => reason === "local-line-unreadable")).toBe(isLeftOut);
    expect(entries.some(({ name }) => name === "mine")).toBe(!isLeftOut);
  });

  test("tell where a line comes from, and all records that its names have", () => {
    const { entries } = planServices(registry, {
      base: "mine 7/tcp\nzebra 9/tcp\n",
      overrides: "yours 7/tcp\n",
    });
    const origins = new Map(entries.map(({ name, origin }) => [name, origin]));
    expect([origins.get("yours"), origins.get("zebra"), origins.get("zed")]).toEqual([
      "overrides",
      "base",
      "registry",
    ]);
    const known = new Set(registry.records.map((record) => record.name));
    for (const { name, aliases, records, origin } of entries) {
      if (origin !== "registry") continue;
      const named = [name, ...aliases].filter((each) => known.has(each));
      expect(new Set(records.map((record) => record.name))).toEqual(new Set(named));
    }
  });

  test("of overrides win, and every difference is reported", () => {
    const overrides = "whois 43/tcp\nhttp-alt 8080/tcp webcache\n";
    expect(bare(registry, { overrides, target: "glibc" })).toBe(
      "whois\t43/tcp\tnicname\nhttp\t80/tcp\nzed\t2601/tcp\nhttp-alt\t8080/tcp\twebcache\n# Further ports of names that lead to another one.\nhttp-alt\t591/tcp\n",
    );
    expect(planServices(registry, { overrides }).conflicts).toMatchObject([
      { kind: "override-renames-port", name: "whois", registered: "nicname", line: 1 },
      { kind: "override-moves-name", name: "http-alt", registered: "591/tcp", line: 2 },
    ]);
    expect(problemsOf(registry, { overrides }).map((line) => line.split(":")[0])).toContain(
      "services/override-moves-name",
    );
  });

  test("of a base stay whole when only a part of the registry is written", () => {
    const part = registryOf(tcp("http", 80));
    const base = "discard 9/tcp sink null\nnicname 43/tcp\nhttp-alt 8080/tcp webcache\n";
    const expected =
      "discard\t9/tcp\tsink null\nnicname\t43/tcp\nhttp\t80/tcp\nhttp-alt\t8080/tcp\twebcache\n";
    expect(bare(part, { base, wholeRegistry: registry })).toBe(expected);
    expect(bare(registry, { base, names: ["HTTP"] })).toBe(expected);
  });

  test("of a base choose between the ports that the registry has for a name", () => {
    const base = "http-alt 8080/tcp webcache\n";
    const { entries, conflicts } = planServices(registry, { base });
    const places = entries.flatMap(({ name, port, foundOn = port }) =>
      name === "http-alt" ? [[port, foundOn]] : [],
    );
    expect(places).toEqual([
      [591, 8080],
      [8080, 8080],
    ]);
    expect(conflicts).toEqual([]);
    const both = planServices(registry, { base: "http-alt 591/tcp\n", overrides: base });
    expect(both.entries.find(({ port }) => port === 591)).toMatchObject({ foundOn: 8080 });
    expect(both.conflicts).toMatchObject([{ kind: "override-moves-name", registered: "591/tcp" }]);
  });

  test("overrides that swap ports of the base file are told, as those of the registry are", () => {
    const told = (base: string, overrides: string): readonly string[] =>
      planServices(registry, { base, overrides }).conflicts.map(
        ({ kind, name, port, registered, line }) => `${kind} ${name} ${port} ${registered} ${line}`,
      );
    const base = "foo 7001/tcp\nbar 7002/tcp\n";
    expect(told(base, "foo 7002/tcp\nbar 7001/tcp\n")).toEqual([
      "override-renames-port bar 7001 foo 2",
      "override-moves-name foo 7002 7001/tcp 1",
      "override-renames-port foo 7002 bar 1",
      "override-moves-name bar 7001 7002/tcp 2",
    ]);
    expect(told(base, "foo 7003/tcp\n")).toEqual(["override-moves-name foo 7003 7001/tcp 1"]);
    expect(told(base, base)).toEqual([]);
    // A name of several lines leads to the first of them.
    expect(told("foo 7002/tcp\nfoo 7001/tcp\n", "foo 7002/tcp\n")).toEqual([]);
    expect(told("foo 7001/tcp\nfoo 7002/tcp\n", "foo 7002/tcp\n")).toEqual([
      "override-moves-name foo 7002 7001/tcp 1",
    ]);
  });

  test("keep two lines of one name, which leads to the first of them", () => {
    const dicom = registryOf(tcp("acr-nema", 104), tcp("dicom", 11_112));
    const overrides = "acr-nema 104/tcp dicom\ndicom 11112/tcp\n";
    expect(bare(dicom, { overrides, target: "glibc" })).toBe(
      "acr-nema\t104/tcp\tdicom\ndicom\t11112/tcp\n",
    );
    expect(planServices(dicom, { overrides }).conflicts).toMatchObject([
      { kind: "override-moves-name", name: "dicom", port: 104, registered: "11112/tcp" },
    ]);
    // In the other order the name leads to the higher port, and the alias comes after its line.
    const turned = overrides.split("\n").toReversed().join("\n");
    expect(bare(dicom, { overrides: turned, target: "glibc" })).toBe(
      [
        "acr-nema\t104/tcp",
        "dicom\t11112/tcp",
        "# Further ports of names that lead to another one.",
        "acr-nema\t104/tcp\tdicom",
        "",
      ].join("\n"),
    );
  });
});

test("further ports of names stand in the order of ports, however the file is sorted", () => {
  const registry = registryOf(
    tcp("x", 0, { port: { first: 2, last: 3 } }),
    tcp("a_b", 0, { port: { first: 4, last: 5 } }),
    tcp("a_b", 3),
  );
  const lines = bare(registry, { sort: "name", ranges: "expand" }).split("\n");
  const onPort3 = lines.filter((line) => line.includes("\t3/tcp"));
  expect(onPort3[0]).toBe("x\t3/tcp\ta_b");
});

test("comments about ranges never take the room of an entry", () => {
  const registry = registryOf(
    tcp("a", 1),
    tcp("long-service-na", 0, { port: { first: 2, last: 4 } }),
  );
  for (const maxBytes of [8, 30, 35]) {
    expect(bare(registry, { ranges: "comment", maxBytes })).toMatch(/^a\t1\/tcp\n/);
  }
});

describe("hostile registries", () => {
  test("a rewritten name takes no name or port that a record has", () => {
    const registry = registryOf(
      tcp("ｓｓｈ", 21, { references: [{ type: "rfc", data: "rfc1" }] }),
      tcp("ssh", 22),
      tcp("ｆｔｐ", 23),
      tcp("telnet", 23),
      tcp("ｔｗｏ", 30),
      tcp("two!".replace("!", "\u00a0"), 31),
    );
    for (const target of ["portable", "glibc", "go"] as const) {
      expect(bare(registry, { target })).toBe("ssh\t22/tcp\ntelnet\t23/tcp\tftp\ntwo\t30/tcp\n");
    }
    const { omissions } = planServices(registry);
    expect(omissions.map(({ reason, name }) => [reason, name])).toEqual([
      ["alias-elsewhere", "ｓｓｈ"],
      ["name-rewritten", "ｆｔｐ"],
      ["name-rewritten", "ｔｗｏ"],
      ["alias-elsewhere", "two\u00a0"],
    ]);
    // Not even where a selection leaves the record out.
    const part = { ...registry, records: registry.records.slice(0, 1) };
    expect(bare(part, { wholeRegistry: registry })).toBe("");
  });

  test.each(["\\", "tcp\\", "#", "t p", "tcp/udp", "+", "1", "", "tcp#"])(
    "a protocol %j is not written",
    (protocol) => {
      const registry = registryOf({ name: "http", port: 80, protocol }, tcp("next", 81));
      expect(bare(registry)).toBe("next\t81/tcp\n");
      expect(problemsOf(registry)[0]).toContain("services/protocol-not-expressible");
    },
  );

  test("ranges are bounded: 65,535 lines for each of five protocols", () => {
    const wide = (protocol: string, i: number) => ({
      name: `n${i}`,
      port: { first: 0, last: 65_535 },
      protocol,
    });
    const one = registryOf(...Array.from({ length: 400 }, (_, i) => wide("tcp", i)));
    const { entries, omissions } = planServices(one, { target: "glibc" });
    expect([...entries]).toHaveLength(65_535);
    expect(entries[0]?.aliases).toHaveLength(399);
    expect(entries.every(({ name }) => name === "n0")).toBe(true);
    expect(omissions.length).toBeLessThan(1000);
    const start = performance.now();
    expect(auditServices("n0 9/tcp\nodd 10/tcp\n", one).findings.length).toBeGreaterThan(0);
    expect(performance.now() - start).toBeLessThan(5000);
    const many = registryOf(...Array.from({ length: 50 }, (_, i) => wide(`p${i}`, i)));
    expect(planServices(many, { target: "glibc" }).entries.length).toBe(5 * 65_535 + 45);
  });

  test("many names on one port, and many lines of a base, take no time", () => {
    const names = Array.from({ length: 16_000 }, (_, i) => `n${i}`);
    const start = performance.now();
    const registry = registryOf(...names.map((name) => tcp(name, 9)));
    expect(planServices(registry).entries[0]?.aliases).toHaveLength(15_999);
    const base = names.map((name) => `${name} 9/tcp\n`).join("");
    expect(planServices(registry, { base }).entries[0]?.aliases).toHaveLength(15_999);
    expect(planServices(registry, { names }).entries).toHaveLength(1);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});

describe("names asked for", () => {
  const registry = registryOf(
    tcp("etcd-client", 2379),
    tcp("etcd-server", 2380),
    tcp("https", 443),
    { name: "https", protocol: "tcp" },
    { name: "argus", port: 13 },
  );

  test("may be patterns, in any case", () => {
    expect(bare(registry, { names: ["ETCD*", "HTTPS/tcp"] })).toBe(
      "https\t443/tcp\netcd-client\t2379/tcp\netcd-server\t2380/tcp\n",
    );
    expect(bare(registry, { names: ["etcd-?erver/tcp", "h[t-u]tps"] })).toBe(
      "https\t443/tcp\netcd-server\t2380/tcp\n",
    );
  });

  test("are all listed where they are missing, and nothing else is reported", () => {
    expect(problemsOf(registry, { names: ["https/tcp"] })).toEqual([]);
    expect(problemsOf(registry, { names: ["https", "etc", "argus", "htps", "x[y"] })).toEqual([
      "services/no-protocol: Services without a transport protocol cannot be written: 1, for example argus 13.",
      "services/name-unknown: No service has a name asked for: etc, htps, x[y.",
      "services/name-not-written: Names asked for are registered, but have no line in this file: argus.",
    ]);
  });
});
