import { LOSSES, type Mark, type ReadWriteFormat, type TextHead } from "@portolan/model/internal";

/** Knows IANA's XML, which all its other forms are made of. */
export const xmlFormat: ReadWriteFormat<"xml"> = {
  name: "xml",
  title: "IANA's XML",
  otherNames: [],
  extensions: [".xml"],
  reads: [
    {
      what: "IANA's XML of any year",
      example: '<registry xmlns="http://www.iana.org/assignments" …>',
    },
    {
      what: "the same with another prefix",
      example: '<ns0:registry xmlns:ns0="http://www.iana…">',
    },
  ],
  marksOf,
  loadReader: async () => (await import("./from-xml.js")).fromXml,
  loadPartReader: async () => (await import("./from-xml.js")).xmlPieces,
  loadPartWriter: async () => {
    const { XmlWriter } = await import("./to-xml.js");
    return (_options, report) => new XmlWriter({ report });
  },
  loadProtocolReader: async () => (await import("./protocol-numbers.js")).protocolNumbersFromXml,
  options: [],
  losses: [
    LOSSES.page,
    {
      code: "people-cited",
      what: "A person among the references of a record becomes a contact.",
      why: "IANA's XML tells contacts from references by what they name.",
    },
    {
      code: "inferred",
      what: "Which fields were inferred is lost.",
      why: "IANA's XML has no place for it.",
    },
  ],
};

function marksOf({ text }: TextHead): readonly Mark[] {
  const root = /^(?:<\?[^>]*\?>|<!--[\s\S]*?-->|<!DOCTYPE[^>]*>|\s)*<([\w:.-]+)/.exec(text)?.[1];
  if (root !== undefined && /^(?:[\w.-]+:)?registry$/.test(root))
    return [{ seen: `the root element <${root}>`, weight: "proof" }];
  return text.startsWith("<?xml") ? [{ seen: "an XML declaration", weight: "strong" }] : [];
}
