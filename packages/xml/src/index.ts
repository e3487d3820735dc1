export type { ParseResult, Problem, Registry, ServiceRecord } from "@portolan/model";
export { fromXml, streamXml } from "./from-xml.js";
export { xmlProblems } from "./problems.js";
export { protocolNumbersFromXml } from "./protocol-numbers.js";
export { type ToXmlOptions, toXml, XmlWriter, xmlChunks } from "./to-xml.js";
