export { childElements, type XmlElement, type XmlNode, type XmlReading } from "./element.js";
export { fromXml } from "./from-xml.js";
export { xmlProblems } from "./problems.js";
export { protocolNumbersFromXml } from "./protocol-numbers.js";
export { readElements } from "./read-elements.js";
export { plainTextOf, referenceOf, runningTextOf } from "./running-text.js";
export { streamXml } from "./stream-xml.js";
export { toXml, xmlChunks } from "./to-xml.js";
export { type ToXmlOptions, XmlWriter } from "./xml-writer.js";
