import * as query from "@portolan/query";
import { expect, test } from "vitest";

test("exports", () => {
  expect(Object.keys(query).sort()).toEqual([
    "Selector",
    "apply",
    "createIndex",
    "diff",
    "diffLines",
    "diffMarkdown",
    "diffReport",
    "diffSlack",
    "factsOf",
    "freePorts",
    "isSame",
    "lint",
    "lintProblems",
    "loadIndex",
    "lookup",
    "nextFree",
    "otherNamesOf",
    "parseColumns",
    "parseQueries",
    "parseQuery",
    "parseSelection",
    "problemsTable",
    "queriesInText",
    "regexFinder",
    "search",
    "select",
    "serializeIndex",
    "stats",
    "toSarif",
  ]);
});
