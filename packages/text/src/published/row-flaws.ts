import type { Report } from "@portolan/model";
import { textProblems } from "../problems.js";
import type { Grid } from "./grid.js";
import type { RowBlock } from "./row-paths.js";

/** Reports what the layout of a row does not explain. */
export function reportFlaw(
  grid: Grid,
  { start, end, flaw }: RowBlock,
  strayCode: "text/row-unreadable" | "text/person-unreadable",
  report: Report,
): void {
  const span = grid.linesSpan(start, end);
  switch (flaw) {
    case undefined:
      break;
    case "stray":
      report.add(textProblems, strayCode, { span, values: { found: grid.source(span).trim() } });
      break;
    case "ambiguous":
      report.add(textProblems, "text/row-ambiguous", { span });
      break;
    case "off-centre":
      report.add(textProblems, "text/row-off-centre", { span });
      break;
    default:
      flaw satisfies never;
  }
}
