export { aliasOf, replaces } from "./alias.js";
export { COLUMNS, type Column } from "./columns.js";
export { checkRegistry } from "./data.js";
export { dnsSdSubtypes, dnsSdTypes, type TxtKey, txtKeysOf } from "./dns-sd.js";
export type { Format, Loss } from "./format.js";
export { columnOfHeading } from "./headings.js";
export type { Position } from "./line-index.js";
export { type ParseResult, registryOf } from "./parse-result.js";
export type { TextChunks } from "./pieces.js";
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
export { type PortName, PortNames, type PortPlace } from "./port-names.js";
export {
  hasErrors,
  type Problem,
  type ProblemValues,
  RegistryError,
  Report,
  type Severity,
} from "./problem.js";
export { isTransportProtocol, TRANSPORT_PROTOCOLS, type TransportProtocol } from "./protocol.js";
export {
  isDeprecatedProtocol,
  type ProtocolNumbers,
  type ProtocolNumbersResult,
  type ProtocolRecord,
} from "./protocol-numbers.js";
export { portText, recordKey, recordLabel, serviceCodeText } from "./record-key.js";
export {
  type Reference,
  type ReferenceType,
  referenceLabel,
  referenceLink,
  referenceUrl,
} from "./reference.js";
export {
  assigneesOf,
  type ColumnKey,
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
export { collectParts, type RegistryHeader, type RegistryPart } from "./registry-part.js";
export type { Rendering } from "./rendering.js";
export {
  type Inline,
  type InlineBreak,
  type InlineParagraph,
  type InlineReference,
  oneLine,
  type RunningText,
  referencesIn,
} from "./running-text.js";
export { parseServiceCode, serviceCodeLetters } from "./service-code.js";
export { type ServiceNameFault, serviceNameFault } from "./service-name.js";
export { STATUSES, type Status, statusOf } from "./status.js";
