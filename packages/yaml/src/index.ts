export type { ParseResult, Problem, Registry, ServiceRecord } from "@portolan/model";
export { fromYaml } from "./from-yaml.js";
export { yamlProblems } from "./problems.js";
export { toYaml, YamlWriter, yamlChunks } from "./to-yaml.js";
