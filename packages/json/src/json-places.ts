import type { DataPath, Span } from "@portolan/model";
import { type Node, parseTree, visit } from "jsonc-parser";

/** Knows where the values of a JSON text stand; the text is read again at the first question. */
export class JsonPlaces {
  readonly #source: string;
  #root: Node | undefined;
  readonly #values = new Map<Node, ReadonlyMap<string, Node>>();

  constructor(source: string) {
    this.#source = source;
  }

  /** Gives the place of the value a path leads to; of keys that stand twice, the last counts. */
  locate(path: DataPath): Required<Span> | undefined {
    this.#root ??= parseTree(this.#source);
    let node = this.#root;
    for (const step of path) {
      if (node === undefined) return undefined;
      node =
        node.type === "array"
          ? node.children?.[Number(step)]
          : this.#valuesOf(node).get(String(step));
    }
    return node && { start: node.offset, end: node.offset + node.length };
  }

  #valuesOf(object: Node): ReadonlyMap<string, Node> {
    const known = this.#values.get(object);
    if (known !== undefined) return known;
    const values = new Map<string, Node>();
    for (const { children: [key, value] = [] } of object.children ?? [])
      if (key !== undefined && value !== undefined) values.set(String(key.value), value);
    this.#values.set(object, values);
    return values;
  }
}

/** Gives the zero-based offset of every item of the top-level list “records”. */
export function findRecordOffsets(source: string): readonly number[] {
  let offsets: number[] = [];
  let depth = 0;
  let key: string | undefined;
  const onValue = (offset: number): void => {
    if (depth === 2 && key === "records") offsets.push(offset);
  };
  const onBegin = (offset: number): void => {
    onValue(offset);
    depth++;
  };
  const onEnd = (): void => {
    depth--;
  };
  visit(source, {
    onObjectProperty: (name) => {
      if (depth !== 1) return;
      key = name;
      // Of keys that stand twice, the last counts.
      if (name === "records") offsets = [];
    },
    onObjectBegin: onBegin,
    onObjectEnd: onEnd,
    onArrayBegin: onBegin,
    onArrayEnd: onEnd,
    onLiteralValue: (_value, offset) => onValue(offset),
  });
  return offsets;
}
