import { readFileSync } from "node:fs";
import { createRegistry, type Registry } from "@portolan/model";
import {
  auditServices,
  fixServices,
  refreshServices,
  TARGETS,
  type Target,
  toServices,
} from "@portolan/services";
import { fromXml } from "@portolan/xml";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { remembered } from "./remembered.js";
import { ask, compileGoProbe, compileProbe, hasMountNamespace, runWith } from "./services-probe.js";
import { type Resolver, readAsBsd, readAsGo, readAsMusl } from "./services-readers.js";
import {
  hasSnapshots,
  hasSystems,
  NEEDS_SYSTEMS,
  NEWEST_DAY,
  readSnapshot,
  sharedPath,
} from "./shared.js";

/** Holds one line of a test file: what is written, and what is meant. */
interface Case {
  readonly written: string;
  /** The port that is meant; not a number where what is written can mean none. */
  readonly port: number;
  readonly protocol: string;
  readonly names: readonly string[];
}

const BEFORE = ["", " ", "\t", "\f", "\u00a0"];
const GAPS = ["\t", " \t ", "\f", "\u00a0"];
const PORTS = [
  (port: number) => String(port),
  (port: number) => `0${port}`,
  (port: number) => `000${port}`,
  (port: number) => `0x${port.toString(16)}`,
  (port: number) => String(port + 65_536),
];
const SEPARATORS = ["/", ",", "//"];
const PROTOCOLS = ["tcp", "udp", "TCP", "Udp", "sctp", "SCTP"];
const ENDS = [
  (): string => "",
  (name: string) => ` ${name}-a ${name}-b`,
  (name: string) => ` ${name}-a,${name}-b`,
  (name: string) => ` ${name}-a\\\n ${name}-b`,
  (name: string) => ` ${name}-a # ${"x".repeat(130)}`,
  (name: string) => ` ${name}-${"x".repeat(80)} ${name}-${"y".repeat(80)}`,
  (name: string) => ` # ${"é".repeat(70)}`.concat(name.slice(0, 0)),
  (): string => "\r",
  (name: string) => ` ${name}-a\r`,
  (name: string) => ` # ${"x".repeat(1_100)} ${name}`,
];

/** Makes lines with every fault alone, and with every two. */
function* cases(): Generator<Case> {
  const axes = [BEFORE, GAPS, PORTS, SEPARATORS, PROTOCOLS, ENDS].map(({ length }) => length);
  const picks = new Map<string, readonly number[]>();
  for (let a = 0; a < axes.length; a++) {
    for (let b = a + 1; b < axes.length; b++) {
      for (let i = 0; i < (axes[a] ?? 0); i++) {
        for (let j = 0; j < (axes[b] ?? 0); j++) {
          const pick = axes.map((_, axis) => (axis === a ? i : axis === b ? j : 0));
          picks.set(pick.join(" "), pick);
        }
      }
    }
  }
  let port = 20_000;
  for (const [
    before = 0,
    gap = 0,
    number = 0,
    separator = 0,
    protocol = 0,
    end = 0,
  ] of picks.values()) {
    port += 1;
    const name = `n${port}`;
    const tail = ENDS[end]?.(name) ?? "";
    const meantProtocol = PROTOCOLS[protocol]?.toLowerCase() ?? "";
    const written = `${BEFORE[before]}${name}${GAPS[gap]}${PORTS[number]?.(port)}${SEPARATORS[separator]}${PROTOCOLS[protocol]}${tail}`;
    const aliases = tail.split("#")[0]?.match(/n[\w-]+/g) ?? [];
    const meant = number === PORTS.length - 1 ? Number.NaN : port;
    yield { written, port: meant, protocol: meantProtocol, names: [name, ...aliases] };
  }
}

/** Makes lines of so many bytes, or one more or less, as their aliases or their comment fill them. */
function* longLines(): Generator<Case> {
  let port = 30_000;
  for (const limit of [42, 127, 250, 254, 1_022, 1_023]) {
    for (const bytes of [limit - 1, limit, limit + 1]) {
      for (const fill of FILLINGS) {
        port += 1;
        const name = `n${port}`;
        const begin = `${name}\t${port}/tcp ${name}-a `;
        const written = begin + fill(name, bytes - begin.length);
        const names = new Set(written.split("#")[0]?.match(/n[\w-]+/g));
        yield { written, port, protocol: "tcp", names: [...names] };
      }
    }
  }
}

/** What fills so many bytes of a line. */
const FILLINGS: readonly ((name: string, bytes: number) => string)[] = [
  (name, bytes) => `${name}-b`.padEnd(bytes, "x"),
  (name, bytes) => {
    const last = ` ${name}-z`;
    const others = `${name}-b `.repeat(Math.floor((bytes - last.length) / last.length));
    return others.padEnd(bytes - last.length) + last;
  },
  (_, bytes) => "#".padEnd(bytes, "x"),
  (_, bytes) => {
    const long = Math.floor((bytes - 1) / 3);
    return `#${"€".repeat(long)}`.padEnd(bytes - 2 * long, "x");
  },
];

/** Makes lines of names of so many bytes, or one more or less, in letters of either case. */
function* longNames(): Generator<Case> {
  let port = 31_000;
  for (let bytes = 23; bytes <= 33; bytes++) {
    for (const letter of ["x", "X"]) {
      port += 1;
      const name = `n${port}-`.padEnd(bytes, letter);
      yield { written: `${name} ${port}/tcp`, port, protocol: "tcp", names: [name] };
    }
  }
}

/** Makes lines of ports at the ends of what a port, or a number of 32 bits, can be. */
function* edgePorts(): Generator<Case> {
  let count = 0;
  for (const number of [
    "0",
    "1",
    "65535",
    "65536",
    "16777214",
    "16777215",
    "4294967295",
    "4294967296",
    "-1",
    "-65535",
    "+80",
    "08",
    "0x",
    "0xffff",
    "0x10000",
  ]) {
    for (const protocol of ["tcp", "udp"]) {
      const name = `e${++count}`;
      const port = /^(?:0x[0-9a-f]+|\d+)$/.test(number) ? Number(number) : Number.NaN;
      const isPort = port >= 0 && port <= 65_535;
      yield {
        written: `${name} ${number}/${protocol}`,
        port: isPort ? port : Number.NaN,
        protocol,
        names: [name],
      };
    }
  }
}

const registry = createRegistry({ records: [] });
const glibc = hasMountNamespace ? compileProbe("gcc") : undefined;
const musl = hasMountNamespace ? compileProbe("musl-gcc", ["-static"]) : undefined;
const go = hasMountNamespace ? compileGoProbe() : undefined;

type Lookup = (text: string, questions: readonly Question[]) => Promise<readonly string[]>;

interface Question {
  readonly name: string;
  readonly protocol: string;
}

function askC(program: string): Lookup {
  return async (text, questions) => {
    const lines = questions.map(({ name, protocol }) => `n ${name} ${protocol}`);
    const answers = await ask(program, "/etc/services", text, lines);
    return answers.map((answer) => answer.split(" ")[1] ?? "-");
  };
}

/** Asks a reader that was written from a resolver's grammar, and is given bytes, one in each character. */
function askGrammar(read: (text: string) => Resolver): Lookup {
  return async (text, questions) => {
    const { portOf } = read(Buffer.from(text).toString("latin1"));
    return questions.map(({ name, protocol }) => String(portOf(name, protocol) ?? "-"));
  };
}

const LOOKUPS: readonly (readonly [Target, string, Lookup | undefined])[] = [
  ["glibc", "gcc, unshare", glibc === undefined ? undefined : askC(glibc)],
  ["musl", "musl-tools, unshare", musl === undefined ? undefined : askC(musl)],
  [
    "go",
    "golang-go, unshare",
    go === undefined
      ? undefined
      : async (text, questions) => {
          const input = questions.map(({ name, protocol }) => `${name} ${protocol}\n`).join("");
          const output = await runWith("/etc/services", text, [go], input);
          return output.split("\n").slice(0, -1);
        },
  ],
  ["bsd", "nothing", askGrammar(readAsBsd)],
];

/** What is known of a resolver's grammar is asked where the resolver itself is not here, too. */
const GRAMMARS: typeof LOOKUPS = [
  ...LOOKUPS,
  ["musl", "nothing, by its grammar", askGrammar(readAsMusl)],
  ["go", "nothing, by its grammar", askGrammar(readAsGo)],
];

const LONG = { timeout: 120_000 };

/** Asks a resolver for every name of the cases, and compares its answers with the audit. */
async function compareAnswers(
  target: Target,
  lookUp: Lookup,
  lines: readonly Case[],
): Promise<void> {
  const text = lines.map(({ written }) => `${written}\n`).join("");
  const questions = lines.flatMap(({ names, protocol }) =>
    names.map((name) => ({ name, protocol })),
  );
  const answers = await lookUp(text, questions);
  const { findings } = auditServices(text, registry, { target });
  const faulty = new Set(
    findings
      .filter(
        ({ kind, code }) =>
          (kind === "wrong" && code !== "audit/too-many-protocols") ||
          code === "audit/unreachable-in-go",
      )
      .map(({ start }) => text.slice(0, start?.offset).split("\n").length),
  );
  const readings = new Map(
    findings.flatMap(({ start, message }) => {
      const [, told] = /[:;] (\d+) for /.exec(message) ?? [];
      return told === undefined ? [] : [[start?.line, told] as const];
    }),
  );
  let at = 0;
  let line = 1;
  const differences: string[] = [];
  for (const { written, port, protocol, names } of lines) {
    const ports = names.map(() => answers[at++]);
    const height = written.split("\n").length;
    const isAsked = target === "glibc" || target === "bsd" || protocol !== "sctp";
    const isWrong = isAsked && ports.some((answer) => answer !== String(port));
    // Carriage returns are one finding, at the first of them.
    const isTold =
      Array.from({ length: height }, (__, i) => line + i).some((each) => faulty.has(each)) ||
      (target === "bsd" && written.endsWith("\r"));
    const reading = readings.get(line);
    // Of a number with another fault beside it nothing may be found.
    const isOther = reading !== undefined && ports[0] !== "-" && ports[0] !== reading;
    if (isWrong !== isTold || isOther)
      differences.push(JSON.stringify({ written, ports, isTold, reading }));
    line += height;
  }
  expect(differences).toEqual([]);
}

describe("an audit foretells which lines a resolver does not read as they are meant", () => {
  for (const [target, needs, lookUp] of GRAMMARS) {
    test.skipIf(lookUp === undefined)(`${target} (needs ${needs})`, LONG, async () => {
      if (lookUp === undefined) return;
      for (const make of [cases, longLines, longNames, edgePorts])
        await compareAnswers(target, lookUp, [...make()]);
    });
  }

  test("and what it mends is read as it is meant", LONG, async () => {
    const lines = [...cases()];
    const text = lines.map(({ written }) => `${written}\n`).join("");
    const mended = fixServices(text, auditServices(text, registry).findings).text;
    for (const [target, , lookUp] of GRAMMARS) {
      if (lookUp === undefined) continue;
      const mendable = lines.filter(
        ({ written, port, names: [name = ""] }) =>
          !/x{80}|#/.test(written) &&
          !Number.isNaN(port) &&
          (target === "glibc" || target === "bsd" || !/sctp/i.test(written)) &&
          name !== "",
      );
      const questions = mendable.flatMap(({ names, protocol }) =>
        names.map((name) => ({ name, protocol })),
      );
      const answers = await lookUp(mended, questions);
      const wanted = mendable.flatMap(({ names, port }) => names.map(() => String(port)));
      const wrong = questions.filter((__, i) => answers[i] !== wanted[i]);
      expect(wrong, target).toEqual([]);
    }
  });
});

/** Texts in which somebody may find a service that nobody means, between lines that are meant. */
const STRAYS: readonly (readonly [what: string, text: string])[] = [
  ["in a comment up to where musl cuts it", `#${"x".repeat(126)}a 1/tcp\n`],
  ["in a comment a byte later", `#${"x".repeat(127)}a 1/tcp\n`],
  ["in a comment that is cut twice", `#${"x".repeat(253)} 1/tcp a\n`],
  ["in a comment, of another protocol", `#${"x".repeat(126)}a 1/sctp\n`],
  ["in a comment of long characters", `#${"é".repeat(63)}a 1/tcp\n`],
  ["in the comment of a line", `m 9/tcp # ${"x".repeat(117)}a 1/udp b # c 2/tcp\n`],
  ["in the comment of a line with its own port", `m 9/tcp # ${"x".repeat(117)}a 9/tcp b\n`],
  ["without a protocol", "a 1\n"],
  ["without a protocol, with a word", "a 1 b\n"],
  ["at the end of the file", `#${"x".repeat(126)}a 1/tcp`],
  ["in lines one after the other", `#${"x".repeat(126)}a 1/tcp\n#${"x".repeat(126)}a 1/tcp\n#\n`],
];

test.each(STRAYS)("an audit tells whoever finds a service %s", (_, stray) => {
  const readers = { bsd: readAsBsd, go: readAsGo, musl: readAsMusl };
  for (const text of [stray, `m 9/tcp\n${stray}`, `m 9/tcp\n#\n${stray}`]) {
    for (const [target, read] of Object.entries(readers)) {
      const { findings } = auditServices(text, registry, { target: target as Target });
      const told = findings.filter(({ code }) => code === "audit/phantom-service");
      const found = read(Buffer.from(text).toString("latin1")).answers.flatMap((answer) =>
        answer.names.slice(0, 1).map((name) => `${name} ${answer.port}/${answer.protocol}`),
      );
      const strays = found.filter((each) => / 1\/(?:tcp|udp)$| 2\/tcp$/.test(each));
      expect(
        told.map(({ name, key }) => `${name} ${key}`),
        `${target} ${text}`,
      ).toEqual(strays);
      for (const { start, end } of told) {
        const lines = text.slice(0, start?.offset).split("\n").length;
        const line = text.split("\n")[lines - 1] ?? "";
        expect(text.slice(start?.offset, end?.offset).startsWith(line)).toBe(true);
      }
    }
  }
});

describe("where names and ports lead", () => {
  const names = ["a", "B", "b", "c".repeat(25), "d".repeat(26), "e".repeat(31), "f".repeat(32)];
  const entry = fc.record({
    before: fc.constantFrom("", "", "", " "),
    // What musl finds in a comment leads a name elsewhere, too.
    above: fc.constantFrom("", "", "", `#${"x".repeat(126)}a 4/tcp B\n`),
    names: fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 3 }),
    port: fc.constantFrom("1", "2", "3", "4", "01", "0x1"),
    protocol: fc.constantFrom("tcp", "tcp", "udp"),
    // Of a line with a long comment each resolver reads what it reads, as far as it goes.
    comment: fc.constantFrom("", "", `# ${"x".repeat(300)}`),
  });
  const readers = { bsd: readAsBsd, go: readAsGo, musl: readAsMusl } as const;
  type Reader = keyof typeof readers;

  test.each(["bsd", "go", "musl"] satisfies Reader[])("for %s is what an audit says", (target) => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 5 }), (entries) => {
        const written = entries.map(
          (one) =>
            `${one.above}${one.before}${one.names[0]} ${one.port}/${one.protocol} ${one.names.slice(1).join(" ")} ${one.comment}\n`,
        );
        const text = written.join("");
        const { portOf, nameOf } = readers[target](text);
        const { findings } = auditServices(text, registry, { target });
        const told = (code: RegExp, line: number, name?: string): boolean =>
          findings.some(
            (one) =>
              code.test(one.code) && one.start?.line === line && (name ?? one.name) === one.name,
          );
        let line = 0;
        for (const one of entries) {
          line += one.above === "" ? 1 : 2;
          // What is not read as it is meant is told as such, and does not say where its names lead.
          if (one.before !== "" || !/^[1-9]$/.test(one.port)) continue;
          const port = Number(one.port);
          for (const name of one.names)
            expect(told(/by-port-only|shadowed|-in-go/, line, name), `${text}${name}`).toBe(
              portOf(name, one.protocol) !== port,
            );
          const answer = nameOf?.(port, one.protocol);
          expect(told(/port-answered-before/, line), text).toBe(
            answer !== undefined && answer !== one.names[0],
          );
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("any text", () => {
  const word = fc.constantFrom(
    "http",
    "www",
    "HTTP",
    "80",
    "/",
    ",",
    "tcp",
    "TCP",
    "udp",
    "#",
    "\\",
    "+",
  );
  const odd = fc.constantFrom(
    "\n",
    "\r\n",
    " ",
    "\t",
    "\u00a0",
    "\ufeff",
    "é",
    "\ud800",
    "\0",
    "0x50",
    "080",
    "70000",
    "6000-6063",
  );
  const line = fc.constantFrom(
    "http 80/tcp\n",
    "http 8080/tcp www\n",
    "www 80/tcp # x\n",
    "x11 6000/tcp\n",
    `# ${"y".repeat(126)} 9/tcp\n`,
  );
  const text = fc
    .array(fc.oneof(word, odd, line), { maxLength: 40 })
    .map((parts) => parts.join(""));
  const small = createRegistry({
    records: [
      { name: "http", port: 80, protocol: "tcp", references: [] },
      { name: "www", port: 80, protocol: "tcp", references: [] },
      { name: "x11", port: { first: 6000, last: 6063 }, protocol: "tcp", references: [] },
    ],
  });

  test("is audited, in the order of the file, and mended for good", () => {
    fc.assert(
      fc.property(text, fc.constantFrom(...TARGETS), (source, target) => {
        const { findings } = auditServices(source, small, { target });
        const offsets = findings.map(({ start }) => start?.offset ?? -1);
        expect(offsets).toEqual(offsets.toSorted((a, b) => a - b));
        expect(offsets.every((offset) => offset >= 0 && offset <= source.length)).toBe(true);
        // What is mended is gone; what could not be mended together is with the next time.
        let mended = source;
        for (let round = 0; round < 8; round++)
          mended = fixServices(mended, auditServices(mended, small, { target }).findings).text;
        const left = auditServices(mended, small, { target }).findings;
        expect(left.filter(({ edits }) => edits !== undefined)).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  test("is refreshed, once, and only where facts changed", () => {
    const fresh = createRegistry({
      updated: "2021-02-03",
      records: [
        { name: "http", port: 8080, protocol: "tcp", references: [] },
        { name: "web", port: 80, protocol: "tcp", references: [] },
        { name: "x11", port: { first: 6000, last: 6063 }, protocol: "tcp", references: [] },
      ],
    });
    fc.assert(
      fc.property(text, fc.constantFrom(...TARGETS), (source, target) => {
        expect(refreshServices(source, small, small, { target }).text).toBe(source);
        const { text: once } = refreshServices(source, small, fresh, { target });
        expect(refreshServices(once, small, fresh, { target }).text).toBe(once);
      }),
      { numRuns: 400 },
    );
  });
});

/** Holds what the registry says, read from the published CSV without the package under test. */
class Facts {
  /** Names with their ports and protocols; either is empty where there is none. */
  readonly #rows = new Map<string, { first: number; last: number; protocol: string }[]>();
  readonly #names = new Map<string, Set<string>>();

  constructor(day: string) {
    const rows: Record<string, string>[] = parse(readSnapshot(day, "csv"), { columns: true });
    for (const row of rows) {
      const name = legal(row["Service Name"] ?? "");
      const [first = "", last = first] = (row["Port Number"] ?? "").split("-");
      const protocol = row["Transport Protocol"] ?? "";
      if (name === "") continue;
      const place = { first: first === "" ? -1 : Number(first), last: Number(last), protocol };
      this.#rows.set(name, [...(this.#rows.get(name) ?? []), place]);
      for (let port = place.first; port <= place.last && port > 0; port++) {
        const names = this.#names.get(`${port}/${protocol}`) ?? new Set();
        this.#names.set(`${port}/${protocol}`, names.add(name));
      }
    }
  }

  namesOf(key: string): ReadonlySet<string> {
    return this.#names.get(key) ?? new Set();
  }

  has(name: string, port: number, protocol: string): boolean {
    return (this.#rows.get(name) ?? []).some(
      (row) =>
        row.first <= port && port <= row.last && (row.protocol === protocol || row.protocol === ""),
    );
  }

  isOnProtocol(name: string, protocol: string): boolean {
    return (this.#rows.get(name) ?? []).some((row) => row.first >= 0 && row.protocol === protocol);
  }

  hasPort(name: string): boolean {
    return (this.#rows.get(name) ?? []).some((row) => row.first >= 0 && row.protocol !== "");
  }

  isOnPort(name: string, port: number): boolean {
    return (this.#rows.get(name) ?? []).some(
      (row) => row.first <= port && port <= row.last && row.protocol !== "",
    );
  }

  knows(name: string): boolean {
    return this.#rows.has(name);
  }
}

function legal(name: string): string {
  return name.replace(/ \(.*\)$/, "").replace(/[\s#]+/g, "-");
}

const FILES = [
  "netbase-6.4",
  "centos-7",
  "sles-12",
  "freebsd",
  "openbsd",
  "gentoo",
  "windows",
] as const;

/** Reads names, port and protocol of each line in the plainest way. */
function linesOfFile(text: string) {
  return text.split("\n").flatMap((line, i) => {
    const [name = "", place = "", ...aliases] = (line.split("#")[0] ?? "")
      .split(/[ \t\r]+/)
      .filter(Boolean);
    const match = /^(\d+)[/,](\w+)$/.exec(place);
    if (match === null) return [];
    const [, port = "", protocol = ""] = match;
    return [{ line: i + 1, port: Number(port), protocol, names: [name, ...aliases] }];
  });
}

describe.skipIf(!hasSnapshots || !hasSystems)(`the audit of real files ${NEEDS_SYSTEMS}`, () => {
  let facts: Facts;
  let whole: Registry;
  beforeAll(() => {
    facts = new Facts(NEWEST_DAY);
    whole = fromXml(readSnapshot(NEWEST_DAY, "xml")).registry;
  });
  const auditOf = remembered((file: string, target?: Target) => {
    const text = readFileSync(sharedPath(`services/${file}.services`), "latin1");
    const isUtf8 = Buffer.from(text, "latin1").toString("utf8").includes("\ufffd") === false;
    const encoding = isUtf8 ? "utf-8" : "latin1";
    const options = { encoding, ...(target === undefined ? {} : { target }) } as const;
    const lines = linesOfFile(text);
    return { text, lines, findings: auditServices(text, whole, options).findings };
  });

  test.each(FILES)("%s: what it says of names is what the registry says", LONG, (file) => {
    const { lines, findings } = auditOf(file);
    const onLine = new Map(lines.map((line) => [line.line, line]));
    const told = new Map<string, string>();
    const wrong = findings.filter(({ code, name = "", key = "", start }) => {
      const [number = "", protocol = ""] = key.split("/");
      const port = Number(number);
      const names = facts.namesOf(key);
      const at = `${start?.line} ${name}`;
      const isForm = [...names].some((other) => other.toLowerCase() === name.toLowerCase());
      const isUnknown = !facts.has(name, port, protocol) && !isForm;
      const line = onLine.get(start?.line ?? 0);
      if (NAME_CODES.has(code)) told.set(at, code);
      switch (code) {
        case "audit/wrong-port":
          return (
            !isUnknown ||
            !(facts.isOnProtocol(name, protocol) || !facts.isOnPort(name, port)) ||
            !facts.hasPort(name)
          );
        case "audit/wrong-protocol":
          return !isUnknown || facts.isOnProtocol(name, protocol) || !facts.isOnPort(name, port);
        case "audit/without-port":
          return !isUnknown || facts.hasPort(name) || !facts.knows(name);
        case "audit/unknown-service":
          return facts.knows(name) || names.size > 0;
        case "audit/port-taken":
          return (
            facts.hasPort(name) ||
            names.size === 0 ||
            (line?.names ?? []).some((other) => names.has(other))
          );
        case "audit/unknown-name":
          return facts.hasPort(name) || !(line?.names ?? []).some((other) => names.has(other));
        case "audit/other-case":
          return !isForm || names.has(name);
        case "audit/carried-name":
          return facts.has(name, port, protocol);
        case "audit/compatibility-name":
          return facts.has(name, port, protocol) || names.size === 0;
        case "audit/stale-name":
          return names.size === 0 || line?.names[0] !== name;
        case "audit/missing-alias":
          return name
            .split("”, “")
            .some(
              (each) =>
                !names.has(each) ||
                lines.some((other) => other.protocol === protocol && other.names.includes(each)),
            );
        default:
          return false;
      }
    });
    expect(wrong.map(({ message, start }) => `${start?.line} ${message}`)).toEqual([]);
    // And nothing that the registry does not have passes in silence, unless its line is told.
    const silent = lines.flatMap(({ line, port, protocol, names }) =>
      names
        .filter((name, i) => {
          if (!["tcp", "udp", "sctp", "dccp"].includes(protocol)) return false;
          if (facts.has(name, port, protocol) || told.has(`${line} ${name}`)) return false;
          const known = facts.namesOf(`${port}/${protocol}`);
          if ([...known].some((other) => other.toLowerCase() === name)) return false;
          // Aliases of a name that is local itself are not told apart from it.
          return i === 0 || names.some((other) => known.has(other));
        })
        .map((name) => `${line} ${name}`),
    );
    expect(silent).toEqual([]);
  });

  test.each(
    FILES.flatMap((file) =>
      LOOKUPS.map(([target, needs, lookUp]) => ({ file, target, needs, lookUp })),
    ),
  )(
    "$file in $target: names lead where it says (needs $needs)",
    LONG,
    async ({ file, target, lookUp }) => {
      if (lookUp === undefined) return;
      const { text, lines, findings } = auditOf(file, target);
      const asked = lines
        .filter(
          ({ protocol }) =>
            target === "glibc" || target === "bsd" || /^(?:tcp|udp)$/.test(protocol),
        )
        .flatMap(({ line, port, protocol, names }) =>
          names.map((name) => ({ line, port, protocol, name })),
        )
        // A scan of a long file is slow: of those every ninth is asked.
        .filter((_, i) => lines.length < 3_000 || i % 9 === 0);
      const answers = await lookUp(text, asked);
      const faults = new Set(
        findings
          .filter(
            ({ kind, code }) => kind === "wrong" || /by-port-only|unreachable-in-go/.test(code),
          )
          .map(({ start }) => start?.line),
      );
      const carried = new Set(
        findings
          .filter(({ code }) => /carried-name|compatibility-name/.test(code))
          .map(({ start, name }) => `${start?.line} ${name}`),
      );
      const untold = asked.filter(({ line, port, protocol, name }, i) => {
        const answer = answers[i];
        if (answer === String(port) || faults.has(line)) return false;
        // Names that systems have always carried on two ports, as readnews: told as such.
        if (carried.has(`${line} ${name}`) && answer !== "-") return false;
        // A name of several ports leads to the lowest registered one; another is for who asks by port.
        const own = lines.filter(
          (other) => other.protocol === protocol && other.names.includes(name),
        );
        const lowest = own.find((other) => facts.has(name, other.port, protocol))?.port;
        return (
          answer !==
            String(
              Math.min(
                ...own
                  .filter((other) => facts.has(name, other.port, protocol))
                  .map((other) => other.port),
              ),
            ) || lowest === undefined
        );
      });
      expect(untold).toEqual([]);
      const untrue = findings
        .filter(({ code }) => code === "audit/shadowed-in-c" || code === "audit/shadowed-in-go")
        .filter(({ name, key = "", start }) =>
          asked.some(
            (each, i) =>
              each.line === start?.line &&
              each.name === name &&
              `${answers[i]}/${each.protocol}` === key,
          ),
        );
      expect(untrue).toEqual([]);
    },
  );

  test.each(FILES)("%s: what it says of bytes is so", (file) => {
    const { text, findings } = auditOf(file);
    const of = (code: string) => findings.filter((finding) => finding.code === code);
    const bytes = readFileSync(sharedPath(`services/${file}.services`));
    const lines = text.split("\n");
    const told = (code: string): readonly (number | undefined)[] =>
      of(code).map(({ start }) => start?.line);
    /** Gives the lines that a test is true of, counted from 1. */
    const where = (isSo: (line: string) => boolean): readonly number[] =>
      lines.flatMap((line, i) => (isSo(line) ? [i + 1] : []));
    const isEntry = (line: string): boolean => /^[^#\s]/.test(line);

    const long = where((line) => isEntry(line) && line.replace(/\r$/, "").length > 127);
    expect(told("audit/line-too-long")).toEqual(long.slice(0, 1));
    if (long.length > 0)
      expect(of("audit/line-too-long")[0]?.message).toContain(` ${long.length} in all`);
    const utf8 = new TextDecoder("utf-8", { fatal: true });
    const broken = where((line) => {
      try {
        utf8.decode(Buffer.from(line, "latin1"));
        return false;
      } catch {
        return true;
      }
    });
    expect(told("audit/not-utf-8")).toEqual(broken.slice(0, 1));
    if (broken.length > 0)
      expect(of("audit/not-utf-8")[0]?.message).toContain(` in ${broken.length} of its lines`);
    expect(of("audit/no-line-feed-at-end")).toHaveLength(bytes.at(-1) === 0x0a ? 0 : 1);
    expect(told("audit/carriage-return")).toEqual(where((line) => line.endsWith("\r")).slice(0, 1));
    expect(told("audit/leading-blank")).toEqual(where((line) => /^[ \t]+[^#\s]/.test(line)));
    const entry = (rest: string) => new RegExp(`^[^#\\s]\\S*[ \\t]+${rest}`);
    expect(told("audit/range")).toEqual(where((line) => entry("\\d+-\\d+/").test(line)));
    expect(told("audit/port-not-decimal")).toEqual(where((line) => entry("0[\\dx]").test(line)));
    expect(told("audit/comma-before-protocol")).toEqual(where((line) => entry("\\d+,").test(line)));
    expect(told("audit/protocol-in-capitals")).toEqual(
      where((line) => entry("\\d+/(?:[a-z]*[A-Z])").test(line)),
    );
    expect(told("audit/foreign-protocol")).toEqual(
      where((line) => entry("\\d+/(?!(?:tcp|udp|sctp|dccp|ddp)\\b)[a-z]").test(line)),
    );
    expect(told("audit/line-incomplete")).toEqual(
      where((line) => isEntry(line) && !entry("\\d").test(line)),
    );
  });

  test.skipIf(glibc === undefined || go === undefined).each(FILES)(
    "%s: what it says of look-ups by port, and of Go's, is so (needs gcc, golang-go, unshare)",
    LONG,
    async (file) => {
      const { text, findings } = auditOf(file);
      const byPort = findings.filter(({ code }) => code === "audit/port-answered-before");
      const places = byPort.map(({ key = "" }) => `p ${key.replace("/", " ")}`);
      const answers = await ask(glibc ?? "", "/etc/services", text, places);
      const untrue = byPort.filter(({ name, message }, i) => {
        const line = Number(/line (\d+) comes first/.exec(message)?.[1]);
        const [first = ""] = (text.split("\n")[line - 1] ?? "").split(/[ \t]/);
        return answers[i]?.split(" ")[0] === name || answers[i]?.split(" ")[0] !== first;
      });
      expect(untrue).toEqual([]);

      const inGo = findings.filter(({ code }) => /unreachable-in-go|other-answer-in-go/.test(code));
      const questions = inGo.map(({ name, key = "" }) => `${name} ${key.split("/")[1]}\n`);
      const found = (await runWith("/etc/services", text, [go ?? ""], questions.join("")))
        .split("\n")
        .slice(0, -1);
      const wrong = inGo.filter(({ code, message, key = "" }, i) => {
        if (code === "audit/other-answer-in-go")
          return found[i] !== /with (\d+)\//.exec(message)?.[1];
        const isAsked = /\/(?:tcp|udp)$/.test(key);
        return isAsked && found[i] !== "-";
      });
      expect(wrong).toEqual([]);
      // And each line whose name Go does not find is told.
      const lines = linesOfFile(text).filter(({ protocol }) => /^(?:tcp|udp)$/.test(protocol));
      const capitals = lines.flatMap(({ line, protocol, names }) =>
        names
          .filter((name) => name !== name.toLowerCase())
          .map((name) => ({ line, protocol, name })),
      );
      const asked = capitals.map(({ name, protocol }) => `${name} ${protocol}\n`).join("");
      const got = (await runWith("/etc/services", text, [go ?? ""], asked)).split("\n");
      const told = new Set(findings.map(({ start }) => start?.line));
      expect(capitals.filter(({ line }, i) => got[i] === "-" && !told.has(line))).toEqual([]);
    },
  );

  test("of our own files: nothing, for their target", () => {
    for (const target of TARGETS) {
      const text = toServices(whole, { target, comments: "full" });
      expect(auditServices(text, whole).findings, target).toEqual([]);
      expect(auditServices(text, whole, { target }).findings, target).toEqual([]);
    }
    const packs = toServices(whole, { packs: ["debian", "fedora", "bsd"] });
    const codes = new Set(auditServices(packs, whole).findings.map(({ code }) => code));
    expect([...codes].sort()).toEqual(["audit/carried-name", "audit/compatibility-name"]);
  });

  test("a file of 23,000 lines takes less than a second", LONG, () => {
    const text = readFileSync(sharedPath("services/sles-12.services"), "latin1").repeat(3);
    auditServices("http 80/tcp\n", whole);
    const start = process.cpuUsage();
    auditServices(text, whole, { encoding: "latin1" });
    const { user, system } = process.cpuUsage(start);
    console.info(`${text.length} bytes: ${Math.round((user + system) / 1000)} ms`);
    expect((user + system) / 1000).toBeLessThan(1_000);
  });
});

const NAME_CODES: ReadonlySet<string> = new Set([
  "audit/wrong-port",
  "audit/wrong-protocol",
  "audit/without-port",
  "audit/unknown-service",
  "audit/port-taken",
  "audit/unknown-name",
  "audit/other-case",
  "audit/compatibility-name",
  "audit/carried-name",
  "audit/stale-name",
]);
