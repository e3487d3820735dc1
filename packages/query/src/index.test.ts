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
    "dnsSdRows",
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
    "portRows",
    "problemsTable",
    "queriesInText",
    "regexFinder",
    "search",
    "select",
    "serializeIndex",
    "shownTexts",
    "stats",
    "toSarif",
  ]);
});
