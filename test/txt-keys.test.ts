import { readFileSync } from "node:fs";
import { fromCsv } from "@portolan/csv";
import { fromHtml } from "@portolan/html";
import { type ServiceRecord, txtKeysOf } from "@portolan/model";
import { fromText } from "@portolan/text";
import { fromXml } from "@portolan/xml";
import { describe, expect, test } from "vitest";
import { hasSnapshots, NEEDS_SNAPSHOTS, NEWEST_DAY, readSnapshot } from "./shared.js";

/** Reads the table that people made of the published notes: a record and its keys on each line. */
const golden = new Map(
  readFileSync(new URL("golden/txt-keys.txt", import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const [record = "", keys = ""] = line.split(": ");
      return [record, keys === "-" ? "" : keys] as const;
    }),
);

const recordName = ({ name = "", protocol }: ServiceRecord): string =>
  protocol === undefined ? name : `${name}/${protocol}`;

/**
 * Records whose keys stand in columns, or after prose with `=` in it, which IANA's plain text writes on
 * one line: no reader can tell there where a key ends. They have no keys there, and none is made up.
 */
const LOST_IN_TEXT = ["iax/tcp", "iax/udp", "fix", "shifter"];

describe.skipIf(!hasSnapshots)(`TXT keys of every record ${NEEDS_SNAPSHOTS}`, () => {
  test.each([
    ["xml", fromXml],
    ["csv", fromCsv],
    ["xhtml", fromHtml],
    ["txt", fromText],
  ] as const)("%s", (extension, read) => {
    const { registry } = read(readSnapshot(NEWEST_DAY, extension));
    const found = registry.records.flatMap((record) => {
      const keys = txtKeysOf(record);
      return keys === undefined
        ? []
        : [[recordName(record), keys.map(({ key }) => key).join(", ")] as const];
    });
    expect(found).toHaveLength(1008);
    const lost = extension === "txt" ? LOST_IN_TEXT.map((name) => [name, ""] as const) : [];
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries([...golden, ...lost]));
  });
});
