import { createRegistry, Report } from "@portolan/model";
import { fromServices, toNmapServices, toWiresharkServices } from "@portolan/services";
import { describe, expect, test } from "vitest";

const registry = createRegistry({
  updated: "2025-01-01",
  records: [
    { name: "http", port: 80, protocol: "tcp", description: "World Wide Web" },
    { name: "http", port: 80, protocol: "udp", description: "World Wide Web" },
    { name: "www", port: 80, protocol: "tcp", notes: 'This entry is an alias to "http".' },
    { name: "http-alt", port: 591, protocol: "tcp" },
    { name: "http-alt", port: 8080, protocol: "tcp" },
    { name: "x11", port: { first: 6000, last: 6001 }, protocol: "tcp" },
    { name: "exp1", port: 1021, protocol: "dccp" },
    { name: 'a"b', port: 9000, protocol: "tcp" },
  ].map((record) => ({ contacts: [], references: [], ...record })),
});

function body(text: string): readonly string[] {
  return text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
}

describe("by port, every port has its canonical name", () => {
  test("in nmap-services, with the frequencies that nobody invented", () => {
    const report = new Report();
    const text = toNmapServices(registry, { report });
    expect(text).toContain("The open frequencies are all 0: the registry does not know them");
    expect(body(text)).toEqual([
      "http\t80/tcp\t0.000000\t# World Wide Web",
      "http\t80/udp\t0.000000\t# World Wide Web",
      "http-alt\t591/tcp\t0.000000",
      "x11\t6000/tcp\t0.000000",
      "x11\t6001/tcp\t0.000000",
      "http-alt\t8080/tcp\t0.000000",
      'a"b\t9000/tcp\t0.000000',
    ]);
    expect(report.problems.map(({ code }) => code)).toEqual(["services/protocol-not-expressible"]);
  });

  test("in Wireshark's services, with protocols joined and ranges whole", () => {
    const report = new Report();
    expect(body(toWiresharkServices(registry, { report }))).toEqual([
      "http\t80/tcp/udp\t# World Wide Web",
      "http-alt\t591/tcp",
      "exp1\t1021/dccp",
      "x11\t6000-6001/tcp",
      "http-alt\t8080/tcp",
      'a"b\t9000/tcp',
    ]);
    expect(report.problems).toEqual([]);
  });
});

describe("files of other programs are read back", () => {
  const facts = ({ registry: { records } }: ReturnType<typeof fromServices>) =>
    records.map(({ name, port, protocol, description }) => ({ name, port, protocol, description }));

  test("nmap-services, with its frequencies and ports without a name", () => {
    const source = [
      "# Well known service port numbers",
      "http\t80/tcp\t0.484143\t# World Wide Web HTTP",
      "unknown\t81/tcp\t0.012006",
      "domain\t53/udp\t0.213496\t# Domain Name Server",
      "old\t7/udp\t12/10000",
      "",
    ].join("\n");
    const read = fromServices(source);
    expect(read.dialect).toBe("nmap-services");
    expect(read.problems).toEqual([]);
    expect(facts(read)).toEqual([
      { name: "http", port: 80, protocol: "tcp", description: "World Wide Web HTTP" },
      { name: undefined, port: 81, protocol: "tcp", description: undefined },
      { name: "domain", port: 53, protocol: "udp", description: "Domain Name Server" },
      { name: "old", port: 7, protocol: "udp", description: undefined },
    ]);
    const { frequencies } = read;
    expect(Object.fromEntries(frequencies)).toEqual({
      "80/tcp": "0.484143",
      "81/tcp": "0.012006",
      "53/udp": "0.213496",
      "7/udp": "12/10000",
    });
    const text = toNmapServices(read.registry, { frequencies });
    expect(body(text).toSorted()).toEqual(body(source).toSorted());
    expect(fromServices(text).frequencies).toEqual(
      new Map([...frequencies].sort(([a], [b]) => Number.parseInt(a, 10) - Number.parseInt(b, 10))),
    );
  });

  test("nmap-services with a damaged frequency", () => {
    const { problems, registry: read } = fromServices(
      "a\t1/tcp\t0.1\nb\t2/tcp\toften\nc\t3/tcp\t0.2\n",
    );
    expect(read.records).toHaveLength(3);
    expect(problems).toMatchObject([{ code: "services/frequency-invalid", start: { line: 2 } }]);
  });

  test("Wireshark's services, one record for each protocol", () => {
    const source = "discard\t9/tcp/udp/sctp\t# Discard\nx11\t6000-6063/tcp/udp\nssh\t22/tcp\n";
    const read = fromServices(source);
    expect(read.dialect).toBe("wireshark");
    expect(read.problems).toEqual([]);
    expect(facts(read).map(({ name, protocol }) => `${name}/${protocol}`)).toEqual([
      "discard/tcp",
      "discard/udp",
      "discard/sctp",
      "x11/tcp",
      "x11/udp",
      "ssh/tcp",
    ]);
    expect(read.registry.records[3]?.port).toEqual({ first: 6000, last: 6063 });
    expect(read.offsets.map((offset) => source.charAt(offset)).join("")).toBe("dddxxs");
    const text = toWiresharkServices(read.registry);
    expect(body(text).toSorted()).toEqual(body(source).toSorted());
  });

  test("one line with several protocols does not make a file Wireshark's", () => {
    const lines = Array.from({ length: 40 }, (_, i) => `s${i}\t${i + 1}/tcp`);
    const read = fromServices([...lines, "http\t80/tcp/udp", ""].join("\n"));
    expect(read.dialect).toBe("services");
    expect(read.problems).toMatchObject([{ code: "record/protocol-unknown" }]);
  });
});
