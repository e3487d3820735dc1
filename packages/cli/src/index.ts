export * from "@portolan/source";
export * from "./browser.js";
export type { ExitCode } from "./exit.js";
export type { Input as CommandInput, Io, Output as CommandOutput } from "./io.js";
export { run } from "./main.js";
export { type OpenRegistry, openRegistry } from "./open-registry.js";
