import { requireObject } from "./argument.js";

/**
 * Names what a reference points to. IANA's stylesheet knows these; any other type is kept as it is.
 * `person` occurs only inside running text: a record's own people are its contacts and assignees.
 */
export type ReferenceType =
  | "rfc"
  | "rfc-errata"
  | "draft"
  | "uri"
  | "text"
  | "note"
  | "person"
  | "registry"
  | (string & Record<never, never>);

/** Holds one cross reference (`<xref>` in IANA's XML). */
export interface Reference {
  readonly type: ReferenceType;
  /** What is pointed to: `rfc6335`, `draft-herbert-gue-02`, a URI, a footnote's anchor, a person id. */
  readonly data?: string;
  /** Text shown instead of `data`. */
  readonly text?: string;
  /** Further attributes by name, for example `section`. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/**
 * Gives the label that IANA shows between brackets: the text if there is any, else the data
 * (in capitals for an RFC); always the data for a person or footnote. “RFC Errata” stands before those.
 *
 * Source: IANA's stylesheet, template `iana:xref`; suffixes such as `, Section 3` are not met in
 * this registry's records and not written.
 *
 * @example
 * referenceLabel({ type: "rfc", data: "rfc6335" }); // "RFC6335"
 * referenceLabel({ type: "uri", data: "https://example.org/x", text: "X" }); // "X"
 */
export function referenceLabel(reference: Reference): string {
  requireObject(reference, "referenceLabel", "reference", "a reference");
  const { type, data, text } = reference;
  if (type === "person" || type === "note") return data ?? text ?? "";
  const isNumbered = type === "rfc" || type === "rfc-errata";
  const label = text || (isNumbered ? (data ?? "").toUpperCase() : (data ?? ""));
  return type === "rfc-errata" ? `RFC Errata ${label}` : label;
}

/**
 * Reads a label back into a reference. The label alone cannot tell everything: the URI behind a
 * labelled link is gone, and free text looks like free text.
 *
 * @example
 * parseReferenceLabel("RFC6335"); // { type: "rfc", data: "rfc6335" }
 * parseReferenceLabel("1"); // { type: "note", data: "1" }
 * parseReferenceLabel("TR-352"); // { type: "text", text: "TR-352" }
 */
export function parseReferenceLabel(label: string): Reference {
  if (/^RFC\d+$/.test(label)) return { type: "rfc", data: label.toLowerCase() };
  const rfc = /^(RFC\d+),? /.exec(label)?.[1];
  if (rfc !== undefined) return { type: "rfc", data: rfc.toLowerCase(), text: label };
  if (/^RFC Errata \d+$/.test(label)) return { type: "rfc-errata", data: label.slice(11) };
  if (/^(?:draft|RFC)-[a-z]/.test(label)) return { type: "draft", data: label };
  if (/^[a-z][a-z0-9+.-]*:\/\/\S+$/i.test(label)) return { type: "uri", data: label };
  if (/^\d+$/.test(label)) return { type: "note", data: label };
  return label === "" ? { type: "text" } : { type: "text", text: label };
}

/**
 * Gives the address a reference leads to, as IANA's page links it.
 *
 * @returns undefined for references that lead nowhere outside the page.
 * @example
 * referenceUrl({ type: "rfc", data: "rfc6335" }); // "https://www.iana.org/go/rfc6335"
 * referenceUrl({ type: "draft", data: "RFC-ietf-x-01" }); // "https://www.iana.org/go/draft-ietf-x-01"
 */
export function referenceUrl(reference: Reference): string | undefined {
  requireObject(reference, "referenceUrl", "reference", "a reference");
  const { type, data } = reference;
  if (data === undefined) return undefined;
  if (type === "uri") return data;
  if (type === "rfc") return `https://www.iana.org/go/${data}`;
  if (type === "draft") return `https://www.iana.org/go/${data.replace(/^RFC-/, "draft-")}`;
  if (type === "rfc-errata") return `http://www.rfc-editor.org/errata_search.php?eid=${data}`;
  if (type === "registry") return `https://www.iana.org/assignments/${data}`;
  return undefined;
}

/** Schemes that a link may have: others could run in the reader's browser. */
const SAFE_LINK = /^(?:https?|ftp|mailto|tel):/i;

/** Tells whether a page may link an address. */
export function isSafeLink(address: string): boolean {
  return SAFE_LINK.test(address);
}

/**
 * Gives where IANA's page links a reference, places on the page included (IANA's stylesheet,
 * template `iana:xref`).
 *
 * @returns undefined for references that lead nowhere, or to where no page may.
 * @example
 * referenceLink({ type: "note", data: "1" }); // "#note1"
 * referenceLink({ type: "uri", data: "news:example" }); // undefined
 */
export function referenceLink(reference: Reference): string | undefined {
  requireObject(reference, "referenceLink", "reference", "a reference");
  const { type, data } = reference;
  if (data !== undefined && type === "person") return `#${data}`;
  if (data !== undefined && type === "note") return `#note${data}`;
  const address = referenceUrl(reference);
  return address !== undefined && isSafeLink(address) ? address : undefined;
}
