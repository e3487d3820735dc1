import { COLUMNS, createRegistry } from "@portolan/model";
import { fromText, toText } from "@portolan/text";
import { describe, expect, it } from "vitest";

/** More items than fit on the stack as arguments of a call. */
const MANY = 130_000;

const TAB_TABLE = `${COLUMNS.map(({ heading }) => heading).join("\t")}\na\t1\ttcp\tOne\t\t\t\t\t\t\t\t\n`;
const registry = createRegistry({
  records: [{ name: "a", port: 1, protocol: "tcp", contacts: [], references: [] }],
});

describe("a long text", () => {
  it.each([
    ["a copy", TAB_TABLE],
    ["IANA's text", toText(registry)],
  ])("above the table of %s is read", (_, table) => {
    expect(fromText("words\n".repeat(MANY) + table).registry.records).toHaveLength(1);
  });

  it("of page numbers is read", () => {
    expect(fromText("1 2\n".repeat(MANY) + TAB_TABLE).registry.page).toEqual({ count: 2 });
  });

  it("of a note is written", () => {
    const text = "line\n".repeat(MANY).trim();
    const written = toText({ ...registry, notes: [{ text }], experts: [text] });
    expect(written.match(/^ line$/gm)).toHaveLength(2 * MANY);
  });
});
