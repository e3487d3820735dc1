import { Ansis } from "ansis";
import type { Output, Session } from "../io.js";

/**
 * Gives the colours of an output: on a terminal, unless `--color`, `NO_COLOR` or `FORCE_COLOR` say
 * otherwise (no-color.org, force-color.org).
 */
export function stylesOf(output: Output, session: Session): Ansis {
  return new Ansis(isColored(output, session) ? 1 : 0);
}

function isColored(output: Output, { color, env }: Session): boolean {
  if (color !== "auto") return color === "always";
  const { FORCE_COLOR, NO_COLOR, TERM } = env;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  if (NO_COLOR !== undefined && NO_COLOR !== "") return false;
  return output.isTerminal && TERM !== "dumb";
}
