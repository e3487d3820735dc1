import { MAX_PORT, type Registry } from "@portolan/model";
import { requireRegistry } from "@portolan/model/internal";
import { createIndex } from "@portolan/query";
import {
  type ColoredPorts,
  type Coloring,
  colorPorts,
  type KindCount,
  legendOf,
  type PortKind,
} from "./coloring.js";
import { cellsOf, type Layout, PORT_COUNT, portsOf, SIDE } from "./layout.js";

/** Holds one character of a map: several ports. */
export interface MapCell {
  /** How many of its ports are land, in quarters, rounded up: 0 is none, 4 more than three quarters. */
  readonly quarters: 0 | 1 | 2 | 3 | 4;
  /** What most of its land is, else what most of it is. */
  readonly kind: PortKind;
}

/** Holds one line of a map. */
export interface MapLine {
  /** First port of the line; absent where lines are not rows of ports. */
  readonly first?: number;
  readonly cells: readonly MapCell[];
}

/** Holds a map of all ports in few characters. */
export interface PortMap {
  readonly lines: readonly MapLine[];
  /** Ports of a cell. */
  readonly portsOfCell: number;
  /** The kinds that there are, each with the number of its ports. */
  readonly legend: readonly KindCount[];
}

/** What {@link mapLines} draws, and how. */
export interface MapLinesOptions {
  readonly coloring?: Exclude<Coloring, "change"> | undefined;
  /** By default rows, of which each can say where it begins. */
  readonly layout?: Layout | undefined;
  /** Characters of a line: 32, 64 or 128. */
  readonly columns?: 32 | 64 | 128 | undefined;
}

/** Lines of a map: of 2,048 ports each, so that Dynamic begins with one. */
const LINES = 32;

/** Draws all ports in 32 lines of characters, for a terminal to colour. */
export function mapLines(
  registry: Registry,
  { coloring = "status", layout = "rows", columns = 64 }: MapLinesOptions = {},
): PortMap {
  requireRegistry(registry, "mapLines", "registry");
  const colored = colorPorts({ registry, index: createIndex(registry) }, coloring);
  const portsAt = cellPorts(layout, columns);
  const lines = Array.from({ length: LINES }, (_, y): MapLine => {
    const cells = Array.from({ length: columns }, (_, x) => cellOf(portsAt(x, y), colored));
    return layout === "rows" ? { first: (y * (MAX_PORT + 1)) / LINES, cells } : { cells };
  });
  return {
    lines,
    portsOfCell: PORT_COUNT / (LINES * columns),
    legend: legendOf(colored),
  };
}

/** Gives what finds the ports of a cell: a stretch of a row, or a block of Hilbert's square. */
function cellPorts(layout: Layout, columns: number): (x: number, y: number) => readonly number[] {
  const size = PORT_COUNT / (LINES * columns);
  if (layout === "rows")
    return (x, y) => Array.from({ length: size }, (_, i) => (y * columns + x) * size + i);
  const ports = portsOf(cellsOf(layout));
  const width = SIDE / columns;
  const height = SIDE / LINES;
  return (x, y) =>
    Array.from({ length: size }, (_, i) => {
      const row = y * height + Math.floor(i / width);
      return ports[row * SIDE + x * width + (i % width)] ?? 0;
    });
}

function cellOf(ports: readonly number[], { kinds, kindOf }: ColoredPorts): MapCell {
  const counts = new Map<PortKind, number>();
  let land = 0;
  for (const port of ports) {
    const kind = kinds[kindOf[port] ?? 0];
    if (kind === undefined) continue;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    if (!kind.isSea) land++;
  }
  const most = [...counts]
    .filter(([kind]) => land === 0 || !kind.isSea)
    .sort(([, a], [, b]) => b - a)[0];
  if (most === undefined) throw new RangeError("A cell has ports.");
  const quarters = Math.ceil((4 * land) / ports.length) as MapCell["quarters"];
  return { quarters, kind: most[0] };
}
