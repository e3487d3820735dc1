import type { Registry } from "@portolan/model";
import { registryChunks, requireObject, requireRegistry } from "@portolan/model/internal";
import { MarkdownWriter, type ToMarkdownOptions } from "./markdown-writer.js";

/**
 * Writes the records as a table in GitHub Flavored Markdown, for people to read: title and date as
 * heading, references as links. Contact information and the notes of the registry are left out.
 *
 * @example
 * const records = [{ name: "http", port: 80, contacts: [], references: [] }];
 * toMarkdown(createRegistry({ records }), { columns: ["name", "port"] });
 * // "| Service Name | Port Number |\n| --- | --- |\n| http | 80 |\n"
 */
export function toMarkdown(registry: Registry, options: ToMarkdownOptions = {}): string {
  requireRegistry(registry, "toMarkdown", "registry");
  requireObject(options, "toMarkdown", "options");
  let text = "";
  for (const chunk of markdownChunks(registry, options)) text += chunk;
  return text;
}

/** Writes the same text as {@link toMarkdown} in pieces, each made when it is asked for. */
export function markdownChunks(
  registry: Registry,
  options: ToMarkdownOptions = {},
): Generator<string, void, undefined> {
  requireRegistry(registry, "markdownChunks", "registry");
  requireObject(options, "markdownChunks", "options");
  return registryChunks(registry, new MarkdownWriter(options));
}
