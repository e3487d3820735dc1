export { columnDumpDialect, isDump, TOP_LENGTH } from "./column-dump.js";
export { flowDumpDialect } from "./flow-dump.js";
