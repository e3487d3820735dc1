export type { Problem, Registry, ServiceRecord } from "@portolan/model";
export type { NameMatcher, Parsed } from "@portolan/model/internal";
export type { Consequence } from "./diff/consequences.js";
export {
  apply,
  diff,
  type HeaderChange,
  type HeaderField,
  isSame,
  type RegistryDiff,
} from "./diff/diff.js";
export { type DiffLine, diffLines, diffMarkdown, diffSlack } from "./diff/diff-text.js";
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
export {
  type DiffItem,
  type DiffReport,
  type DiffReportOptions,
  type DiffSection,
  type DiffSectionKind,
  type DiffTotal,
  diffReport,
} from "./diff/report.js";
export { problemsTable } from "./lint/codes-page.js";
export type { Finding, LintOptions } from "./lint/lint.js";
export { lint } from "./lint/lint.js";
export { type LintCode, lintProblems } from "./lint/problems.js";
export { type SarifLog, type SarifOptions, toSarif } from "./lint/sarif.js";
export {
  type DnsSdFacts,
  factsOf,
  type PersonFacts,
  type RecordFacts,
  type ReferenceFacts,
} from "./lookup/facts.js";
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
export { type PastedQueries, queriesInText } from "./lookup/pasted.js";
export { type AskedQuery, parseQueries, parseQuery, type Query } from "./lookup/query.js";
export { createIndex, type RegistryIndex } from "./lookup/registry-index.js";
export { collectIndex, loadIndex, serializeIndex } from "./lookup/stored-index.js";
export type { PortSet } from "./port-set.js";
export { type RecordText, shownTexts } from "./record-text.js";
export { type DnsSdRow, dnsSdRows } from "./rows/dns-sd-rows.js";
export { type PortRow, portRows } from "./rows/port-rows.js";
export {
  KeptSearch,
  parseColumns,
  regexFinder,
  type SearchHit,
  type SearchMatch,
  type SearchOptions,
  search,
  type TextFinder,
  type TextSpan,
} from "./search/search.js";
export {
  type ParsedSelection,
  parseSelection,
  type SelectionTexts,
} from "./select/parse-selection.js";
export { type Selection, Selector, select } from "./select/select.js";
export { type Count, type RegistryStats, type StatsOptions, stats } from "./stats/stats.js";
