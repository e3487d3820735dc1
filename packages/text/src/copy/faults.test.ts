import { COLUMNS, createRegistry } from "@portolan/model";
import { fromText, type TextParseResult, toText } from "@portolan/text";
import { describe, expect, it } from "vitest";

/** Gives code, line and column of each problem. */
function problemsOf({ problems }: TextParseResult): readonly string[] {
  return problems.map(({ code, start }) => `${start?.line}:${start?.column} ${code}`);
}

const HEADINGS = COLUMNS.map(({ heading }) => heading);
const PERSON_HEADINGS = ["ID", "Name", "Organization", "Contact URI", "Last Updated"];
const TAB_HEAD = HEADINGS.join("\t");
const PIPE_HEAD = `${HEADINGS.join(" | ")} |`;
const WHOLE = "a\t1\ttcp\tOne\t\t\t\t\t\t\t\t";

describe("a copy with faults", () => {
  it.each([
    ["", []],
    ["Nothing of the kind.\nPort 80 is http.", []],
    ["Service Name and Transport Protocol Port Number Registry\nLast Updated\n2024-01-02\n", []],
  ])("without a table is not read: %j", (source, records) => {
    const result = fromText(source);
    expect(result.registry.records).toEqual(records);
    expect(result.problems.map(({ code }) => code)).toEqual(["text/not-recognised"]);
  });

  it("has headings only", () => {
    const result = fromText(`Last Updated\n2024-01-02\n${TAB_HEAD}\n`);
    expect(problemsOf(result)).toEqual(["3:1 text/no-records"]);
    expect(result.registry.updated).toBe("2024-01-02");
  });

  it("lacks a column", () => {
    const head = HEADINGS.filter((heading) => heading !== "Reference").join("\t");
    const result = fromText(`${head}\na\t1\ttcp\tOne\t\t\t2001-02\t\t\t\tNote\n${head}\n`);
    expect(problemsOf(result)).toEqual(["1:1 text/column-missing"]);
    expect(result.registry.records).toMatchObject([{ registrationDate: "2001-02", notes: "Note" }]);
  });

  it("lacks one of two columns that rules tell apart", () => {
    const head = HEADINGS.filter((heading) => !/Assignee|Modification/.test(heading)).join(" | ");
    const { registry } = fromText(
      [
        `${head} |`,
        "a | 1 | tcp | One | [X_Y] | 2015-01-02 | ||||",
        "Contact Information",
        `${PERSON_HEADINGS.join(" | ")} |`,
        "[X_Y] | X Y | |||",
      ].join("\n"),
    );
    expect(registry.records[0]).toMatchObject({
      contacts: ["X_Y"],
      registrationDate: "2015-01-02",
    });
    expect(registry.records[0]?.assignees).toBeUndefined();
    expect(registry.records[0]?.inferred).not.toContain("registrationDate");
  });

  it("has a column by another name", () => {
    const result = fromText(`${TAB_HEAD.replace("Assignee", "Owner")}\n${WHOLE}\n`);
    expect(problemsOf(result)).toEqual(["1:57 text/column-renamed"]);
    expect(result.problems[0]?.message).toContain("“Owner” stands where IANA has “Assignee”");
  });

  it("has a column of its own", () => {
    const result = fromText(`${TAB_HEAD}\tPopularity\n${WHOLE}\thigh\n`);
    expect(problemsOf(result)).toEqual(["1:176 text/column-unknown"]);
    expect(result.registry.records).toMatchObject([
      { name: "a", port: 1, protocol: "tcp", description: "One" },
    ]);
  });

  it("has a column twice", () => {
    const result = fromText(
      [
        `${TAB_HEAD}\tDescription`,
        `${WHOLE}\tAnother`,
        "Contact Information",
        `${PERSON_HEADINGS.join("\t")}\tName\tRank`,
        "[X_Y]\tX Y\t\t\t\tEx Why\thigh",
      ].join("\n"),
    );
    expect(problemsOf(result)).toEqual([
      "4:47 text/column-duplicate",
      "4:52 text/column-unknown",
      "1:176 text/column-duplicate",
    ]);
    expect(result.registry.records).toMatchObject([{ description: "One" }]);
    expect(result.registry.people).toEqual([{ id: "X_Y", name: "X Y", uris: [] }]);
  });

  it("has a row with more cells than columns", () => {
    const result = fromText(`${TAB_HEAD}\n${WHOLE}Note\tmore\n`);
    expect(problemsOf(result)).toEqual(["2:1 text/cells-surplus"]);
    expect(result.registry.records).toMatchObject([{ notes: "Note more" }]);
  });

  it("ends in the middle of a row", () => {
    const tab = fromText(`${TAB_HEAD}\n${WHOLE}\nb\t2\ttcp\tTw`);
    expect(problemsOf(tab)).toEqual(["3:11 text/row-cut-off"]);
    expect(tab.registry.records[1]).toMatchObject({
      name: "b",
      port: 2,
      protocol: "tcp",
      description: "Tw",
    });
    const pipe = fromText(`${PIPE_HEAD}\na | 1 | tcp | One | ||||||||\nb | 2 | ud`);
    expect(problemsOf(pipe)).toContain("3:11 text/row-cut-off");
    expect(pipe.registry.records).toHaveLength(2);
  });

  it("ends before the contact information does", () => {
    const row = "a\t1\ttcp\tOne\t[X_Y][Z]\t[X_Y][Z]\t\t\t\t\t\t";
    const result = fromText(
      [TAB_HEAD, row, "Contact Information", PERSON_HEADINGS.join("\t"), "[X_Y]\tX Y\t\t\t"].join(
        "\n",
      ),
    );
    expect(problemsOf(result)).toEqual(["5:13 text/person-unlisted"]);
  });

  it("has lines between the rows that are none", () => {
    const pipe = fromText(
      `${PIPE_HEAD}\na | 1 | tcp | One | ||||||||\nAdvertisement\nb | 2 | tcp | Two | ||||||||\n`,
    );
    expect(problemsOf(pipe)).toEqual(["3:1 text/row-unreadable"]);
    expect(pipe.registry.records).toHaveLength(2);
    const space = fromText(`${HEADINGS.join(" ")}\na 1 tcp One\nSkip to content\nb 2 tcp Two\n`);
    expect(problemsOf(space)).toEqual(["3:1 text/row-unreadable"]);
    expect(space.registry.records).toHaveLength(2);
  });

  it("has a line among the contacts that is none", () => {
    const result = fromText(
      [TAB_HEAD, WHOLE, "Contact Information", "X Y\t\t", "[X_Y]\tX Y\t\t\t"].join("\n"),
    );
    expect(problemsOf(result)).toEqual(["4:1 text/person-unreadable"]);
    expect(result.registry.people).toHaveLength(1);
  });

  it("has contacts of whom no rule says what all cells are", () => {
    const row = "a | 1 | tcp | One | ||||||||";
    const pipe = fromText(
      [
        PIPE_HEAD,
        row,
        "Contact Information",
        `${PERSON_HEADINGS.join(" | ")} |`,
        "[X_Y] | X Y | Works | xmpp:x&y.example urn:y | |",
        "[Y] | Y | Works | carrier pigeon | 2020-01-02",
        "[Z] | Z | z@z.example | ||",
        "[W@w.example] | ||||",
        "[U] | U | Works | by hand | ||",
      ].join("\n"),
    );
    expect(pipe.registry.people).toMatchObject([
      { id: "X_Y", name: "X Y", organization: "Works", uris: ["xmpp:x&y.example", "urn:y"] },
      { id: "Y", organization: "Works", uris: ["carrier", "pigeon"], updated: "2020-01-02" },
      { id: "Z", name: "Z", uris: ["z@z.example"] },
      { id: "W@w.example", uris: [] },
      { id: "U", name: "U", organization: "Works | by hand", uris: [] },
    ]);
    expect(problemsOf(pipe).filter((problem) => problem.endsWith("cells-surplus"))).toEqual([
      "9:1 text/cells-surplus",
    ]);
    const tab = fromText(
      [TAB_HEAD, WHOLE, "People", PERSON_HEADINGS.join("\t"), "[X]\tX\t\t\t2020\tmore"].join("\n"),
    );
    expect(tab.registry.people).toEqual([{ id: "X", name: "X", uris: [], updated: "2020 more" }]);
    expect(problemsOf(tab)).toEqual(["5:1 text/cells-surplus"]);
  });

  it("has text above its footnotes that is none", () => {
    const tab = fromText(`${TAB_HEAD}\n${WHOLE}\nFootnotes\n\n  A lost one.\n---\n[1] First.\n`);
    expect(problemsOf(tab)).toEqual(["5:3 text/footnote-unreadable"]);
    expect(tab.registry.footnotes).toEqual([{ anchor: "1", text: "First." }]);
    const records = [{ name: "a", port: 1, protocol: "tcp", contacts: [], references: [] }];
    const page = toText(createRegistry({ records, footnotes: [{ anchor: "1", text: "First." }] }));
    const iana = fromText(page.replace("   [1] First", "   A lost one.\n$&"));
    expect(iana.problems.map(({ code }) => code)).toEqual(["text/footnote-unreadable"]);
    expect(iana.registry.footnotes).toEqual([{ anchor: "1", text: "First." }]);
  });

  it("has values that are none of their kind", () => {
    const result = fromText(`${TAB_HEAD}\na\t99999\tddp\tOne\t\t\t2001-13\t\t\t\t\t\n`);
    expect(problemsOf(result)).toEqual([
      "2:3 record/port-invalid",
      "2:9 record/protocol-unknown",
      "2:19 record/date-invalid",
    ]);
  });
});

describe("a row of a copy with tabs none of whose cells has the form of its column", () => {
  const row = (name: string, port: string, protocol: string, contact = "[A]"): string =>
    [name, port, protocol, "Words", "", contact, "", "", "", "", "", ""].join("\t");
  const good = [1, 2, 3].map((port) => row(`name${port}`, String(port), "tcp"));
  const head = HEADINGS.join("\t");
  const read = (lines: readonly string[]) => {
    const { registry, problems } = fromText(`${lines.join("\n")}\n`);
    const told = problems.filter(({ code }) => code === "text/row-unreadable");
    return {
      names: registry.records.map(({ name }) => name),
      told: told.map(({ start }) => start?.line),
    };
  };
  const all = ["name1", "name2", "name3"];

  it.each([
    ["a port and a name that are none", "(x|y)\tp80\tt c p\tWords\t\t[A]", false, false],
    ["a name below headings", "word\tp80\ttcp\tWords\t\t[A]", true, true],
    ["a name and a protocol that is none", "word\tp80\tt c p\tWords\t\t[A]", true, false],
  ])("with %s is left out, or not", (_, odd, isKeptBelow, isKeptAlone) => {
    const below = read([head, ...good, odd]);
    expect(below.names.slice(0, 3)).toEqual(all);
    expect(below.names).toHaveLength(isKeptBelow ? 4 : 3);
    expect(below.told).toEqual(isKeptBelow ? [] : [5]);
    const alone = read([...good, odd]);
    expect(alone.names.slice(0, 3)).toEqual(all);
    expect(alone.names).toHaveLength(isKeptAlone ? 4 : 3);
    expect(alone.told).toEqual(isKeptAlone ? [] : [4]);
  });
});
