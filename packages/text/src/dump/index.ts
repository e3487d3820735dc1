export { columnDumpDialect } from "./column-dump.js";
export { flowDumpDialect } from "./flow-dump.js";
