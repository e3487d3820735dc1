export type { Registry } from "@portolan/model";
export { type IdentifierKind, identifierOf, type NamingStyle } from "./naming.js";
export { typeScriptProblems } from "./problems.js";
export { type ToTypeScriptOptions, toTypeScript, typeScriptChunks } from "./to-typescript.js";
