export { type NameMatcher, parseGlob } from "./select/glob.js";
export {
  type ParsedSelection,
  PORT_CLASSES,
  parseSelection,
  type SelectionTexts,
} from "./select/parse-selection.js";
export type { Parsed } from "./select/parsed.js";
export { type PortSet, parsePortSet } from "./select/port-set.js";
export { type Selection, select } from "./select/select.js";
