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
    ["subtype:_a;_b", ["_a", "_b"]],
    ["Subtypes: _a _b and _c", ["_a", "_b"]],
    ["Subtypes: _a, b", ["_a"]],
    ["Subtypes _a", []],
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
      "brackets and quotes as one",
      "u=<x, y=2>, v=(x (y), z=1), w=3",
      ["u=<x, y=2>", "v #(x (y), z=1)", "w=3"],
    ],
    ["a bracket in quotes", 'u="(", v=2', ['u="("', "v=2"]],
    ["a bracket that never ends up to the end of its line", "u=<x, v=2\nw=3", ["u=<x, v=2", "w=3"]],
    ["square and curly brackets", "u=[x], v={y, z}", ["u=[x]", "v={y, z}"]],
    ["a choice of values", "u=<x>|<y> which", ["u=<x>|<y> #which"]],
    ["a remark right behind a value", "u=x(remark)", ["u=x #remark"]],
    ["a remark in square brackets", "u=<x> [why]", ["u=<x> #why"]],
    ["a remark behind a comma", "u=<x>, (why).", ["u=<x> #why"]],
    ["a key alone below others", "u=1\n v", ["u=1", "v"]],
    ["a key alone before others", "u, v=1, w", ["u", "v=1", "w"]],
    ["a list that goes on in the next line", "u=1,\nv", ["u=1", "v"]],
    ["no list where prose follows a comma", "u=1,\nthis is prose", ["u=1, this is prose"]],
    ["“none” among keys as no key", "u=1, none, v=2", ["u=1", "v=2"]],
    ["four words as a key, and five as none", "v w x y=1", ["v w x y=1"]],
    ["“txtvers” before keys with values", "txtvers u=1", ["txtvers", "u=1"]],
    ["nothing behind a remark or a list of subtypes", "u=1\nNotes: v=2", ["u=1"]],
    ["nothing behind known subtypes", "u=1\nknown subtypes: _x", ["u=1"]],
    ["an empty line between keys", "u\n\nv", ["u", "v"]],
    ["numbers before keys", "12) u\n13) v", ["u", "v"]],
    ["dots before keys", "• u • v", ["u", "v"]],
    ["hyphens between keys", "u - v - w", ["u", "v", "w"]],
    ["sentences that begin with a key", "u: x. v: y", ["u #x.", "v #y"]],
    ["two columns with a tab", "u\tx", ["u #x"]],
    ["quoted keys with “and” and numbers between", '"u": one, and "v": 2nd.', ["u #one", "v"]],
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
    "v w x y z=1",
    "u===1",
    "e.g. u=1",
    "A b",
    "u:x",
    "123. u",
    "u!",
    "u...",
    "u\\v, w",
    "_u._tcp",
    "u.docx",
    "none: x",
    "etc",
    "3, 4",
  ])("%j", (list) => {
    expect(keys(list)).toEqual([]);
  });
});

describe("a key has at most 80 characters", () => {
  it.each<[layout: string, list: (key: string) => string]>([
    ["before “=”", (key) => `${key}=1`],
    ["in quotes", (key) => `key "${key}" for`],
    ["in angle brackets", (key) => `<${key}>: x`],
  ])("%s", (_, list) => {
    expect(keys(list("k".repeat(80)))).toHaveLength(1);
    expect(keys(list("k".repeat(81)))).toEqual([]);
  });
});

it("nothing is read of a list behind its first 20,000 characters", () => {
  const after = (blanks: number): unknown => keys(`u=1${" ".repeat(blanks)}\nv=2`);
  expect(after(19_000)).toEqual(["u=1", "v=2"]);
  expect(after(20_000)).toEqual(["u=1"]);
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
