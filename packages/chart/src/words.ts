import type { Registry } from "@portolan/model";

/** Says what a chart shows: `2025-09-22 · 14,485 records`. */
export function summaryOf({ updated, records, coverage }: Registry): string {
  const count = `${records.length.toLocaleString("en-US")} record${records.length === 1 ? "" : "s"}`;
  const date = updated === undefined ? "no date" : updated;
  return `${coverage === "excerpt" ? "Excerpt, " : ""}${date} · ${count}`;
}

/** Makes a text stand for itself in HTML and XML; what XML cannot hold is left out. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
}
