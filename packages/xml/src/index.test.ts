import * as xml from "@portolan/xml";
import { expect, test } from "vitest";

test("the package exports these names", () => {
  expect(Object.keys(xml).sort()).toEqual([
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
