import type { TextDialect } from "../dialect.js";
import { pipeShape } from "./pipe.js";
import { copyDialect } from "./read-copy.js";
import { spaceShape } from "./space.js";
import { tabShape } from "./tab.js";

/** Reads copies with tabs between cells. */
export const tabDialect: TextDialect = copyDialect("tab", tabShape);

/** Lists the shapes of copies of the page, in the order in which they are tried. */
export const copyDialects: readonly TextDialect[] = [
  tabDialect,
  copyDialect("pipe", pipeShape),
  copyDialect("space", spaceShape),
];
