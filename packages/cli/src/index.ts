export * from "@portolan/convert";
export * from "@portolan/json";
export * from "@portolan/model";
export * from "@portolan/query";
export * from "@portolan/services";
export * from "@portolan/source";
export type { ExitCode } from "./exit.js";
export type { Input as CommandInput, Io, Output as CommandOutput } from "./io.js";
export { run } from "./run.js";
