import type { Report, Span } from "@portolan/model";
import { type Alias, type Document, isAlias, isMap, isScalar, type Node, visit } from "yaml";
import { yamlProblems } from "./problems.js";

/** How many values aliases may repeat, aliases of aliases counted as often as they do. */
export const MAX_ALIASES = 1000;

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
  let canBeFollowed = true;
  const complain = (code: keyof typeof yamlProblems, node: Alias): void => {
    const values = { name: node.source, limit: MAX_ALIASES };
    report.add(yamlProblems, code, { span: spanOf(node), values });
    canBeFollowed = false;
  };
  visit(document, {
    Node: (_key, node, path) => {
      if (isMap(node)) reportDuplicateKeys(node.items, report);
      if (!isAlias(node)) {
        if (node.anchor !== undefined) anchors.set(node.anchor, node);
        return undefined;
      }
      const target = anchors.get(node.source);
      if (target === undefined) complain("yaml/alias-unknown", node);
      else if (path.includes(target)) complain("yaml/alias-endless", node);
      else if (targets.set(node, target).size > MAX_ALIASES) complain("yaml/alias-limit", node);
      return canBeFollowed ? undefined : visit.BREAK;
    },
  });
  return canBeFollowed ? targets : undefined;
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
