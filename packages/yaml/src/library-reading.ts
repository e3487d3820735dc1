import type { DataPath, Report, Span } from "@portolan/model";
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type YAMLMap,
} from "yaml";
import { type AliasTargets, checkNodes, spanOf } from "./check-nodes.js";
import { composeDocuments } from "./compose.js";
import { yamlProblems } from "./problems.js";
import type { YamlReading } from "./reading.js";

/**
 * Reads any YAML with the library `yaml` and reports what is wrong with it as a text.
 *
 * @returns undefined where nothing could be read.
 */
export function readWithLibrary(source: string, report: Report): YamlReading | undefined {
  const [document, another] = composeDocuments(source, report);
  if (document === undefined || reportSyntax(document, report)) return undefined;
  if (another !== undefined)
    report.add(yamlProblems, "yaml/several-documents", { span: { start: another.range[0] } });
  const targets = checkNodes(document, report);
  if (targets === undefined) return undefined;
  const places = new YamlPlaces(document, targets);
  // The library's own limit counts anew for every alias; checkNodes has counted.
  const data: unknown = document.toJS({ maxAliasCount: -1 });
  return { data, locate: (path) => places.locate(path) };
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

/** Knows where the values of a document stand. */
class YamlPlaces {
  readonly #root: Node | null;
  readonly #targets: AliasTargets;
  readonly #values = new Map<YAMLMap, ReadonlyMap<string, unknown>>();

  constructor(document: Document.Parsed, targets: AliasTargets) {
    this.#root = document.contents;
    this.#targets = targets;
  }

  /** Gives the place of the value a path leads to; of keys that stand twice, the last counts. */
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
