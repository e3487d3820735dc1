import { describe, expect, it } from "vitest";
import { dnsSdSubtypes, dnsSdTypes, txtKeysOf } from "./dns-sd.js";
import type { ServiceRecord } from "./registry.js";

const record = (parts: Partial<ServiceRecord>): ServiceRecord => ({
  contacts: [],
  references: [],
  ...parts,
});

/** Writes each key as `key=value #comment`. */
const keys = (list: string): readonly string[] | undefined =>
  txtKeysOf(record({ notes: `Defined TXT keys: ${list}` }))?.map(
    ({ key, value, comment }) =>
      key +
      (value === undefined ? "" : `=${value}`) +
      (comment === undefined ? "" : ` #${comment}`),
  );

describe("dnsSdTypes", () => {
  it.each([
    [{ name: "ipp", protocol: "tcp" }, ["_ipp._tcp"]],
    [{ name: "ipp", protocol: "sctp" }, ["_ipp._udp"]],
    [{ name: "airport" }, ["_airport._tcp", "_airport._udp"]],
    [{ protocol: "tcp" }, []],
  ])("%j", (parts, types) => {
    expect(dnsSdTypes(record(parts))).toEqual(types);
  });
});

describe("dnsSdSubtypes", () => {
  it.each([
    ["Known Subtypes: _printer\nNOTE: more", ["_printer"]],
    ["Subtypes: _a, _b-c\nDefined TXT keys: None", ["_a", "_b-c"]],
    ["The subtypes: none are known", []],
    ["Defined TXT keys: None", []],
  ])("%j", (notes, subtypes) => {
    expect(dnsSdSubtypes(record({ notes }))).toEqual(subtypes);
  });
});

describe("txtKeysOf reads", () => {
  it.each<[layout: string, list: string, expected: readonly string[]]>([
    ["one key", "colour", ["colour"]],
    ["a comma list", "txtvers, Model,serial", ["txtvers", "Model", "serial"]],
    ["keys with blanks in a comma list", "txtvers, Machine Name", ["txtvers", "Machine Name"]],
    ["what stands before a gap in a list", "a, b0, ..., bn", ["a", "b0", "bn"]],
    ["a list that ends in prose", "a, b, where b is the other one", ["a", "b"]],
    ["a closing semicolon", "feature;", ["feature"]],
    ["a closing remark", "a,b - http://a.example/doc.html", ["a", "b"]],
    ["a list with “and”", "txtvers and proprietary keys", ["txtvers"]],
    ["a list with “+”", "txtvers + Proprietary", ["txtvers"]],
    ["values between blanks", "u=<user> p=<pass word> q=", ["u=<user>", "p=<pass word>", "q"]],
    ["values between commas", "Id=<id>, Kind=<a, b>", ["Id=<id>", "Kind=<a, b>"]],
    ["values between semicolons", "u=user; k=pattern", ["u=user", "k=pattern"]],
    ["keys with and without value", "MAC=, GW-MAC, v=1", ["MAC", "GW-MAC", "v=1"]],
    [
      "values on lines",
      "\n  a=<x> whether it is on\n  b=2 (number)",
      ["a=<x> #whether it is on", "b=2 #number"],
    ],
    [
      "a key with blanks before “=”",
      "Client Version=<v>, MAC Address=<m>",
      ["Client Version=<v>", "MAC Address=<m>"],
    ],
    [
      "a value that goes on",
      "mode= one of a,\n  b or c\nid=<x>",
      ["mode=one of a, b or c", "id=<x>"],
    ],
    ["“None” before keys", "None\n  path=<path>", ["path=<path>"]],
    ["“==”", "full == The name of it", ["full=The name of it"]],
    [
      "an example as no key",
      "topics=<open topic>, eg topic=/info",
      ["topics=<open topic> #eg topic=/info"],
    ],
    ["no repeated example", "a=<hex>\nExample:\na=00", ["a=<hex>"]],
    ["each key once, whatever its case", "Id=<x>, id=<y>", ["Id=<x>"]],
    ["names between blanks", "txtvers uuid deviceName", ["txtvers", "uuid", "deviceName"]],
    ["names in brackets behind a link", "https://a.example/doc (dn dt)", ["dn", "dt"]],
    ["hyphens", "- txtvers\n  - serialnum", ["txtvers", "serialnum"]],
    ["letters", "a. ssid=<name>\nb. bssid=<address>", ["ssid=<name>", "bssid=<address>"]],
    ["stars", "* one\n* two (second)", ["one", "two #second"]],
    [
      "colons",
      "\ntd: Path of the thing.\ntype: Kind of it,\n  or another.",
      ["td #Path of the thing.", "type #Kind of it, or another."],
    ],
    [
      "two columns",
      "\n auth     plaintext | md5\n userid   letters, '_'\nAll are optional.",
      ["auth #plaintext | md5", "userid #letters, '_'"],
    ],
    ["meanings in brackets", "SN (serial number), A (kind)", ["SN #serial number", "A #kind"]],
    [
      "quoted keys",
      '"url": where it is; "space": what it is',
      ["url #where it is", "space #what it is"],
    ],
    [
      "keys that a sentence quotes",
      'key "a" for one thing, and key "b" for two',
      ["a #for one thing", "b #for two"],
    ],
    [
      "keys in angle brackets",
      "<type>:kind; <vers>:its version",
      ["type #kind", "vers #its version"],
    ],
  ])("%s", (_layout, list, expected) => {
    expect(keys(list)).toEqual(expected);
  });
});

describe("txtKeysOf takes no word of prose for a key", () => {
  it.each([
    "None",
    "none.",
    "None at present",
    "None. A reader for labels",
    "Proprietary",
    "TBD",
    "",
    "0",
    "<serial number>",
    "See Printing.pdf.",
    "see: http://a.example/keys",
    "https://a.example/doc#keys",
    "{http://a.example/doc}",
    "_hub._tcp.host.example.com",
    "_a._tcp.local, _a._udp.local",
    "keys.html",
    "Will be described at www.a.example",
    "inherited from the other service",
    "Thread 1.1 Specification, Section 8.4. https://a.example",
    "Text keys are the file extensions of a file, i.e. pdf, doc, mp3.",
    "Varies; Depends on the service",
    "there is no TXT keys defined for this protocol",
    "Application will rely upon version 3.1.0.1",
  ])("%j", (list) => {
    expect(keys(list)).toEqual([]);
  });
});

describe("the sentence", () => {
  it.each([
    "Defined TXT Keys: a",
    "defined txt keys:a",
    "It is an extension.  Defined\n   TXT keys: a",
    "Defined TXT keys a",
  ])("is seen in %j", (notes) => {
    expect(txtKeysOf(record({ notes }))).toEqual([{ key: "a" }]);
  });

  it("is not seen where it is not", () => {
    expect(txtKeysOf(record({ notes: "The keys are a, b." }))).toBeUndefined();
    expect(txtKeysOf(record({}))).toBeUndefined();
  });

  it("may hold a reference", () => {
    const reference = { type: "rfc", data: "rfc6763" };
    expect(
      txtKeysOf(record({ notes: ["Defined TXT keys: path=<p> (see ", { reference }, ")."] })),
    ).toEqual([{ key: "path", value: "<p>", comment: "see RFC6763" }]);
  });
});

describe("time grows with the length only", () => {
  it.each(["(", "a=(", "_a", " ", "a ", "a, ", "\n(", '<"', 'key "', "a: ", "://", "\t\t"])(
    "%j over and over",
    (piece) => {
      const notes = `Subtypes: ${piece.repeat(50_000)} Defined TXT keys: ${piece.repeat(100_000)}`;
      // Squared, it would take minutes; a busy machine takes some seconds.
      const start = performance.now();
      txtKeysOf(record({ notes }));
      dnsSdSubtypes(record({ notes }));
      expect(performance.now() - start).toBeLessThan(20_000);
    },
  );
});
