// A new format is a line here; nothing else in convert knows any format.
export { csvFormat } from "@portolan/csv/format";
export { htmlFormat } from "@portolan/html/format";
export { jsonFormat, jsonlFormat } from "@portolan/json/format";
export { servicesFormat } from "@portolan/services/format";
export { markdownFormat, textFormat } from "@portolan/text/format";
export { typescriptFormat } from "@portolan/typescript/format";
export { xmlFormat } from "@portolan/xml/format";
export { yamlFormat } from "@portolan/yaml/format";
