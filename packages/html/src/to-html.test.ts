import { fromHtml, htmlChunks, toHtml } from "@portolan/html";
import { createRegistry, type Registry, Report, type RunningText } from "@portolan/model";
import { type ParserError, parse } from "parse5";
import { describe, expect, it } from "vitest";

const FULL: Registry = createRegistry({
  id: "ports",
  title: "Ports & Names",
  updated: "2024-01-02",
  experts: ["A: One,\n Two"],
  references: [{ type: "rfc", data: "rfc6335" }],
  notes: [
    { text: ["\nSee ", { reference: { type: "rfc", data: "rfc1" } }, " <x>.\n"] },
    { title: "Request", text: [{ paragraph: "Here." }, { paragraph: "There." }] },
  ],
  records: [
    {
      name: "whois++",
      port: { first: 6000, last: 6063 },
      protocol: "tcp",
      description: ["One", { break: true }, "\n  two [3]"],
      assignees: ["A_B", "FORTÉ"],
      contacts: ["A_B"],
      registrationDate: "2001-02",
      modificationDate: "2003-04-05",
      references: [
        { type: "note", data: "1" },
        { type: "rfc", data: "rfc9110" },
        { type: "rfc", data: "rfc9110", text: "RFC9110, Section 2" },
        { type: "draft", data: "RFC-ietf-x-01" },
        { type: "draft", data: "draft-a-b-01" },
        { type: "uri", data: 'https://example.org/?a="b"&c', text: "TR-1" },
        { type: "uri", data: "https://example.org/p#q" },
        { type: "rfc-errata", data: "12" },
        { type: "registry", data: "x" },
        { type: "text", text: "n/a" },
      ],
      serviceCode: 1145656131,
      unauthorizedUse: "seen",
      notes: [
        { paragraph: ["By ", { reference: { type: "person", data: "A_B" } }] },
        "\n ",
        { paragraph: "</p></td>" },
      ],
    },
    { name: "b", contacts: [], references: [], unparsed: { port: "1-", serviceCode: "x" } },
  ],
  people: [
    { id: "A_B", name: "A B", uris: ["mailto:a&b.example", "tel:1"], updated: "2020" },
    { id: "FORTÉ", organization: "Forté", uris: [] },
  ],
  footnotes: [{ anchor: "1", text: "A  note,\n two lines." }],
  page: { number: 12, count: 145, search: 'a "b" & c' },
});

/** Gives the errors that parse5's tree builder finds. */
function errorsOf(page: string): readonly ParserError[] {
  const errors: ParserError[] = [];
  parse(page, { onParseError: (error) => errors.push(error) });
  return errors;
}

describe("a page that was written", () => {
  it("reads back equal", () => {
    const { registry, problems } = fromHtml(toHtml(FULL));
    expect(registry).toEqual(FULL);
    expect(problems.map(({ code }) => code)).toEqual([
      "record/port-invalid",
      "record/service-code-invalid",
    ]);
  });

  it("is HTML without errors", () => {
    expect(errorsOf(toHtml(FULL))).toEqual([]);
    expect(errorsOf(toHtml(createRegistry()))).toEqual([]);
  });

  it("has IANA's names for its parts", () => {
    const page = toHtml(FULL);
    for (const part of [
      '<table id="table-ports" class="sortable">',
      '<th class="sortNumeric">Port Number</th>',
      '[<a href="#A_B">A_B</a>]',
      '<h1 class="people">Contact Information</h1>',
      '<a name="A_B" id="A_B">[A_B]</a>',
      '<a href="mailto:a&amp;b.example">mailto:a&amp;b.example</a><br/><a href="tel:1">',
      '<table class="fn">',
      '<a name="note1" id="note1">[1]</a>',
      '<a href="https://www.iana.org/go/draft-ietf-x-01">RFC-ietf-x-01</a>',
    ])
      expect(page).toContain(part);
  });

  it("is the same in pieces", () => {
    expect([...htmlChunks(FULL)].join("")).toBe(toHtml(FULL));
  });

  it.each([
    [1, 3, "1 2 3"],
    [12, 145, "1 ... 7 8 9 10 11 12 13 14 15 16 17 ... 145"],
    [7, 13, "1 2 3 4 5 6 7 8 9 10 11 12 13"],
    [8, 15, "1 ... 3 4 5 6 7 8 9 10 11 12 13 ... 15"],
    [145, 145, "1 ... 140 141 142 143 144 145"],
  ])("names the pages around page %i of %i", (number, count, shown) => {
    const page = toHtml(createRegistry({ page: { number, count } }));
    const pager = /<div class="pagination">(.*)<\/div>/.exec(page)?.[1] ?? "";
    expect(pager.replace(/<[^>]*>/g, "")).toBe(shown);
    expect(fromHtml(page).registry.page).toEqual({ number, count });
  });

  it.each([
    [{ number: 3 }, "1 2 3"],
    [{ number: 3, count: 2 }, "1 2 3"],
    [{ count: 3 }, "1 2 3"],
    [{ search: "x" }, undefined],
    [{}, undefined],
  ])("names pages as far as they are known: %j", (page, shown) => {
    const html = toHtml(createRegistry({ page }));
    const pager = /<div class="pagination">(.*)<\/div>/.exec(html)?.[1];
    expect(pager?.replace(/<[^>]*>/g, "")).toBe(shown);
    // The page that is shown is no link; one that is not known is none of them.
    expect(pager?.match(/<a /g)?.length).toBe(shown && ("number" in page ? 2 : 3));
  });

  it("has a heading for one footnote or several, and none for none", () => {
    const headingsFor = (count: number): readonly string[] | null => {
      const footnotes = Array.from({ length: count }, (_, at) => ({ anchor: `${at}`, text: "x" }));
      return toHtml(createRegistry({ footnotes })).match(/Footnotes?(?=<)/g);
    };
    expect([0, 1, 2].map(headingsFor)).toEqual([null, ["Footnote"], ["Footnotes"]]);
  });
});

describe("text that could break a page", () => {
  const hostile = [
    "</script><script>alert(1)</script>",
    "]]>",
    "<!-- -->",
    "&amp;&#0;&lt;",
    "</td></tr></table>",
    "\u2028\u2029\u0085\u00a0x",
    "🚢",
    "[RFC6335]",
    "`'\"",
  ];

  it.each(hostile)("%j stands in every field as it is", (text) => {
    const registry = createRegistry({
      title: text,
      experts: [text],
      notes: [{ title: text, text }],
      records: [
        {
          name: text,
          description: text,
          contacts: [text],
          references: [],
          notes: [text, { break: true }, text],
        },
      ],
      people: [{ id: text, name: text, uris: [text] }],
      footnotes: [{ anchor: "1", text }],
    });
    const page = toHtml(registry);
    expect(fromHtml(page).registry).toEqual(registry);
    expect(page).not.toContain("<script");
  });

  it.each(["\0", "\u0001", "\ufffe", "\ud800", "\udc00x"])(
    "%j is replaced and reported",
    (text) => {
      const report = new Report();
      const page = toHtml(createRegistry({ title: `a${text}` }), { report });
      expect(fromHtml(page).registry.title).toBe(`a\ufffd${text.slice(1)}`);
      expect(report.problems.map(({ code }) => code)).toContain("html/character-replaced");
    },
  );

  it("does not become a link that runs", () => {
    const report = new Report();
    const uri = { type: "uri", data: "javascript:alert(1)", text: "x" };
    const page = toHtml(
      createRegistry({
        references: [uri],
        people: [{ id: "A", uris: ["javascript:alert(1)"] }],
      }),
      { report },
    );
    expect(page).not.toContain('href="javascript');
    expect(report.problems.map(({ message }) => message)).toEqual([
      "The page does not tell all of the reference “x”, which is read back as another one.",
    ]);
    expect(fromHtml(page).registry.people[0]?.uris).toEqual(["javascript:alert(1)"]);
  });
});

describe("what a page does not show", () => {
  it.each([
    { type: "rfc", data: "rfc1", attributes: { section: "2" } },
    { type: "rfc", data: "1" },
    { type: "person", data: "A", text: "B" },
    { type: "text", data: "1", text: "a" },
    { type: "text", text: "a][b" },
    { type: "text", text: "RFC1234" },
    { type: "text", text: "2004" },
    { type: "uri", data: "news:a" },
    { type: "registry" },
    { type: "other", data: "a" },
  ])("is reported of the reference %o", (reference) => {
    const report = new Report();
    toHtml(createRegistry({ references: [reference] }), { report });
    expect(report.problems.map(({ code }) => code)).toEqual(["html/reference-altered"]);
  });

  it("is not reported of references that are told whole", () => {
    const report = new Report();
    const references = [
      { type: "rfc", data: "rfc1", text: "RFC1, Section 2" },
      { type: "uri", data: "https://example.org/", text: "E" },
      { type: "registry", data: "a" },
      { type: "rfc-errata", data: "12" },
      { type: "note", data: "1" },
      { type: "text", text: "n/a" },
      { type: "uri", data: "gopher://example.org/1" },
    ];
    expect(fromHtml(toHtml(createRegistry({ references }))).registry.references).toEqual(
      references,
    );
    toHtml(createRegistry({ references }), { report });
    expect(report.problems).toEqual([]);
  });

  it("is reported of a reference in a text that is not linked", () => {
    const report = new Report();
    const text = ["See ", { reference: { type: "text", text: "n/a" } }, "."];
    const page = toHtml(createRegistry({ notes: [{ text }] }), { report });
    expect(fromHtml(page).registry.notes).toEqual([{ text: "See [n/a]." }]);
    expect(report.problems.map(({ code }) => code)).toEqual(["html/reference-altered"]);
  });

  it.each(["Reference", "Last Updated", "Expert(s)", "Available Formats", " Note "])(
    "is reported of a note titled %j, which is a term of the page",
    (title) => {
      const report = new Report();
      const page = toHtml(createRegistry({ notes: [{ title, text: "[a]" }] }), { report });
      expect(fromHtml(page).registry).toEqual(createRegistry({ notes: [{ text: "[a]" }] }));
      expect(report.problems.map(({ message }) => message)).toEqual([
        `The page has no place for the title “${title.trim()}” of a note; it is left out.`,
      ]);
    },
  );

  it("is reported", () => {
    const report = new Report();
    const nested: RunningText = [{ paragraph: ["a", { paragraph: "b" }] }];
    const registry = createRegistry({
      category: "c",
      records: [
        { contacts: ["A"], assignees: ["A"], references: [], inferred: ["name"], notes: nested },
        { contacts: [], references: [], emptyElements: ["name"] },
      ],
    });
    toHtml(registry, { report });
    expect(report.problems.map(({ message }) => /for (.*);/.exec(message)?.[1])).toEqual([
      "the category of the registry",
      "paragraphs inside a paragraph",
      "that a record names its contacts as assignees (1 entry)",
      "the marks of inferred fields (1 entry)",
      "elements without content (1 entry)",
    ]);
  });

  it("is counted of entries that it concerns, and of no others", () => {
    const told = (...records: readonly object[]): readonly (string | undefined)[] => {
      const report = new Report();
      const all = records.map((record) => ({ contacts: [], references: [], ...record }));
      toHtml(createRegistry({ records: all }), { report });
      return report.problems.map(({ message }) => /\((.*)\)/.exec(message)?.[1]);
    };
    const same = { contacts: ["A", "B"], assignees: ["A", "B"] };
    expect(told(same, { contacts: [], assignees: [] })).toEqual(["2 entries"]);
    expect(told({ ...same, assignees: ["A"] }, { ...same, assignees: ["A", "C"] })).toEqual([]);
    expect(told(same, { ...same, assignees: ["B", "A"] }, { contacts: ["A"] })).toEqual([
      "1 entry",
    ]);
  });
});
