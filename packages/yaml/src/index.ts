export { fromYaml } from "./from-yaml.js";
export { yamlProblems } from "./problems.js";
export { toYaml, yamlChunks } from "./to-yaml.js";
export { YamlWriter } from "./yaml-writer.js";
