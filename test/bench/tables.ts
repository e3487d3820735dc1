import type { Figures } from "./figures.js";
import { GOALS, type Goal } from "./goals.js";
import { MOST_MEMORY } from "./whole.js";

type Row = readonly string[];

/** Lists every goal with what was measured; a goal that was not measured says so. */
export function goalTable(figures: Figures): string {
  const rows = GOALS.map((goal): Row => {
    const { what, unit, figure, atMost } = goal;
    const measured = figures.get(figure);
    const found = measured === undefined ? "not measured" : formatNumber(measured);
    return [what, unit, formatNumber(atMost), found, verdict(goal, measured)];
  });
  return markdownTable(["what", "in", "at most", "measured", "met"], rows);
}

function verdict({ atMost }: Pick<Goal, "atMost">, measured: number | undefined): string {
  if (measured === undefined) return "–";
  return measured <= atMost ? "yes" : "**no**";
}

/** Lists every contest with all who took part. */
export function timingTable(figures: Figures): string {
  const rows = [...figures.timings].flatMap(([contest, timings]) =>
    timings.map(({ name, kind, milliseconds, ratio }, i): Row => {
      const ours = kind === "ours" ? "" : `${formatNumber(ratio)} ×`;
      return [i === 0 ? contest : "", name, kind, formatNumber(milliseconds), ours];
    }),
  );
  return markdownTable(["contest", "contender", "kind", "ms", "portolan takes"], rows);
}

/** Lists every job of a whole process with every Node, what it may take and what it takes. */
export function wholeTable(figures: Figures): string {
  const rows = figures.whole.map((figure): Row => {
    const { name, peer, node, ratio, atMost, milliseconds, theirMilliseconds, passed } = figure;
    return [
      name,
      peer,
      node,
      atMost === undefined ? "" : formatNumber(atMost),
      formatNumber(ratio),
      atMost === undefined ? "–" : verdict({ atMost }, ratio),
      ...[milliseconds, theirMilliseconds, passed].map(formatNumber),
      formatNumber(figure.overNode),
      verdict({ atMost: MOST_MEMORY }, figure.overNode),
    ];
  });
  return markdownTable(
    ["process", "peer", "Node", "at most", "×", "met", "ms", "peer's", "passed", "MiB more", "met"],
    rows,
  );
}

/** How many files are named of those that take the time. */
const NAMED_FILES = 4;

/** Lists where the time goes of what misses its goal, in shares of the samples. */
export function profileTable(figures: Figures): string {
  const percent = (share: number): string => `${Math.round(100 * share)} %`;
  const rows = figures.profiles.map(({ what, node, shares }): Row => {
    const { files, top } = shares;
    return [
      what,
      node,
      percent(shares.node),
      percent(shares.garbage),
      files
        .slice(0, NAMED_FILES)
        .map(([file, share]) => `${file} ${percent(share)}`)
        .join(", "),
      top === undefined ? "" : `${top[0]}, ${percent(top[1])}`,
    ];
  });
  const headings = ["what", "Node", "Node itself", "garbage", "our files", "longest function"];
  return markdownTable(headings, rows);
}

export function streamTable(figures: Figures): string {
  const rows = figures.streams.map(
    ({ what, once, many, memoryRatio, timeRatio }): Row => [
      what,
      ...[once.peak, many.peak, memoryRatio].map(formatNumber),
      ...[once.microsecondsPerRecord, many.microsecondsPerRecord, timeRatio].map(formatNumber),
    ],
  );
  const headings = ["MiB, 1 ×", "MiB, 50 ×", "ratio", "µs a record, 1 ×", "50 ×", "ratio"];
  return markdownTable(["streaming", ...headings], rows);
}

/** Lists what people wait for who open the page of the chart. */
export function chartTable(figures: Figures): string {
  const rows = figures.chart.map(
    ({ what, unit, value }): Row => [what, `${formatNumber(value)} ${unit}`],
  );
  return markdownTable(["page of the chart, in Chromium", "measured"], rows);
}

/** Writes three significant digits, or whole numbers from a hundred on. */
function formatNumber(value: number): string {
  return value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}

/** Writes a table whose columns are as wide as their widest cell. */
function markdownTable(headings: Row, rows: readonly Row[]): string {
  const all = [headings, ...rows];
  const widths = headings.map((_, i) => Math.max(...all.map((row) => row[i]?.length ?? 0)));
  const line = (row: Row): string =>
    `| ${widths.map((width, i) => (row[i] ?? "").padEnd(width)).join(" | ")} |\n`;
  const rule = line(widths.map((width) => "-".repeat(width)));
  return line(headings) + rule + rows.map(line).join("");
}
