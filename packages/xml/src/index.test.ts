import * as xml from "@portolan/xml";
import { expect, test } from "vitest";

test("the package exports these names", () => {
  expect(Object.keys(xml).sort()).toEqual([
    "XmlWriter",
    "childElements",
    "fromXml",
    "plainTextOf",
    "protocolNumbersFromXml",
    "readElements",
    "referenceOf",
    "runningTextOf",
    "streamXml",
    "toXml",
    "xmlChunks",
    "xmlProblems",
  ]);
});
