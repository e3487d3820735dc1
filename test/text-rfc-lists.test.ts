import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { formatPort, type ServiceRecord } from "@portolan/model";
import { fromText } from "@portolan/text";
import { describe, expect, test } from "vitest";

/** Debian's packages `doc-rfc-*` have the RFCs that held the registry from 1984 to 1994. */
const FOLDER = "/usr/share/doc/RFC/links";
const HAS_RFCS = existsSync(`${FOLDER}/rfc1700.txt.gz`);
const NEEDS_RFCS = "(needs Debian's doc-rfc)";

function readRfc(number: number): string {
  return gunzipSync(readFileSync(`${FOLDER}/rfc${number}.txt.gz`)).toString("latin1");
}

const nameAndPort = ({ name = "", port, protocol = "" }: ServiceRecord): string =>
  `${name} ${port === undefined ? "" : formatPort(port)}/${protocol}`;

/** Finds `ftp  21/tcp`, with its `#` where it has one. */
function keywordFirst(source: string): readonly string[] {
  const entries = source.matchAll(
    /^ {0,3}(#?)([^\s#(]\S*(?: edge)?)?[ \t]+(\d+(?:-\d+)?)\/([a-z]+)(?=\s|$)/gim,
  );
  return [...entries].map(
    ([, mark, name = "", port, protocol = ""]) =>
      `${mark === "#" ? "" : name} ${port}/${protocol.toLowerCase()}`,
  );
}

/** Finds `21  FTP  File Transfer` between the headings of the ports and those of the next numbers. */
function numberFirst(source: string): readonly string[] {
  const from = source.search(/^ *Decimal +Keyword +Description/m);
  const list = source.slice(from, from + source.slice(from).search(/^ *24\d-255 .*$/m) + 80);
  const entries = list.matchAll(/^ {3,8}(\d+(?:-\d+)?) +(?:(\S+) )?.*\]/gm);
  return [...entries].map(([line, port, name]) =>
    // Where no keyword stands, the description begins further to the right.
    line.search(/[A-Za-z]/) > 22 ? ` ${port}/` : `${name} ${port}/`,
  );
}

describe.skipIf(!HAS_RFCS)(`the lists in RFCs ${NEEDS_RFCS}`, () => {
  test.each([1340, 1700])("RFC %i has every entry with port and protocol", (number) => {
    const source = readRfc(number);
    const { registry, problems, dialect } = fromText(source);
    expect(dialect).toBe("port-numbers");
    expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
    const found = registry.records.filter(({ protocol }) => protocol !== undefined);
    expect(found.map(nameAndPort)).toEqual(keywordFirst(source));
    expect(registry.updated).toBe(number === 1700 ? "1994-10" : "1992-07");
  });

  test.each([990, 1010, 1060])("RFC %i has every entry of its numbers", (number) => {
    const source = readRfc(number);
    const { registry, problems } = fromText(source);
    expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
    const found = registry.records.filter(({ protocol }) => protocol === undefined);
    expect(found.map(nameAndPort)).toEqual(numberFirst(source));
  });

  test("RFC 1060 has its list of Unix ports too", () => {
    const source = readRfc(1060);
    const found = fromText(source).registry.records.filter(
      ({ protocol }) => protocol !== undefined,
    );
    expect(found.map(nameAndPort)).toEqual(keywordFirst(source));
  });

  test("a description goes on over the break of a page", () => {
    for (const number of [1060, 1340, 1700]) {
      const talk = fromText(readRfc(number)).registry.records.filter(({ name }) => name === "talk");
      for (const { description } of talk)
        expect(description).toMatch(/^like tenex link, .*rendezvous port .* is established\)$/);
      expect(talk.length).toBeGreaterThan(0);
    }
  });

  test("only entries beside each other share a contact", () => {
    const { registry } = fromText(readRfc(1700));
    const people = new Map(registry.people.map((person) => [person.id, person.name]));
    const ports = registry.records
      .filter(({ contacts }) => contacts.some((id) => people.get(id) === "Aubrey Turner"))
      .map(nameAndPort);
    expect(ports).toEqual([
      "rtsserv 2500/tcp",
      "rtsserv 2500/udp",
      "rtsclient 2501/tcp",
      "rtsclient 2501/udp",
    ]);
  });
});
