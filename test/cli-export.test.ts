import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse as parseCsv } from "csv-parse/sync";
import { load } from "js-yaml";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { portolan } from "./run-portolan.js";

const HEADER =
  "Service Name,Port Number,Transport Protocol,Description,Assignee,Contact,Registration Date,Modification Date,Reference,Service Code,Unauthorized Use Reported,Assignment Notes";
const REGISTRY = `${[
  HEADER,
  'www,80,tcp,World Wide Web,,,,,,,,"This is a duplicate of the ""http"" service."',
  'http,80,tcp,"Web, world wide",[IESG],[IETF_Chair],,2021-10-01,[RFC9110],,,Defined TXT keys: path=<path>',
  "http,80,sctp,HTTP,,,,,,,,",
  "x11,6000-6001,tcp,X Window System,,,,,,,used by others,",
  "=1+1,7000,udp,=cmd,,,,,,,,",
  "airport,,,AirPort,,,,,,,,Defined TXT keys: waMA;",
].join("\n")}\n`;

let folder: string;
let registry: string;
const exported = async (...argv: readonly string[]): Promise<string> => {
  const ran = await portolan(["export", ...argv, "-r", registry]);
  expect(ran).toMatchObject({ exitCode: 0 });
  return ran.stdout;
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "portolan-export-"));
  registry = join(folder, "registry.csv");
  writeFileSync(registry, REGISTRY);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("a table of ports", () => {
  it("has every name, the canonical one first", async () => {
    expect(await exported("ports")).toBe(`port,protocol,name,names,description,status
80,tcp,http,http www,"Web, world wide",assigned
80,sctp,http,http,HTTP,assigned
6000,tcp,x11,x11,X Window System,assigned
6001,tcp,x11,x11,X Window System,assigned
7000,udp,=1+1,=1+1,=cmd,assigned
`);
  });

  it("says the same in every notation, as other programs read it", async () => {
    const columns = ["--columns", "key,port,name,names,range,references"];
    const list = JSON.parse(await exported("ports", "--to", "json", ...columns));
    expect(list).toHaveLength(5);
    expect(list[0]).toEqual({
      key: "80/tcp",
      port: 80,
      name: "http",
      names: ["http", "www"],
      range: "",
      references: ["RFC9110"],
    });
    const lines = await exported("ports", "--to", "jsonl", ...columns);
    expect(
      lines
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual(list);
    const yaml = await exported("ports", "--to", "yaml", ...columns);
    expect(load(yaml)).toEqual(list);
    expect(parse(yaml)).toEqual(list);
    const csv = await exported("ports", "--to", "csv", ...columns);
    const rows: readonly { readonly names: string }[] = parseCsv(csv, { columns: true });
    expect(rows.map(({ names }) => names)).toEqual(
      list.map(({ names }: { names: readonly string[] }) => names.join(" ")),
    );
  });

  it("takes headings of one's own", async () => {
    const text = await exported("ports", "--columns", "dport=port, svc=name", "--port", "6000");
    expect(text).toBe("dport,svc\n6000,x11\n");
  });

  it("is empty where nothing is selected", async () => {
    const none = ["--name", "nosuch"];
    expect(await exported("ports", "--to", "json", ...none)).toBe("[]\n");
    expect(load(await exported("ports", "--to", "yaml", ...none))).toEqual([]);
    expect(await exported("ports", "--to", "jsonl", ...none)).toBe("");
  });

  it("keeps spreadsheets from running cells", async () => {
    const text = await exported("ports", "--safe-cells", "--columns", "name,description");
    expect(text.split("\n")[5]).toBe("'=1+1,'=cmd");
  });
});

describe("the tables of programs", () => {
  it.each([
    ["graylog", "key,value", "80/tcp,http"],
    [
      "splunk",
      "dest_port,transport,app,app_names,description,status",
      '80,tcp,http,http www,"Web, world wide",assigned',
    ],
  ])("%s", async (target, heading, row) => {
    expect((await exported(target)).split("\n").slice(0, 2)).toEqual([heading, row]);
  });

  it("logstash, a YAML dictionary", async () => {
    const text = await exported("logstash");
    expect(load(text)).toEqual({
      "80/tcp": "http",
      "80/sctp": "http",
      "6000/tcp": "x11",
      "6001/tcp": "x11",
      "7000/udp": "=1+1",
    });
  });

  it("Elasticsearch, with the names of ECS", async () => {
    const [first = ""] = (await exported("ecs")).split("\n");
    expect(JSON.parse(first)).toEqual({
      "destination.port": 80,
      "network.transport": "tcp",
      "network.iana_number": 6,
      "network.protocol": "http",
      "service.name": "http",
      tags: ["http", "www"],
      message: "Web, world wide",
    });
  });

  // IANA, “Assigned Internet Protocol Numbers”.
  it.each([
    ["tcp", 6],
    ["udp", 17],
    ["dccp", 33],
    ["sctp", 132],
  ])("Elasticsearch takes the number of a protocol too: %s is %i", async (protocol, number) => {
    const stdin = `Service Name,Port Number,Transport Protocol\na,1,${protocol}\n`;
    const row = JSON.parse((await portolan(["export", "ecs", "-"], { stdin })).stdout);
    expect(row).toMatchObject({ "network.transport": protocol, "network.iana_number": number });
  });

  it("Zeek, for the protocols that it knows", async () => {
    expect(await exported("zeek")).toBe(
      [
        "#fields\tservice_port\tname\tnames\tdescription",
        "80/tcp\thttp\thttp,www\tWeb, world wide",
        "6000/tcp\tx11\tx11\tX Window System",
        "6001/tcp\tx11\tx11\tX Window System",
        "7000/udp\t=1+1\t=1+1\t=cmd\n",
      ].join("\n"),
    );
  });

  it("nmap and Wireshark, in files of their own", async () => {
    expect(await exported("nmap")).toContain("http\t80/tcp\t0.000000\t# Web, world wide\n");
    expect(await exported("wireshark")).toContain("x11\t6000-6001/tcp\t# X Window System\n");
  });

  // nmap/nmap#1849: IANA's current names, without losing what nmap knows.
  it("nmap, with the frequencies of its own file, and its lines where the registry has no name", async () => {
    const nmap = join(folder, "nmap-services");
    const lines = [
      "# THIS FILE IS GENERATED AUTOMATICALLY FROM A MASTER",
      "old-name\t80/tcp\t0.484143\t# Web",
      "mtp\t57/tcp\t0.000100\t# deprecated",
      "unknown\t4/tcp\t0.000477",
      "unknown\t6001/tcp\t0.012000",
      "",
    ];
    writeFileSync(nmap, lines.join("\n"));
    const text = await exported("nmap", "--frequencies", nmap);
    expect(text.split("\n").filter((line) => !line.startsWith("#"))).toEqual([
      "unknown\t4/tcp\t0.000477",
      "mtp\t57/tcp\t0.000100\t# deprecated",
      "http\t80/tcp\t0.484143\t# Web, world wide",
      "http\t80/sctp\t0.000000\t# HTTP",
      "x11\t6000/tcp\t0.000000\t# X Window System",
      "x11\t6001/tcp\t0.012000\t# X Window System",
      "=1+1\t7000/udp\t0.000000\t# =cmd",
      "",
    ]);
    const some = await exported("nmap", "--frequencies", nmap, "--port", "1-79,7000");
    expect(some.match(/^[^#\s]+/gm)).toEqual(["unknown", "mtp", "=1+1"]);
  });
});

describe("what only some programs can hold", () => {
  const rows = (...lines: readonly string[]): { readonly stdin: string } => ({
    stdin: `Service Name,Port Number,Transport Protocol,Description\n${lines.join("\n")}\n`,
  });
  const of = async (target: string, registry: ReturnType<typeof rows>): Promise<string> =>
    (await portolan(["export", target, "-"], registry)).stdout;

  it("is escaped, marked or left out for Zeek: a comma, an empty field, a protocol", async () => {
    const text = await of(
      "zeek",
      rows('"a,b",1,tcp,"one, two"', "c,1,tcp,second", "d,2,udp,", "e,3,sctp,x", "f,4,dccp,x"),
    );
    expect(text.trimEnd().split("\n").slice(1)).toEqual([
      "1/tcp\ta,b\ta\\x2cb,c\tone, two",
      "2/udp\td\td\t-",
    ]);
  });

  it("is left out of a list of types: a blank or a colon", async () => {
    const types = rows(
      "a,1,tcp,First",
      '"b c",2,tcp,x',
      "d:e,3,tcp,x",
      "f~!,4,tcp,",
      "9;g,5,udp,x",
    );
    expect(await of("avahi", types)).toBe("_a._tcp:First\n_f~!._tcp:f~!\n_9;g._udp:x\n");
    expect(await of("nmap-srv", types)).toBe("_a._tcp\n_f~!._tcp\n_9;g._udp\n");
    expect(JSON.parse(await of("dns-sd", types))).toHaveLength(5);
  });
});

describe("DNS-SD types", () => {
  it("with subtypes, ports and TXT keys", async () => {
    const types = JSON.parse(await exported("dns-sd"));
    expect(types.map(({ type }: { type: string }) => type)).toEqual([
      "_www._tcp",
      "_http._tcp",
      "_http._udp",
      "_x11._tcp",
      "_=1+1._udp",
      "_airport._tcp",
      "_airport._udp",
    ]);
    expect(types[1]).toEqual({
      type: "_http._tcp",
      name: "http",
      protocols: ["tcp"],
      ports: ["80"],
      subtypes: [],
      txtKeys: [{ key: "path", value: "<path>" }],
      description: "Web, world wide",
      assignees: ["IESG"],
      references: [{ label: "RFC9110", url: "https://www.iana.org/go/rfc9110" }],
    });
    expect(types[5]).toMatchObject({ ports: [], txtKeys: [{ key: "waMA" }] });
  });

  it("as a table, and as the lists of avahi and nmap", async () => {
    const csv = await exported(
      "dns-sd",
      "--to",
      "csv",
      "--columns",
      "type,ports,txtKeys,references",
    );
    expect(csv.split("\n")[2]).toBe("_http._tcp,80,path=<path>,RFC9110");
    expect((await exported("avahi")).split("\n")[1]).toBe("_http._tcp:Web, world wide");
    expect((await exported("nmap-srv")).split("\n").slice(0, 2)).toEqual([
      "_www._tcp",
      "_http._tcp",
    ]);
  });
});

describe("the output file", () => {
  it("is written, and compared with", async () => {
    const output = join(folder, "ports.csv");
    const argv = ["export", "ports", registry, "-o", output];
    expect(await portolan([...argv, "--check"])).toMatchObject({ exitCode: 1 });
    expect(await portolan(argv)).toMatchObject({ exitCode: 0, stdout: "" });
    expect(readFileSync(output, "utf8")).toContain("80,tcp,http");
    expect(await portolan([...argv, "--check"])).toMatchObject({ exitCode: 0 });
    writeFileSync(output, "else\n");
    const different = await portolan([...argv, "--check"]);
    expect(different).toMatchObject({ exitCode: 1 });
    expect(different.stderr).toContain("is not up to date");
    expect(readFileSync(output, "utf8")).toBe("else\n");
  });
});

it.each([
  [["word"], "“word” is none of the targets ports, dns-sd, graylog"],
  [["ports", "--columns", "port,colour"], "--columns: “colour” is none of key, port, protocol"],
  [["ports", "--to", "xml"], "--to: “xml” is none of csv, json, jsonl, yaml."],
  ...["logstash", "zeek", "nmap", "wireshark", "avahi", "nmap-srv"].flatMap((target) =>
    [["--to", "json"], ["--columns", "port"], ["--safe-cells"]].map(
      (option): [string[], string] => [
        [target, ...option],
        `${option[0]} goes with tables; ${target} has a form of its own.`,
      ],
    ),
  ),
  [["ecs", "--safe-cells"], "--safe-cells goes with CSV."],
  [["ports", "--safe-cells", "--to", "yaml"], "--safe-cells goes with CSV."],
  [["zeek", "--frequencies", "x"], "--frequencies goes with nmap; zeek has none."],
  [["nmap", "--frequencies", "package.json"], "package.json is no nmap-services file"],
  [["ports", "--check"], "--check compares with the file that --output names; name one."],
])("refuses %j", async (argv, message) => {
  const ran = await portolan(["export", ...argv, "-r", registry]);
  expect(ran).toMatchObject({ exitCode: 2, stdout: "" });
  expect(ran.stderr.replace(/\n +/g, " ")).toContain(message);
});

it.each(["# a master\n", "http 80/tcp\n", "http\t80/tcp\n"])(
  "refuses to take frequencies of a file without any: %j",
  async (text) => {
    const path = join(folder, "no-frequencies");
    writeFileSync(path, text);
    const ran = await portolan(["export", "nmap", "--frequencies", path, "-r", registry]);
    expect(ran).toMatchObject({ exitCode: 2, stdout: "" });
    expect(ran.stderr.replaceAll(/\s+/g, " ")).toContain("it has no frequencies.");
  },
);

it("goes on under the names it had", async () => {
  for (const [old, target] of [
    ["lookup-csv", "graylog"],
    ["lookup-yaml", "logstash"],
    ["nmap-services", "nmap"],
  ] as const) {
    const ran = await portolan(["services", "export", old, registry]);
    expect(ran).toMatchObject({ exitCode: 0, stdout: await exported(target) });
  }
  const nmap = join(folder, "frequent");
  writeFileSync(nmap, "old-name\t80/tcp\t0.484143\n");
  const text = await exported("nmap-services", "--frequencies", nmap);
  expect(text).toContain("http\t80/tcp\t0.484143");
});

it("takes the format's name in any case", async () => {
  expect(await exported("ports", "--to", "JSON")).toBe(await exported("ports", "--to", "json"));
});
