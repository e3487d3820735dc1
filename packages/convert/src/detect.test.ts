import { detectFormat, formatOfFileName } from "@portolan/convert";
import { describe, expect, it } from "vitest";

describe("detectFormat", () => {
  it.each([
    ["csv", "Service Name,Port Number,Transport Protocol\r\n"],
    ["csv", '\uFEFF"Service Name";"Port Number"\n'],
    ["csv", "tcpmux,1,tcp,TCP Port Service Multiplexer,,,,,,,,\n"],
    ["csv", "tcpmux;1;tcp;TCP Port Service Multiplexer;;;;;;;;\n"],
    ["csv", '"tcpmux","1","tcp","TCP Port Service Multiplexer","","","","","","","",""\n'],
    ["csv", '"tcpmux"\t"1"\t"tcp"\t"TCP Port Service Multiplexer"\n'],
    ["csv", '\t0\ttcp\tReserved\t\t\t\nx\t1\ttcp\t"so\ncalled ""x"""\t\t\t\n'],
    ["text", '\t0\ttcp\tReserved\t\t\t\nx\t1\ttcp\tso called "x"\t\t\t\n'],
    ["xml", "<?xml version='1.0'?>\n<!-- <html> -->\n<registry>"],
    ["xml", '<registry xmlns="x">'],
    ["xml", "<?xml version='1.0'?>\n<other/>"],
    ["html", "<!DOCTYPE html>\n<html>"],
    ["html", '<?xml version=\'1.0\'?>\n<!DOCTYPE html PUBLIC "x">\n<html xmlns="y">'],
    ["html", "<table><tr><th>Service Name</th></tr></table>"],
    ["json", '{\n  "records": []\n}\n'],
    ["json", '{"records":[]}'],
    ["json", "[]"],
    ["jsonl", '{"name":"http","port":"80","protocol":"tcp"}\n'],
    ["yaml", "# comment\ntitle: x\n"],
    ["yaml", "records:\n  - port: 80\n"],
    ["yaml", "---\nrecords: []\n"],
    ["text", "Service Name and Transport Protocol Port Number Registry\n\nLast Updated\n"],
    ["text", "Service Name | Port Number | Transport Protocol | Description |\n"],
    ["csv", "Service Name\tPort Number\tTransport Protocol\tDescription\n"],
    ["services", "# services\ntcpmux\t1/tcp\t# TCP\n"],
    ["services", "http 80,tcp www\n"],
    [
      "services",
      "# From the IANA Service Name and Transport Protocol Port Number Registry\n\nhttp 80/tcp\n",
    ],
  ])("%s: %j", (format, source) => {
    expect(detectFormat(source)).toBe(format);
  });

  it("never guesses", () => {
    for (const source of ["", "hello\n", "a,b,c\n1,2,3\n", "\u0000\u0001", "# only a comment\n"]) {
      expect(detectFormat(source)).toBeUndefined();
    }
  });

  it("takes the file name's hint where the content shows nothing", () => {
    expect(detectFormat("", "registry.XML.gz")).toBe("xml");
    expect(detectFormat("", "/etc/services")).toBe("services");
    expect(detectFormat("", "constants.ts")).toBeUndefined();
    expect(detectFormat("<html>", "registry.xml")).toBe("html");
  });
});

it("knows formats by file name", () => {
  expect(["a.csv", "b.yml", "c.ts", "services", "d.services", "e"].map(formatOfFileName)).toEqual([
    "csv",
    "yaml",
    "typescript",
    "services",
    "services",
    undefined,
  ]);
});

it.each([
  ["prose", "port 80/tcp is http\nport 443/tcp is https\nport 53/udp is domain\n"],
  ["rules", "allow 80/tcp\nallow 443/tcp\ndeny 23/tcp\nallow 53/udp\ndeny 8080/tcp\n"],
])("no services file is a text whose lines begin with the same words: %s", (_, text) => {
  expect(detectFormat(text)).toBeUndefined();
  expect(detectFormat(text, "a.txt")).toBe("text");
});

it.each([
  ["ports one after the other", "x11 6000/tcp\nx11 6001/tcp\nx11 6002/tcp\nx11 6003/tcp\n"],
  ["a name on two ports", "http-alt 591/tcp\nhttp-alt 8080/tcp\n"],
  ["a name on ports of its own", "a 1/tcp\na 1/udp\nb 9/tcp\nb 80/tcp\nb 100/tcp\nc 5/tcp\n"],
])("a services file may repeat a name: %s", (_, text) => {
  expect(detectFormat(text)).toBe("services");
});

it.each([
  ["a mapping", "http: 80/tcp\nssh: 22/tcp\n"],
  ["a mapping inside", "services:\n  http: 80/tcp\n  ssh: 22/tcp\n"],
  ["a list of ports", "ports:\n  - 80/tcp\n  - 443/tcp\n"],
])("no services file is YAML with lines that end in a port and protocol: %s", (_, text) => {
  expect(detectFormat(text)).not.toBe("services");
  expect(detectFormat(text, "ports.yaml")).toBe("yaml");
});

it.each([
  ...["http: 80/tcp", "http, 80/tcp", "http; 80/tcp", '"http" 80/tcp', "'http' 80/tcp"],
  ...["- 80/tcp", "* 80/tcp", "-- 80/tcp", "(http) 80/tcp", "[http] 80/tcp", "= 80/tcp"],
])("words of another format are no names of services: %s", (line) => {
  expect(detectFormat(`${line}\n`)).not.toBe("services");
});
