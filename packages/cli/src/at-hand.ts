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
  synced: "synced copy",
  registry: "registry that ships with portolan",
  excerpt: "excerpt",
};

/** Says which registry is used where none was named; with `--verbose`, from which file it was read. */
export async function remarkAtHand(
  kind: AtHand["kind"],
  state: RegistryState,
  file: { readonly path: string; readonly format: string },
  console: Console,
): Promise<void> {
  const advice = kind === "excerpt" ? "; portolan sync gets the whole." : ".";
  await console.remark(`Using the ${AT_HAND[kind]}${stateText(state)}${advice}`);
  if (console.verbose) await console.remark(`Read ${file.path} as ${file.format}.`);
}

/** Says in what state a registry is: ` of 2025-09-22, 14485 records`. */
export function stateText({ updated, records }: RegistryState): string {
  const date = updated === undefined ? "" : ` of ${updated}`;
  return `${date}, ${counted(records, "record")}`;
}
