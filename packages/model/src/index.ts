export { aliasOf, isDuplicateService, replaces } from "./alias.js";
export { joinBracketed, splitBracketed, survivesBrackets } from "./bracketed.js";
export { CellsReader, draftFromCells } from "./cells-reader.js";
export {
  type Cells,
  COLUMNS,
  type Column,
  type ColumnKey,
  type ColumnKind,
  columnOfHeading,
  columnsOfHeadings,
  DATE_COLUMNS,
  type HeadingColumns,
  type HeadingFault,
  headingsOf,
  PERSON_COLUMNS,
  type PersonColumn,
  type PersonColumnKey,
  PLAIN_COLUMNS,
  type PlainColumnKey,
  personColumnOfHeading,
  placeColumns,
  placesOf,
  renderRecord,
  TEXT_COLUMNS,
} from "./columns.js";
export {
  checkRegistry,
  type DataResult,
  fromData,
  type PlainData,
  type PlainObject,
  plainData,
  toData,
} from "./data.js";
export {
  type DataPath,
  dataProblems,
  describeData,
  isObject,
  type LocateData,
} from "./data-reading.js";
export {
  type DataSyntax,
  type DataWriter,
  type DataWriters,
  dataWriters,
  type FieldWriter,
} from "./data-writing.js";
export { compareDates, isRegistryDate } from "./date.js";
export {
  dnsSdSubtypes,
  dnsSdTypes,
  type TxtKey,
  txtKeysOf,
} from "./dns-sd.js";
export {
  type CreatePartWriter,
  type Format,
  HEAD_LENGTH,
  type Loss,
  type Mark,
  type MarkWeight,
  type OptionsOf,
  type OptionValue,
  type PartReader,
  type ReadableShape,
  type Reader,
  type ReadWriteFormat,
  TABLE_LOSSES,
  type TextHead,
  textHead,
  type Writer,
  type WriterOption,
} from "./format.js";
export { type NameMatcher, type ParsedGlob, parseGlob } from "./glob.js";
export { HEADER_TERMS, isHeaderTerm } from "./header-terms.js";
export { LineIndex, lastAtMost, MovingPosition, type Position } from "./line-index.js";
export { type ParseResult, registryOf } from "./parse-result.js";
export {
  eachChunk,
  type Piece,
  type PieceReader,
  readPieces,
  type TextChunks,
  type TextStream,
  wholePiece,
} from "./pieces.js";
export {
  CLASS_RANGES,
  containsPort,
  firstPort,
  formatPort,
  lastPort,
  MAX_PORT,
  PORT_CLASSES,
  type Port,
  type PortClass,
  type PortRange,
  parsePort,
  portClass,
} from "./port.js";
export {
  CANONICAL_NAMES,
  type CanonicalName,
  comparePlaces,
  type PortName,
  PortNames,
  type PortPlace,
} from "./port-names.js";
export {
  hasErrors,
  type Problem,
  type ProblemDetails,
  type ProblemTable,
  type ProblemValues,
  RegistryError,
  Report,
  type Severity,
  type Span,
} from "./problem.js";
export { isTransportProtocol, TRANSPORT_PROTOCOLS, type TransportProtocol } from "./protocol.js";
export {
  areProtocolHeadings,
  isDeprecatedProtocol,
  type ProtocolCells,
  type ProtocolColumnKey,
  type ProtocolDraft,
  type ProtocolNumbers,
  type ProtocolNumbersResult,
  ProtocolReading,
  type ProtocolRecord,
  parseProtocolNumber,
  protocolColumnOf,
  protocolNumberProblems,
} from "./protocol-numbers.js";
export {
  checkRecord,
  finishRecord,
  type Locate,
  type RecordDraft,
  recordProblems,
  shareRepeated,
} from "./record-draft.js";
export { portText, recordKey, recordLabel, serviceCodeText } from "./record-key.js";
export {
  isSafeLink,
  parseReferenceLabel,
  type Reference,
  type ReferenceType,
  referenceLabel,
  referenceLink,
  referenceUrl,
} from "./reference.js";
export {
  assigneesOf,
  createRecord,
  createRegistry,
  type Footnote,
  type InferredField,
  type InferredPersonField,
  type Person,
  type PersonFields,
  type RecordFields,
  type Registry,
  type RegistryCoverage,
  type RegistryFields,
  type RegistryNote,
  type RegistryPage,
  type ServiceRecord,
  type UnparsedFields,
} from "./registry.js";
export {
  collectParts,
  type PartWriter,
  RegistryCollector,
  type RegistryHeader,
  type RegistryPart,
  type RegistryTail,
  registryChunks,
} from "./registry-part.js";
export { type Rendering, renderingOf, renderText } from "./rendering.js";
export {
  collapseSpace,
  type FlattenRules,
  flattenText,
  type Inline,
  type InlineBreak,
  type InlineParagraph,
  type InlineReference,
  joinText,
  oneLine,
  type RunningText,
  referencesIn,
} from "./running-text.js";
export { parseServiceCode, serviceCodeLetters } from "./service-code.js";
export { type ServiceNameFault, serviceNameFault } from "./service-name.js";
export { SpreadsheetCells, tableProblems } from "./spreadsheet.js";
export { STATUSES, type Status, statusOf } from "./status.js";
export {
  findNotXmlCharacter,
  isXmlText,
  type NotXmlCharacter,
  toXmlText,
} from "./xml-character.js";
