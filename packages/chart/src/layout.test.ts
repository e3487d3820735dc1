import { describe, expect, test } from "vitest";
import { cellsOf, LAYOUTS, PORT_COUNT, portsOf, SIDE } from "./layout.js";

describe.each(LAYOUTS)("%s", (layout) => {
  const cells = cellsOf(layout);

  test("every port has a cell of its own", () => {
    expect(new Set(cells).size).toBe(PORT_COUNT);
    const ports = portsOf(cells);
    expect(cells.every((cell, port) => ports[cell] === port)).toBe(true);
  });
});

test("rows are read as a text", () => {
  const cells = cellsOf("rows");
  expect([cells[0], cells[255], cells[256]]).toEqual([0, 255, SIDE]);
});

describe("Hilbert's curve", () => {
  const cells = cellsOf("hilbert");
  const pointOf = (port: number): readonly [number, number] => {
    const cell = cells[port] ?? 0;
    return [cell % SIDE, Math.floor(cell / SIDE)];
  };

  test("goes from corner to corner, each step to a neighbour", () => {
    expect([pointOf(0), pointOf(PORT_COUNT - 1)]).toEqual([
      [0, 0],
      [SIDE - 1, 0],
    ]);
    let leaps = 0;
    for (let port = 1; port < PORT_COUNT; port++) {
      const [x, y] = pointOf(port);
      const [beforeX, beforeY] = pointOf(port - 1);
      if (Math.abs(x - beforeX) + Math.abs(y - beforeY) !== 1) leaps++;
    }
    expect(leaps).toBe(0);
  });

  // So System is a square of 32, and Dynamic a quarter of the map.
  test.each([4, 16, 64, 1024, 16_384])("keeps each %i ports in a square", (size) => {
    const side = Math.sqrt(size);
    const squareOf = (port: number): string =>
      pointOf(port)
        .map((at) => Math.floor(at / side))
        .join(" ");
    let strays = 0;
    for (let port = 0; port < PORT_COUNT; port++)
      if (squareOf(port) !== squareOf(port - (port % size))) strays++;
    expect(strays).toBe(0);
  });
});
