import type { ParseResult, Problem } from "@portolan/model";
import fc from "fast-check";

/** A document, and the same in chunks. */
export interface CutDocument {
  readonly source: string;
  readonly chunks: readonly string[];
}

/** Cuts documents into chunks of any size. */
export function cutAnywhere(document: fc.Arbitrary<string>): fc.Arbitrary<CutDocument> {
  const size = fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 200 }));
  return fc.tuple(document, fc.infiniteStream(size)).map(([source, sizes]) => {
    const chunks: string[] = [];
    for (let at = 0; at < source.length; ) {
      const end = at + (sizes.next().value ?? 1);
      chunks.push(source.slice(at, end));
      at = end;
    }
    return { source, chunks };
  });
}

/** Gives the problems of a result by their places: streams may tell them in another order. */
export function sortedProblems({ problems }: ParseResult): readonly Problem[] {
  const key = ({ code, start }: Problem): string =>
    `${String(start?.offset ?? 0).padStart(9, "0")} ${code}`;
  return problems.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

/** Cuts a document into chunks of a length. */
export function* cutEvery(length: number, source: string): Generator<string> {
  for (let at = 0; at < source.length; at += length) yield source.slice(at, at + length);
}
