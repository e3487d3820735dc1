// What selects records, for commands that load it only where there is something to select by.
export { parseSelection, Selector, select } from "@portolan/query";
