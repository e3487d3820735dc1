import type { Report, Span } from "@portolan/model";
import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, type Node, visit } from "yaml";
import { yamlProblems } from "./problems.js";

/** How many values aliases may repeat; those inside lists and mappings count each. */
const MAX_REPEATED = 20_000;

/** Says which node each alias of a document stands for. */
export type AliasTargets = ReadonlyMap<Alias, Node>;

/**
 * Reports keys that stand twice in one mapping, and aliases that cannot be followed.
 *
 * @returns undefined where the values of the document cannot be made because of its aliases.
 */
export function checkNodes(document: Document.Parsed, report: Report): AliasTargets | undefined {
  const targets = new Map<Alias, Node>();
  const anchors = new Map<string, Node>();
  const sizes = new Map<unknown, number>();
  let repeated = 0;

  const faultOf = (
    alias: Alias,
    path: readonly unknown[],
  ): keyof typeof yamlProblems | undefined => {
    const target = anchors.get(alias.source);
    if (target === undefined) return "yaml/alias-unknown";
    if (path.includes(target)) return "yaml/alias-endless";
    targets.set(alias, target);
    repeated += sizeOf(target);
    return repeated > MAX_REPEATED ? "yaml/alias-limit" : undefined;
  };
  // Aliases inside a target stand before it ends, so that their own targets are measured already.
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
      isRefused = true;
      return visit.BREAK;
    },
  });
  return isRefused ? undefined : targets;
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
export function spanOf(node: Node): Span | undefined {
  if (!node.range) return undefined;
  const [start, end] = node.range;
  return isScalar(node) || isAlias(node) ? { start, end } : { start };
}
