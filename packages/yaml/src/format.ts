import type { ReadWriteFormat } from "@portolan/model/internal";

/** Knows the lossless model as YAML. */
export const yamlFormat: ReadWriteFormat<"yaml"> = {
  name: "yaml",
  title: "the lossless model as YAML",
  otherNames: ["yml"],
  extensions: [".yaml", ".yml"],
  reads: [{ what: "our own YAML", example: "records: …" }],
  marksOf: ({ text }) => {
    if (/^(?:#.*\r?\n\s*)*(?:%YAML |---(?:\s|$))/.test(text))
      return [{ seen: "the start of a YAML document", weight: "strong" }];
    return FIRST_KEY.test(text)
      ? [{ seen: "a key of the model at the front of a line", weight: "strong" }]
      : [];
  },
  loadReader: async () => (await import("./from-yaml.js")).fromYaml,
  loadPartWriter: async () => {
    const { YamlWriter } = await import("./to-yaml.js");
    return () => new YamlWriter();
  },
  options: [],
  losses: [],
};

const FIRST_KEY =
  /^(?:#.*\r?\n\s*)*"?(?:id|title|category|updated|experts|references|notes|records|people|footnotes|page)"?:(?:\s|$)/;
