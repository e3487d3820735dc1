// The writers of this package alone: what reads, and the library it needs, is not loaded.

export type { Problem, Registry, ServiceRecord } from "@portolan/model";
export { toYaml, YamlWriter, yamlChunks } from "./to-yaml.js";
