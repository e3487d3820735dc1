import type { TextDialect } from "../dialect.js";
import { columnDumpDialect } from "./column-dump.js";
import { flowDumpDialect } from "./flow-dump.js";

/** Lists the shapes in which text browsers dump the page, in the order in which they are tried. */
export const dumpDialects: readonly TextDialect[] = [columnDumpDialect, flowDumpDialect];
