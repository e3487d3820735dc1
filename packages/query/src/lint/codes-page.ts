import type { ProblemTable } from "@portolan/model";

/**
 * Writes a table of problems as a Markdown table: code, severity, meaning, cure; in the order of the
 * problem table.
 */
export function problemsTable(problems: ProblemTable): string {
  const rows = Object.entries(problems).map(
    ([code, [severity, meaning, cure]]) =>
      `| \`${code}\` | ${severity} | ${cell(generalMeaning(meaning))} | ${cell(cure)} |`,
  );
  return ["| code | severity | meaning | cure |", "| --- | --- | --- | --- |", ...rows, ""].join(
    "\n",
  );
}

/** Writes a message without its parameters: `“{found}” is no date.` becomes `“…” is no date.` */
export function generalMeaning(message: string): string {
  return message.replace(/\{\w+\}/g, "…");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
