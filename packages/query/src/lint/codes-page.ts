import type { ProblemTable } from "@portolan/model/internal";
import { requireObject } from "@portolan/model/internal";

/**
 * Writes a table of problems as a Markdown table: code, severity, meaning, cure; in the order of the
 * problem table, its columns aligned.
 */
export function problemsTable(problems: ProblemTable): string {
  requireObject(problems, "problemsTable", "problems");
  const rows = [
    ["code", "severity", "meaning", "cure"],
    ...Object.entries(problems).map(([code, [severity, meaning, cure]]) =>
      [`\`${code}\``, severity, generalMeaning(meaning), cure].map(cell),
    ),
  ];
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const lines = rows.map((row) =>
    line(row.map((text, column) => text.padEnd(widths[column] ?? 0))),
  );
  const rule = line(widths.map((width) => "-".repeat(width)));
  return [...lines.slice(0, 1), rule, ...lines.slice(1), ""].join("\n");
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** Writes a message without its parameters: `“{found}” is no date.` becomes `“…” is no date.` */
export function generalMeaning(message: string): string {
  return message.replace(/\{\w+\}/g, "…");
}

/** Keeps Markdown from taking `<registry>` for a tag, `&lt;` for a character or `|` for a border. */
function cell(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("|", "\\|");
}
