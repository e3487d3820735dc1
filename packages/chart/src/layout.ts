/** Names how the 65,536 ports lie on the map: along Hilbert's curve, or 256 to a row. */
export type Layout = "hilbert" | "rows";

/** Lists the layouts. */
export const LAYOUTS: readonly Layout[] = ["hilbert", "rows"];

/** Ports along each side of the map. */
export const SIDE = 256;

/** Number of ports. */
export const PORT_COUNT: number = SIDE * SIDE;

/** Gives for each port its cell, `y * SIDE + x`, from the top left corner. */
export function cellsOf(layout: Layout): Uint16Array {
  const cells = new Uint16Array(PORT_COUNT);
  for (let port = 0; port < PORT_COUNT; port++)
    cells[port] = layout === "rows" ? port : hilbertCell(port);
  return cells;
}

/** Gives the inverse of a table of cells: for each cell its port. */
export function portsOf(cells: Uint16Array): Uint16Array {
  const ports = new Uint16Array(PORT_COUNT);
  for (let port = 0; port < PORT_COUNT; port++) ports[cells[port] ?? 0] = port;
  return ports;
}

/**
 * Gives the cell at a distance along Hilbert's curve, which visits every cell of a square and steps
 * from neighbour to neighbour only: ports that are close in number are close on the map.
 *
 * Source: D. Hilbert, Ueber die stetige Abbildung einer Linie auf ein Flächenstück, 1891; each two bits
 * of the distance choose a quadrant, whose curve is turned so that its ends meet its neighbours'.
 */
function hilbertCell(distance: number): number {
  let x = 0;
  let y = 0;
  for (let size = 1, rest = distance; size < SIDE; size *= 2, rest >>= 2) {
    const right = (rest >> 1) & 1;
    const down = (rest ^ right) & 1;
    if (down === 0) {
      if (right === 1) {
        x = size - 1 - x;
        y = size - 1 - y;
      }
      [x, y] = [y, x];
    }
    x += size * right;
    y += size * down;
  }
  return y * SIDE + x;
}
