import type { Registry } from "@portolan/model";
import type { RegistryDiff } from "@portolan/query";
import { chartChanges } from "./changes.js";
import { packData, toBase64 } from "./pack.js";

/** What {@link toChartPage} draws beside the registry. */
export interface ChartPageOptions {
  /** The difference to an older registry, whose changes the page tells. */
  readonly difference?: RegistryDiff | undefined;
}

/**
 * Writes a registry as one page to explore: map, table, cards, time. The page is complete in itself; it
 * asks no network, and its content security policy allows none.
 */
export async function toChartPage(
  registry: Registry,
  { difference }: ChartPageOptions = {},
): Promise<string> {
  const { default: template } = await import("#page-template");
  const changes = difference === undefined ? undefined : chartChanges(difference);
  const bytes = packData({ registry, ...(changes === undefined ? {} : { changes }) });
  const { updated } = registry;
  const values: Readonly<Record<string, string>> = {
    title: escapeHtml(updated === undefined ? "Port chart" : `Port chart, ${updated}`),
    summary: escapeHtml(summaryOf(registry)),
    data: toBase64(bytes),
  };
  return template.replace(/\{\{(title|summary|data)\}\}/g, (_, key: string) => values[key] ?? "");
}

/** Says what the page shows, before any script runs. */
function summaryOf({ updated, records, coverage }: Registry): string {
  const count = `${records.length.toLocaleString("en-US")} record${records.length === 1 ? "" : "s"}`;
  const date = updated === undefined ? "no date" : updated;
  return `${coverage === "excerpt" ? "Excerpt, " : ""}${date} · ${count}`;
}

function escapeHtml(text: string): string {
  return text
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
}
