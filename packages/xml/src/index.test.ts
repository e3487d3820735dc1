import * as xml from "@portolan/xml";
import { expect, test } from "vitest";

test("the package exports these names", () => {
  expect(Object.keys(xml).sort()).toEqual([
    "XmlWriter",
    "fromXml",
    "protocolNumbersFromXml",
    "streamXml",
    "toXml",
    "xmlChunks",
    "xmlProblems",
  ]);
});
