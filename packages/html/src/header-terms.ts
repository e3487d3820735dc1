/** Gives the terms of the list that stands above the records on IANA's page. */
export const HEADER_TERMS = {
  updated: "Last Updated",
  expert: "Expert(s)",
  references: "Reference",
  /** Of a note without a title; any other has its title for a term. */
  note: "Note",
  formats: "Available Formats",
} as const;

const TERMS: ReadonlySet<string> = new Set(Object.values(HEADER_TERMS));

/** Tells whether a text is one of the terms, so that no note can have it for a title on the page. */
export function isHeaderTerm(text: string): boolean {
  return TERMS.has(text);
}
