import { readFileSync } from "node:fs";
import { readRegistry, streamRegistry, writeRegistry } from "@portolan/convert";
import { collectParts, createRecord, createRegistry, hasErrors } from "@portolan/model";
import { toText } from "@portolan/text";
import { describe, expect, it, test } from "vitest";

const excerpt = readFileSync(new URL("../fixtures/excerpt/records.json", import.meta.url), "utf8");

/** Puts a text into a page as it is. */
function pageOf(text: string): string {
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<html><head><title>Copy</title></head><body>\n<h1>Ports</h1>\n<pre>${escaped}</pre></body></html>`;
}

describe("plain text in a page", () => {
  it("is read as it is without the page, whole or as it comes", async () => {
    const { text } = await writeRegistry((await readRegistry(excerpt)).registry, "text");
    const there = await readRegistry(text);
    const inPage = await readRegistry(pageOf(text));
    expect(inPage.registry).toEqual(there.registry);
    expect(inPage.format).toBe("text");
    const { parts } = await streamRegistry([pageOf(text)]);
    expect((await collectParts(parts)).registry).toEqual(there.registry);
  });

  it("has its problems in the lines of the page", async () => {
    const copy =
      "Service Name\tPort Number\tTransport Protocol\tDescription\nhttp\t80\ttcp\tWeb\nssh\t99999\ttcp\tShell\nftp\t21\ttcp\tFiles\n";
    const { problems } = await readRegistry(pageOf(`\nPorts\n\n${copy}`));
    const [fault] = problems.filter(({ code }) => code === "record/port-invalid");
    expect(fault?.start?.line).toBe(
      pageOf(`\nPorts\n\n${copy}`)
        .split("\n")
        .findIndex((line) => line.startsWith("ssh")) + 1,
    );
  });

  it("may have parts of it marked", async () => {
    const copy =
      "Service Name\tPort Number\tTransport Protocol\tDescription\nhttp\t80\ttcp\tWeb\nssh\t22\ttcp\tShell\n";
    const plain = (await readRegistry(pageOf(copy))).registry;
    expect(plain.records).toHaveLength(2);
    const marked = pageOf(copy).replace("80", "<b>80</b>").replace("Shell", "<i>Sh</i>ell");
    expect((await readRegistry(marked)).registry).toEqual(plain);
  });

  it("of something else is no registry", async () => {
    const { problems, registry, format } = await readRegistry(
      pageOf("usage: ls [FILE]\nList files.\n"),
    );
    expect(format).toBe("html");
    expect(hasErrors(problems)).toBe(true);
    expect(registry.records).toEqual([]);
  });
});

test("a page that has a record itself is not read for the text in it", async () => {
  const text = toText(
    createRegistry({
      records: [1, 2].map((port) => createRecord({ name: `in${port}`, port, protocol: "tcp" })),
    }),
  );
  const table = (rows: string): string =>
    `<table><tr><th>Service Name<th>Port Number<th>Transport Protocol<th>Description</tr>${rows}</table>`;
  const namesOf = async (rows: string): Promise<readonly unknown[]> => {
    const { registry } = await readRegistry(
      `<html><body>${table(rows)}<pre>${text}</pre></body></html>`,
    );
    return registry.records.map(({ name }) => name);
  };
  expect(await namesOf("<tr><td>one<td>1<td>tcp<td>One</tr>")).toEqual(["one"]);
  expect(await namesOf("")).toEqual(["in1", "in2"]);
});
