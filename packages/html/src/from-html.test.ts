import { fromHtml, toHtml } from "@portolan/html";
import { COLUMNS, type Problem } from "@portolan/model";
import { parse, serialize } from "parse5";
import { describe, expect, it } from "vitest";

const HEADINGS = [
  "Service Name",
  "Port Number",
  "Transport Protocol",
  "Description",
  "Assignee",
  "Contact",
  "Registration Date",
  "Modification Date",
  "Reference",
  "Service Code",
  "Unauthorized Use Reported",
  "Assignment Notes",
];
const HEADING_ROW = `<tr>${HEADINGS.map((heading) => `<th>${heading}</th>`).join("")}</tr>`;

/** Makes a row of twelve cells, the first of them given. */
function row(...cells: string[]): string {
  return `<tr>${HEADINGS.map((_, i) => `<td>${cells[i] ?? ""}</td>`).join("")}</tr>`;
}

function table(...rows: string[]): string {
  return `<table>${HEADING_ROW}${rows.join("")}</table>`;
}

/** Reads one record out of a table with one row. */
function recordOf(...cells: string[]) {
  const { registry, problems } = fromHtml(table(row(...cells)));
  expect(problems).toEqual([]);
  return registry.records[0];
}

function brief(problems: readonly Problem[]): string[] {
  return problems.map(({ code, start }) => `${code} ${start?.line}:${start?.column}`);
}

describe("a record", () => {
  it("has the fields of its columns", () => {
    const person = (id: string) => `[<a href="#${id}">${id}</a>]`;
    const record = recordOf(
      "http",
      "80",
      "tcp",
      "World Wide Web HTTP",
      person("IESG"),
      person("IETF_Chair"),
      "2001-02",
      "2021-10-01",
      '[<a href="https://www.iana.org/go/rfc9110">RFC9110</a>]',
      "7",
      "seen",
      "Defined TXT keys:<br/>\n  u=x",
    );
    expect(record).toEqual({
      name: "http",
      port: 80,
      protocol: "tcp",
      description: "World Wide Web HTTP",
      assignees: ["IESG"],
      contacts: ["IETF_Chair"],
      registrationDate: "2001-02",
      modificationDate: "2021-10-01",
      references: [{ type: "rfc", data: "rfc9110" }],
      serviceCode: 7,
      unauthorizedUse: "seen",
      notes: ["Defined TXT keys:", { break: true }, "\n  u=x"],
    });
  });

  it("has an assignee of its own only where that differs from the contact", () => {
    expect(recordOf("a", "", "", "", "[X][Y]", "[X][Y]")).not.toHaveProperty("assignees");
    expect(recordOf("a", "", "", "", "[X]", "[X][Y]")).toMatchObject({ assignees: ["X"] });
    expect(recordOf("a", "", "", "", "[X]", "")).toMatchObject({ assignees: ["X"], contacts: [] });
  });

  it.each([
    ['<a href="http://www.iana.org/go/rfc854">RFC854</a>', { type: "rfc", data: "rfc854" }],
    [
      '<a href="/go/rfc854">RFC854, Section 2</a>',
      { type: "rfc", data: "rfc854", text: "RFC854, Section 2" },
    ],
    [
      '<a href="https://web.example/2015/http://www.iana.org/go/rfc854">RFC854</a>',
      { type: "rfc", data: "rfc854" },
    ],
    [
      '<a href="https://www.iana.org/go/draft-ietf-x-01">RFC-ietf-x-01</a>',
      { type: "draft", data: "RFC-ietf-x-01" },
    ],
    [
      '<a href="https://www.iana.org/go/draft-a-b-01">draft-a-b-01</a>',
      { type: "draft", data: "draft-a-b-01" },
    ],
    [
      '<a href="http://www.rfc-editor.org/errata_search.php?eid=12">RFC Errata 12</a>',
      { type: "rfc-errata", data: "12" },
    ],
    [
      '<a href="https://example.org/t.pdf">TR-1</a>',
      { type: "uri", data: "https://example.org/t.pdf", text: "TR-1" },
    ],
    [
      '<a href="https://example.org/">https://example.org</a>',
      { type: "uri", data: "https://example.org" },
    ],
    [
      '<a href="https://example.org/p#q">https://example.org/p#q</a>',
      { type: "uri", data: "https://example.org/p#q" },
    ],
    [
      '<a href="https://www.iana.org/assignments/x">IANA registry <i>x</i></a>',
      { type: "registry", data: "x" },
    ],
    ['<a href="#note1">1</a>', { type: "note", data: "1" }],
    ['<a href="file:///home/me/ports.html#note1">1</a>', { type: "note", data: "1" }],
    ["n/a", { type: "text", text: "n/a" }],
    ["RFC854", { type: "rfc", data: "rfc854" }],
  ])("keeps where the reference [%s] leads", (link, reference) => {
    expect(recordOf("a", "", "", "", "", "", "", "", `[${link}]`)?.references).toEqual([reference]);
  });

  it.each([
    "<p>[RFC1]</p><p>[RFC2]</p>",
    '[<a href="https://www.iana.org/go/rfc1">RFC1</a>]<br/>[RFC2]',
    '<p>[<a href="https://www.iana.org/go/rfc1">RFC1</a>]</p><br/> [RFC2] ',
    "[RFC1] [RFC2]",
  ])("has every reference of a list in blocks or lines: %s", (list) => {
    const record = recordOf("a", "", "", "", "", "", "", "", list);
    expect(record?.references).toEqual([
      { type: "rfc", data: "rfc1" },
      { type: "rfc", data: "rfc2" },
    ]);
  });

  it("keeps references, breaks and paragraphs inside its texts", () => {
    const link = '[<a href="https://www.iana.org/assignments/p.xhtml#Roman_%C5%A0">Roman_Š</a>]';
    const note = `\n <p>By ${link}.</p>\n <p>See <a href="x">x</a> [<a href="y">y</a>)</p> `;
    expect(recordOf("a", "", "", "", "", "", "", "", "", "", "", note)?.notes).toEqual([
      { paragraph: ["By ", { reference: { type: "person", data: "Roman_Š" } }, "."] },
      "\n ",
      { paragraph: "See x [y)" },
    ]);
  });

  it("keeps a date of which no row tells the order of day and month", () => {
    const { registry } = fromHtml(table(row("a", "1", "tcp", "", "", "", "05/06/2017")));
    expect(registry.records).toMatchObject([{ name: "a", registrationDate: "05/06/2017" }]);
  });

  it("has its words apart where blocks keep them apart on the page", () => {
    expect(recordOf("a", "", "", "<div>one</div><div>two</div>")?.description).toBe("one\ntwo");
  });

  it("is read whatever the tags around and inside its cells", () => {
    const source = `<table><tr><td>x<div><table class=sortable>
      <thead>${HEADING_ROW}<tbody>
      <TR><TD>ech<b>o</b><td nowrap> 7 <td>tcp<td>Echo &amp; more
      </table></div></table>`;
    const { registry, problems } = fromHtml(source);
    expect(brief(problems)).toEqual(["html/cell-count 3:7"]);
    expect(registry.records[0]).toMatchObject({
      name: "echo",
      port: 7,
      protocol: "tcp",
      description: "Echo & more",
    });
  });
});

describe("the page", () => {
  const page = `<html><head><title>T</title></head><body><h1>Site</h1><h1>The Registry</h1>
<dl><dt>Last Updated</dt><dd>2024-01-02</dd>
<dt>Expert(s)</dt><dd><pre>A: One,
 Two</pre></dd>
<dt>Reference</dt><dd>[<a href="https://www.iana.org/go/rfc6335">RFC6335</a>]</dd>
<dt>Note</dt><dd><pre>\n See [<a href="https://www.iana.org/go/rfc1">RFC1</a>].\n</pre>
</dd><dt>Request</dt><dd>Here</dd><dt>Available Formats</dt><dd>CSV</dd></dl>
<form><input name="search" value="dns"/></form>
<div class="pagination"><a href="?page=1">1</a> 2 <a href="?page=3">3</a> ... <a href="?page=9">9</a></div>
<table id="table-the-ports">${HEADING_ROW}${row("a")}${row("b")}</table>
<h1>Contact Information</h1>
<table><tr><th>ID</th><th>Name</th><th>Organization</th><th>Contact URI</th><th>Last Updated</th></tr>
<tr><td> <a name="A_B" id="A_B">[A_B]</a> </td><td>A  B</td><td>Org</td>
<td><a href="mailto:a&amp;b.example">mailto:a&amp;b.example</a><br/><a href="tel:1">tel:1</a></td><td>2020-01</td></tr>
</table><h1>Footnote</h1><table class="fn"><tr><td class="fn"><a name="note1">[1]</a></td>
<td class="fn"><pre>A  note.</pre></td></tr></table></body></html>`;

  it("gives header, people, footnotes, page and search term", () => {
    const { registry, problems } = fromHtml(page);
    expect(problems).toEqual([]);
    expect(registry).toEqual({
      id: "the-ports",
      title: "The Registry",
      updated: "2024-01-02",
      experts: ["A: One,\n Two"],
      references: [{ type: "rfc", data: "rfc6335" }],
      notes: [
        { text: ["\n See ", { reference: { type: "rfc", data: "rfc1" } }, ".\n"] },
        { title: "Request", text: "Here" },
      ],
      records: [
        { name: "a", contacts: [], references: [] },
        { name: "b", contacts: [], references: [] },
      ],
      people: [
        {
          id: "A_B",
          name: "A B",
          organization: "Org",
          uris: ["mailto:a&b.example", "tel:1"],
          updated: "2020-01",
        },
      ],
      footnotes: [{ anchor: "1", text: "A  note." }],
      page: { number: 2, count: 9, search: "dns" },
    });
  });

  it("says where each record is", () => {
    const { offsets } = fromHtml(page);
    expect(offsets.map((offset) => page.slice(offset, offset + 9))).toEqual([
      "<tr><td>a",
      "<tr><td>b",
    ]);
  });

  it("tells by the address it was saved from which page or search it was", () => {
    const saved = "<!-- saved from url=(0042)https://example.org/p.xhtml?search=a+b%21&page=3 -->";
    expect(fromHtml(saved + table(row("a"))).registry.page).toEqual({ number: 3, search: "a b!" });
  });

  it.each([
    ["?page=3", { number: 3 }],
    ["?page=999999", { number: 999_999 }],
    ["?page=1000000", undefined],
    ["?page=0", undefined],
    ["?page=x&search=", undefined],
    ["?mypage=3", undefined],
    ["?search=%zz", { search: "%zz" }],
    ["?a=b&search=x#y", { search: "x" }],
    ["", undefined],
  ])("tells by the first address, where that names one: %s", (query, page) => {
    const saved = `<!-- saved from url=(0042)https://example.org/p.xhtml${query} -->`;
    expect(fromHtml(saved + table(row("a"))).registry.page).toEqual(page);
    const other = "<!-- saved from url=(0042)https://example.org/?page=7 -->";
    const expected = query === "" ? undefined : page;
    expect(fromHtml(saved + other + table(row("a"))).registry.page).toEqual(expected);
  });

  it.each([
    ['<div class="pagination">1 <a>2</a> <a>9</a></div>', { number: 1, count: 9 }],
    ['<div class="x pagination"><a>1</a> <div><a>2</a></div> 3</div> 44', { number: 3, count: 3 }],
    ['<div class="pagination"><a>1</a> 2 3 <a>4</a></div>', { number: 2, count: 4 }],
    ['<div class="pages">1 <a>2</a></div>', undefined],
    ['</div><div class="pagination">5</div>', { number: 5, count: 5 }],
    ['<input name="search" value=""/><input name="find" value="x"/>', undefined],
    ['<input name="search" value="x"/>', { search: "x" }],
  ])("knows its number and the last by %s", (pager, page) => {
    expect(fromHtml(pager + table(row("a"))).registry.page).toEqual(page);
  });

  it("has the last heading before its first term for its title", () => {
    const titleOf = (head: string): string | undefined =>
      fromHtml(head + table(row("a"))).registry.title;
    const term = "<dl><dt>Last Updated</dt><dd>2024-01-02</dd></dl>";
    expect(titleOf("<h1>One</h1><h1>Two</h1>")).toBe("Two");
    expect(titleOf(`<h1>One</h1><h1> </h1>${term}<h1>Two</h1>`)).toBe("One");
    expect(titleOf(`${term}<h1>One</h1><h1>Two</h1>`)).toBe("Two");
    expect(titleOf(term)).toBeUndefined();
  });

  it("has what stands under no term, and under one of its own, for notes", () => {
    const { notes, updated } = fromHtml(
      `<dl><dd>Bare</dd><dt>Note</dt><dd>One</dd><dd>Two</dd><dt>Else</dt><dd>Three</dd><dt>Last Updated</dt><dd> </dd><dt></dt><dd>Four</dd></dl>${table(row("a"))}`,
    ).registry;
    expect(notes).toEqual([
      { text: "Bare" },
      { text: "One" },
      { text: "Two" },
      { title: "Else", text: "Three" },
      { text: "Four" },
    ]);
    expect(updated).toBeUndefined();
  });

  it("may be a part of the page, or the rows without their headings", () => {
    const { registry, problems } = fromHtml(
      `<table>${row("a", "1", "tcp")}${row("b", "2", "udp")}</table>`,
    );
    expect(registry.records.map(({ name, port }) => [name, port])).toEqual([
      ["a", 1],
      ["b", 2],
    ]);
    expect(brief(problems)).toEqual(["html/heading-missing 1:8"]);
  });

  it("may be in a web archive, and places are those in the archive", () => {
    const body = table(row("FORTÉ", "no port")).replaceAll("=", "=3D").replace("É", "=C3=\n=89");
    const archive = `From: <Saved>\nSubject: x\nContent-Type: multipart/related;\n\ttype="text/html";\n\tboundary="--b"\n\n----b\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n${body}\n----b--\n`;
    const { registry, problems, offsets } = fromHtml(archive);
    expect(registry.records[0]).toMatchObject({ name: "FORTÉ", unparsed: { port: "no port" } });
    expect(archive.slice(offsets[0]).startsWith("<tr><td>FORT=C3")).toBe(true);
    expect(
      problems.map(({ code, start }) => [code, archive.slice(start?.offset).slice(0, 7)]),
    ).toEqual([["record/port-invalid", "no port"]]);
  });

  it("is found in a web archive behind other parts, and whatever its encoding", () => {
    const body = `<h1>First</h1>${table(row("a"), row("b", "x"))}`;
    const part = (type: string, content: string): string =>
      `\n--b\nContent-Type: ${type}\n\n${content}`;
    const head = 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n';
    for (const type of ["text/html", "application/xhtml+xml; charset=utf-8"])
      for (const end of ["\n--b--\n", ""]) {
        const archive = `${head}${part("image/png", "<table>")}${part(type, body)}${end}`;
        const { registry, offsets, problems } = fromHtml(archive);
        expect(registry.title).toBe("First");
        expect(registry.records.map(({ name }) => name)).toEqual(["a", "b"]);
        expect(archive.slice(offsets[0]).startsWith("<tr><td>a")).toBe(true);
        expect(
          problems.map(({ start }) => archive.slice(start?.offset, (start?.offset ?? 0) + 2)),
        ).toEqual(["x<"]);
      }
  });

  it.each([
    [9_990, 1],
    [10_010, 0],
  ])("is in a web archive with a header of %i characters: %i records", (length, count) => {
    const type = "Content-Type: multipart/related; boundary=b\n\n";
    const filler = `X: ${"x".repeat(length - type.length - 4)}\n`;
    const body = table(row("a")).replaceAll("<", "=3C");
    const archive = `${filler}${type}\n--b\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n${body}\n--b--\n`;
    expect(fromHtml(archive).registry.records).toHaveLength(count);
  });

  it.each([
    ["windows-1252", "F=F6rster", "Förster", []],
    ['"ISO-8859-2"', "=A3=F3d=BC", "Łódź", []],
    ["utf-8", "F=C3=B6=72ster =3D", "Förster =", []],
    ["utf-8", "F=F6rster =41", "F=F6rster A", ["html/encoding-unknown"]],
    ["no-such", "F=F6rster =41 =F6", "F=F6rster A =F6", ["html/encoding-unknown"]],
  ])("may be in a web archive in %s", (charset, encoded, name, codes) => {
    const body = table(row(encoded));
    const archive = `Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html;\n\tcharset=${charset}\nContent-Transfer-Encoding: quoted-printable\n\n${body}\n--b--\n`;
    const { registry, problems } = fromHtml(archive);
    expect(registry.records[0]?.name).toBe(name);
    expect(problems.map(({ code }) => code)).toEqual(codes);
    for (const { start } of problems) expect(archive.slice(start?.offset)).toMatch(/^=F6rster/);
  });

  it("says the same without the end tags that HTML lets authors leave out", () => {
    const written = toHtml(fromHtml(page).registry).replaceAll("<pre>\n", "<pre>");
    const short = written.replace(/<\/(?:td|tr|th|thead|tbody|dd|dt|p)>/g, "");
    expect(fromHtml(short)).toMatchObject({ registry: fromHtml(written).registry, problems: [] });
    expect(fromHtml(serialize(parse(short))).registry).toEqual(fromHtml(written).registry);
  });

  it("has the same records whatever ends its lines", () => {
    const lines = page.replaceAll("\n", "\r\n");
    expect(fromHtml(lines).registry).toEqual(fromHtml(page).registry);
  });
});

describe("a page that is not whole", () => {
  it.each([
    ["is empty", "", ["html/table-missing 1:1"], 0],
    ["is no page", "hello", ["html/table-missing 1:1"], 0],
    [
      "has another table",
      "<p>x\n<table><tr><th>A<th>B<tr><td>1<td>2</table>",
      ["html/table-missing 2:1"],
      0,
    ],
    ["found nothing", '<input name=search value="zz">', ["html/search-empty 1:1"], 0],
    [
      "ends inside a row",
      `<table>${HEADING_ROW}${row("a")}\n<tr><td>b</td><td>1`,
      ["html/cut-off 2:20"],
      1,
    ],
    ["ends after a row", `<table>${HEADING_ROW}${row("a")}\n`, ["html/cut-off 2:1"], 1],
    ["ends before its end", `<html>${table(row("a"))}\n`, ["html/end-missing 2:1"], 1],
    ["has too few cells", table("\n<tr><td>a</td><td>1</td></tr>"), ["html/cell-count 2:1"], 1],
    [
      "has too many cells",
      table("\n", row("a").replace("</tr>", "<td>x</td></tr>")),
      ["html/cell-count 2:1"],
      1,
    ],
    [
      "has a row that is none",
      table("\n<tr><td colspan=0>No registrations</td></tr>"),
      ["html/row-unreadable 2:1"],
      0,
    ],
    [
      "lacks a column",
      `<table>\n${HEADING_ROW.replace("<th>Assignment Notes</th>", "")}${row("a").replace("<td></td></tr>", "</tr>")}</table>`,
      ["html/column-missing 2:1"],
      1,
    ],
    [
      "has a column twice",
      table(row("a"))
        .replace("</tr>", "\n<th>Port number</th></tr>")
        .replace("</td></tr>", "</td><td>x</td></tr>"),
      ["html/column-duplicate 2:5"],
      1,
    ],
    [
      "has a renamed column",
      table(row("a")).replace("<th>Description<", "\n<th>Words<"),
      ["html/column-unknown 2:5", "html/column-missing 1:8"],
      1,
    ],
    [
      "has text for a list",
      table(row("a", "", "", "", "\nX", "[X]")),
      ["record/list-invalid 1:333"],
      1,
    ],
  ])("tells what is wrong where it %s", (_, source, problems, records) => {
    const result = fromHtml(source);
    expect(brief(result.problems)).toEqual(problems);
    expect(result.registry.records).toHaveLength(records);
    expect(result.offsets).toHaveLength(records);
  });

  it("may have headings of another order further down, which cells of rows are not", () => {
    const cells = (tag: string, ...texts: readonly string[]): string =>
      `<tr>${texts.map((text) => `<${tag}>${text}</${tag}>`).join("")}</tr>`;
    const first = ["Service Name", "Port Number", "Transport Protocol", "Description"];
    const other = ["Port Number", "Service Name", "Transport Protocol", "Description"];
    const read = (tag: string) =>
      fromHtml(
        `<table>${cells("th", ...first)}${cells("td", "a", "1", "tcp", "x")}${cells(tag, ...other)}${cells("td", "2", "b", "tcp", "x")}</table>`,
      ).registry.records.map(({ name, port }) => [name, port]);
    expect(read("th")).toEqual([
      ["a", 1],
      ["b", 2],
    ]);
    expect(read("td")).not.toContainEqual(["b", 2]);
  });

  it("may repeat its headings and use those of older years", () => {
    const old = HEADING_ROW.replace("Unauthorized Use Reported", "Known  Unauthorized Uses");
    const { registry, problems } = fromHtml(`<table>${old}${row("a")}${old}${row("b")}</table>`);
    expect(problems).toEqual([]);
    expect(registry.records).toHaveLength(2);
  });
});

describe("hostile input", () => {
  it("may stand tables in tables as deep as it likes", () => {
    const deep = `<table><tr><td>`.repeat(50_000) + table(row("a"));
    expect(brief(fromHtml(deep).problems)).toEqual([
      `html/too-deep 1:${20 * 15 + 1}`,
      `html/cut-off 1:${deep.length + 1}`,
      "html/table-missing 1:1",
    ]);
  });

  it.each([
    [20, []],
    [21, ["html/too-deep"]],
  ])("may stand in %i tables, one in the other", (depth, codes) => {
    const inner = table(row("a"));
    const open = "<table><tr><td>".repeat(depth - 1);
    const { registry, problems } = fromHtml(
      `${open}${inner}${"</td></tr></table>".repeat(depth - 1)}${table(row("b"))}`,
    );
    expect(registry.records.map(({ name }) => name)).toEqual(
      codes.length === 0 ? ["a", "b"] : ["b"],
    );
    expect(problems.map(({ code }) => code).filter((code) => code === "html/too-deep")).toEqual(
      codes,
    );
  });

  it("may have a huge attribute, a huge cell, or tags without end", () => {
    const big = "x".repeat(1_000_000);
    expect(
      fromHtml(table(row(`<i title="${big}">a</i>`, "", "", big))).registry.records[0]?.description,
    ).toBe(big);
    for (const piece of [
      "<td>",
      "</table>",
      "<p>",
      "[<a href=x>",
      "<pre>",
      "<dt>",
      "<h1>",
      "<div class=pagination>",
    ])
      expect(() => fromHtml(piece.repeat(100_000))).not.toThrow();
  });

  it.each([
    ["attributes", `<a ${"b ".repeat(5_000_000)}>`],
    [
      "attributes of different names",
      `<a ${Array.from({ length: 100_000 }, (_, i) => `b${i}`).join(" ")}>`,
    ],
    ["header lines", "a: b\n".repeat(2_000_000)],
    ["folded header lines", `a: b\n${" c\n".repeat(2_000_000)}`],
    [
      "encoded bytes",
      `Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n${"=41".repeat(2_000_000)}`,
    ],
    ["references of the registry", `<dl><dt>Reference</dt><dd>${"[a]".repeat(200_000)}`],
    [
      "references of a record",
      `<table>${HEADING_ROW}${row(...Array.from({ length: 9 }, () => `<p>${"[a]".repeat(200_000)}<br>`))}`,
    ],
    ["links without end", `<table><tr><td>[${'<a href="#x">x'.repeat(300_000)}`],
    ["blocks in a cell", `<table><tr><td>${"x<div>".repeat(300_000)}`],
    ["preformatted texts", `<table><tr><td>${"<b>x</b> <pre>".repeat(300_000)}`],
  ])("may have very many %s", (_, source) => {
    expect(() => fromHtml(source)).not.toThrow();
  });

  it("must be a string", () => {
    // @ts-expect-error: a wrong argument
    expect(() => fromHtml(undefined)).toThrow(TypeError);
  });
});

describe("rows that a page loses", () => {
  const names = (source: string) => fromHtml(source).registry.records.map(({ name }) => name);
  const codes = (source: string) => fromHtml(source).problems.map(({ code }) => code);
  const A = row("a", "1", "tcp");
  const B = row("b", "2", "tcp");
  const C = row("c", "3", "tcp");

  it("are read after a table that ended inside a cell", () => {
    const source = table(A, row("b", "2", "tcp", "B </table> x"), C);
    expect(names(source)).toEqual(["a", "b", "c"]);
    expect(codes(source)).toEqual([
      "html/cell-count",
      "html/row-outside-table",
      "html/row-unreadable",
    ]);
  });

  it.each([HEADING_ROW + A + B, `<tbody>${HEADING_ROW}${A}${B}</tbody>`, A + B])(
    "are read without any table: %#",
    (source) => {
      expect(names(source)).toEqual(["a", "b"]);
    },
  );

  it("are told above the first that shows what a table without headings holds", () => {
    const source = `<tr><td>z</td><td>9</td></tr>\n${A}${B}`;
    expect(names(source)).toEqual(["a", "b"]);
    expect(codes(source)).toEqual(["html/heading-missing", "html/row-unreadable"]);
    expect(fromHtml(source).problems[1]?.start?.line).toBe(1);
  });

  it("keep their first cell where a field of the header was opened before them", () => {
    const source = table(A.replace("</tr>", "<dd></tr>"), B);
    expect(names(source)).toEqual(["a", "b"]);
  });

  it("are told where they stand above all tables and are not whole", () => {
    const source = `<dl><dd>x<tr><td>z</td><td>9</td></dd></dl>${table(A)}`;
    expect(names(source)).toEqual(["a"]);
    expect(codes(source)).toContain("html/row-unreadable");
  });

  it("are told where a comment holds them, or nothing reads them", () => {
    expect(codes(table(A, `<!-- ${B} -->`, C))).toEqual(["html/rows-hidden"]);
    expect(codes(table(A, `<!-- ${B}`, C))).toEqual(["html/rows-hidden", "html/cut-off"]);
    expect(codes("<td>http<td>80")).toContain("html/table-missing");
  });

  it.each([
    ["a quote is lost", '<td class="x>', '<td class="y">'],
    ["the last quote of the page is lost", '<td class="x>', "<td>"],
    ["the end of a tag is lost", '<td class="x"', "<td>"],
  ])("are read where %s", (_, tag, later) => {
    const source = table(A, B.replace("<td>b", `${tag}b`), C.replace("<td>", later));
    expect(names(source).filter((_, index) => index !== 1)).toEqual(["a", "c"]);
    expect(fromHtml(source).registry.records[1]).toMatchObject({ port: 2 });
    expect(codes(source)).toContain("html/tag-broken");
  });

  it("are told apart where the tags between them are broken", () => {
    const source = table(A.replace("</tr>", "</t"), B, C);
    expect(names(source)).toEqual(["a", "b", "c"]);
    expect(codes(source)).toEqual(["html/rows-joined"]);
  });

  it("are left out where cells are missing and the others are in wrong places", () => {
    const source = table(A, row("b", "2", "tcp").replace("<td>b</td>", ""), C);
    expect(names(source)).toEqual(["a", "c"]);
    expect(codes(source)).toEqual(["html/row-unreadable"]);
  });

  it("in linear time, whatever is not closed", () => {
    const time = (count: number): number => {
      const start = performance.now();
      for (const piece of ['<a b="><td>', "<a b=<td ", "<!-- <tr ", "<tr><td>x</table>"])
        fromHtml(table(A) + piece.repeat(count));
      return performance.now() - start;
    };
    time(500);
    expect(time(16_000)).toBeLessThan(5000);
  });
});

describe("another page", () => {
  const only = (source: string) => {
    const { registry, problems } = fromHtml(source);
    expect(registry.records).toEqual([]);
    const errors = problems.filter(({ severity }) => severity === "error");
    return errors.map(({ code, values }) => [code, values?.title]);
  };

  it("is named by its title", () => {
    const rows = "<table><tr><th>Decimal<th>Keyword<tr><td>6<td>TCP</table>";
    expect(only(`<title>Protocol\nNumbers</title>${rows}`)).toEqual([
      ["html/other-page", "Protocol Numbers"],
    ]);
    expect(only(`<h1>Protocol Numbers</h1>${rows}`)).toEqual([
      ["html/other-page", "Protocol Numbers"],
    ]);
    expect(only(rows)).toEqual([["html/table-missing", undefined]]);
  });

  it("with the registry as plain text is told so", () => {
    const text = "Service Name   Port Number   Transport Protocol   Description\n";
    expect(only(`<title>x</title><pre>\n${text}http 80 tcp</pre>`)).toEqual([
      ["html/text-in-page", undefined],
    ]);
  });

  it("may have headings that programs write, each of which is told", () => {
    const row = (tag: string, ...cells: readonly string[]): string =>
      `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join("")}</tr>`;
    // As pandas writes a table with its index.
    const source = `<table border="1" class="dataframe">
${row("th", "", "name", "port", "protocol", "description")}
<tr><th>0</th>${row("td", "ftp", "21", "tcp", "File Transfer").slice(4)}
<tr><th>1</th>${row("td", "ntp", "123", "UDP", "Time").slice(4)}
</table>`;
    const { registry, problems } = fromHtml(source);
    expect(
      registry.records.map(({ name, port, protocol, description }) => [
        name,
        port,
        protocol,
        description,
      ]),
    ).toEqual([
      ["ftp", 21, "tcp", "File Transfer"],
      ["ntp", 123, "udp", "Time"],
    ]);
    const renamed = problems.filter(({ code }) => code === "html/column-renamed");
    expect(renamed.map(({ values }) => [values?.found, values?.heading])).toEqual([
      ["name", "Service Name"],
      ["port", "Port Number"],
      ["protocol", "Transport Protocol"],
    ]);
  });

  it.each([
    ["fruit", "Name,Protocol,Description", "Apple,HTTP,Sweet"],
    ["no place", "Name,Description,Notes", "Apple,Sweet,Red"],
    ["ports of ships", "Name,Port,Description", "Anna,Oslo,Sails"],
    ["too many others", "Port,Name,Description,A,B,C,D", "80,http,Web,1,2,3,4"],
  ])("is not that of something else under words of every day: %s", (_, headings, cells) => {
    const row = (text: string, tag: string): string =>
      `<tr>${text
        .split(",")
        .map((cell) => `<${tag}>${cell}</${tag}>`)
        .join("")}</tr>`;
    const { registry, problems } = fromHtml(
      `<table>${row(headings, "th")}${row(cells, "td")}</table>`,
    );
    expect(registry.records).toEqual([]);
    expect(problems.some(({ severity }) => severity === "error")).toBe(true);
  });

  it("with prose under our headings gives no rows of prose", () => {
    const prose = "<tr><td>we sell<td>many ports<td>of wine</tr>";
    const heads = "<tr><th>Service Name<th>Port Number<th>Transport Protocol</tr>";
    expect(only(`<table>${heads}${prose}</table>`)).toEqual([["html/rows-implausible", undefined]]);
  });

  it("with whole rows of another table in a cell gives no names made of them", () => {
    const heads = "<tr><th>Service Name<th>Port Number<th>Transport Protocol</tr>";
    const row = "<tr><td>http,80,tcp,World Wide Web HTTP<td><td></tr>";
    const { registry, problems } = fromHtml(`<table>${heads}${row}</table>`);
    expect(registry.records).toEqual([]);
    expect(problems.map(({ code }) => code)).toContain("html/rows-implausible");
  });
});

describe("a cell that is several rows high", () => {
  /** Gives name, port and protocol of each record of a table of these three columns and a description. */
  const shown = (...rows: readonly string[]): readonly string[] =>
    fromHtml(
      `<table><tr><th>Service Name<th>Port Number<th>Transport Protocol<th>Description</tr>${rows.join("")}</table>`,
    ).registry.records.map(({ name, port, protocol, description }) =>
      [name, port, protocol, description].join(" "),
    );
  const ROWS = ["domain 53 tcp DNS", "domain 53 udp DNS"];
  const LAST = "<tr><td>http<td>80<td>tcp<td>Web</tr>";

  it.each([
    ["first", '<tr><td rowspan="2">domain<td>53<td>tcp<td>DNS</tr><tr><td>53<td>udp<td>DNS</tr>'],
    [
      "second",
      "<tr><td>domain<td rowspan=2>53<td>tcp<td>DNS</tr><tr><td>domain<td>udp<td>DNS</tr>",
    ],
    ["last", "<tr><td>domain<td>53<td>tcp<td rowspan=2>DNS</tr><tr><td>domain<td>53<td>udp</tr>"],
    [
      "all but one",
      '<tr><td rowspan=" 2x">domain<td rowspan=2>53<td>tcp<td rowspan=2>DNS</tr><tr><td>udp</tr>',
    ],
  ])("is one of each: the %s", (_, rows) => {
    expect(shown(rows, LAST)).toEqual([...ROWS, "http 80 tcp Web"]);
  });

  it("is one of all that follow for 0, up to the end of its part of the table", () => {
    const rows = "<tr><td rowspan=0>domain<td>53<td>tcp<td>DNS</tr><tr><td>53<td>udp<td>DNS</tr>";
    expect(shown(rows, "<tr><td>853<td>tcp<td>Over TLS</tr>")).toEqual([
      ...ROWS,
      "domain 853 tcp Over TLS",
    ]);
    expect(shown(`<tbody>${rows}</tbody><tbody>`, LAST)).toEqual([...ROWS, "http 80 tcp Web"]);
  });

  it("is one of so many rows, whatever these have", () => {
    const [three, row] = [
      "<tr><td rowspan=3>a<td>1<td>tcp<td>x</tr>",
      "<tr><td>2<td>tcp<td>y</tr>",
    ];
    expect(shown(three, row, row, LAST)).toEqual([
      "a 1 tcp x",
      "a 2 tcp y",
      "a 2 tcp y",
      "http 80 tcp Web",
    ]);
    const whole = "<tr><td rowspan=2>a<td rowspan=2>1<td rowspan=2>tcp<td rowspan=2>x</tr>";
    expect(shown(whole, "<tr></tr>", LAST)).toEqual(["a 1 tcp x", "a 1 tcp x", "http 80 tcp Web"]);
    expect(shown("<tr><td rowspan=1>a<td rowspan=-2>1<td rowspan>tcp<td>x</tr>", LAST)).toEqual([
      "a 1 tcp x",
      "http 80 tcp Web",
    ]);
  });

  it("stands among the first 32 of its row, lest few tags make very many", () => {
    const names = (before: number): readonly (string | undefined)[] => {
      const rows = [
        `${"<th>".repeat(before)}<th>Transport Protocol<th>Port Number<th>Service Name`,
        `${"<td>".repeat(before)}<td>tcp<td>1<td rowspan=2>a`,
        `${"<td>".repeat(before)}<td>udp<td>2`,
      ];
      const source = `<table>${rows.map((cells) => `<tr>${cells}</tr>`).join("")}</table>`;
      return fromHtml(source).registry.records.map(({ name }) => name);
    };
    expect(names(29)).toEqual(["a", "a"]);
    expect(names(30)).toEqual(["a", undefined]);
  });

  it("takes linear time, however many there are", () => {
    const wide = `<tr>${"<td rowspan=0>a".repeat(20_000)}</tr>`;
    const before = performance.now();
    fromHtml(
      `<table><tr><th>Service Name<th>Port Number</tr>${wide}${"<tr>".repeat(50_000)}</table>`,
    );
    expect(performance.now() - before).toBeLessThan(20_000);
  });
});

describe("a cell that is several columns wide", () => {
  const table = (headings: string, ...rows: readonly string[]) =>
    fromHtml(`<table><tr>${headings}</tr>${rows.map((row) => `<tr>${row}</tr>`).join("")}</table>`);
  const HEADINGS =
    "<th>Service Name<th>Port Number<th>Transport Protocol<th>Description<th>Assignee<th>Contact";
  const LAST = "<td>http<td>80<td>tcp<td>Web<td><td>";

  it.each([
    ["<td>ssh<td>22<td>tcp<td>Shell<td colspan=2>[A]", "ssh 22 tcp Shell [A] [A]"],
    ["<td>ssh<td colspan=2>22/tcp<td>Shell<td><td>[A]", "ssh 22 tcp Shell  [A]"],
    ["<td colspan=2>rtp<td>udp<td>Media<td><td>", "rtp  udp Media  "],
    ["<td><td>8<td colspan=2>Unassigned<td><td>", " 8  Unassigned  "],
    ["<td>ssh<td>22<td>tcp<td colspan=3>Shell", "ssh 22 tcp Shell  "],
    ["<td>ssh<td colspan=2><td>No port<td><td>", "ssh   No port  "],
    ["<td>ssh<td>22<td>tcp<td>Shell<td colspan=0><td colspan=x>", "ssh 22 tcp Shell  "],
  ])("is that of the column it is for: %s", (row, expected) => {
    const { registry, problems } = table(HEADINGS, row, LAST);
    const shown = registry.records.map((record) =>
      COLUMNS.slice(0, 6)
        .map(({ textOf }) => textOf(record, "none"))
        .join(" "),
    );
    expect(shown).toEqual([expected, "http 80 tcp Web  "]);
    expect(
      problems.filter(({ code }) => code !== "html/column-missing" && !code.startsWith("table/")),
    ).toEqual([]);
  });

  it.each(["<td colspan=6>System ports", "<td colspan=4>Web<td>x<td>", "<td colspan=99>End"])(
    "with a title is no record: %s",
    (row) => {
      const { registry, problems } = table(HEADINGS, row, LAST, LAST);
      expect(registry.records).toHaveLength(2);
      expect(problems.map(({ code }) => code)).toContain("html/row-unreadable");
    },
  );

  it("and several rows high is one of each", () => {
    const { registry } = table(
      HEADINGS,
      "<td>a<td>1<td>tcp<td>x<td rowspan=2 colspan=2>[A]",
      "<td>b<td>2<td>tcp<td>y",
      LAST,
    );
    expect(registry.records.map(({ contacts }) => contacts)).toEqual([["A"], ["A"], []]);
  });

  it("heads columns that nobody can tell apart", () => {
    const { problems } = table(
      "<th>Name<th colspan=2>Port<th>Description",
      "<td>ssh<td>22<td>tcp<td>Shell",
      "<td>http<td colspan=2>80<td>Web",
    );
    expect(problems.filter(({ severity }) => severity === "error")).toMatchObject([
      { code: "html/heading-wide", values: { found: "tcp" } },
    ]);
    const { problems: none, registry } = table(
      "<th>Name<th>Port<th>Protocol<th colspan=2>Description",
      "<td>ssh<td>22<td>tcp<td>Shell<td>",
      "<td>http<td>80<td>tcp<td colspan=2>Web",
    );
    expect(registry.records.map(({ description }) => description)).toEqual(["Shell", "Web"]);
    expect(none.map(({ severity }) => severity)).not.toContain("error");
  });

  it("takes linear time, however many there are", () => {
    const before = performance.now();
    table(HEADINGS, "<td colspan=60000>a".repeat(50_000), LAST);
    expect(performance.now() - before).toBeLessThan(20_000);
  });
});

describe("a table without headings", () => {
  const HEADED =
    "<table><tr><th>Name<th>Port<th>Protocol<th>Description<tr><td>http<td>80<td>tcp<td>Web</table>";
  const problemsOf = (page: string) =>
    fromHtml(page).problems.filter(({ code }) => code === "html/table-unheaded");

  it.each([
    "<tr><td>ssh<td>22<td>tcp<td>Shell",
    "<tr><td>ssh<td>TCP/UDP<td>22<td>",
    "<tr><td>ssh<td>22/tcp<td>udp<tr><td>x11<td>6000-6063<td>tcp<tr><td colspan=3>Others",
  ])("is not left out without a word where it has ports: %s", (rows) => {
    for (const page of [
      `${HEADED}<table>${rows}</table>`,
      `<table>${rows}</table>${HEADED}`,
      `<table><tr><td><table>${rows}</table></table>${HEADED}`,
    ]) {
      const [problem, ...others] = problemsOf(page);
      expect(others).toEqual([]);
      expect(problem?.severity).toBe("error");
      expect(page.slice(problem?.start?.offset).startsWith("<tr><td>ssh")).toBe(true);
    }
  });

  it.each([
    "<tr><td>22<td>Main Street",
    "<tr><td>tcp<td>Menu",
    "<tr><td>ssh<td>22<td>tcp<tr><td>a<tr><td>b",
  ])("is nobody's where it has none: %s", (rows) => {
    expect(problemsOf(`${HEADED}<table>${rows}</table>`)).toEqual([]);
  });
});

describe("a cell with what a page raises, hides or nests", () => {
  const portOf = (cell: string) =>
    fromHtml(
      `<table><tr><th>Name<th>Port<th>Protocol</tr><tr><td>a<td>1<td>tcp</tr><tr><td>b</td><td>${cell}</td><td>tcp</td></tr><tr><td>c<td>3<td>tcp</tr></table>`,
    );

  it.each([
    ["53<sup>1</sup>", 53],
    ["53<sup>2, 3</sup>", undefined],
    ["53<sup><a href=#n1>[1]</a></sup>", 53],
    ["53<sup>[<a href=#n1>12</a>]</sup>", 53],
    ["53<sup><a href=#n1><span>[</span>1<span>]</span></a></sup>", 53],
    ['<span style="display:none">00099</span>99', 99],
    ['<span style="color:red; DISPLAY : none">1<span>2</span>3</span>99', 99],
    ["<b hidden>1</b>99", 99],
    ['<input hidden>9<br style="display:none">', 9],
    ['<span style="display:none">1', undefined],
    ['<span style="display:block">99</span>', 99],
  ])("has the port that the page shows: %s", (cell, port) => {
    const { records } = portOf(cell).registry;
    expect(records.map((record) => record.port)).toEqual([1, port, 3]);
    expect(records.map(({ name }) => name)).toEqual(["a", "b", "c"]);
  });

  it("has raised digits as such", () => {
    const source =
      "<table><tr><th>Name<th>Port<th>Description</tr><tr><td>RPC<sup>1</sup><td>135<td>10<sup>6</sup> per second, the 1<sup>st</sup></tr></table>";
    expect(fromHtml(source).registry.records).toMatchObject([
      { name: "RPC\u00b9", description: "10\u2076 per second, the 1st" },
    ]);
  });

  it("does not hide a table behind an element without its end", () => {
    const { records } = fromHtml(
      "<table><tr><td><span hidden>1<table><tr><th>Name<th>Port<th>Protocol<tr><td>a<td>1<td>tcp</table></table>",
    ).registry;
    expect(records.map(({ port }) => port)).toEqual([1]);
  });

  it("does not lose a table there without a word", () => {
    const { problems } = portOf("<table><tr><td>53</td></tr><tr><td>54</td></tr></table>");
    expect(problems.filter(({ severity }) => severity === "error")).toMatchObject([
      { code: "html/table-in-cell", values: { found: "53" } },
    ]);
    const layout = fromHtml(
      "<table><tr><td>Menu</td><td><table><tr><td>a</td></tr></table></td></tr></table><table><tr><th>Name<th>Port<th>Protocol</tr><tr><td>a<td>1<td>tcp</tr></table>",
    );
    expect(layout.problems.map(({ code }) => code)).not.toContain("html/table-in-cell");
  });
});

it.each(["&#9;", "&#10;", "&#12;", "&#13;", "&#32;"])(
  "%s around the words of a cell is no part of them, whatever blank it is",
  (blank) => {
    const cells = ["a b", "1", "tcp"].map((text) => `<td>${blank}${text}${blank}${blank}`);
    const { registry } = fromHtml(
      `<table><tr><th>Description<th>Port Number<th>Transport Protocol</tr><tr>${cells.join("")}</tr></table>`,
    );
    expect(registry.records).toMatchObject([{ description: "a b", port: 1, protocol: "tcp" }]);
  },
);
