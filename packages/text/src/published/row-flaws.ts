import type { Report } from "@portolan/model";
import { textProblems } from "../problems.js";
import type { Grid } from "./grid.js";
import type { RowBlock } from "./row-paths.js";

/** Reports what the layout of a row does not explain, and what crosses the borders of columns. */
export function reportFlaws(
  grid: Grid,
  { start, end, flaw }: RowBlock,
  strayCode: "text/row-unreadable" | "text/person-unreadable",
  report: Report,
): void {
  for (const crossing of grid.crossings(start, end))
    report.add(textProblems, "text/column-crossed", { span: { start: crossing } });
  if (flaw === undefined) return;
  const span = grid.linesSpan(start, end);
  switch (flaw) {
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
