export type { Consequence } from "./diff/consequences.js";
export { consequenceSentence } from "./diff/describe.js";
export {
  apply,
  diff,
  type HeaderChange,
  type HeaderField,
  isSame,
  type RegistryDiff,
} from "./diff/diff.js";
export { type DiffLine, diffLines } from "./diff/diff-lines.js";
export { diffMarkdown } from "./diff/diff-markdown.js";
export type {
  Added,
  Changed,
  ListChange,
  ListDiff,
  ListStep,
  Removed,
  Reordered,
} from "./diff/list-diff.js";
export type { RecordChange, RecordChangeKind } from "./diff/record-changes.js";
export { problemsTable } from "./lint/codes-page.js";
export type { Finding, LintOptions } from "./lint/findings.js";
export { lint } from "./lint/lint.js";
export { type LintCode, lintProblems } from "./lint/problems.js";
export { type SarifLog, type SarifOptions, toSarif } from "./lint/sarif.js";
export {
  type FreePortOptions,
  freePorts,
  type NextFreeOptions,
  nextFree,
} from "./lookup/free-ports.js";
export {
  type LookupAnswer,
  type LookupEntry,
  lookup,
  type MatchKind,
  otherNamesOf,
  type PortStatus,
} from "./lookup/lookup.js";
export { parseQuery, type Query } from "./lookup/query.js";
export { createIndex, type RegistryIndex } from "./lookup/registry-index.js";
export { loadIndex, serializeIndex } from "./lookup/stored-index.js";
export type { Parsed } from "./parsed.js";
export { type PortSet, parsePortSet } from "./port-set.js";
export { type RecordText, recordTexts } from "./record-text.js";
export {
  parseColumns,
  type SearchHit,
  type SearchMatch,
  type SearchOptions,
  search,
} from "./search/search.js";
export { plainFinder, regexFinder, type TextFinder, type TextSpan } from "./search/text-finder.js";
export { type NameMatcher, parseGlob } from "./select/glob.js";
export {
  type ParsedSelection,
  parseSelection,
  type SelectionTexts,
} from "./select/parse-selection.js";
export { type Selection, Selector, select } from "./select/select.js";
export { type Count, type RegistryStats, type StatsOptions, stats } from "./stats/stats.js";
