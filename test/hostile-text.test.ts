import { READABLE_FORMATS, type WritableFormat, writeRegistry } from "@portolan/convert";
import { createRegistry, type Registry } from "@portolan/model";
import { parse as parseCsv } from "csv-parse/sync";
import { transformSync } from "esbuild";
import { load as loadYaml } from "js-yaml";
import MarkdownIt from "markdown-it";
import { type DefaultTreeAdapterTypes, parse as parseHtml } from "parse5";
import { describe, expect, test } from "vitest";
import { takeLeg } from "./legs.js";
import { readWithSaxes } from "./saxes-elements.js";
import { readAsBsd, readAsGo } from "./services-readers.js";

/** Text that ends, opens or breaks something in one of the syntaxes. */
const HOSTILE = [
  "new\nline",
  "new\r\nline",
  "tab\there",
  "a # b",
  "]]>",
  "<!--",
  "</script>",
  "</td></tr></table>",
  "&lt;&#0;&nope;",
  "*/",
  "`tick`",
  "'); process.exit(1); ('",
  "\u2028\u2029",
  "nul \0",
  "\ud800 half",
  "half \udc00",
  "\ufeffmark",
  "\u202eright to left",
  '"quoted"',
  "'single'",
  '"half',
  "back\\",
  "a | b |",
  "a,b;c",
  "[a][b]",
  "]a[",
  "=1+1",
  "@x",
  "--- ",
  "{a: *b}",
  "sentinel 4242/tcp",
  "\x1b[31mred",
  "__proto__",
  "constructor",
  "toString",
  "<img src=x onerror=alert(1)>",
  "[x](javascript:alert(1))",
  "![x](data:text/html,x)",
  "<javascript:alert(1)>",
  "[x]: javascript:alert(1)",
  "```",
  "*a* _b_ ~~c~~",
  "!!js/function 'x'",
] as const;

/** Gives a registry that says a text wherever it can say one, and then a record without fault. */
function registryOf(text: string): Registry {
  const record = { name: text, port: 7, protocol: "tcp", description: text, notes: text };
  const lists = { contacts: [text], references: [{ type: "uri", data: text, text }] };
  return createRegistry({
    title: text,
    experts: [text],
    notes: [{ title: text, text }],
    records: [
      { ...record, ...lists, unauthorizedUse: text },
      { name: "sentinel", port: 4242, protocol: "tcp", contacts: [], references: [] },
    ],
    people: [{ id: text, name: text, organization: text, uris: [text] }],
    footnotes: [{ anchor: "1", text }],
  });
}

/**
 * Gives how many records there are, and name and port of the last, as a reader of others has them.
 * IANA's text has no other reader; the real ones of services files are in services-consumers.test.ts.
 */
type ForeignReader = (text: string) => readonly [count: number, name: unknown, port: unknown];

const FOREIGN: { readonly [format in WritableFormat]?: ForeignReader } = {
  csv: (text) => {
    const rows = parseCsv(text, { record_delimiter: "\r\n" }).slice(1);
    const [name, port] = rows.at(-1) ?? [];
    return [rows.length, name, Number(port)];
  },
  xml: (text) => {
    const records = readWithSaxes(text).children.flatMap((child) =>
      typeof child !== "string" && child.name === "record" ? [child] : [],
    );
    const textOf = (element: string): unknown =>
      records
        .at(-1)
        ?.children.flatMap((child) =>
          typeof child !== "string" && child.name === element ? child.children : [],
        )[0];
    return [records.length, textOf("name"), Number(textOf("number"))];
  },
  html: (text) => {
    const page = parseHtml(text);
    expect(elements(page, "script")).toEqual([]);
    const rows = elements(page, "tr").map((row) => elements(row, "td").map(textOf));
    const records = rows.filter((cells) => cells.length === 12);
    const [name, port] = records.at(-1) ?? [];
    return [records.length, name, Number(port)];
  },
  services: (text) => {
    const [bsd, go] = [readAsBsd(text), readAsGo(text)];
    expect(go.portOf("sentinel", "tcp")).toBe(4242);
    return [2, bsd.nameOf?.(4242, "tcp"), bsd.portOf("sentinel", "tcp")];
  },
  json: (text) => lastOf(JSON.parse(text).records),
  jsonl: (text) => {
    const rows = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    return [rows.length, rows.at(-1).name, Number(rows.at(-1).port)];
  },
  yaml: (text) => lastOf((loadYaml(text) as Registry).records),
  typescript: (text) => {
    const { code } = transformSync(text, { loader: "ts", format: "cjs" });
    const module = { exports: {} as Record<string, unknown> };
    new Function("module", "exports", code)(module, module.exports);
    return [2, "sentinel", module.exports.SENTINEL_TCP];
  },
  markdown: (text) => {
    const tokens = new MarkdownIt({ html: true }).parse(text, {});
    const rows = tokensOf(tokens, "tr").map((row) =>
      row.flatMap(({ type, children }) => (type === "inline" ? [shownOf(children ?? [])] : [])),
    );
    expect(tokens.map(({ type }) => type)).not.toContain("html_block");
    expect(rows.filter((cells) => cells.length !== 12 && cells.length !== 5)).toEqual([]);
    const records = rows.filter((cells) => cells.length === 12).slice(1);
    const [name, port] = records.at(-1) ?? [];
    return [records.length, name, Number(port)];
  },
};

type MarkdownToken = ReturnType<MarkdownIt["parse"]>[number];

/** Gives the tokens of each element of a name. */
function tokensOf(
  tokens: readonly MarkdownToken[],
  name: string,
): readonly (readonly MarkdownToken[])[] {
  return tokens.flatMap(({ type }, start) => {
    if (type !== `${name}_open`) return [];
    const length = tokens.slice(start).findIndex((token) => token.type === `${name}_close`);
    return [tokens.slice(start, start + length)];
  });
}

/** Gives what a cell shows; it has no element of HTML but line breaks, no picture, and links to the web only. */
function shownOf(children: readonly MarkdownToken[]): string {
  for (const token of children) {
    if (token.type === "html_inline") expect(token.content).toBe("<br>");
    if (token.type === "link_open")
      expect(token.attrGet("href")).toMatch(/^(?:https?|mailto|ftp):/);
    expect(token.type).not.toBe("image");
  }
  return children.map(({ content }) => content).join("");
}

function lastOf(records: Registry["records"]): ReturnType<ForeignReader> {
  return [records.length, records.at(-1)?.name, records.at(-1)?.port];
}

type HtmlNode = DefaultTreeAdapterTypes.Node;

function elements(node: HtmlNode, name: string): readonly HtmlNode[] {
  const children = "childNodes" in node ? node.childNodes : [];
  return [
    ...(node.nodeName === name ? [node] : []),
    ...children.flatMap((child) => elements(child, name)),
  ];
}

function textOf(node: HtmlNode): string {
  if ("value" in node) return node.value;
  return "childNodes" in node ? node.childNodes.map(textOf).join("") : "";
}

describe.each(HOSTILE)("%j", (text) => {
  test.each(READABLE_FORMATS)("is read back from %s, or reported", async (format) => {
    await takeLeg(format, registryOf(text));
  });

  test.each(Object.entries(FOREIGN))("harms no other reader of %s", async (format, read) => {
    const { text: written } = await writeRegistry(registryOf(text), format as WritableFormat);
    expect(read(written)).toEqual([2, "sentinel", 4242]);
  });
});
