import { splitBracketed } from "@portolan/model";

/**
 * Makes a function that gives the ids which a copied cell stands for. Some copies show them with
 * blanks, `[Jon Postel]`; the contact information then has `[Jon_Postel]`.
 */
export function idResolver(ids: ReadonlySet<string>): (cell: string) => string {
  const byLabel = new Map([...ids].map((id) => [labelOf(id), id]));
  const idOf = (item: string): string =>
    ids.has(item) ? item : (byLabel.get(labelOf(item)) ?? item.replace(/\s+/g, "_"));
  return (cell) =>
    /\s/.test(cell)
      ? (splitBracketed(cell.replace(/\]\s+\[/g, "][")) ?? [])
          .map((item) => `[${idOf(item)}]`)
          .join("") || cell
      : cell;
}

function labelOf(id: string): string {
  return id.replace(/[\s_]+/g, " ").trim();
}
