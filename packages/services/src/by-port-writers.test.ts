import { createRegistry, Report } from "@portolan/model";
import { toLookupCsv, toLookupYaml, toNmapServices, toWiresharkServices } from "@portolan/services";
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

  test("in look-up tables", () => {
    expect(toLookupCsv(registry).split("\n")).toEqual([
      "key,value",
      "80/tcp,http",
      "80/udp,http",
      "591/tcp,http-alt",
      "1021/dccp,exp1",
      "6000/tcp,x11",
      "6001/tcp,x11",
      "8080/tcp,http-alt",
      '9000/tcp,"a""b"',
      "",
    ]);
    expect(toLookupYaml(registry)).toContain('"80/tcp": "http"\n');
    expect(toLookupYaml(registry)).toContain('"9000/tcp": "a\\"b"\n');
  });
});
