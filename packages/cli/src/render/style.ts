import { Ansis } from "ansis";
import type { Io, Output } from "../io.js";

/** Names when colour is used. */
export type ColorMode = "auto" | "always" | "never";

/**
 * Gives the colours of an output: on a terminal, unless `NO_COLOR`, `FORCE_COLOR` or the option say
 * otherwise (no-color.org, force-color.org).
 */
export function stylesOf(output: Output, env: Io["env"], mode: ColorMode = "auto"): Ansis {
  return new Ansis(isColored(output, env, mode) ? 1 : 0);
}

function isColored(output: Output, env: Io["env"], mode: ColorMode): boolean {
  if (mode !== "auto") return mode === "always";
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== "0";
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== "") return false;
  return output.isTerminal && env.TERM !== "dumb";
}
