import * as html from "@portolan/html";
import { expect, it } from "vitest";

it("exports these names and no others", () => {
  expect(Object.keys(html).sort()).toEqual([
    "HtmlWriter",
    "fromHtml",
    "htmlChunks",
    "htmlProblems",
    "protocolNumbersFromHtml",
    "toHtml",
  ]);
});
