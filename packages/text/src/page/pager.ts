import type { RegistryPage } from "@portolan/model";

/**
 * Reads `[1](#) **2** [3](#) ... [144](#)`: the largest number is that of pages; the page shown is
 * the one number that is no link among links, where the copy keeps links.
 */
export function readPager(lines: readonly string[]): RegistryPage | undefined {
  const items = lines.flatMap((line) => line.trim().split(/\s+/)).filter((item) => /\d/.test(item));
  if (items.length === 0) return undefined;
  const numberOf = (item: string): number => Number(/\d+/.exec(item)?.[0]);
  const count = items.reduce((most, item) => Math.max(most, numberOf(item)), 0);
  const bare = new Set(items.filter((item) => !item.includes("](")).map(numberOf));
  const [shown] = bare;
  return {
    ...(bare.size === 1 && shown !== undefined ? { number: shown } : {}),
    count,
  };
}
