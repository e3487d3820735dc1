export { type IdentifierKind, identifierOf, type NamingStyle } from "./naming.js";
export { typescriptProblems } from "./problems.js";
export { type ToTypescriptOptions, toTypescript, typescriptChunks } from "./to-typescript.js";
