// What the packages of this workspace build readers, writers and questions of. It is not for programs
// that use them: it may change with any release.

export {
  requireBytes,
  requireChunks,
  requireList,
  requireObject,
  requireParts,
  requireRecord,
  requireRecords,
  requireRegistry,
  requireText,
  requireTextOrObject,
} from "./argument.js";
export { joinBracketed, splitBracketed, survivesBrackets } from "./bracketed.js";
export {
  type Cells,
  type ColumnKind,
  DATE_COLUMNS,
  headingOfColumn,
  headingsOf,
  isRunning,
  listsOf,
  PERSON_COLUMNS,
  type PersonColumnKey,
  PLAIN_COLUMNS,
  type PlainColumnKey,
  RUNNING_COLUMNS,
  renderRecord,
  TEXT_COLUMNS,
  type TextColumnKey,
} from "./columns.js";
export { fromData, HEADER_KEYS, RECORD_KEYS, readDataDocument, toData } from "./data.js";
export {
  type DataDocument,
  type DataEntry,
  type DataPath,
  type LocateData,
  MAX_DATA_DEPTH,
  withEntries,
  withoutStretches,
} from "./data-document.js";
export {
  dataProblems,
  isObject,
} from "./data-shape.js";
export { type PlainData, type PlainObject, plainData } from "./data-writing.js";
export { compareDates, isRegistryDate } from "./date.js";
export { defined } from "./defined.js";
export { type FlatRow, FlatRowReader } from "./flat-rows.js";
export {
  type CreatePartWriter,
  HEAD_LENGTH,
  LOSSES,
  type Mark,
  type MarkWeight,
  type OptionValue,
  type ReadWriteFormat,
  TABLE_LOSSES,
  type TextHead,
  textHead,
  type Writer,
  type WriterOption,
} from "./format.js";
export { type NameMatcher, parseGlob } from "./glob.js";
export { addToGroup, type Group, groupBy } from "./groups.js";
export {
  columnsOfHeadings,
  type HeadingColumns,
  type NeededColumn,
  neededColumn,
  personColumnOfHeading,
  placeColumns,
  placesOf,
} from "./headings.js";
export { LineIndex, lastAtMost, MovingPosition } from "./line-index.js";
export { compareProtocols, compareTexts } from "./order.js";
export type { Parsed } from "./parse-result.js";
export {
  eachChunk,
  eachPart,
  type Piece,
  type PieceReader,
  readDocument,
  readPieces,
  wholePiece,
} from "./pieces.js";
export { CANONICAL_NAMES, comparePlaces } from "./port-names.js";
export type { ProblemDetails, ProblemTable, Span } from "./problem.js";
export {
  areProtocolHeadings,
  type ProtocolCells,
  type ProtocolColumnKey,
  type ProtocolDraft,
  ProtocolReading,
  parseProtocolNumber,
  protocolColumnOf,
  protocolNumberProblems,
} from "./protocol-numbers.js";
export { needsQuotes, QuoteStyle } from "./quote-style.js";
export {
  CellsReader,
  finishRecord,
  type RecordDraft,
  recordProblems,
  shareRepeated,
} from "./record-draft.js";
export { isSafeLink, parseReferenceLabel } from "./reference.js";
export {
  type DataPart,
  listOfParts,
  type PartLists,
  type PartStream,
  type PartWriter,
  partsOfRegistry,
  RegistryCollector,
  type RegistryTail,
  registryChunks,
} from "./registry-part.js";
export { renderingOf, renderText } from "./rendering.js";
export { formOfRow, type RowForm, RowForms } from "./row-forms.js";
export {
  collapseSpace,
  flattenText,
  joinText,
  plainText,
} from "./running-text.js";
export { SpreadsheetCells } from "./spreadsheet.js";
export { tableProblems } from "./table-problems.js";
export { protocolsInFront, understandPorts, understandProtocols } from "./written-ports.js";
export {
  findNotXmlCharacter,
  isXmlText,
  toXmlText,
} from "./xml-character.js";
