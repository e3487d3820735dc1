import type { TextDialect } from "../dialect.js";

/** Lists the shapes of copies of the page, in the order in which they are tried. */
export const copyDialects: readonly TextDialect[] = [];
