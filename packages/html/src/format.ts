import { LOSSES, type Mark, type ReadWriteFormat, type TextHead } from "@portolan/model/internal";

/** Knows IANA's page, copies that browsers saved of it, and pieces of its markup. */
export const htmlFormat: ReadWriteFormat<"html"> = {
  name: "html",
  title: "IANA's page, or a saved copy",
  otherNames: ["htm", "xhtml", "mhtml"],
  extensions: [".html", ".htm", ".xhtml", ".mht", ".mhtml"],
  reads: [
    { what: "IANA's page, saved by a browser", example: "<!DOCTYPE html><html>…<table …>" },
    { what: "a web archive of Chrome", example: "MIME-Version: 1.0" },
    { what: "rows cut out of the page", example: "<tr><td>http</td><td>80</td><td>tcp</td>…" },
  ],
  marksOf,
  loadReader: async () => (await import("./from-html.js")).fromHtml,
  // IANA's plain text may be in a page as it is.
  loadUnwrap: async () => {
    const { preformattedText } = await import("./preformatted.js");
    return (source) => {
      const text = preformattedText(source);
      return text === undefined ? undefined : { format: "text", text };
    };
  },
  loadPartWriter: async () => {
    const { HtmlWriter } = await import("./to-html.js");
    return (_options, report) => new HtmlWriter({ report });
  },
  loadProtocolReader: async () => (await import("./protocol-numbers.js")).protocolNumbersFromHtml,
  options: [],
  losses: [
    {
      code: "coverage",
      what: "That a document is an excerpt of the registry is lost.",
      why: "IANA's page has no place for it.",
    },
    {
      code: "category",
      what: "The registry's category is lost.",
      why: "IANA's page does not show it.",
    },
    LOSSES.assignee,
    {
      code: "attributes",
      what: "Further attributes of references, such as a section, are lost.",
      why: "A link has a place for its target only.",
    },
    {
      code: "unlinked",
      what: "References that lead nowhere are plain text between brackets.",
      why: "What a reference is shows only in its link.",
    },
    {
      code: "paragraphs",
      what: "Paragraphs inside a paragraph follow one another.",
      why: "HTML has no paragraph in a paragraph.",
    },
    {
      code: "edges",
      what: "White space at the edges of texts is lost.",
      why: "It is layout in a page.",
    },
    {
      code: "lines",
      what: "Runs of white space in fields of one line are one blank.",
      why: "They are layout in a page.",
    },
    LOSSES.spelling,
    {
      code: "line-ends",
      what: "A carriage return becomes a line feed.",
      why: "A page has one kind of line end.",
    },
    {
      code: "note-titles",
      what: "A note without text is lost, and so is a title that is a term of the header.",
      why: "A note shows as a term of the header, “Note” where it has no title.",
    },
    {
      code: "page-count",
      what: "There are at least as many pages as the number of the one shown.",
      why: "The page links the last page by its number.",
    },
    LOSSES.marks,
  ],
};

const PAGE_ELEMENT =
  /^(?:html|head|body|table|thead|tbody|tr|td|th|div|main|article|section|p|pre|h[1-6]|meta|title)$/i;

function marksOf({ text }: TextHead): readonly Mark[] {
  if (/^<!doctype\s+html/i.test(text)) return [{ seen: "the doctype of a page", weight: "proof" }];
  if (
    /^(?:[\w-]+:.*\r?\n(?:[ \t].*\r?\n)*)*?(?:MIME-Version|Content-Type: *multipart\/related)/i.test(
      text,
    )
  )
    return [{ seen: "the MIME header of a web archive", weight: "proof" }];
  const element =
    /^(?:<\?[^>]*\?>|<!--[\s\S]*?-->|<!DOCTYPE[^>]*>|\s)*<([\w:.-]+)/i.exec(text)?.[1] ?? "";
  return PAGE_ELEMENT.test(element)
    ? [{ seen: `a first element <${element.toLowerCase()}>`, weight: "proof" }]
    : [];
}
