/** Takes bullet, quote and heading marks, and blanks, off a line's ends. U+00A0 follows a bullet. */
export function labelOf(text: string): string {
  return text.replace(/^[\s#>*•-]+/, "").replace(/[\s#*]+$/, "");
}

/** Turns `[\[RFC6335\]](#)` into `[RFC6335]`, and takes a list's dash off. */
export function withoutMarkdown(line: string): string {
  return line
    .replace(/\[((?:[^[\]\\]|\\.)*)\]\([^()\s]*\)/g, "$1")
    .replace(/\\([[\]\\`*_#<>|])/g, "$1")
    .replace(/^\s*-(?:\s|$)/, "");
}

/** Joins lines without the indent they share and without blank lines at either end. */
export function dedent(lines: readonly string[]): string {
  let indent = Number.POSITIVE_INFINITY;
  for (const line of lines) {
    const own = line.search(/\S/);
    if (own !== -1 && own < indent) indent = own;
  }
  return lines
    .map((line) => line.slice(indent).trimEnd())
    .join("\n")
    .replace(/^\n+/, "")
    .trimEnd();
}
