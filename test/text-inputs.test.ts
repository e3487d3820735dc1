import { existsSync, readFileSync } from "node:fs";
import { detectFormat } from "@portolan/convert";
import { formatPort } from "@portolan/model";
import { fromText } from "@portolan/text";
import { describe, expect, it } from "vitest";
import { sharedPath } from "./shared.js";

const hasInputs = existsSync(sharedPath("findings/inputs"));

/** What people have as text, its dialect, and the rows of it as “name port/protocol”. */
const READ: readonly (readonly [file: string, dialect: string, first: string, count: number])[] = [
  ["fence.md", "iana", "tcpmux 1/tcp", 3],
  ["gfm-centred.md", "pipe", "http 80/tcp", 1],
  ["lynx-dump.txt", "dump", "rje 5/tcp", 10],
  ["nohead.txt", "tab", "discard 9/tcp", 23],
  ["notes-as-assignee.md", "pipe", "tcpmux 1/tcp", 1],
  ["org.txt", "table", "http 80/tcp", 2],
  ["psql.txt", "table", "tcpmux 1/tcp", 3],
  ["quoted.txt", "tab", "discard 9/tcp", 23],
  ["reader-logo.md", "pipe", "http 80/tcp", 1],
  ["rfc1700.txt", "port-numbers", " 0/tcp", 8],
  ["rst.txt", "table", "http 80/tcp", 1],
];

function read(file: string): ReturnType<typeof fromText> & { readonly source: string } {
  const source = readFileSync(sharedPath(`findings/inputs/${file}`), "utf8");
  return { ...fromText(source), source };
}

describe.skipIf(!hasInputs)("texts that people have (needs the inputs beside the project)", () => {
  it.each(READ)("%s is read", (file, dialect, first, count) => {
    const { registry, problems, source, ...result } = read(file);
    expect(detectFormat(source)).toBe("text");
    expect(result.dialect).toBe(dialect);
    expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
    const rows = registry.records.map(
      ({ name = "", port = 0, protocol = "" }) => `${name} ${formatPort(port)}/${protocol}`,
    );
    expect(rows).toHaveLength(count);
    expect(rows[0]).toBe(first);
    // Marks of quotes, rulers and counts of rows are in no cell.
    const cells = JSON.stringify(registry.records);
    expect(cells).not.toMatch(/"> |[-=+|]{3}|\brows\)/);
  });

  it("notes are notes, wherever they stand", () => {
    const [record] = read("notes-as-assignee.md").registry.records;
    expect(record).toMatchObject({ notes: "assignee: A Person", contacts: [] });
    expect(record?.assignees).toBeUndefined();
  });

  it("a row that is cut short and a line between rows are told", () => {
    const { registry, problems } = read("errors.txt");
    expect(registry.records).toHaveLength(23);
    expect(problems.map(({ code, start }) => `${start?.line} ${code}`)).toEqual(
      expect.arrayContaining([
        "3 record/port-invalid",
        "4 record/protocol-unknown",
        "5 text/row-short",
        "6 record/date-invalid",
        "7 text/row-unreadable",
        "9 record/port-invalid",
      ]),
    );
  });

  it("one damaged row costs that row, and is told", () => {
    const good = read("text-excerpt-good.txt").registry.records;
    const { registry, problems } = read("text-excerpt-one-row-damaged.txt");
    const same = registry.records.filter(
      (record, i) => JSON.stringify(record) === JSON.stringify(good[i]),
    );
    expect(same.length).toBeGreaterThanOrEqual(good.length - 1);
    const own = problems.filter(({ code }) => !/missing|unlisted/.test(code));
    expect(own.length).toBeGreaterThan(0);
  });

  it("a list of ports is refused", () => {
    const { registry, problems } = read("ports.txt");
    expect(registry.records).toEqual([]);
    expect(problems.map(({ code }) => code)).toEqual(["text/not-recognised"]);
  });
});
