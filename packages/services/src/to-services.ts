import type { Registry } from "@portolan/model";
import { planFile } from "./file-plan.js";
import { EntryWriter } from "./layout.js";
import type { ToServicesOptions } from "./options.js";

/**
 * Writes /etc/services: one line for each port and protocol, the canonical name first. What the
 * target cannot express is reported, by reason and count.
 *
 * @throws {TypeError} for a target or pack that there is not.
 * @example
 * toServices(registry, { comments: "none", header: false });
 * // "tcpmux\t1/tcp\ntcpmux\t1/udp\n…"
 */
export function toServices(registry: Registry, options: ToServicesOptions = {}): string {
  return [...servicesChunks(registry, options)].join("");
}

/** So many texts are joined to a chunk. */
const TEXTS_PER_CHUNK = 128;

/** Writes what {@link toServices} does in pieces, each made when it is asked for. */
export function* servicesChunks(
  registry: Registry,
  options: ToServicesOptions = {},
): Generator<string, void, undefined> {
  const { rules, header, entries, tail, omissions } = planFile(registry, options);
  const writer = new EntryWriter(rules);
  let texts = [header];
  for (const entry of entries) {
    texts.push(writer.next(entry));
    if (texts.length < TEXTS_PER_CHUNK) continue;
    yield texts.join("");
    texts = [];
  }
  texts.push(writer.rest(), tail);
  yield texts.join("");
  if (options.report !== undefined) omissions.reportTo(options.report);
}
