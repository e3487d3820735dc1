import type { Report } from "@portolan/model";
import {
  type DataDocument,
  type DataPath,
  MAX_DATA_DEPTH,
  type Span,
} from "@portolan/model/internal";
import {
  type Alias,
  Composer,
  type CST,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  Lexer,
  type Node,
  Parser,
  visit,
  type YAMLMap,
} from "#yaml";
import { yamlProblems } from "./problems.js";

/** Counts the values that aliases repeat: those inside lists and mappings count each. */
export interface Repeated {
  count: number;
}

/** How many values aliases may repeat. */
const MAX_REPEATED = 20_000;

/**
 * Reads any YAML with the library `yaml` and reports what is wrong with it as a text.
 *
 * @param repeated - goes on counting where the text is a part of one.
 * @returns undefined where nothing could be read.
 */
export function readWithLibrary(
  source: string,
  report: Report,
  repeated: Repeated = { count: 0 },
): DataDocument | undefined {
  const [document, another] = composeDocuments(source, report);
  if (document === undefined || reportSyntax(document, report)) return undefined;
  if (another !== undefined)
    report.add(yamlProblems, "yaml/several-documents", { span: { start: another.range[0] } });
  const targets = checkNodes(document, report, repeated);
  if (targets === undefined) return undefined;
  const places = new YamlPlaces(document, targets);
  return {
    data: dataOf(document.contents, targets, new Map()),
    locate: (path) => places.locate(path),
    recordOffsets: () => places.recordOffsets(),
  };
}

/** Reports the first fault of a document, and everything that its author may have meant otherwise. */
function reportSyntax({ errors, warnings }: Document.Parsed, report: Report): boolean {
  const [error] = errors;
  if (error !== undefined) {
    const [start, end] = error.pos;
    const values = { what: error.message };
    report.add(yamlProblems, "yaml/syntax", { span: { start, end }, values, cause: error });
    return true;
  }
  for (const warning of warnings) {
    const [start, end] = warning.pos;
    const values = { what: warning.message };
    report.add(yamlProblems, "yaml/unclear", { span: { start, end }, values, cause: warning });
  }
  return false;
}

/** Knows where the values of a document are. */
class YamlPlaces {
  readonly #root: Node | null;
  readonly #targets: AliasTargets;
  readonly #values = new Map<YAMLMap, ReadonlyMap<string, unknown>>();

  constructor(document: Document.Parsed, targets: AliasTargets) {
    this.#root = document.contents;
    this.#targets = targets;
  }

  /** Gives the place of the value a path leads to; of keys that appear twice, the last counts. */
  locate(path: DataPath): Span | undefined {
    let node: unknown = this.#root;
    for (const step of path) {
      const target = isAlias(node) ? this.#targets.get(node) : node;
      if (isMap(target)) node = this.#valuesOf(target).get(String(step));
      else node = isSeq(target) ? target.items[Number(step)] : undefined;
    }
    if (node === null && path.length === 0) return { start: 0 };
    return isNode(node) ? spanOf(node) : undefined;
  }

  /** Gives the offsets of the items of “records”. */
  recordOffsets(): readonly number[] {
    const list = isMap(this.#root) ? this.#valuesOf(this.#root).get("records") : undefined;
    const target = isAlias(list) ? this.#targets.get(list) : list;
    if (!isSeq(target)) return [];
    return target.items.map((item) => (isNode(item) ? (spanOf(item)?.start ?? 0) : 0));
  }

  #valuesOf(map: YAMLMap): ReadonlyMap<string, unknown> {
    const known = this.#values.get(map);
    if (known !== undefined) return known;
    const values = new Map(
      map.items.map(({ key, value }) => [isScalar(key) ? String(key.value) : "", value]),
    );
    this.#values.set(map, values);
    return values;
  }
}

/**
 * Makes the documents of a YAML text.
 *
 * The library composes nodes by calling itself for every level, and a text that nests too deeply
 * can make Node itself abort (a regular expression that has no stack left to compile). Its parser
 * keeps a stack of its own, so that tokens are measured before they are composed.
 *
 * @returns no document where the text nests too deeply, which is reported.
 */
function composeDocuments(source: string, report: Report): readonly Document.Parsed[] {
  const { tokens, tooDeep } = tokensOf(source);
  if (tokens === undefined) {
    const values = { limit: MAX_DATA_DEPTH };
    report.add(yamlProblems, "yaml/nested-too-deeply", { span: { start: tooDeep }, values });
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
  return withoutStacks(() => [...composer.compose(tokens, true, source.length)]);
}

/** Tells whether a text nests too deeply. */
export function nestsTooDeeply(source: string): boolean {
  return tokensOf(source).tokens === undefined;
}

/** Parses a text to tokens, or gives the offset where it nests too deeply. */
function tokensOf(
  source: string,
):
  | { readonly tokens: readonly CST.Token[]; readonly tooDeep?: never }
  | { readonly tokens?: never; readonly tooDeep: number } {
  const deepLine = DEEP_LINE.exec(source);
  if (deepLine !== null) return { tooDeep: deepLine.index };
  const tokens = parseTokens(source);
  if (tokens === undefined) return { tooDeep: 0 };
  const deep = findTooDeep(tokens);
  return deep === undefined ? { tokens } : { tooDeep: deep.offset };
}

/** V8 makes so many lines of a stack for each error; other engines have no such number. */
const LIMIT = "stackTraceLimit";

/** Runs what makes errors to tell faults of a text: a stack for each takes more than all the rest. */
function withoutStacks<Result>(run: () => Result): Result {
  const limit: unknown = Reflect.get(Error, LIMIT);
  Reflect.set(Error, LIMIT, 0);
  try {
    return run();
  } finally {
    Reflect.set(Error, LIMIT, limit);
  }
}

/**
 * Parses a text to tokens.
 *
 * The parser calls itself for each of the lists and mappings that end at one place, so that those which
 * are open are counted while it goes on.
 *
 * @returns undefined where more are open than may be.
 */
function parseTokens(source: string): readonly CST.Token[] | undefined {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  for (const lexeme of new Lexer().lex(source)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length > MOST_OPEN) return undefined;
  }
  for (const token of parser.end()) tokens.push(token);
  return tokens;
}

/** A level has a token of its own, and some have one more. */
const MOST_OPEN = 2 * MAX_DATA_DEPTH;

/** A line that opens more lists and mappings than that; the library calls itself for each of them. */
const DEEP_LINE = new RegExp(`^[ \\t]*(?:[-?:][ \\t]+){${MAX_DATA_DEPTH + 1}}`, "m");

/** Finds a token that lies in too many lists and mappings. */
function findTooDeep(tokens: readonly CST.Token[]): CST.Token | undefined {
  const left = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { token, depth } = next;
    if (depth > MAX_DATA_DEPTH) return token;
    if (token.type === "document" && token.value) left.push({ token: token.value, depth });
    if (!("items" in token)) continue;
    for (const { key, value } of token.items) {
      if (key) left.push({ token: key, depth: depth + 1 });
      if (value) left.push({ token: value, depth: depth + 1 });
    }
  }
  return undefined;
}

/** Says which node each alias of a document stands for. */
type AliasTargets = ReadonlyMap<Alias, Node>;

/**
 * Reports keys that appear twice in one mapping, and aliases that cannot be followed: there is nothing in
 * their place.
 *
 * @returns undefined where the values of the document cannot be made because its aliases repeat too many.
 */
function checkNodes(
  document: Document.Parsed,
  report: Report,
  repeated: Repeated,
): AliasTargets | undefined {
  const targets = new Map<Alias, Node>();
  const anchors = new Map<string, Node>();
  const sizes = new Map<unknown, number>();

  const faultOf = (
    alias: Alias,
    path: readonly unknown[],
  ): keyof typeof yamlProblems | undefined => {
    const target = anchors.get(alias.source);
    if (target === undefined) return "yaml/alias-unknown";
    if (path.includes(target)) return "yaml/alias-endless";
    targets.set(alias, target);
    repeated.count += sizeOf(target);
    return repeated.count > MAX_REPEATED ? "yaml/alias-limit" : undefined;
  };
  // Aliases inside a target come before it ends, so that their own targets are measured already.
  const sizeOf = (node: unknown): number => {
    const known = sizes.get(node);
    if (known !== undefined) return known;
    let size = 1;
    if (isAlias(node)) size = sizeOf(targets.get(node));
    else if (isMap(node)) for (const { value } of node.items) size += sizeOf(value);
    else if (isSeq(node)) for (const item of node.items) size += sizeOf(item);
    sizes.set(node, size);
    return size;
  };

  let isRefused = false;
  visit(document, {
    Node: (_key, node, path) => {
      if (isMap(node)) reportDuplicateKeys(node.items, report);
      if (!isAlias(node)) {
        if (node.anchor !== undefined) anchors.set(node.anchor, node);
        return undefined;
      }
      const code = faultOf(node, path);
      if (code === undefined) return undefined;
      const values = { name: node.source, limit: MAX_REPEATED };
      report.add(yamlProblems, code, { span: spanOf(node), values });
      isRefused = code === "yaml/alias-limit";
      if (isRefused) return visit.BREAK;
      return undefined;
    },
  });
  return isRefused ? undefined : targets;
}

/**
 * Makes the data of a node. The library looks through all anchors for each alias, which are many.
 *
 * @param made - the data of lists and mappings, which an alias repeats.
 */
function dataOf(node: unknown, targets: AliasTargets, made: Map<unknown, unknown>): unknown {
  if (isScalar(node)) return node.value;
  // What an alias stands for ends before it.
  if (isAlias(node)) {
    const target = targets.get(node);
    return made.get(target) ?? dataOf(target, targets, made);
  }
  if (isSeq(node)) {
    const list = node.items.map((item) => dataOf(item, targets, made));
    made.set(node, list);
    return list;
  }
  if (!isMap(node)) return null;
  const mapping: Record<string, unknown> = {};
  for (const { key, value } of node.items)
    Object.defineProperty(mapping, String(dataOf(key, targets, made) ?? ""), {
      value: dataOf(value, targets, made),
      writable: true,
      enumerable: true,
      configurable: true,
    });
  made.set(node, mapping);
  return mapping;
}

function reportDuplicateKeys(pairs: readonly { readonly key: unknown }[], report: Report): void {
  const keys = new Set<string>();
  for (const { key } of pairs) {
    if (!isScalar(key)) continue;
    const name = String(key.value);
    if (keys.has(name)) {
      report.add(yamlProblems, "yaml/duplicate-key", { span: spanOf(key), values: { key: name } });
    }
    keys.add(name);
  }
}

/** Gives the place of a node: start and end of a scalar or alias, the start of a list or mapping. */
function spanOf(node: Node): Span | undefined {
  if (!node.range) return undefined;
  const [start, end] = node.range;
  return isScalar(node) || isAlias(node) ? { start, end } : { start };
}
