import { columnOfHeading } from "@portolan/model";
import type { ReadableFormat } from "./format-names.js";
import { formatOfFileName, isReadableFormat } from "./formats.js";

/** How much of a text is looked at. */
export const HEAD_LENGTH = 65_536;

/** Looks at the head of a text, white space and byte order mark gone from its beginning. */
type Sign = (head: string) => boolean;

// In this order; each sign is one that no other format shows.
const SIGNS: readonly (readonly [ReadableFormat, Sign])[] = [
  ["html", isHtml],
  ["xml", isXml],
  ["jsonl", isJsonLines],
  ["json", (head) => head.startsWith("{") || head.startsWith("[")],
  ["yaml", isYaml],
  ["csv", isCsv],
  // Before text, because the comments of a services file may name the registry, as ours do.
  ["services", startsWithService],
  ["text", isText],
  ["services", hasService],
];

/**
 * Recognises the format of a text by its content. The file name only decides where the content
 * shows nothing.
 *
 * @param source the text, or its beginning.
 * @param fileName name of the file, if there is one.
 * @returns undefined where neither tells.
 */
export function detectFormat(source: string, fileName?: string): ReadableFormat | undefined {
  const head = source.slice(0, HEAD_LENGTH).replace(/^\uFEFF?\s*/, "");
  const found = SIGNS.find(([, sign]) => sign(head))?.[0];
  if (found !== undefined) return found;
  const hinted = fileName === undefined ? undefined : formatOfFileName(fileName);
  return hinted !== undefined && isReadableFormat(hinted) ? hinted : undefined;
}

/** An `<html>` root, with or without XML declaration and doctype, or a pasted piece of a page. */
function isHtml(head: string): boolean {
  if (!head.startsWith("<")) return false;
  if (/^<!doctype\s+html/i.test(head)) return true;
  return /^(?:html|head|body|table|thead|tbody|tr|div|main|article|section|p|h[1-6]|meta|title)$/i.test(
    rootName(head),
  );
}

function isXml(head: string): boolean {
  return head.startsWith("<?xml") || rootName(head) === "registry";
}

/** Gives the name of the first element, behind declaration, comments, instructions and doctype. */
function rootName(head: string): string {
  let at = 0;
  for (;;) {
    const open = head.indexOf("<", at);
    if (open < 0) return "";
    const rest = head.slice(open, open + 64);
    const close = rest.startsWith("<!--")
      ? "-->"
      : rest.startsWith("<?")
        ? "?>"
        : rest.startsWith("<!")
          ? ">"
          : "";
    if (close === "") return /^<([\w:.-]+)/.exec(rest)?.[1] ?? "";
    const end = head.indexOf(close, open);
    if (end < 0) return "";
    at = end + close.length;
  }
}

/** A first line that is a JSON object of its own without a list of records. */
function isJsonLines(head: string): boolean {
  if (!head.startsWith("{")) return false;
  const line = head.slice(0, head.search(/\r?\n|$/));
  try {
    const value: unknown = JSON.parse(line);
    return (
      typeof value === "object" && value !== null && "protocol" in value && !("records" in value)
    );
  } catch {
    return false;
  }
}

/** A document start, or a top-level key of the model. */
function isYaml(head: string): boolean {
  return /^(?:#.*\r?\n\s*)*(?:%YAML |---(?:\s|$)|"?(?:id|title|category|updated|experts|references|notes|records|people|footnotes|page)"?:(?:\s|$))/.test(
    head,
  );
}

/** A first line of the registry's headings, or a first row of its shape, with commas or semicolons. */
function isCsv(head: string): boolean {
  const line = head.slice(0, head.search(/\r?\n|$/));
  const cells = line.split(/[,;]/).map((cell) => cell.replace(/^"|"$/g, ""));
  if (cells.filter((cell) => columnOfHeading(cell) !== undefined).length >= 2) return true;
  return /^[^,\s"]*,\d{1,5}(?:-\d{1,5})?,(?:tcp|udp|sctp|dccp)?,/.test(line);
}

/** The registry's title, or its headings in whatever arrangement. */
function isText(head: string): boolean {
  if (/Service Name and Transport Protocol Port Number Registry/.test(head)) return true;
  return /^\W*Service(?: Name)?\b.*\bPort\b.*\b(?:Protocol|Description)\b/m.test(head);
}

/** A line `name port/protocol`. */
const SERVICE = /^[^\s#]\S*[ \t]+\d{1,5}[/,][a-z]+(?:\s|#|$)/m;

/** Such a line is the first that is no comment. */
function startsWithService(head: string): boolean {
  return SERVICE.test(/^[ \t]*[^\s#].*/m.exec(head)?.[0] ?? "");
}

/** Such a line stands somewhere. */
function hasService(head: string): boolean {
  return SERVICE.test(head);
}
