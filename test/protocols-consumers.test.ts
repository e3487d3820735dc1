import { existsSync, readFileSync } from "node:fs";
import { type ProtocolNumbers, Report } from "@portolan/model";
import { fromProtocols, toProtocols } from "@portolan/services";
import { protocolNumbersFromXml } from "@portolan/xml";
import { describe, expect, test } from "vitest";
import { hasProgram, present } from "./has-program.js";
import { XML } from "./protocol-numbers-forms.js";
import { ask, compileProbe, hasMountNamespace, runWith } from "./services-probe.js";
import { hasSnapshots, NEEDS_SNAPSHOTS, sharedPath } from "./shared.js";

/** A name of the registry with its number. */
type Fact = readonly [name: string, number: number];

/** Gives what the registry says, read without the package under test: keywords in a legal form. */
function factsOf({ records }: ProtocolNumbers): readonly Fact[] {
  return records.flatMap(({ number, keyword }) => {
    if (typeof number !== "number" || keyword === undefined || keyword === "Reserved") return [];
    const legal = keyword.replace(" (deprecated)", "").replaceAll(" ", "-");
    return [...new Set([legal.toLowerCase(), legal])].map((name) => [name, number] as const);
  });
}

const getent = hasMountNamespace && hasProgram("getent");
const python = hasMountNamespace && hasProgram("python3");
const PYTHON = `
import socket, sys
for line in sys.stdin: print(socket.getprotobyname(line.strip()))
`;

const linesOf = (text: string): readonly string[] => text.split("\n").slice(0, -1);

/** Holds a written file against what reads it. */
function testConsumers(read: () => ProtocolNumbers): void {
  test("is read back and written the same", () => {
    const text = toProtocols(read(), { comments: "full" });
    const { numbers, problems } = fromProtocols(text);
    expect(problems).toEqual([]);
    expect(numbers.updated).toBe(read().updated);
    expect(toProtocols(numbers, { comments: "full" })).toBe(text);
  });

  test.skipIf(!getent)(
    "answers getprotobyname and getprotobynumber (needs getent, unshare)",
    async () => {
      const facts = factsOf(read());
      const numbers = [...new Set(facts.map(([, number]) => number))];
      // getent takes a name that begins with a digit (3pc) for a number.
      const names = facts.filter(([name]) => !/^\d/.test(name));
      const keys = [...names.map(([name]) => name), ...numbers.map(String)];
      const command = ["getent", "protocols", ...keys];
      const output = await runWith("/etc/protocols", toProtocols(read()), command);
      const entries = linesOf(output).map((line) => line.split(/ +/).slice(0, 2).join(" "));
      // Of names of one number the first, in lower case, is what a number answers with.
      const firstNames = new Map(facts.toReversed().map(([name, number]) => [number, name]));
      const asked = [...names.map(([, number]) => number), ...numbers];
      expect(entries).toEqual(asked.map((number) => `${firstNames.get(number)} ${number}`));
    },
  );

  test.skipIf(!getent)("has no entry of no record (needs getent, unshare)", async () => {
    const output = await runWith("/etc/protocols", toProtocols(read()), ["getent", "protocols"]);
    const facts = new Map(factsOf(read()));
    const entries = linesOf(output).map((line) => line.split(/ +/));
    for (const [name = "", number, ...aliases] of entries) {
      for (const each of [name, ...aliases]) expect(facts.get(each), each).toBe(Number(number));
    }
    expect(entries).toHaveLength(new Set(facts.values()).size);
  });

  test.skipIf(!python)("answers Python's socket (needs python3, unshare)", async () => {
    const facts = factsOf(read());
    const names = facts.map(([name]) => `${name}\n`).join("");
    const command = ["python3", "-c", PYTHON];
    const output = await runWith("/etc/protocols", toProtocols(read()), command, names);
    expect(linesOf(output).map(Number)).toEqual(facts.map(([, number]) => number));
  });
}

describe("a protocols file of a small registry", () => {
  testConsumers(() => protocolNumbersFromXml(XML).numbers);
});

const published = (): ProtocolNumbers =>
  protocolNumbersFromXml(
    readFileSync(sharedPath("registry/protocol-numbers/protocol-numbers.xml"), "utf8"),
  ).numbers;

describe.skipIf(!hasSnapshots)(`the protocols file of the registry ${NEEDS_SNAPSHOTS}`, () => {
  testConsumers(published);

  test("has every keyword, in a legal form, and reports the rest", () => {
    const report = new Report();
    const text = toProtocols(published(), { report });
    expect(linesOf(text).filter((line) => !line.startsWith("#"))).toHaveLength(143);
    expect(text).toMatch(/^isis-over-ipv4\t124\tISIS-over-IPv4$/m);
    expect(text).toMatch(/^mobility-header\t135\tMobility-Header$/m);
    const deprecated = linesOf(text).filter((line) => line.endsWith("(deprecated)"));
    expect(deprecated.map((line) => line.split("\t")[1])).toEqual(["13", "53", "95", "122"]);
    // 61, 63, 68, 99, 114, 253 and 254 are for any use, 148 to 252 unassigned, 255 reserved.
    expect(report.problems.map(({ message }) => message)).toEqual([
      "Keywords with characters that a line cannot hold are written in a legal form: 6, for example ARGUS (deprecated).",
      "Protocol numbers without a keyword cannot be written: 9, for example 61.",
    ]);
  });

  const musl = hasMountNamespace ? compileProbe("musl-gcc") : undefined;
  test.skipIf(musl === undefined)(
    "is not read by musl, whose own table agrees with it (needs musl-gcc, unshare)",
    async () => {
      const facts = factsOf(published());
      const questions = facts.map(([name]) => `P ${name}`);
      const text = toProtocols(published());
      const answers = await ask(musl ?? "", "/etc/protocols", text, questions);
      expect(await ask(musl ?? "", "/etc/protocols", "", questions)).toEqual(answers);
      const known = facts.filter((_, i) => answers[i] !== "-");
      expect(known.length).toBeGreaterThan(30);
      expect(answers.filter((answer) => answer !== "-")).toEqual(
        known.map(([name, number]) => `${name} ${number}`),
      );
    },
  );
});

/** Names of Debian's file that ours does not have, each with the reason. */
const NOT_OURS: Readonly<Record<string, string>> = {
  "IPSEC-ESP": "Debian's own alias of ESP",
  "IPSEC-AH": "Debian's own alias of AH",
  IPCOMP: "the registry writes IPComp",
  mptcp: "not assigned: the Linux kernel's own number",
  MPTCP: "not assigned: the Linux kernel's own number",
};

/** Numbers that answer with another name in Debian's file, which has the registry's beside it. */
const OTHER_FIRST_NAMES: Readonly<Record<number, readonly [theirs: string, ours: string]>> = {
  0: ["ip", "hopopt"],
  4: ["ipencap", "ipv4"],
  73: ["rspf", "cphb"],
  89: ["ospf", "ospfigp"],
  124: ["isis", "isis-over-ipv4"],
  262: ["mptcp", ""],
};

const hasNetbase = present(
  existsSync("/etc/debian_version") && existsSync("/etc/protocols"),
  "netbase",
);

describe.skipIf(!hasSnapshots || !hasNetbase)(
  "the protocols file of Debian (needs netbase and the published snapshots)",
  () => {
    const theirs = () => fromProtocols(readFileSync("/etc/protocols", "utf8"));
    const ours = () => fromProtocols(toProtocols(published(), { packs: ["debian"] }));
    const entriesOf = ({ numbers }: ReturnType<typeof fromProtocols>) =>
      numbers.records.flatMap(({ number, keyword = "", aliases = [] }) =>
        [keyword.toLowerCase(), keyword, ...aliases].map((name) => [name, Number(number)] as const),
      );

    test("gives every name that the registry knows the same number", () => {
      expect(theirs().problems).toEqual([]);
      const known = new Map(entriesOf(ours()));
      const entries = entriesOf(theirs());
      expect(entries.length).toBeGreaterThan(100);
      const missing = new Set<string>();
      for (const [name, number] of entries) {
        if (known.has(name)) expect(known.get(name), name).toBe(number);
        else missing.add(name);
      }
      expect([...missing].sort()).toEqual(Object.keys(NOT_OURS).sort());
    });

    test("answers numbers with the same names, but for a few that are older", () => {
      const firstNames = (result: ReturnType<typeof fromProtocols>) =>
        new Map(
          entriesOf(result)
            .toReversed()
            .map(([name, number]) => [number, name]),
        );
      const known = firstNames(ours());
      const others = [...firstNames(theirs())].flatMap(([number, name]) =>
        known.get(number) === name ? [] : [[number, [name, known.get(number) ?? ""]] as const],
      );
      expect(Object.fromEntries(others)).toEqual(OTHER_FIRST_NAMES);
    });
  },
);
