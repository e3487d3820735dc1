import { requireObject } from "@portolan/model/internal";
import type { RefreshResult } from "./refresh-services.js";
import type { RefreshKind } from "./refreshed-file.js";

const HEADINGS: readonly (readonly [RefreshKind, string])[] = [
  ["moved", "Moved"],
  ["gone", "No longer registered"],
  ["renamed", "Renamed"],
  ["alias", "Added names"],
  ["new", "Newly registered"],
  ["description", "Descriptions"],
];

/**
 * Writes the entry of a change log in Markdown for a refreshed file.
 *
 * @param dates of the old and of the new registry.
 */
export function refreshMarkdown(
  result: RefreshResult,
  dates: { readonly old: string | undefined; readonly fresh: string | undefined },
): string {
  requireObject(result, "refreshMarkdown", "result", "what refreshServices gives");
  requireObject(dates, "refreshMarkdown", "dates");
  const { changes, notAdded } = result;
  const facts = changes.flatMap((change) => change.facts);
  const sections = HEADINGS.flatMap(([kind, heading]) => {
    const own = facts.filter((fact) => fact.kind === kind);
    if (own.length === 0) return [];
    const lines = own.map(({ message }) => `- ${escaped(message)}\n`);
    return [`### ${heading}\n\n${lines.join("")}`];
  });
  const { old = "unknown date", fresh = "unknown date" } = dates;
  const title = `## Registry of ${fresh}, before of ${old}\n`;
  if (sections.length === 0) sections.push("No line changed.\n");
  if (notAdded.length > 0)
    sections.push(`${notAdded.length} newly registered ports were not added.\n`);
  return [title, ...sections].join("\n");
}

/** Shows quoted names as code, and leaves nothing that Markdown would take for its own. */
function escaped(message: string): string {
  const text = message.replace(/[\\`*_<>[\]|]/g, (sign) => `\\${sign}`);
  return text.replace(/“([^“”]*)”/g, (_, name: string) => {
    const plain = name.replace(/\\(.)/g, "$1");
    return plain.includes("`") ? `\`\` ${plain} \`\`` : `\`${plain}\``;
  });
}
