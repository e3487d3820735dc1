import type { Reference } from "@portolan/model";

/** IANA's short addresses of RFCs and drafts, absolute, relative to the site or from an archive. */
const GO = /(?:\biana\.org|^[./]*)\/go\/(.+)$/s;
const ERRATA = /\brfc-editor\.org\/errata_search\.php\?eid=(.+)$/s;
const REGISTRY = /\biana\.org\/assignments\/(.+)$/s;

/**
 * Understands a link between brackets, `[<a href="…">label</a>]`, as IANA's stylesheet makes them
 * of cross references. Browsers that save a page may have made the link absolute.
 */
export function referenceOfLink(href: string, label: string): Reference {
  if (href === `#${label}`) return { type: "person", data: label };
  const anchor = anchorOf(href);
  if (anchor === label) return { type: "person", data: label };
  if (anchor === `note${label}`) return { type: "note", data: label };
  // A browser that saves a page adds the slash to an address without a path.
  if (href === label || href === `${label}/`) return { type: "uri", data: label };
  const target = GO.exec(href)?.[1];
  if (target !== undefined) return documentReference(target, label);
  const errata = ERRATA.exec(href)?.[1];
  if (errata !== undefined && label === `RFC Errata ${errata}`)
    return { type: "rfc-errata", data: errata };
  const registry = REGISTRY.exec(href)?.[1];
  if (registry !== undefined && label === `IANA registry ${registry}`)
    return { type: "registry", data: registry };
  return { type: "uri", data: href, text: label };
}

/** The registry writes a draft in the RFC Editor's queue as `RFC-…` and links it as `draft-…`. */
function documentReference(target: string, label: string): Reference {
  if (/^rfc\d+$/.test(target)) {
    const shown = target.toUpperCase() === label;
    return shown ? { type: "rfc", data: target } : { type: "rfc", data: target, text: label };
  }
  if (label === target || label.replace(/^RFC-/, "draft-") === target)
    return { type: "draft", data: label };
  if (label === target.toUpperCase()) return { type: "rfc", data: target };
  return { type: "draft", data: target, text: label };
}

/** Gives what follows the `#` of a link, decoded. */
function anchorOf(href: string): string | undefined {
  const hash = href.indexOf("#");
  if (hash === -1) return undefined;
  const anchor = href.slice(hash + 1);
  try {
    return decodeURIComponent(anchor);
  } catch {
    return anchor;
  }
}
