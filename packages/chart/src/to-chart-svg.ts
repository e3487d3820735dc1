import type { Registry } from "@portolan/model";
import { requireRegistry } from "@portolan/model/internal";
import { createIndex, type RegistryDiff } from "@portolan/query";
import { chartChanges } from "./changes.js";
import {
  type ColoredPorts,
  type Coloring,
  colorPorts,
  legendOf,
  type PortKind,
} from "./coloring.js";
import { cellsOf, type Layout, PORT_COUNT, portsOf, SIDE } from "./layout.js";
import { escapeXml, summaryOf } from "./words.js";

/** What {@link toChartSvg} draws, and how. */
export interface ChartSvgOptions {
  /** By what ports are coloured; by default their status, or their change where there is a difference. */
  readonly coloring?: Coloring | undefined;
  /** How the ports lie; by default along Hilbert's curve. */
  readonly layout?: Layout | undefined;
  /** Colours for light paper, which is the default, or for dark. */
  readonly theme?: "light" | "dark" | undefined;
  /** The difference to an older registry, for the colouring by change. */
  readonly difference?: RegistryDiff | undefined;
}

const THEMES = {
  light: { paper: "#fffefb", ink: "#1b2732", soft: "#55636f", line: "#dcd6c8" },
  dark: { paper: "#0e151b", ink: "#e7ecef", soft: "#a3b2be", line: "#2a3641" },
} as const;

/** Pixels of a port. */
const CELL = 3;
const MARGIN = 24;
const MAP_TOP = 74;
const MAP_SIDE = SIDE * CELL;
const WIDTH = MAP_SIDE + 2 * MARGIN;
const LEGEND_ROW = 22;
const LEGEND_COLUMNS = 3;

/**
 * Draws the map of all ports as SVG: the ports, the borders of System, User and Dynamic, and a legend that
 * counts them.
 */
export function toChartSvg(
  registry: Registry,
  { coloring, layout = "hilbert", theme = "light", difference }: ChartSvgOptions = {},
): string {
  requireRegistry(registry, "toChartSvg", "registry");
  const changes = difference === undefined ? undefined : chartChanges(difference);
  const by = coloring ?? (changes === undefined ? "status" : "change");
  const colored = colorPorts({ registry, index: createIndex(registry), changes }, by);
  const { paper, ink, soft, line } = THEMES[theme];
  const legend = legendOf(colored);
  const legendTop = MAP_TOP + MAP_SIDE + 30;
  const rows = Math.ceil(legend.length / LEGEND_COLUMNS);
  const height = legendTop + rows * LEGEND_ROW + 22;
  const title = `Ports by ${by === "class" ? "class and assignment" : by}`;
  const text = (x: number, y: number, attributes: string, words: string): string =>
    `<text x="${x}" y="${y}" ${attributes}>${escapeXml(words)}</text>`;
  const serif = `font-family="Palatino, 'Palatino Linotype', P052, Georgia, serif"`;
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" font-family="system-ui, 'Helvetica Neue', Arial, sans-serif" font-size="13">`,
    `<title>${escapeXml(`${title}, ${summaryOf(registry)}`)}</title>`,
    `<rect width="${WIDTH}" height="${height}" fill="${paper}"/>`,
    text(MARGIN, 36, `${serif} font-size="24" font-weight="600" fill="${ink}"`, title),
    text(MARGIN, 58, `fill="${soft}"`, summaryOf(registry)),
    `<g transform="translate(${MARGIN} ${MAP_TOP}) scale(${CELL})" shape-rendering="crispEdges">`,
    ...pathsOf(colored, layout).map(([kind, path]) => `<path fill="${kind[theme]}" d="${path}"/>`),
    `<path fill="none" stroke="${ink}" stroke-width="0.6" d="${bordersOf(layout)}"/>`,
    "</g>",
    `<rect x="${MARGIN}" y="${MAP_TOP}" width="${MAP_SIDE}" height="${MAP_SIDE}" fill="none" stroke="${line}"/>`,
    ...CLASS_NAMES[layout].map(([words, x, y]) =>
      text(
        MARGIN + x * CELL,
        MAP_TOP + y * CELL,
        `${serif} font-style="italic" font-weight="600" font-size="20" fill="${ink}" stroke="${paper}" stroke-width="4" stroke-opacity="0.75" paint-order="stroke"`,
        words,
      ),
    ),
    ...legend.flatMap(({ kind, count }, at) => {
      const x = MARGIN + (at % LEGEND_COLUMNS) * (MAP_SIDE / LEGEND_COLUMNS);
      const y = legendTop + Math.floor(at / LEGEND_COLUMNS) * LEGEND_ROW;
      return [
        `<rect x="${x}" y="${y - 11}" width="13" height="13" rx="3" fill="${kind[theme]}" stroke="${soft}" stroke-opacity="0.5"/>`,
        `<text x="${x + 20}" y="${y}" fill="${ink}">${escapeXml(kind.label)} <tspan fill="${soft}">${count.toLocaleString("en-US")}</tspan></text>`,
      ];
    }),
    "</svg>",
  ];
  return `${lines.join("\n")}\n`;
}

const CLASS_NAMES: Readonly<Record<Layout, readonly (readonly [string, number, number])[]>> = {
  hilbert: [
    ["System", 34, 8],
    ["User 1024–49151", 168, 192],
    ["Dynamic 49152–65535", 160, 66],
  ],
  rows: [
    ["System", 2, 9],
    ["User 1024–49151", 100, 150],
    ["Dynamic 49152–65535", 94, 226],
  ],
};

/** Draws each kind as one path, of which each run of cells in a row is a box. */
function pathsOf(
  { kinds, kindOf }: ColoredPorts,
  layout: Layout,
): readonly (readonly [kind: PortKind, path: string])[] {
  const ports = portsOf(cellsOf(layout));
  const paths = kinds.map(() => "");
  for (let y = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; ) {
      const kind = kindOf[ports[y * SIDE + x] ?? 0] ?? 0;
      let end = x + 1;
      while (end < SIDE && kindOf[ports[y * SIDE + end] ?? 0] === kind) end++;
      paths[kind] += `M${x} ${y}h${end - x}v1h-${end - x}z`;
      x = end;
    }
  return kinds.flatMap((kind, place) => {
    const path = paths[place] ?? "";
    return path === "" ? [] : [[kind, path] as const];
  });
}

/** Draws the borders of the classes: they are straight in both layouts. */
function bordersOf(layout: Layout): string {
  const half = SIDE / 2;
  return layout === "rows"
    ? `M0 4h${SIDE}M0 192h${SIDE}`
    : `M32 0v32h-32M${half} 0v${half}h${PORT_COUNT / SIDE - half}`;
}
