import type { Reference, Registry, RunningText } from "@portolan/model";

/** Gives a registry whose references are of the forms that the registry has. */
export function withPublishedReferences(registry: Registry): Registry {
  return {
    ...registry,
    references: registry.references.map(publishedReference),
    notes: registry.notes.map((note) => ({ ...note, text: publishedText(note.text) })),
    records: registry.records.map((record) => ({
      ...record,
      references: record.references.map(publishedReference),
      ...(record.description === undefined
        ? {}
        : { description: publishedText(record.description) }),
      ...(record.notes === undefined ? {} : { notes: publishedText(record.notes) }),
    })),
    footnotes: registry.footnotes.map((note) => ({ ...note, text: publishedText(note.text) })),
  };
}

function publishedText(text: RunningText): RunningText {
  if (typeof text === "string") return text;
  return text.map((piece) => {
    if (typeof piece === "string" || "break" in piece) return piece;
    if ("paragraph" in piece) return { paragraph: publishedText(piece.paragraph) };
    return { reference: publishedReference(piece.reference) };
  });
}

function publishedReference({ type, data = "", text, attributes }: Reference): Reference {
  const word = encodeURIComponent(data.replace(/\p{Surrogate}/gu, "-"));
  const label = text === undefined ? {} : { text };
  const more = attributes === undefined ? {} : { attributes };
  switch (type) {
    case "rfc":
      return { type, data: `rfc${data.length}`, ...label, ...more };
    case "draft":
      return { type, data: `draft-${word}`, ...label, ...more };
    case "uri":
      return { type, data: `https://example.org/${word}`, ...label, ...more };
    case "rfc-errata":
    case "note":
      return { type, data: String(data.length) };
    case "person":
      return { type, data: data || "A" };
    case "registry":
      return { type, data: `r${data.length}` };
    default:
      return { type: "text", text: (text ?? "n/a").replace(/[[\]]/g, "") || "n/a" };
  }
}
