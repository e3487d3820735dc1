import * as services from "@portolan/services";
import { expect, test } from "vitest";

test("exports these names", () => {
  expect(Object.keys(services).sort()).toEqual([
    "CARRIED_LINES",
    "COMPATIBILITY_ENTRIES",
    "COMPATIBILITY_PACKS",
    "PROTOCOL_ALIASES",
    "TARGETS",
    "auditProblems",
    "auditServices",
    "fixServices",
    "fromProtocols",
    "fromServices",
    "planServices",
    "readNameList",
    "refreshMarkdown",
    "refreshServices",
    "servicesChunks",
    "servicesDate",
    "servicesProblems",
    "targetProfile",
    "toNmapServices",
    "toProtocols",
    "toServices",
    "toWiresharkServices",
  ]);
});
