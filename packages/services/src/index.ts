export type { ParseResult, Problem, Registry, ServiceRecord } from "@portolan/model";
export { type AuditOptions, type AuditResult, auditServices } from "./audit/audit-services.js";
export { type AuditFinding, type Edit, fixServices } from "./audit/findings.js";
export { type AuditCode, auditProblems, type FindingKind } from "./audit/problems.js";
export {
  type ByPortOptions,
  type ToNmapServicesOptions,
  toNmapServices,
  toWiresharkServices,
} from "./by-port-writers.js";
export {
  CARRIED_LINES,
  type CarriedLine,
  COMPATIBILITY_ENTRIES,
  COMPATIBILITY_PACKS,
  type CompatibilityEntry,
  type CompatibilityPack,
} from "./compatibility-packs.js";
export type { ServicesDialect } from "./dialect.js";
export type { Comments, Sort } from "./entry-lines.js";
export { fromServices, type PortFrequencies, type ServicesResult } from "./from-services.js";
export { readNameList } from "./name-list.js";
export type { Conflict, ConflictKind, Omission, OmissionReason } from "./omissions.js";
export type { ServicesPlanOptions, ToServicesOptions } from "./options.js";
export type { NameElsewhere, ServicesEntry } from "./port-groups.js";
export { servicesProblems } from "./problems.js";
export {
  fromProtocols,
  PROTOCOL_ALIASES,
  type ProtocolAliases,
  type ToProtocolsOptions,
  toProtocols,
} from "./protocols.js";
export { refreshMarkdown } from "./refresh/change-log.js";
export { servicesDate } from "./refresh/file-date.js";
export {
  type RefreshOptions,
  type RefreshResult,
  refreshServices,
} from "./refresh/refresh-services.js";
export type { RefreshChange, RefreshFact, RefreshKind } from "./refresh/refreshed-file.js";
export {
  type Ranges,
  type RepeatedNames,
  TARGETS,
  type Target,
  type TargetProfile,
  targetProfile,
} from "./targets.js";
export { planServices, type ServicesPlan, servicesChunks, toServices } from "./to-services.js";
