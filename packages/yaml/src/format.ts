import type { ReadWriteFormat } from "@portolan/model/internal";

/** Knows the lossless model as YAML. */
export const yamlFormat: ReadWriteFormat<"yaml"> = {
  name: "yaml",
  title: "the lossless model as YAML",
  otherNames: ["yml"],
  extensions: [".yaml", ".yml"],
  reads: [
    { what: "our own YAML", example: "records: …" },
    { what: "a list of rows", example: "- {name: http, port: 80, protocol: tcp}" },
  ],
  marksOf: ({ text }) => {
    if (/^(?:#.*\r?\n\s*)*(?:%YAML |---(?:\s|$))/.test(text))
      return [{ seen: "the start of a YAML document", weight: "strong" }];
    if (FIRST_KEY.test(text))
      return [{ seen: "a key of the model at the front of a line", weight: "strong" }];
    return FIRST_ROW.test(text) ? [{ seen: "an entry of a list of rows", weight: "strong" }] : [];
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

/** The first entry of a list whose first key may be that of a column. */
const FIRST_ROW =
  /^(?:#.*\r?\n\s*)*-[ \t]+\{?[ \t]*["']?(?:name|service|port|proto|transport|desc)[\w -]{0,20}["']?:\s/i;
