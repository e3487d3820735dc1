import { readFileSync } from "node:fs";
import { fromCsv } from "@portolan/csv";
import { fromHtml } from "@portolan/html";
import { type ServiceRecord, txtKeysOf } from "@portolan/model";
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

describe.skipIf(!hasSnapshots)(`TXT keys of every record ${NEEDS_SNAPSHOTS}`, () => {
  test.each([
    ["xml", fromXml],
    ["csv", fromCsv],
    ["xhtml", fromHtml],
  ] as const)("%s", (extension, read) => {
    const { registry } = read(readSnapshot(NEWEST_DAY, extension));
    const found = registry.records.flatMap((record) => {
      const keys = txtKeysOf(record);
      return keys === undefined
        ? []
        : [[recordName(record), keys.map(({ key }) => key).join(", ")] as const];
    });
    expect(found).toHaveLength(1008);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(golden));
  });
});
