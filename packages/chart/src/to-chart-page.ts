import type { Registry } from "@portolan/model";
import { defined, requireRegistry } from "@portolan/model/internal";
import type { RegistryDiff } from "@portolan/query";
import { chartChanges } from "./changes.js";
import { packData } from "./pack.js";
import { escapeXml, summaryOf } from "./words.js";

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
  requireRegistry(registry, "toChartPage", "registry");
  const { default: template } = await import("#page-template");
  const changes = difference === undefined ? undefined : chartChanges(difference);
  const { updated } = registry;
  const values: Readonly<Record<string, string>> = {
    title: escapeXml(updated === undefined ? "Port chart" : `Port chart, ${updated}`),
    summary: escapeXml(summaryOf(registry)),
    data: packData(defined({ registry, changes })),
  };
  return template.replace(/\{\{(title|summary|data)\}\}/g, (_, key: string) => values[key] ?? "");
}
