import type { Report } from "@portolan/model";
import { Composer, type CST, type Document, Parser } from "yaml";
import { yamlProblems } from "./problems.js";

/** How deep lists and mappings may nest; a registry with text in 64 paragraphs nests less. */
export const MAX_DEPTH = 256;

/**
 * Makes the documents of a YAML text.
 *
 * The library composes nodes by calling itself for every level, and a text that nests too deeply
 * can make Node itself abort (a regular expression that has no stack left to compile). Its parser
 * keeps a stack of its own, so that tokens are measured before they are composed.
 *
 * @returns no document where the text nests too deeply, which is reported.
 */
export function composeDocuments(source: string, report: Report): readonly Document.Parsed[] {
  const tokens = [...new Parser().parse(source)];
  const tooDeep = findTooDeep(tokens);
  if (tooDeep !== undefined) {
    report.add(yamlProblems, "yaml/nested-too-deeply", {
      span: { start: tooDeep.offset },
      values: { limit: MAX_DEPTH },
    });
    return [];
  }
  const composer = new Composer({
    prettyErrors: false,
    logLevel: "error",
    stringKeys: true,
    // Whatever version a document names: dates, sets and merged keys are none of the data.
    schema: "core",
    resolveKnownTags: false,
    // The library compares every key with every other one; see checkNodes.
    uniqueKeys: false,
  });
  return [...composer.compose(tokens, true, source.length)];
}

/** Finds a token that lies in too many lists and mappings. */
function findTooDeep(tokens: readonly CST.Token[]): CST.Token | undefined {
  const left = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { token, depth } = next;
    if (depth > MAX_DEPTH) return token;
    if (token.type === "document" && token.value) left.push({ token: token.value, depth });
    if (!("items" in token)) continue;
    for (const { key, value } of token.items) {
      if (key) left.push({ token: key, depth: depth + 1 });
      if (value) left.push({ token: value, depth: depth + 1 });
    }
  }
  return undefined;
}
