import { readProtocolNumbers, UnknownFormatError } from "@portolan/convert";
import { describe, expect, test } from "vitest";

const SOURCES = {
  xml: '<?xml version="1.0"?>\n<registry id="protocol-numbers"><registry id="protocol-numbers-1"><record><value>6</value><name>TCP</name></record></registry></registry>',
  csv: "Decimal,Keyword,Protocol\r\n6,TCP,\r\n",
  html: "<!DOCTYPE html><table><tr><th>Decimal</th><th>Keyword</th></tr><tr><td>6</td><td>TCP</td></tr></table></html>",
  text: "Numbers\n\n   Decimal    Keyword     Protocol    Reference\n     6        TCP\n",
} as const;
const TCP = { number: 6, keyword: "TCP", references: [] };

describe("protocol numbers", () => {
  test.each(Object.entries(SOURCES))("are recognised as %s", async (_, source) => {
    expect((await readProtocolNumbers(source)).numbers.records).toEqual([TCP]);
    expect((await readProtocolNumbers(`\uFEFF${source}`)).numbers.records).toEqual([TCP]);
  });

  test("are read in the format that is named", async () => {
    const { problems } = await readProtocolNumbers(SOURCES.csv, { from: "text" });
    expect(problems.map(({ code }) => code)).toEqual(["protocol-numbers/not-the-registry"]);
  });

  test("take the file's name for a hint where the content tells nothing", async () => {
    const { problems } = await readProtocolNumbers("nothing", { fileName: "numbers.csv" });
    expect(problems.map(({ code }) => code)).toEqual(["protocol-numbers/not-the-registry"]);
  });

  test("are not in an empty text", async () => {
    await expect(readProtocolNumbers(" \n")).rejects.toThrow("the text is empty");
  });

  test.each(["tcp 6 TCP\n", '{"records":[]}'])("are nothing else: %j", async (source) => {
    await expect(readProtocolNumbers(source)).rejects.toThrow(
      new UnknownFormatError(undefined, ["xml", "csv", "html", "text"]),
    );
  });
});
