import { existsSync, readFileSync } from "node:fs";
import { type ProtocolNumbers, type ProtocolRecord, Report } from "@portolan/model";
import { fromProtocols, toProtocols } from "@portolan/services";
import { describe, expect, test } from "vitest";
import { ask, compileProbe, hasMountNamespace } from "./services-probe.js";
import { NEEDS_SNAPSHOTS, sharedPath } from "./shared.js";

const PUBLISHED = sharedPath("registry/protocol-numbers/protocol-numbers.xml");
const isThere = existsSync(PUBLISHED);
const glibc = hasMountNamespace ? compileProbe("gcc") : undefined;

/** Reads the published registry just far enough for these tests. */
function published(): ProtocolNumbers {
  const source = readFileSync(PUBLISHED, "utf8");
  const records = Array.from(source.matchAll(/<record[^>]*>(.*?)<\/record>/gs), ([, body = ""]) => {
    const field = (name: string): string | undefined =>
      new RegExp(`<${name}>(.*?)</${name}>`, "s").exec(body)?.[1]?.replace(/\s+/g, " ");
    const [first = "", last] = field("value")?.split("-") ?? [];
    const keyword = field("name");
    const description = field("description");
    const record: ProtocolRecord = {
      number: last === undefined ? Number(first) : { first: Number(first), last: Number(last) },
      ...(keyword === undefined ? {} : { keyword }),
      ...(description === undefined ? {} : { description }),
      references: [],
    };
    return record;
  });
  return { records };
}

describe.skipIf(!isThere)(`all protocol numbers ${NEEDS_SNAPSHOTS}`, () => {
  test("are written, read back, and written the same", () => {
    const report = new Report();
    const text = toProtocols(published(), { report });
    const { numbers, problems } = fromProtocols(text);
    expect(problems).toEqual([]);
    expect(toProtocols(numbers)).toBe(text);
    const named = published().records.filter(({ keyword = "Reserved" }) => keyword !== "Reserved");
    expect(numbers.records).toHaveLength(named.length);
    expect(report.problems.map(({ message }) => message)).toEqual([
      "Keywords with characters that a line cannot hold are written in a legal form: 6, for example ARGUS (deprecated).",
      "Protocol numbers without a keyword cannot be written: 9, for example 61.",
    ]);
    expect(text.split("\n").filter((line) => line.includes("(deprecated)"))).toHaveLength(4);
  });

  test.skipIf(glibc === undefined)("are found by getprotobyname (needs gcc, unshare)", async () => {
    const { records } = published();
    const lines = toProtocols(published(), { header: false }).split("\n").slice(0, -1);
    const names = lines.flatMap((line) => {
      const [name = "", number = "", ...aliases] = (line.split("#")[0] ?? "").trim().split(/\s+/);
      return [name, ...aliases].map((each) => ({ asked: each, answer: `${name} ${number}` }));
    });
    const answers = await ask(
      glibc ?? "",
      "/etc/protocols",
      toProtocols(published()),
      names.map(({ asked }) => `P ${asked}`),
    );
    expect(answers).toEqual(names.map(({ answer }) => answer));
    // Every keyword without a blank is found under its exact form.
    const exact = records.flatMap(({ keyword = " " }) =>
      /[\s(]|^Reserved$/.test(keyword) ? [] : keyword,
    );
    expect(names.map(({ asked }) => asked)).toEqual(expect.arrayContaining(exact));
    console.info(`protocols: ${exact.length} keywords found exactly, ${lines.length} numbers`);
  });

  test("agree with Debian's names in the debian pack", () => {
    const text = toProtocols(published(), { packs: ["debian"] });
    const ours = new Map(
      fromProtocols(text).numbers.records.flatMap(({ number, keyword = "", aliases = [] }) =>
        [keyword, keyword.toLowerCase(), ...aliases].map((name) => [name, number]),
      ),
    );
    const theirs = [
      "ip",
      "icmp",
      "ipencap",
      "tcp",
      "udp",
      "ipv6",
      "ipv6-icmp",
      "esp",
      "ospf",
      "isis",
      "sctp",
      "mobility-header",
      "udplite",
    ];
    expect(theirs.map((name) => ours.get(name))).toEqual([
      0, 1, 4, 6, 17, 41, 58, 50, 89, 124, 132, 135, 136,
    ]);
  });
});
