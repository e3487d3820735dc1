import type { TextDialect } from "../dialect.js";
import { pipeShape } from "./pipe.js";
import { withQuotedCells } from "./quoted-cells.js";
import { copyDialect } from "./read-copy.js";
import { spaceShape } from "./space.js";
import { tabShape } from "./tab.js";

/** Reads tables with tabs between cells, in which each quote is part of the text. */
export const tabDialect: TextDialect = copyDialect("tab", tabShape);

/** Lists the shapes of copies of the page, in the order in which they are tried. */
export const copyDialects: readonly TextDialect[] = [
  withQuotedCells(tabDialect, tabShape),
  copyDialect("pipe", pipeShape),
  copyDialect("space", spaceShape),
];
