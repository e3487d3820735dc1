export type { ParseResult, Problem, Registry, ServiceRecord } from "@portolan/model";
export { fromXml, streamXml } from "./from-xml.js";
export { xmlProblems } from "./problems.js";
export { protocolNumbersFromXml } from "./protocol-numbers.js";
export { toXml, xmlChunks } from "./to-xml.js";
export { type ToXmlOptions, XmlWriter } from "./xml-writer.js";
