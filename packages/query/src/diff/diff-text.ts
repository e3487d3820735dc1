import { requireObject } from "@portolan/model/internal";
import type { DiffItem, DiffReport } from "./report.js";

/**
 * Holds one line of a report for people. Its mark says what it tells: `#` a title or heading, `+`
 * something added, `-` removed, `~` changed, `!` what it means for users, a blank anything else.
 */
export interface DiffLine {
  readonly mark: "#" | "+" | "-" | "~" | "!" | " ";
  /** The columns of the line: one, or subject, place and text. */
  readonly cells: readonly string[];
}

/** Tells a report line by line. */
export function diffLines(report: DiffReport): readonly DiffLine[] {
  requireObject(report, "diffLines", "report", "a report, as diffReport gives it");
  const { sections, hidden } = report;
  const plain = (text: string): DiffLine => ({ mark: " ", cells: [text] });
  return [
    { mark: "#", cells: [titleOf(report)] },
    ...sections.flatMap(({ heading, items }): readonly DiffLine[] => [
      { mark: "#", cells: [heading] },
      ...items.map(({ mark, subject, place, text }) => ({ mark, cells: [subject, place, text] })),
    ]),
    ...(hidden.length === 0 ? [] : [plain(`Not shown: ${hidden.join(", ")} (--all).`)]),
  ];
}

/** Sums a report up in one line: `2024-04-30 → 2025-09-22   20 services new · 2 renamed`. */
function titleOf({ dates, totals, sections }: DiffReport): string {
  const counts = totals.map(({ words, count }, index) =>
    index === 0 ? words.replace(" ", count === 1 ? " service " : " services ") : words,
  );
  const nothing = sections.length === 0 ? "nothing changed" : "no service changed";
  const summary = counts.length === 0 ? nothing : counts.join(" · ");
  return dates === undefined ? summary : `${dates.join(" → ")}   ${summary}`;
}

/** Writes a report as a Markdown change log. */
export function diffMarkdown(report: DiffReport): string {
  requireObject(report, "diffMarkdown", "report", "a report, as diffReport gives it");
  const { dates, sections, hidden } = report;
  const title = dates === undefined ? "Changes" : `Changes from ${dates[0]} to ${dates[1]}`;
  const parts = [
    `# ${escapeMarkdown(title)}\n`,
    ...sections.map(
      ({ heading, items }) =>
        `## ${heading} (${items.length})\n\n${items.map((item) => `- ${markdownItem(item)}\n`).join("")}`,
    ),
    ...(sections.length === 0 ? ["Nothing changed.\n"] : []),
    ...(hidden.length === 0 ? [] : [`Not shown: ${escapeMarkdown(hidden.join(", "))}.\n`]),
  ];
  return parts.join("\n");
}

function markdownItem({ subject, place, text }: DiffItem): string {
  const words = `**${escapeMarkdown([subject, place].filter(Boolean).join(" "))}**`;
  return text === "" ? words : `${words}: ${escapeMarkdown(text)}`;
}

/** Makes every character that Markdown or HTML could take for mark-up stand for itself. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>&|#~!]/g, "\\$&");
}

/**
 * Writes a report for a message in Slack, in its own mark-up (mrkdwn).
 *
 * Source: Slack's "Formatting text for app surfaces": `&`, `<` and `>` are escaped, nothing else can be.
 */
export function diffSlack(report: DiffReport): string {
  requireObject(report, "diffSlack", "report", "a report, as diffReport gives it");
  const { sections, hidden } = report;
  const lines = [
    `*${escapeSlack(titleOf(report))}*`,
    ...sections.flatMap(({ heading, items }) => [
      `*${heading}*`,
      ...items.map(({ subject, place, text }) => {
        const words = [subject, place].filter(Boolean).join(" ");
        return `• ${escapeSlack(text === "" ? words : `${words}: ${text}`)}`;
      }),
    ]),
    ...(hidden.length === 0 ? [] : [`_Not shown: ${escapeSlack(hidden.join(", "))}_`]),
  ];
  return `${lines.join("\n")}\n`;
}

/** Escapes what Slack reads, and parts characters that would be read as its mark-up. */
function escapeSlack(text: string): string {
  return text
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/[*_~`]/g, "\u200B$&");
}
