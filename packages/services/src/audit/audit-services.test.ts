import { createRegistry, type Registry } from "@portolan/model";
import { auditServices } from "@portolan/services";
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
