import {
  aliasOf,
  parseServiceCode,
  Report,
  referenceLabel,
  referenceUrl,
  replaces,
  type ServiceRecord,
  serviceCodeLetters,
  serviceNameFault,
  statusOf,
  txtKeysOf,
} from "@portolan/model";
import {
  type Cells,
  CellsReader,
  finishRecord,
  isRegistryDate,
  parseReferenceLabel,
  shareRepeated,
  splitBracketed,
} from "@portolan/model/internal";
import { describe, expect, it } from "vitest";

const record = (fields: Partial<ServiceRecord>): ServiceRecord => ({
  contacts: [],
  references: [],
  ...fields,
});

describe("dates", () => {
  it.each(["2003-08", "2024-02-29", "1999-12-31"])("knows %s", (text) => {
    expect(isRegistryDate(text)).toBe(true);
  });
  it.each(["2023-02-29", "2023-13", "2023-00", "2023-1-1", "2023", "23-01-01", "2023-04-31"])(
    "refuses %s",
    (text) => {
      expect(isRegistryDate(text)).toBe(false);
    },
  );
});

// RFC 6335 §5.1.
describe("serviceNameFault", () => {
  it.each([
    ["https", undefined],
    ["a-b-c", undefined],
    ["3com", undefined],
    ["whois++", "character"],
    ["udt_os", "character"],
    ["sixteen-letters0", "too-long"],
    ["8080", "no-letter"],
    ["-a", "hyphen-at-edge"],
    ["a-", "hyphen-at-edge"],
    ["a--b", "double-hyphen"],
    ["", "empty"],
  ])("%s: %s", (name, fault) => {
    expect(serviceNameFault(name)).toBe(fault);
  });
});

describe("references", () => {
  it.each([
    "RFC6335",
    "RFC8765, Section 6.1",
    "draft-herbert-gue-02",
    "RFC-ietf-dhc-rfc8415bis-12",
    "1",
    "n/a",
    "",
    "RFC Errata 12",
    "https://snif.host/relay-proto#snif-cln",
  ])("reads the label %s and writes it again", (label) => {
    expect(referenceLabel(parseReferenceLabel(label))).toBe(label);
  });

  it("labels an erratum as IANA's stylesheet does", () => {
    expect(referenceLabel({ type: "rfc-errata", data: "12" })).toBe("RFC Errata 12");
    expect(referenceLabel({ type: "rfc-errata", data: "12", text: "x" })).toBe("RFC Errata x");
    expect(parseReferenceLabel("")).toEqual({ type: "text" });
  });

  it("types labels", () => {
    const types = ["RFC6335", "draft-x-01", "RFC-ietf-x-01", "1", "TR-352", "https://a.example/"];
    expect(types.map((label) => parseReferenceLabel(label).type)).toEqual([
      "rfc",
      "draft",
      "draft",
      "note",
      "text",
      "uri",
    ]);
  });

  it("leads where IANA's page leads", () => {
    expect(referenceUrl({ type: "rfc", data: "rfc6335" })).toBe("https://www.iana.org/go/rfc6335");
    expect(referenceUrl({ type: "draft", data: "RFC-ietf-x-01" })).toBe(
      "https://www.iana.org/go/draft-ietf-x-01",
    );
    expect(referenceUrl({ type: "uri", data: "https://a.example/", text: "A" })).toBe(
      "https://a.example/",
    );
    expect(referenceUrl({ type: "rfc-errata", data: "12" })).toBe(
      "http://www.rfc-editor.org/errata_search.php?eid=12",
    );
    expect(referenceUrl({ type: "text", text: "n/a" })).toBeUndefined();
  });
});

// RFC 4340 §8.1.2 and §19.8: DISC is 1145656131.
it("knows service codes as numbers and letters", () => {
  expect(parseServiceCode("1145656131")).toBe(1145656131);
  expect(serviceCodeLetters(1145656131)).toBe("DISC");
  expect(serviceCodeLetters(1)).toBeUndefined();
  expect(["4294967296", "-1", "0x1", "01"].map(parseServiceCode)).toEqual(Array(4).fill(undefined));
});

describe("splitBracketed", () => {
  it.each([
    ["", []],
    ["[a]", ["a"]],
    ["[a][b c]", ["a", "b c"]],
    ["[a[b]]", ["a[b]"]],
    ["[a] [b]", undefined],
    ["a", undefined],
    ["[a", undefined],
    ["a]", undefined],
  ])("%s", (text, items) => {
    expect(splitBracketed(text)).toEqual(items);
  });
});

describe("status", () => {
  it.each([
    [{ port: 4, description: "Unassigned" }, "unassigned"],
    [{ port: 15, description: "Unassigned [was netstat]" }, "unassigned"],
    [{ port: 0, description: "Reserved" }, "reserved"],
    [{ port: 2905, description: "De-registered" }, "de-registered"],
    [{ port: 24, description: "any private mail system" }, "discouraged"],
    [{ name: "remoteware-un", port: 2999, description: "RemoteWare Unassigned" }, "assigned"],
    [{ name: "msp", port: 18, description: "Message Send Protocol (historic)" }, "assigned"],
  ] as const)("%j is %s", (fields, status) => {
    expect(statusOf(record(fields))).toBe(status);
  });
});

describe("aliases, in IANA's own sentences", () => {
  it("knows aliases, duplicates and replacements", () => {
    const legacy = record({
      name: "udt_os",
      notes: 'This entry is an alias to "udt-os".\nThis entry is now historic.',
    });
    const duplicate = record({
      name: "www",
      notes:
        'This is a duplicate of the "http" service and should not be used for discovery purposes.',
    });
    const replacement = record({
      name: "udt-os",
      description: [
        "Unidata UDT OS",
        { break: true },
        { break: true },
        '\nIANA assigned this well-formed service name as a replacement for "udt_os".',
      ],
    });
    expect(aliasOf(legacy)).toBe("udt-os");
    expect(aliasOf(duplicate)).toBe("http");
    expect([replaces(replacement), aliasOf(replacement)]).toEqual(["udt_os", undefined]);
  });
});

describe("TXT keys (RFC 6763 §6)", () => {
  it.each([
    ["Defined TXT keys: None", []],
    ["Defined TXT keys: mjpg, jpg, auth", [{ key: "mjpg" }, { key: "jpg" }, { key: "auth" }]],
    [
      "Defined TXT keys:\n  u=<username>\n  path=<path to document>",
      [
        { key: "u", value: "<username>" },
        { key: "path", value: "<path to document>" },
      ],
    ],
  ])("%j", (notes, keys) => {
    expect(txtKeysOf(record({ notes }))).toEqual(keys);
  });
  it("tells no keys from no word about keys", () => {
    expect(txtKeysOf(record({ notes: "Historic usage was acms." }))).toBeUndefined();
    expect(txtKeysOf(record({}))).toBeUndefined();
  });
});

describe("finishing a record", () => {
  const source = "bad,99999,quic,,,,2023-02-30,,,x,,";
  const finish = (cells: Cells) => {
    const report = new Report(source);
    const locate = () => ({ start: 4 });
    const made = new CellsReader().read(cells, report, locate);
    return {
      made,
      codes: report.problems.map(({ code, start }) => `${code} ${start?.line}:${start?.column}`),
    };
  };

  it("keeps what it cannot understand, and says so", () => {
    const { made, codes } = finish({
      name: "bad",
      port: "99999",
      protocol: "quic",
      registrationDate: "2023-02-30",
      serviceCode: "x",
    });
    expect(made).toEqual(
      record({
        name: "bad",
        protocol: "quic",
        registrationDate: "2023-02-30",
        unparsed: { port: "99999", serviceCode: "x" },
      }),
    );
    expect(codes).toEqual([
      "record/port-invalid 1:5",
      "record/protocol-unknown 1:5",
      "record/date-invalid 1:5",
      "record/service-code-invalid 1:5",
    ]);
  });

  it("takes an assignee equal to the contact as inherited", () => {
    expect(finish({ name: "a", assignee: "[X]", contact: "[X]" }).made.assignees).toBeUndefined();
    expect(finish({ name: "a", assignee: "[Y]", contact: "[X]" }).made.assignees).toEqual(["Y"]);
    expect(finish({ name: "a", assignee: "", contact: "[X]" }).made.assignees).toEqual([]);
  });

  it("keeps a list that is none as one item", () => {
    const { made, codes } = finish({
      name: "a",
      reference: "RFC1",
      contact: "[X]",
      assignee: "[X]",
    });
    expect(made.references).toEqual([{ type: "rfc", data: "rfc1" }]);
    expect(codes).toEqual(["record/list-invalid 1:5"]);
  });

  it("wants a name or a port", () => {
    expect(finish({ description: "?" }).codes).toEqual(["record/without-name-and-port 1:5"]);
  });
});

describe("reading the cells of a table", () => {
  const readRows = (...rows: readonly Cells[]) => {
    const report = new Report();
    const reader = new CellsReader();
    const made = rows.map((cells) => reader.read(cells, report, () => undefined));
    return { made, codes: report.problems.map(({ code }) => code) };
  };

  it("understands them as a draft is understood", () => {
    const cells = { name: "x", port: "6000-6063", assignee: "[A]", contact: "[B][C]" };
    const draft = { name: "x", port: "6000-6063", assignees: ["A"], contacts: ["B", "C"] };
    const made = finishRecord(draft, new Report(), () => undefined);
    expect(readRows(cells).made).toEqual([made]);
  });

  it("takes the contacts of each row, and shares a list that is repeated", () => {
    const { made } = readRows(
      { name: "a", contact: "[X][Y]" },
      { name: "a", contact: "[X][Y]" },
      {},
    );
    expect(made.map(({ contacts }) => contacts)).toEqual([["X", "Y"], ["X", "Y"], []]);
    expect(made[1]?.contacts).toBe(made[0]?.contacts);
  });

  it("reports a list that is none in each row", () => {
    const { made, codes } = readRows({ name: "a", contact: "X]" }, { name: "b", contact: "X]" });
    expect(made.map(({ contacts }) => contacts)).toEqual([["X]"], ["X]"]]);
    expect(codes.filter((code) => code === "record/list-invalid")).toHaveLength(2);
  });
});

describe("sharing what a record repeats", () => {
  const before = record({
    name: "a",
    description: "A",
    contacts: ["X"],
    notes: ["A", { break: true }],
  });

  it("takes the contacts of the record before where they are the same", () => {
    const draft = { name: "a", contacts: ["X"] };
    shareRepeated(draft, before);
    expect(draft).toEqual({ name: "a", contacts: ["X"] });
    expect(draft.contacts).toBe(before.contacts);
  });

  it.each([[["X", "Y"]], [["Y"]], [[]]])("keeps the contacts %j", (contacts) => {
    const draft = { name: "b", description: "B", contacts };
    shareRepeated(draft, before);
    expect(draft).toEqual({ name: "b", description: "B", contacts });
  });
});
