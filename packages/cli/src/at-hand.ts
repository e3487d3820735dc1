import type { AtHand } from "@portolan/source";
import { type Console, counted } from "./console.js";

/** Says in what state a registry is. */
export interface RegistryState {
  /** Date of its last change. */
  readonly updated?: string | undefined;
  /** Number of records. */
  readonly records: number;
}

/** What the registry at hand is called. */
const AT_HAND: Readonly<Record<AtHand["kind"], string>> = {
  named: "registry of PORTOLAN_REGISTRY",
  synced: "synced copy",
  registry: "registry that ships with portolan",
  excerpt: "excerpt",
};

/** How old a registry may be without a warning, in days: half a year. */
const OLD = 183;
const DAY = 86_400_000;

/**
 * Says which registry is used where none was named, and whether it is old; with `--verbose`, from
 * which file it was read.
 */
export async function remarkAtHand(
  { kind, name }: Pick<AtHand, "kind" | "name">,
  state: RegistryState,
  format: string,
  console: Console,
): Promise<void> {
  const using = `Using the ${AT_HAND[kind]}${stateText(state)}`;
  // The excerpt never passes for the registry, not even with --quiet.
  if (kind === "excerpt") await console.message(`${using}; portolan sync gets the whole.`, "info");
  else await console.remark(`${using}.`);
  if (console.verbose) await console.remark(`Read ${name} as ${format}.`);
  const days = ageOf(state, console);
  if (kind !== "excerpt" && days > OLD)
    await console.remark(
      `It is ${Math.floor(days / 30)} months old; portolan sync gets the registry of today.`,
    );
}

/** Counts the days since a registry changed last; none where that is not known. */
function ageOf({ updated = "" }: RegistryState, { now }: Console): number {
  const date = Date.parse(updated);
  return Number.isNaN(date) ? 0 : (now() - date) / DAY;
}

/** Says in what state a registry is: ` of 2025-09-22, 14485 records`. */
export function stateText({ updated, records }: RegistryState): string {
  const date = updated === undefined ? "" : ` of ${updated}`;
  return `${date}, ${counted(records, "record")}`;
}
