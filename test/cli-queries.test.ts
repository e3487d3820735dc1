import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serve } from "./misbehaving-server.js";
import { portolan } from "./run-portolan.js";

const HEADER =
  "Service Name,Port Number,Transport Protocol,Description,Assignee,Contact,Registration Date,Modification Date,Reference,Service Code,Unauthorized Use Reported,Assignment Notes";
const csv = (...rows: string[]): string => `${[HEADER, ...rows].join("\r\n")}\r\n`;

const OLD = csv(
  ",4,tcp,Unassigned,,,,,,,,",
  "http,80,tcp,World Wide Web HTTP,[IESG],[IETF_Chair],,2021-10-01,[RFC9110],,,",
  'www,80,tcp,World Wide Web HTTP,[IESG],[IETF_Chair],,2021-10-01,[RFC9110],,,"This is a duplicate of the ""http"" service and should not be used for discovery purposes."',
  "discard,9,dccp,Discard,[Eddie_Kohler],[Eddie_Kohler],,,[RFC4340],1145656131,,",
  "x11,6000-6063,tcp,X Window System,[Stephen_Gildea],[Stephen_Gildea],,,,,,",
  ",6064-6067,,Unassigned,,,,,,,,",
  "ipp,,tcp,IPP,,,,,,,,Defined TXT keys: None",
);
/** Has twins too, which differ in a date only. */
const ASKED = OLD.replace(
  "http,80",
  "ssh,22,tcp,Secure Shell,,,,2020-01-01,,,,\r\nssh,22,udp,Secure Shell,,,,2021-01-01,,,,\r\nhttp,80",
);
const NEW = OLD.replace("World Wide Web HTTP,[IESG]", "HTTP,[IESG]").replace(
  ",6064-6067,,Unassigned",
  "pcp,6064,udp,Port Control,,,,,,,,\r\n,6065-6067,,Unassigned",
);

let folder: string;
let old: string;
let fresh: string;
let registry: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "portolan-cli-"));
  old = join(folder, "old.csv");
  fresh = join(folder, "new.csv");
  registry = join(folder, "asked.csv");
  writeFileSync(registry, ASKED);
  writeFileSync(old, OLD);
  writeFileSync(fresh, NEW);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("lookup", () => {
  const asked = (queries: readonly string[], ...more: string[]): ReturnType<typeof portolan> =>
    portolan(["lookup", ...queries, "-r", registry, ...more]);

  it("shows a card of a few lines", async () => {
    const ran = await asked(["80/tcp"]);
    expect(ran).toMatchObject({ exitCode: 0, stderr: "" });
    expect(ran.stdout).toBe(`http 80/tcp
  World Wide Web HTTP
  assigned, System port; modified 2021-10-01
  IESG, RFC9110
  other names  www

www 80/tcp
  World Wide Web HTTP
  assigned, System port; modified 2021-10-01
  IESG, RFC9110
  other names  http
  notes  This is a duplicate of the "http" service and should not be used for discovery purposes.
`);
  });

  it("shows everything with --long", async () => {
    expect((await asked(["www"], "--long")).stdout).toBe(`http 80/tcp
               the name asked for is an alias of this one
  description  World Wide Web HTTP
  status       assigned, System port
  other names  www
  assignee     IESG
  contact      IETF_Chair
  modified     2021-10-01
  reference    RFC9110 <https://www.iana.org/go/rfc9110>

www 80/tcp
  description  World Wide Web HTTP
  status       assigned, System port
  other names  http
  assignee     IESG
  contact      IETF_Chair
  modified     2021-10-01
  reference    RFC9110 <https://www.iana.org/go/rfc9110>
  notes        This is a duplicate of the "http" service and should not be used for discovery purposes.
`);
  });

  it("folds what is the same for several protocols", async () => {
    const { stdout } = await asked(["ssh"]);
    expect(stdout).toBe(`ssh 22/tcp, 22/udp
  Secure Shell
  assigned, System port; modified 2020-01-01 (udp modified 2021-01-01)
`);
    expect((await asked(["ssh"], "--long")).stdout).toBe(`ssh 22/tcp, 22/udp
  description  Secure Shell
  status       assigned, System port
  modified     2020-01-01 (tcp), 2021-01-01 (udp)
`);
  });

  it.each([
    ["6010", 0, /^x11 6000-6063\/tcp\n {2}the port is inside this range\n/],
    ["HTTP", 0, /^http 80\/tcp\n {2}registered in another case\n/],
    ["_ipp._tcp", 0, /^ipp tcp\n(?:.*\n)* {2}DNS-SD +_ipp\._tcp\n/],
    ["discard", 0, / {2}service code +1145656131 \(SC:DISC\)\n/],
    ["SC:DISC", 0, /^discard 9\/dccp\n/],
    ["1145656131", 0, /^discard 9\/dccp\n/],
    [
      "6065",
      0,
      /^6064-6067\n {2}the port is inside this range\n {2}Unassigned\n {2}unassigned, User port\n$/,
    ],
    ["htttp", 1, /^htttp is not in the registry\. Did you mean http\?\n$/],
    ["80/udp", 1, /^80\/udp is not in the registry\. It is registered for tcp\.\n$/],
    ["50000", 1, /Dynamic port, which nobody can register/],
    ["70000", 1, /^70000 is not in the registry\. Ports end at 65535\./],
    [
      "smtps",
      1,
      /^smtps is not in the registry\. Systems carry it for 465\/tcp, which is submissions/,
    ],
  ])("%s exits %i", async (query, exitCode, output) => {
    const ran = await asked([query]);
    expect(ran.exitCode).toBe(exitCode);
    expect(ran.stdout).toMatch(output);
  });

  it.each([
    [["tcp/80"]],
    [["80", "tcp"]],
    [["tcp", "80"]],
    [["host.example:80/tcp"]],
    [["[::1]:80/tcp"]],
  ])("understands %j", async (queries) => {
    expect((await asked(queries)).stdout).toBe((await asked(["80/tcp"])).stdout);
  });

  it("shows a table of several answers, and counts them", async () => {
    const ran = await asked(["22,80", "6010", "50000", "nosuch", "smtps", "http/udp"]);
    expect(ran.exitCode).toBe(1);
    expect(ran.stdout).toBe(`PORT   NAME        WHAT                     REMARK
22     ssh         Secure Shell
80     http (www)  World Wide Web HTTP      2 names
6010   x11         X Window System          in 6000-6063
50000                                       dynamic, nobody can register it
       nosuch                               not registered
465    smtps       carried for submissions  not registered
       http/udp                             only for tcp
`);
    expect(ran.stderr).toBe("7 asked, 3 found; 1 with several names.\n");
  });

  it("reads queries from standard input and from files", async () => {
    const list = "# mine\n80\n\nssh/udp\nthere is nothing to be looked up here\n";
    const file = join(folder, "list.txt");
    writeFileSync(file, list);
    const table = `PORT  NAME        WHAT                 REMARK
80    http (www)  World Wide Web HTTP  2 names
22    ssh         Secure Shell
`;
    for (const [queries, options] of [
      [[], { stdin: list }],
      [["-"], { stdin: list }],
      [[`@${file}`], {}],
    ] as const) {
      const ran = await portolan(["lookup", ...queries, "-r", registry], options);
      expect(ran).toMatchObject({ exitCode: 0, stdout: table });
      expect(ran.stderr).toMatch(/: nothing to look up in line 5\.\n2 asked, 2 found/);
    }
  });

  it("picks the queries out of what ss prints", async () => {
    const stdin = `Netid State  Recv-Q Send-Q Local Address:Port Peer Address:Port
tcp   LISTEN 0      128          0.0.0.0:22        0.0.0.0:*
tcp   LISTEN 0      128             [::]:22           [::]:*
tcp   LISTEN 0      511                *:80              *:*
`;
    const ran = await portolan(["lookup", "-r", registry], { stdin });
    expect(ran.stdout).toBe(`PORT    NAME        WHAT                 REMARK
22/tcp  ssh         Secure Shell
80/tcp  http (www)  World Wide Web HTTP  2 names
`);
  });

  it("refuses to read the registry and the queries from one stream", async () => {
    const ran = await portolan(["lookup", "-", "-r", "-"], { stdin: ASKED });
    expect(ran).toMatchObject({ exitCode: 2, stdout: "" });
    expect(ran.stderr).toContain("Standard input can be the registry or the queries, not both.");
  });

  it("answers several queries as JSON, with all that a card shows", async () => {
    const ran = await asked(["80/tcp", "nosuch", "smtps", "6010"], "--json");
    expect(ran.exitCode).toBe(1);
    const answers = JSON.parse(ran.stdout);
    expect(answers).toMatchObject([
      {
        query: "80/tcp",
        kind: "port",
        port: 80,
        protocol: "tcp",
        found: true,
        status: "assigned",
        names: { tcp: ["http", "www"] },
        entries: [
          {
            match: "exact",
            name: "http",
            port: "80",
            status: "assigned",
            class: "system",
            otherNames: ["www"],
            assignees: [{ id: "IESG", addresses: [] }],
            references: [{ label: "RFC9110", url: "https://www.iana.org/go/rfc9110" }],
            dnsSd: { types: ["_http._tcp"], subtypes: [] },
            record: { name: "http", port: 80 },
          },
          { name: "www", aliasOf: "http" },
        ],
      },
      { query: "nosuch", kind: "name", found: false, suggestions: [], entries: [] },
      { query: "smtps", found: false, carried: [{ port: 465, service: "submissions" }] },
      { query: "6010", entries: [{ match: "range", port: "6000-6063" }] },
    ]);
    const lines = (await asked(["80/tcp", "nosuch", "smtps", "6010"], "--jsonl")).stdout;
    expect(
      lines
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual(answers);
  });

  it("says in JSON that an answer is from the excerpt", async () => {
    const ran = await portolan(["lookup", "443/tcp", "4242", "--json"]);
    expect(JSON.parse(ran.stdout)).toMatchObject([
      { query: "443/tcp", found: true, coverage: "excerpt", status: "assigned" },
      { query: "4242", found: false, coverage: "excerpt", status: "not in the excerpt" },
    ]);
  });

  it("writes ASCII where the locale has nothing else", async () => {
    const ran = await asked(["htttp", "x11"]);
    const { stdout } = await portolan(["lookup", "www", "-r", registry], {
      terminal: 40,
      env: { LANG: "C", NO_COLOR: "1" },
    });
    expect(stdout).toMatch(/^[ -~\n]*$/);
    expect(stdout).toMatch(/\.\.\.\n/);
    expect(ran.exitCode).toBe(1);
  });

  it("writes many answers as a list too", async () => {
    const stdin = Array.from({ length: 300 }, (_, at) => `${at}\n`).join("");
    const list = await portolan(["lookup", "-", "--json", "-r", registry], { stdin });
    const lines = await portolan(["lookup", "-", "--jsonl", "-r", registry], { stdin });
    const answers = JSON.parse(list.stdout);
    expect(answers).toHaveLength(300);
    expect(
      lines.stdout
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual(answers);
  });

  it("gives the next free port", async () => {
    const next = async (...options: string[]): Promise<string> =>
      (await portolan(["lookup", "--next-free", "-r", old, ...options])).stdout;
    expect(await next()).toBe("6064\n");
    expect(await next("--count", "3")).toBe("6064-6066\n");
    expect(await next("--class", "system", "--protocol", "tcp", "--json")).toBe(
      '{"first":4,"last":4}\n',
    );
    expect((await portolan(["lookup", "--next-free", "--count", "9", "-r", old])).exitCode).toBe(1);
  });

  it.each([
    [
      ["ssh", "--protocol", "udp"],
      "--protocol goes with --next-free; a query names its own, as in s",
    ],
    [["--class", "user"], "--class goes with --next-free."],
    [["443", "--count", "2"], "--count goes with --next-free."],
    [["443", "--json", "--jsonl"], "Choose one of --json and --jsonl."],
    [["--next-free", "--long"], "--long does not go with --next-free."],
    [["443", "--next-free"], "--next-free asks for a port that nobody has; it takes no query."],
    [["--next-free", "--count", "0"], "--count: “0” is not a number of ports."],
    [["--next-free", "--class", "own"], "--class: “own” is none of system, user, dynamic."],
    [["--next-free", "--protocol", "ip"], "--protocol: “ip” is none of tcp, udp, sctp, dccp."],
  ])("leaves no argument unheard: %j", async (argv, message) => {
    const ran = await portolan(["lookup", ...argv]);
    expect(ran).toMatchObject({ exitCode: 2, stdout: "" });
    expect(ran.stderr).toContain(`portolan: ${message}`);
  });

  it("wraps long texts at the terminal's width", async () => {
    const { stdout } = await portolan(["lookup", "www", "-r", old], {
      terminal: 60,
      env: { NO_COLOR: "1" },
    });
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(60);
  });

  it("uses the excerpt where nothing was synced, and says so", async () => {
    const ran = await portolan(["lookup", "443/tcp"]);
    expect(ran.exitCode).toBe(0);
    expect(ran.stderr).toMatch(
      /^Using the excerpt of \d{4}-\d\d-\d\d, \d+ records; portolan sync gets the whole\.\n$/,
    );
  });
});

describe("what look-ups show", () => {
  const many = (name: string, count: number, first: number): readonly string[] =>
    Array.from({ length: count }, (_, at) => `${name},${first + at},tcp,Each ${at},,,,,,,,`);
  const stdin = csv(
    ...many("six", 6, 1),
    ...many("five", 5, 11),
    ...many("four", 4, 21),
    ...many("three", 3, 31),
    "none,,,Nothing,,,,,,,,",
    "used,41,tcp,Used,,[Me],,,,,Known here,",
    "Case,42,tcp,In case,,,,,,,,",
    "one,43,tcp,One,,,,,,,,",
    "two,43,udp,Two,,,,,,,,",
    "main,44,tcp,Main,,,,,,,,",
    "other,44,tcp,Main,,,,,,,,",
    ",46,tcp,Reserved,,,,,,,,",
    'keys,,tcp,Keys,,,,,,,,"Defined TXT keys: a=b (c), d"',
    "keyed,47,tcp,Keys,,,,,,,,Defined TXT keys: x",
    "code,48,dccp,Code,,,2001-02-03,,,1,,",
    "dates,49,tcp,D,,,2001-02,,,,,",
    "dates,49,udp,D,,,,2003-04,,,,",
  );
  const table =
    "six four three none 41/tcp used case 43 43/udp 44 46 4-6 65000 99 sixx ssh tcp/99 70000";

  it.each([
    [
      "cards",
      60,
      ["six", "five", "used", "one", "case", "44", "keys", "keyed", "code", "dates", "none"],
    ],
    ["long", undefined, ["keys", "dates", "code", "used"].map((query) => `${query} --long`)],
    ["table", undefined, [table]],
  ])("is what was looked at: %s", async (name, terminal, asked) => {
    let shown = "";
    for (const words of asked) {
      const argv = ["lookup", ...words.split(" "), "-r", "-"];
      const options = terminal === undefined ? { stdin } : { stdin, terminal };
      const ran = await portolan(argv, { ...options, env: { NO_COLOR: "1" } });
      shown += `$ portolan lookup ${words}\n${ran.stdout}${ran.stderr}\n`;
    }
    await expect(shown).toMatchFileSnapshot(`golden/lookup-${name}.txt`);
  });
});

describe("search", () => {
  it("finds in all columns, case-insensitively, in registry order", async () => {
    const ran = await portolan(["search", "HTTP", "-r", old]);
    expect(ran.stdout).toBe(`NAME  PORT  PROTOCOL  DESCRIPTION
http  80    tcp       World Wide Web HTTP
www   80    tcp       World Wide Web HTTP
`);
    expect((await portolan(["search", "gildea", "--count", "-r", old])).stdout).toBe("1\n");
    expect(await portolan(["search", "nothing", "-r", old])).toMatchObject({
      exitCode: 1,
      stdout: "",
    });
  });

  it("gives the flat rows of jsonl as JSON", async () => {
    const rows = await portolan(["search", "discard", "--json", "-r", old]);
    const lines = await portolan(["convert", old, "--to", "jsonl", "--name", "discard"]);
    expect(JSON.parse(rows.stdout)).toEqual([JSON.parse(lines.stdout)]);
    expect((await portolan(["search", "nothing", "--json", "-r", old])).stdout).toBe("[]\n");
  });

  it("lists a selection, or everything, without a text", async () => {
    const table = `NAME  PORT       PROTOCOL  DESCRIPTION
x11   6000-6063  tcp       X Window System
      6064-6067            Unassigned
`;
    for (const argv of [
      ["--port", "6000-6070"],
      ["", "--port", "6000-6070"],
    ])
      expect(await portolan(["search", ...argv, "-r", old])).toMatchObject({
        exitCode: 0,
        stdout: table,
      });
    expect((await portolan(["search", "--count", "-r", old])).stdout).toBe("7\n");
  });

  it("shows the columns that are asked for, in every form", async () => {
    const columns = ["--columns", "name, port,status,class,first-name,contact"];
    const listed = async (...argv: string[]): Promise<string> =>
      (await portolan(["search", "www", ...columns, "-r", old, ...argv])).stdout;
    expect(await listed()).toBe(`NAME  PORT  STATUS    CLASS   FIRST NAME  CONTACT
www   80    assigned  system  http        [IETF_Chair]
`);
    const row = {
      name: "www",
      port: "80",
      status: "assigned",
      class: "system",
      firstName: "http",
      contact: "[IETF_Chair]",
    };
    expect(JSON.parse(await listed("--json"))).toEqual([row]);
    expect(JSON.parse(await listed("--jsonl"))).toEqual(row);
    expect(await listed("--csv")).toBe(
      "name,port,status,class,firstName,contact\nwww,80,assigned,system,http,[IETF_Chair]\n",
    );
  });

  it("writes whole rows as CSV and JSON Lines", async () => {
    const csv = await portolan(["search", "discard", "--csv", "-r", old]);
    expect(csv.stdout).toBe(
      (await portolan(["convert", old, "--to", "csv", "--name", "discard"])).stdout,
    );
    const lines = await portolan(["search", "discard", "--jsonl", "-r", old]);
    expect(lines.stdout).toBe(
      (await portolan(["convert", old, "--to", "jsonl", "--name", "discard"])).stdout,
    );
  });

  it("shows text that is no port", async () => {
    const path = join(folder, "odd.csv");
    writeFileSync(path, csv("foo,70000,tcp,odd,,,,,,,,"));
    const shown = await portolan(["search", "odd", "-r", path, "--keep-going"]);
    expect(shown.stdout).toContain("foo   70000  tcp       odd\n");
    const card = await portolan(["lookup", "foo", "-r", path, "--keep-going"]);
    expect(card.stdout).toContain("foo 70000/tcp\n");
  });

  it("measures wide letters as a terminal does, and cuts none of them elsewhere", async () => {
    const path = join(folder, "wide.csv");
    writeFileSync(path, csv("abc,1,tcp,日本語テスト,,,,,,,,", "def,2,tcp,x,,,,,,,,"));
    const argv = ["search", "", "--columns", "description,name", "-r", path];
    expect((await portolan(argv)).stdout).toBe(
      "DESCRIPTION   NAME\n日本語テスト  abc\nx             def\n",
    );
    const narrow = await portolan(argv, { terminal: 16, env: { NO_COLOR: "1" } });
    expect(narrow.stdout).toContain("\n日本語テ…   abc\n");
  });

  it("looks for texts of any length", async () => {
    const ran = await portolan(["search", "[a".repeat(8_000), "-r", old]);
    expect(ran).toMatchObject({ exitCode: 1, stdout: "" });
  });

  it("refuses two forms at once", async () => {
    const ran = await portolan(["search", "x", "--json", "--csv", "-r", old]);
    expect(ran).toMatchObject({ exitCode: 2, stdout: "" });
    expect(ran.stderr).toContain("Choose one of --json and --csv.");
  });

  it("lays any number of rows out under one head", async () => {
    const services = Array.from({ length: 450 }, (_, i) => `s${10 ** (i % 9)}-${i} ${i + 1}/tcp`);
    const path = join(folder, "many.services");
    writeFileSync(path, `${services.join("\n")}\n`);
    const { stdout } = await portolan(["search", "s1", "-r", path]);
    const [head = "", ...rows] = stdout.trimEnd().split("\n");
    expect(rows).toHaveLength(450);
    const place = head.indexOf("PORT");
    const ports = rows.map((row) => row.slice(place).split(" ", 1)[0]);
    expect(ports).toEqual(services.map((_, i) => String(i + 1)));
  });

  it("looks into chosen columns, with regular expressions that cannot hang", async () => {
    const names = async (...argv: string[]): Promise<string> =>
      JSON.parse((await portolan(["search", "--json", "-r", old, ...argv])).stdout)
        .map(({ name }: { name: string }) => name)
        .join();
    expect(await names("^(x11|ipp)$", "--regex", "--field", "name")).toBe("x11,ipp");
    expect(await names("(a+)+$", "--regex")).toBe("");
    expect(await portolan(["search", "(", "--regex", "-r", old])).toMatchObject({ exitCode: 2 });
    expect(await portolan(["search", "x", "--field", "colour", "-r", old])).toMatchObject({
      exitCode: 2,
    });
  });
});

describe("diff", () => {
  it("is 0 for the same, 1 for different, and tells what changed", async () => {
    expect(await portolan(["diff", old, old])).toMatchObject({ exitCode: 0 });
    const ran = await portolan(["diff", old, fresh]);
    expect(ran.exitCode).toBe(1);
    expect(ran.stdout).toMatch(/^~ http +80\/tcp +description “World Wide Web HTTP” → “HTTP”$/m);
    expect(ran.stdout).toMatch(/^\+ pcp +6064\/udp +Port Control$/m);
    expect((await portolan(["diff", old, fresh, "--quiet"])).stdout).toBe("");
    expect((await portolan(["diff", old, fresh, "--markdown"])).stdout).toMatch(/^#/);
    expect(JSON.parse((await portolan(["diff", old, fresh, "--json"])).stdout)).toHaveProperty(
      "records.changes",
    );
  });

  it.each([140, 100, 70, 50])(
    "fits a terminal of %i columns, with what is long below its subject",
    async (terminal) => {
      const [a, b] = ["a", "b"].map((name) => join(folder, `${name}-long.csv`));
      const csv = (description: string): string =>
        `Service Name,Port Number,Transport Protocol,Description,Assignee,Contact,Registration Date,Modification Date,Reference,Service Code,Unauthorized Use Reported,Assignment Notes\r\none,1,tcp,${description},,,,,,,,\r\ntwo,2,tcp,Two,,,,,,,,\r\n`;
      writeFileSync(a ?? "", csv("First"));
      writeFileSync(b ?? "", csv("word ".repeat(30).trim()).replace("Two", "Three"));
      const env = { NO_COLOR: "1" };
      const { stdout } = await portolan(["diff", a ?? "", b ?? ""], { terminal, env });
      const lines = stdout.split("\n").filter((line) => line !== "");
      expect(lines.filter((line) => line.length > terminal)).toEqual([]);
      // Each begins with a mark or a heading, or goes on: far to the right, or below its subject.
      expect(lines.filter((line) => !/^(?:[~!+-] \S|\S| {6,}\S)/.test(line))).toEqual([]);
      expect(lines.filter((line) => line.startsWith("~"))).toHaveLength(2);
      const isBelow = /^~ one {2}1\/tcp\n {6}description “First” → “word/m.test(stdout);
      expect(isBelow).toBe(terminal < 140);
    },
  );

  it("has a column of places only where something has one, and none of names beyond 22", async () => {
    const told = async (before: string, after: string): Promise<readonly string[]> => {
      const [a, b] = [join(folder, "a-places.csv"), join(folder, "b-places.csv")];
      writeFileSync(a, csv(...before.split("\n")));
      writeFileSync(b, csv(...after.split("\n")));
      const options = { terminal: 80, env: { NO_COLOR: "1" } };
      return (await portolan(["diff", a, b], options)).stdout.split("\n").slice(2, -1);
    };
    const name = (length: number): string => "n".repeat(length);
    expect(await told("x,,,Xs,,,,,,,,", "x,,,Xt,,,,,,,,")).toEqual([
      "~ x  description “Xs” → “Xt”",
    ]);
    expect(await told("x,,,Xs,,,,,,,,\ny,7,,Y,,,,,,,,", "x,,,Xt,,,,,,,,\ny,7,,Z,,,,,,,,")).toEqual([
      "~ x     description “Xs” → “Xt”",
      "~ y  7  description “Y” → “Z”",
    ]);
    const both = (what: string): string =>
      `${name(22)},1,tcp,${what},,,,,,,,\n${name(23)},2,tcp,${what},,,,,,,,`;
    expect(await told(both("X"), both("Y"))).toEqual([
      `~ ${name(22)}  1/tcp  description “X” → “Y”`,
      `~ ${name(23)}  2/tcp`,
      "      description “X” → “Y”",
    ]);
  });

  // Of 60 columns, “~ one  1/tcp  ” leaves 46 to a line.
  it.each([
    [92, true],
    [93, false],
  ])("has what takes %i columns beside its subject: %s", async (length, isBeside) => {
    const [a, b] = [join(folder, "a-lines.csv"), join(folder, "b-lines.csv")];
    const words = "word ".repeat(20).slice(0, length - "description “a” → “”".length);
    writeFileSync(a, csv("one,1,tcp,a,,,,,,,,"));
    writeFileSync(b, csv(`one,1,tcp,${words.replace(/ $/, "d")},,,,,,,,`));
    const { stdout } = await portolan(["diff", a, b], { terminal: 60, env: { NO_COLOR: "1" } });
    expect(/^~ one {2}1\/tcp {2}description/m.test(stdout)).toBe(isBeside);
  });

  it("lists bookkeeping and header with --all, and tells a selection only", async () => {
    const all = await portolan(["diff", old, fresh, "--all"]);
    expect(all.stdout).not.toContain("Not shown");
    const some = await portolan(["diff", old, fresh, "--name", "pcp"]);
    expect(some.exitCode).toBe(1);
    expect(some.stdout).toContain("pcp");
    expect(some.stdout).not.toContain("http");
    expect(await portolan(["diff", old, fresh, "--name", "nobody"])).toMatchObject({
      exitCode: 0,
      stdout: "",
    });
  });

  it("applies a difference to the registry it was made from, and to no other", async () => {
    const { stdout } = await portolan(["diff", old, fresh, "--json"]);
    const made = await portolan(["apply", old, "-", "--to", "jsonl"], { stdin: stdout });
    expect(made.exitCode).toBe(0);
    const there = await portolan(["convert", fresh, "--to", "jsonl"]);
    expect(made.stdout).toBe(there.stdout);
    const foreign = await portolan(["apply", fresh, "-"], { stdin: stdout });
    expect(foreign).toMatchObject({ exitCode: 2, stdout: "" });
    expect(foreign.stderr).toContain("was not made from this registry");
    expect(await portolan(["apply", old, "-"], { stdin: "{}" })).toMatchObject({ exitCode: 2 });
  });

  it.each([
    "header",
    ...["records", "people", "footnotes"].flatMap((list) => [
      list,
      `${list}.changes`,
      `${list}.script`,
    ]),
  ])("refuses a difference whose %s is gone or something else", async (path) => {
    const { stdout } = await portolan(["diff", old, fresh, "--json"]);
    for (const put of [undefined, null, "x", {}]) {
      const difference = JSON.parse(stdout);
      const [list = "", part] = path.split(".");
      if (part === undefined) difference[list] = put;
      else difference[list][part] = put;
      const ran = await portolan(["apply", old, "-"], { stdin: JSON.stringify(difference) });
      expect(ran).toMatchObject({ exitCode: 2, stdout: "" });
      expect(ran.stderr.replaceAll(/\s+/g, " ")).toContain(
        "- is not a difference that portolan diff",
      );
    }
  });

  it("compares different formats as far as both tell", async () => {
    const excerpt = (file: string): string =>
      fileURLToPath(new URL(`../fixtures/excerpt/${file}`, import.meta.url));
    const ran = await portolan(["diff", excerpt("input.csv"), excerpt("input.xml")]);
    expect(ran).toMatchObject({ exitCode: 0, stdout: "" });
    expect(ran.stderr).toContain("Compared as far as both csv and xml tell.");
    const other = await portolan(["diff", old, excerpt("input.xml")]);
    expect(other.exitCode).toBe(1);
    expect(other.stdout).not.toMatch(/title|people/);
  });

  it("reads one side from standard input", async () => {
    expect(await portolan(["diff", "-", old], { stdin: OLD })).toMatchObject({ exitCode: 0 });
    expect(await portolan(["diff", "-", "-"], { stdin: OLD })).toMatchObject({ exitCode: 2 });
  });
});

describe("lint", () => {
  it("is 0 when clean, 1 with findings", async () => {
    const clean = csv("http,80,tcp,,,,,,,,,");
    expect(await portolan(["lint"], { stdin: clean })).toEqual({
      exitCode: 0,
      stdout: "",
      stderr: "No findings in 1 record.\n",
    });
    const odd = csv("http,80,tcp,,,,,,,,,", "ht_tp,81,tcp,,,,2023-02-30,,,,,");
    const ran = await portolan(["lint"], { stdin: odd });
    expect(ran.exitCode).toBe(1);
    expect(ran.stdout).toMatch(/^<stdin>:3:1 warning lint\/name-invalid /m);
    expect(ran.stdout.match(/date-invalid/g)).toHaveLength(1);
    const sarif = await portolan(["lint", "--sarif"], { stdin: odd });
    expect(JSON.parse(sarif.stdout)).toMatchObject({ version: "2.1.0" });
    expect((await portolan(["lint", "--codes"])).stdout).toContain("`lint/name-invalid`");
  });

  it("is 2 for what cannot be read, and tells why as it tells findings", async () => {
    const stdin = "no registry";
    const ran = await portolan(["lint", "--from", "xml"], { stdin });
    expect(ran).toMatchObject({ exitCode: 2, stderr: "" });
    expect(ran.stdout).toMatch(/^<stdin>:1:1 error xml\/not-xml /);
    const json = await portolan(["lint", "--from", "xml", "--json"], { stdin });
    expect(json).toMatchObject({ exitCode: 2, stderr: "" });
    expect(JSON.parse(json.stdout)).toMatchObject({ code: "xml/not-xml" });
  });
});

describe("formats", () => {
  it("says of each whether it is read, and of which files", async () => {
    const { stdout } = await portolan(["formats"]);
    const { stdout: json } = await portolan(["formats", "--json"]);
    for (const { name, reads, extensions, title, shapes, loses } of JSON.parse(json)) {
      const ran = await portolan(["convert", "--from", name, "--to", "csv"], { stdin: "no" });
      expect(ran.stderr.includes(`cannot read “${name}”`), name).toBe(!reads);
      const use = reads ? "read and written" : "written only";
      expect(stdout).toContain(`  ${name.padEnd(10)}  ${title}; ${use}, ${extensions.join(" ")}\n`);
      for (const { what, example } of shapes)
        expect(stdout).toContain(`- ${what} (${name})\n  ${example.replaceAll("\t", "\\t")}\n`);
      const heading = `${name}:\n${loses.map(({ what, why }: Record<string, string>) => `- ${what}\n  ${why}\n`).join("")}`;
      expect(stdout.includes(heading), name).toBe(loses.length > 0);
    }
  });

  it("says which are read and written in parts", async () => {
    const { stdout } = await portolan(["formats"]);
    expect(stdout).toContain(`
Input of more than 8 MiB is converted while it is read, in bounded memory:
  from csv, jsonl, text, xml
  to csv, html, json, jsonl, xml, yaml, markdown
The others are read whole, or made of all records at once.
So are dumps, copies and old lists (text).
`);
    const formats = JSON.parse((await portolan(["formats", "--json"])).stdout);
    const namesOf = (key: string): string =>
      formats
        .filter((format: Record<string, unknown>) => format[key] === true)
        .map(({ name }: { name: string }) => name)
        .join(", ");
    expect(stdout).toContain(
      `  from ${namesOf("readsInParts")}\n  to ${namesOf("writesInParts")}\n`,
    );
  });
});

it("counts with stats", async () => {
  const ran = await portolan(["stats", old, "--json"]);
  expect(JSON.parse(ran.stdout)).toMatchObject({ records: 7, ranges: 2 });
  const { stdout } = await portolan(["stats", old], { terminal: 50 });
  expect(stdout).toMatch(/^ {2}tcp +5 +71\.4% {2}█+[▏▎▍▌▋▊▉]?$/m);
  expect(stdout).toContain("ports with several names  1\n");
  expect(stdout).not.toContain("registered, by year");
});

it("draws stats to an eighth of a column, and says what is not counted", async () => {
  const path = join(folder, "dated.csv");
  const rows = Array.from(
    { length: 40 },
    (_, at) => `s${at},${at + 1},tcp,,,,${at < 1 ? "2001" : at < 3 ? "2002" : "2003"}-01,,,,,`,
  );
  writeFileSync(path, csv(...rows, "undated,99,udp,,,,,,,,,"));
  const { stdout } = await portolan(["stats", path], { terminal: 80 });
  expect(stdout).toContain("registered, by year (40 records; 1 without a date is not counted)\n");
  expect(stdout).toMatch(/^ {2}2001 +1 +2\.5% {2}█▏$/m);
  expect(stdout).toMatch(/^ {2}2002 +2 +5\.0% {2}██▏$/m);
  expect(stdout).toMatch(/^ {2}2003 +37 +92\.5% {2}█{40}$/m);
  const ascii = await portolan(["stats", path], { terminal: 80, env: { LANG: "C" } });
  expect(ascii.stdout).toMatch(/^ {2}2003 +37 +92\.5% {2}#{40}$/m);
  expect(ascii.stdout).not.toMatch(/[^ -~\n]/);
});

describe("services", () => {
  it("audits a system's file: 1 when something is wrong, 0 when not", async () => {
    const system = join(folder, "services");
    writeFileSync(system, "http 80/tcp www\nhttp 8000/tcp\n");
    const ran = await portolan(["services", "audit", system, "-r", old]);
    expect(ran.exitCode).toBe(1);
    expect(ran.stdout).toMatch(/services:2:\d+ error audit\/wrong-port /);
    writeFileSync(system, "http 80/tcp www\n");
    expect(await portolan(["services", "audit", system, "-r", old])).toMatchObject({
      exitCode: 0,
      stdout: "",
    });
  });

  it("audits lines that cannot be read", async () => {
    const system = join(folder, "unreadable");
    writeFileSync(system, "http 80\n");
    const ran = await portolan(["services", "audit", system, "-r", old]);
    expect(ran).toMatchObject({ exitCode: 1, stderr: "" });
    expect(ran.stdout).toMatch(/:1:6 error audit\/line-incomplete /);
    const json = await portolan(["services", "audit", system, "-r", old, "--json"]);
    expect(json).toMatchObject({ exitCode: 1, stderr: "" });
    expect(JSON.parse(json.stdout)).toMatchObject({ code: "audit/line-incomplete" });
  });

  it("exports for other consumers", async () => {
    for (const consumer of ["nmap", "wireshark", "graylog", "logstash"]) {
      const ran = await portolan(["export", consumer, old]);
      expect(ran.exitCode).toBe(0);
      expect(ran.stdout).toContain("http");
    }
    expect(await portolan(["services", "export", "word", old])).toMatchObject({ exitCode: 2 });
  });
});

describe("sync", () => {
  it("keeps a copy that other commands then use, pins it, and keeps the last good one", async () => {
    let body = OLD;
    const server = await serve((_request, response) => response.writeHead(200).end(body));
    const env = { PORTOLAN_CACHE: join(folder, "cache") };
    const lock = join(folder, "portolan.lock.json");
    try {
      const first = await portolan(["sync", "--url", server.url, "--lock", lock], { env });
      expect(first).toEqual({
        exitCode: 0,
        stdout: "",
        stderr: "Kept: registry of unknown date, 7 records.\n",
      });
      expect(JSON.parse(readFileSync(lock, "utf8"))).toMatchObject({ url: server.url });

      const used = await portolan(["lookup", "x11"], { env });
      expect(used).toMatchObject({ exitCode: 0, stderr: "Using the synced copy, 7 records.\n" });

      body = NEW;
      expect((await portolan(["sync", "--lock", lock, "--frozen"], { env })).exitCode).toBe(0);
      const elsewhere = { PORTOLAN_CACHE: join(folder, "other-cache") };
      const frozen = await portolan(["sync", "--lock", lock, "--frozen"], { env: elsewhere });
      expect(frozen.exitCode).toBe(1);

      body = "<!doctype html><title>Sorry</title>";
      const refused = await portolan(["sync", "--url", server.url], { env });
      expect(refused.exitCode).toBe(2);
      body = csv("http,80,tcp,,,,,,,,,");
      const shrunk = await portolan(["sync", "--url", server.url], { env });
      expect(shrunk).toMatchObject({ exitCode: 2 });
      expect(shrunk.stderr).toContain("--force");
      expect((await portolan(["lookup", "x11"], { env })).exitCode).toBe(0);
    } finally {
      await server.close();
    }
  });
});

it("sync tells what changed since the copy before, and what of it may concern users", async () => {
  let body = "";
  const server = await serve((_request, response) => response.writeHead(200).end(body));
  const env = { PORTOLAN_CACHE: join(folder, "changes-cache") };
  const synced = async (...rows: readonly string[]): Promise<readonly string[]> => {
    body = csv("a,1,tcp,A,,,,,,,,", "b,2,tcp,B,,,,,,,,", ...rows);
    const { stderr } = await portolan(["sync", "--url", server.url, "--force"], { env });
    return stderr.trimEnd().split("\n").slice(1);
  };
  try {
    expect(await synced("c,3,tcp,C,,,,,,,,")).toEqual([]);
    expect(await synced("c,3,tcp,Else,,,,,,,,")).toEqual([
      "Since the copy before: 1 edited.",
      "portolan diff shows them all.",
    ]);
    expect(await synced("d,3,tcp,Else,,,,,,,,")).toEqual([
      "Since the copy before: 1 renamed.",
      "2 changes may concern users; portolan diff shows them all.",
    ]);
    expect(await synced("d,3,tcp,Else,,,,,,,,", ",4,tcp,Reserved,,,,,,,,")).toEqual([
      "Since the copy before: no service changed.",
      "portolan diff shows them all.",
    ]);
  } finally {
    await server.close();
  }
});

describe("lint in figures", () => {
  /** Gives so many records whose names break the rules of names. */
  const faulty = (count: number): string =>
    `Service Name,Port Number,Transport Protocol\n${Array.from({ length: count }, (_, i) => `bad_${i},${i + 1},tcp`).join("\n")}\n`;

  it("is never cut off a terminal, and counts", async () => {
    const ran = await portolan(["lint", "-"], { stdin: faulty(40) });
    expect(ran.exitCode).toBe(1);
    expect(ran.stdout.match(/^<stdin>:\d+:\d+ warning lint\/name-invalid /gm)).toHaveLength(40);
    expect(ran.stdout).not.toContain("more");
    expect(ran.stderr).toMatch(/0 errors and \d+ warnings of \d+ rules? in 40 records\.$/m);
  });

  it("tells a terminal rule by rule, with how many there are", async () => {
    const ran = await portolan(["lint", "-"], {
      stdin: faulty(40),
      terminal: 80,
      env: { NO_COLOR: "1" },
    });
    expect(ran.stdout).toMatch(/^lint\/name-invalid \(40\)$/m);
    expect(ran.stdout).toMatch(
      /^ {2}… and 35 more; --rule lint\/name-invalid --verbose shows all\.$/m,
    );
  });

  it("shows the first five of a rule on a terminal, errors first, and all where that is asked", async () => {
    const row = (at: number): string => `bad_${at},${at},tcp,,,,${at > 1 ? "2023-02-30" : ""},,,,,`;
    const stdin = csv(...Array.from({ length: 6 }, (_, at) => row(at + 1)));
    const options = { stdin, terminal: 200, env: { NO_COLOR: "1" } };
    const lint = async (...more: readonly string[]): Promise<readonly string[]> =>
      (await portolan(["lint", "-", ...more], options)).stdout
        .split("\n")
        .map((line) => line.replace(/ {2}The .*/, ""));
    const rules = ["--rule", "date-invalid, lint/name-invalid"];
    expect(await lint(...rules)).toEqual([
      "<stdin>",
      "lint/date-invalid (5)",
      ...["  3:16", "  4:16", "  5:16", "  6:16", "  7:16"],
      "lint/name-invalid (6)",
      ...["  2:1", "  3:1", "  4:1", "  5:1", "  6:1"],
      "  … and 1 more; --rule lint/name-invalid --verbose shows all.",
      "",
    ]);
    expect((await lint(...rules, "--verbose")).slice(7)).toEqual([
      "lint/name-invalid (6)",
      ...["  2:1", "  3:1", "  4:1", "  5:1", "  6:1", "  7:1"],
      "",
    ]);
  });

  it("counts what is only how the registry is, which alone is no reason for exit code 1", async () => {
    const lint = (rules: string) =>
      portolan(["lint", "-", "--rule", rules], { stdin: csv("a#b,1,tcp,,,,,,,,,") });
    const alone = await lint("services-inexpressible");
    expect(alone).toMatchObject({
      exitCode: 0,
      stderr: "0 errors and 0 warnings of 0 rules in 1 record; 1 more are info.\n",
    });
    expect(alone.stdout).toMatch(/^<stdin>:2:1 info lint\/services-inexpressible /);
    expect(await lint("services-inexpressible,name-invalid")).toMatchObject({
      exitCode: 1,
      stderr: "0 errors and 1 warning of 1 rule in 1 record; 1 more are info.\n",
    });
    expect((await lint("name-invalid")).stderr).toBe(
      "0 errors and 1 warning of 1 rule in 1 record.\n",
    );
  });

  it("takes the rules that are wanted, and refuses one that there is not", async () => {
    const two = "Service Name,Port Number,Transport Protocol\nbad_1,1,tcp\nb,1,tcp\n";
    const ran = await portolan(["lint", "-", "--rule", "port-ambiguous"], { stdin: two });
    expect(ran.stdout.match(/ lint\/[a-z-]+ /g)).toEqual([" lint/port-ambiguous "]);
    const wrong = await portolan(["lint", "-", "--rule", "nope"], { stdin: two });
    expect(wrong).toMatchObject({ exitCode: 2, stdout: "" });
    expect(wrong.stderr).toContain("“nope” is none of");
  });
});

describe("a registry with a row that cannot be read", () => {
  it.each([
    [OLD, ["--keep-going"], /error csv\/cells-extra/, 1],
    [OLD, [], /stopped because of 1 error/, 2],
    ["", ["--keep-going"], /stopped because of 1 error/, 2],
    ["", [], /stopped because of 1 error/, 2],
  ])(
    "is asked without it only where that is wanted, and others are left %#",
    async (others, options, said, code) => {
      const folder = mkdtempSync(join(tmpdir(), "portolan-odd-"));
      const path = join(folder, "odd.csv");
      writeFileSync(path, `${others || csv()}a,b,c,d,e,f,g,h,i,j,k,l,m,n\r\n`);
      const { exitCode, stderr } = await portolan(["stats", path, ...options]);
      expect(stderr).toMatch(said);
      expect(exitCode).toBe(code);
      rmSync(folder, { recursive: true });
    },
  );
});

it("stats lays numbers out, and shows what is there as more than nothing", async () => {
  const path = join(folder, "stats.csv");
  const rows = Array.from(
    { length: 2001 },
    (_, at) => `s${at},${at + 1},${at === 0 ? "udp" : "tcp"},,,,${at < 2 ? "" : "2001-01"},,,,,`,
  );
  const free = [",3000,tcp,Unassigned,,,,,,,,", ",4000-4009,udp,Unassigned,,,,,,,,"];
  writeFileSync(path, csv(...rows, ...free));
  const { stdout } = await portolan(["stats", path], { terminal: 70, env: { NO_COLOR: "1" } });
  await expect(stdout).toMatchFileSnapshot("golden/stats.txt");
});

it("stats tells which share of its class is free, of all its ports", async () => {
  const { stdout } = await portolan(["stats"], {
    stdin: csv(",0-511,tcp,Unassigned,,,,,,,,", ",49152-65535,tcp,Unassigned,,,,,,,,"),
  });
  expect(stdout).toMatch(/^ +system +512 +50\.0%/m);
  expect(stdout).toMatch(/^ +dynamic +16384 +100\.0%/m);
});
