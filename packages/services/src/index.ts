export type { AuditCode, AuditFinding } from "./audit-findings.js";
export { type AuditResult, auditServices } from "./audit-services.js";
export type { Comments } from "./comment-text.js";
export {
  COMPATIBILITY_ENTRIES,
  COMPATIBILITY_PACKS,
  type CompatibilityEntry,
  type CompatibilityPack,
} from "./compatibility-packs.js";
export { fromProtocols } from "./from-protocols.js";
export { fromServices } from "./from-services.js";
export type { Sort } from "./layout.js";
export { readNameList } from "./name-list.js";
export type { ByPortOptions } from "./named-ports.js";
export type { Conflict, ConflictKind, Omission, OmissionReason } from "./omissions.js";
export type { ServicesPlanOptions, ToServicesOptions } from "./options.js";
export type { ServicesEntry } from "./plan-entry.js";
export { planServices, type ServicesPlan } from "./plan-services.js";
export { auditProblems, servicesProblems } from "./problems.js";
export { PROTOCOL_ALIASES, type ProtocolAliases } from "./protocol-aliases.js";
export {
  type Ranges,
  type RepeatedNames,
  TARGETS,
  type Target,
  type TargetProfile,
  targetProfile,
} from "./targets.js";
export { toNmapServices } from "./to-nmap-services.js";
export { toLookupCsv, toLookupYaml } from "./to-port-lookup.js";
export { type ToProtocolsOptions, toProtocols } from "./to-protocols.js";
export { servicesChunks, toServices } from "./to-services.js";
export { toWiresharkServices } from "./to-wireshark-services.js";
