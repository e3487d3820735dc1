import type { Registry } from "./registry.js";
import { type FlattenRules, flattenText, type RunningText } from "./running-text.js";

/**
 * Names the renderings in which IANA has published the registry's columns as plain text. They
 * differ in what becomes of line breaks and paragraphs:
 *
 * - `A` (seen 2014-07 to 2017-02): a break is nothing, white space stays;
 * - `D` (seen 2019-05-12 to 2020-07-14): a break is a line feed, white space stays;
 * - `B` (seen 2020-07-31 to 2025-01-23): a break is a line feed, and a line feed between white
 *   space becomes one blank;
 * - `C` (seen since 2025-04-07): a break is nothing, a paragraph begins with eight blanks, and a
 *   line feed between white space becomes one blank;
 * - `none`: for registries without a date, which have no published rendering: a break is a line
 *   feed where none follows, white space stays.
 *
 * Source: twenty-five published CSV files compared with the XML of the same day. The letters name the
 * renderings in the order in which they were found.
 */
export type Rendering = "A" | "B" | "C" | "D" | "none";

// The first date each rendering was seen, or the day after the last file of the one before.
const SINCE: readonly (readonly [date: string, rendering: Rendering])[] = [
  ["2025-02-01", "C"],
  ["2020-07-31", "B"],
  ["2019-05-12", "D"],
  ["", "A"],
];

/** Gives the rendering that was in force on a registry's date. */
export function renderingOf(registry: Pick<Registry, "updated">): Rendering {
  const { updated } = registry;
  if (updated === undefined) return "none";
  return SINCE.find(([date]) => updated >= date)?.[1] ?? "none";
}

const RULES: Readonly<Record<Rendering, FlattenRules & { readonly foldsLines: boolean }>> = {
  A: { break: "", beforeParagraph: "", foldsLines: false },
  B: { break: "\n", beforeParagraph: "", foldsLines: true },
  C: { break: "", beforeParagraph: "        ", foldsLines: true },
  D: { break: "\n", beforeParagraph: "", foldsLines: false },
  none: { break: "\n", beforeParagraph: "\n", foldsLines: false },
};

/** Writes running text as IANA's CSV of a rendering shows it. */
export function renderText(text: RunningText, rendering: Rendering): string {
  const rules = RULES[rendering];
  const flat = flattenText(text, rules);
  return (rules.foldsLines && flat.includes("\n") ? foldLines(flat) : flat).trim();
}

/** Replaces a line feed with white space on both sides, and that white space, by one blank. */
function foldLines(text: string): string {
  return text.replace(/\s\n\s+/g, " ");
}
