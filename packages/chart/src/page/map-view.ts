import {
  CLASS_RANGES,
  formatPort,
  oneLine,
  type PortClass,
  portClass,
  type ServiceRecord,
  statusOf,
} from "@portolan/model";
import { groupBy } from "@portolan/model/internal";
import { cellsOf, type Layout, PORT_COUNT, portsOf, SIDE } from "../layout.js";
import type { ChartState } from "./chart-state.js";
import { announce, byId, element, grouped } from "./dom.js";
import { colorOf } from "./legend.js";

/** Cells shown along a side when the map is nearest. */
const FEWEST_CELLS = 4;
/** As many shown ports get a ring each, so that one among 65,536 is seen. */
const MOST_RINGS = 300;

const CLASS_LABELS: Readonly<Record<PortClass, string>> = {
  system: "System",
  user: "User",
  dynamic: "Dynamic",
};

/** Holds where the ports of a layout lie, and the borders between their classes. */
interface Ground {
  readonly cells: Uint16Array;
  readonly ports: Uint16Array;
  /** Edges between cells of two classes. */
  readonly borders: readonly Edge[];
}

/** A side of a cell, from corner to corner. */
type Edge = readonly [x0: number, y0: number, x1: number, y1: number];

/** The map that is shown: one of an earlier registry is not drawn any more. */
let shown: MapView | undefined;
const resized = new ResizeObserver(() => shown?.draw());

/** Draws the map, and follows pointer and keys on it. Call again for another registry. */
export class MapView {
  readonly #state: ChartState;
  readonly #canvas = byId("map", HTMLCanvasElement);
  readonly #tip = byId("tip", HTMLElement);
  readonly #image = new OffscreenCanvas(SIDE, SIDE);
  readonly #grounds = new Map<Layout, Ground>();
  /** What is seen: the left upper corner and the number of cells along a side. */
  #x = 0;
  #y = 0;
  #cells = SIDE;
  #hovered: number | undefined;
  /** The port that the keys are at. */
  #at = 0;
  #isQueued = false;
  readonly #pointers = new Map<number, { x: number; y: number }>();
  #moved = 0;

  constructor(state: ChartState) {
    this.#state = state;
    const canvas = this.#canvas;
    canvas.onwheel = (event) => {
      event.preventDefault();
      const { x, y } = this.#pointOf(event);
      this.#zoom(Math.exp(Math.max(-60, Math.min(60, event.deltaY)) / 180), x, y);
    };
    canvas.onpointerdown = (event) => this.#press(event);
    canvas.onpointermove = (event) => this.#follow(event);
    canvas.onpointerup = (event) => this.#release(event);
    canvas.onpointercancel = (event) => {
      this.#pointers.delete(event.pointerId);
    };
    canvas.onpointerleave = () => {
      this.#hover(undefined);
    };
    canvas.onkeydown = (event) => this.#key(event);
    canvas.onfocus = () => this.#hover(this.#at);
    canvas.onblur = () => this.#hover(undefined);
    byId("zoom-in", HTMLButtonElement).onclick = () => this.#zoom(0.5);
    byId("zoom-out", HTMLButtonElement).onclick = () => this.#zoom(2);
    byId("zoom-all", HTMLButtonElement).onclick = () => this.#showAll();
    resized.disconnect();
    shown = this;
    resized.observe(canvas);
    state.onChange(() => {
      this.#paint();
      canvas.setAttribute("aria-label", this.#summary());
      this.draw();
    });
  }

  /** Shows ports near, as when a link leads to them. */
  reveal(port: number): void {
    this.#at = port;
    const cell = this.#ground.cells[port] ?? 0;
    const x = cell % SIDE;
    const y = Math.floor(cell / SIDE);
    const isSeen =
      x >= this.#x && y >= this.#y && x < this.#x + this.#cells && y < this.#y + this.#cells;
    if (!isSeen) this.#look(x - this.#cells / 2, y - this.#cells / 2, this.#cells);
    this.draw();
  }

  /** Draws soon; several changes at once are drawn once. */
  draw(): void {
    if (this.#isQueued) return;
    this.#isQueued = true;
    requestAnimationFrame(() => {
      this.#isQueued = false;
      this.#drawNow();
    });
  }

  /** Draws at once, in the colours of another theme: paper does not wait. */
  repaint(): void {
    this.#paint();
    this.#drawNow();
  }

  #summary(): string {
    const { litCount, isFiltered, view } = this.#state;
    const isWhole = !isFiltered && view.kinds.length === 0;
    return isWhole ? "All 65,536 ports" : `Map: ${grouped(litCount)} of 65,536 ports are shown`;
  }

  get #ground(): Ground {
    const { layout } = this.#state.view;
    let ground = this.#grounds.get(layout);
    if (ground === undefined) {
      ground = groundOf(layout);
      this.#grounds.set(layout, ground);
    }
    return ground;
  }

  /** Colours the cells; what the filters take away is faint. */
  #paint(): void {
    const { colored, lit } = this.#state;
    const paper = rgbOf(styleOf("--sheet"));
    const colors = colored.kinds.map((kind) => rgbOf(colorOf(kind)));
    const faint = colors.map((color) => color.map((part, i) => mix(part, paper[i] ?? 0, 0.86)));
    const context = this.#image.getContext("2d");
    if (context === null) return;
    const pixels = context.createImageData(SIDE, SIDE);
    const { cells } = this.#ground;
    for (let port = 0; port < PORT_COUNT; port++) {
      const kind = colored.kindOf[port] ?? 0;
      const color = (lit[port] === 1 ? colors : faint)[kind];
      const at = 4 * (cells[port] ?? 0);
      pixels.data[at] = color?.[0] ?? 0;
      pixels.data[at + 1] = color?.[1] ?? 0;
      pixels.data[at + 2] = color?.[2] ?? 0;
      pixels.data[at + 3] = 255;
    }
    context.putImageData(pixels, 0, 0);
  }

  #drawNow(): void {
    const canvas = this.#canvas;
    const { clientWidth: side } = canvas;
    if (side === 0) return;
    const ratio = Math.max(1, Math.min(3, devicePixelRatio));
    const size = Math.round(side * ratio);
    if (canvas.width !== size || canvas.height !== size) {
      canvas.width = size;
      canvas.height = size;
    }
    const context = canvas.getContext("2d");
    if (context === null) return;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.imageSmoothingEnabled = false;
    context.drawImage(this.#image, this.#x, this.#y, this.#cells, this.#cells, 0, 0, size, size);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const cell = side / this.#cells;
    if (cell >= 9) this.#drawGrid(context, cell);
    this.#stroke(context, this.#ground.borders, cell, styleOf("--ink"), 1.5);
    if (cell >= 26) this.#drawNames(context, cell);
    if (this.#cells === SIDE) this.#drawClassNames(context, cell);
    this.#drawRings(context, cell);
    this.#drawAreas(context, cell);
  }

  /** Draws lines between ports; those of one range are one area. */
  #drawGrid(context: CanvasRenderingContext2D, cell: number): void {
    const { ports } = this.#ground;
    const areaAt = (x: number, y: number): number => this.#areaOf(ports[y * SIDE + x] ?? 0).first;
    const edges = edgesBetween(this.#seenCells(), areaAt);
    this.#stroke(context, edges, cell, styleOf("--sheet"), 1);
  }

  #stroke(
    context: CanvasRenderingContext2D,
    edges: Iterable<Edge>,
    cell: number,
    color: string,
    width: number,
  ): void {
    context.beginPath();
    for (const [x0, y0, x1, y1] of edges) {
      context.moveTo((x0 - this.#x) * cell, (y0 - this.#y) * cell);
      context.lineTo((x1 - this.#x) * cell, (y1 - this.#y) * cell);
    }
    context.strokeStyle = color;
    context.lineWidth = width;
    context.stroke();
  }

  #seenCells(): Iterable<Cell> {
    return cellsWithin(this.#x, this.#y, this.#cells);
  }

  /** Writes port and name into cells that are large enough. */
  #drawNames(context: CanvasRenderingContext2D, cell: number): void {
    const { colored, lit, index } = this.#state;
    const ground = this.#ground;
    const mono = styleOf("--mono");
    const sans = styleOf("--sans");
    context.textBaseline = "top";
    context.textAlign = "left";
    for (const [x, y] of this.#seenCells()) {
      const port = ground.ports[y * SIDE + x] ?? 0;
      const kind = colored.kinds[colored.kindOf[port] ?? 0];
      if (kind === undefined) continue;
      const left = (x - this.#x) * cell;
      const top = (y - this.#y) * cell;
      context.save();
      context.beginPath();
      context.rect(left, top, cell - 1, cell);
      context.clip();
      context.fillStyle = lit[port] === 1 ? readableOn(rgbOf(colorOf(kind))) : styleOf("--soft");
      context.globalAlpha = kind.isSea ? 0.6 : 1;
      context.font = `${Math.min(13, Math.max(8, cell / 4))}px ${mono}`;
      context.fillText(String(port), left + 3, top + 3);
      const name = index
        .onPort(port)
        .map((place) => index.record(place).name)
        .find((one) => one !== undefined);
      if (cell >= 40 && name !== undefined) {
        context.font = `600 ${Math.min(15, Math.max(10, cell / 5))}px ${sans}`;
        context.fillText(name, left + 3, top + cell / 2);
      }
      context.restore();
    }
  }

  /** Names the classes where the whole map is seen. */
  #drawClassNames(context: CanvasRenderingContext2D, cell: number): void {
    const places: Readonly<Record<Layout, readonly (readonly [PortClass, number, number])[]>> = {
      hilbert: [
        ["user", 192, 192],
        ["dynamic", 192, 64],
      ],
      rows: [
        ["user", 128, 150],
        ["dynamic", 128, 224],
      ],
    };
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.strokeStyle = styleOf("--sheet");
    context.fillStyle = styleOf("--ink");
    const size = Math.max(13, cell * 8);
    const write = (text: string, x: number, y: number): void => {
      context.globalAlpha = 0.8;
      context.lineWidth = 5;
      context.strokeText(text, x, y);
      context.globalAlpha = 1;
      context.fillText(text, x, y);
    };
    for (const [name, x, y] of places[this.#state.view.layout]) {
      const range = CLASS_RANGES[name];
      context.font = `italic 600 ${size}px ${styleOf("--serif")}`;
      write(CLASS_LABELS[name], x * cell, y * cell - size * 0.55);
      context.font = `${Math.max(11, size * 0.6)}px ${styleOf("--sans")}`;
      write(`${range.first}–${range.last}`, x * cell, y * cell + size * 0.5);
    }
    context.font = `italic 600 ${size * 0.8}px ${styleOf("--serif")}`;
    context.textAlign = "left";
    const [x, y] = this.#state.view.layout === "hilbert" ? [33, 5] : [2, 8];
    write("System", x * cell + 3, y * cell);
    context.lineJoin = "miter";
  }

  /** Rings the shown ports where there are few, so that they are found. */
  #drawRings(context: CanvasRenderingContext2D, cell: number): void {
    const { lit, litCount, colored } = this.#state;
    if (litCount > MOST_RINGS || cell > 14) return;
    for (let port = 0; port < PORT_COUNT; port++) {
      const kind = colored.kinds[colored.kindOf[port] ?? 0];
      if (lit[port] === 0 || kind === undefined) continue;
      const { x, y } = this.#middleOf(port, cell);
      context.beginPath();
      context.arc(x, y, Math.max(3.5, cell * 0.75), 0, 2 * Math.PI);
      context.fillStyle = kind.isSea ? styleOf("--accent") : colorOf(kind);
      context.fill();
      context.strokeStyle = styleOf("--sheet");
      context.lineWidth = 1.2;
      context.stroke();
    }
  }

  /** Outlines the port or range under the pointer, and the one of the card. */
  #drawAreas(context: CanvasRenderingContext2D, cell: number): void {
    const opened = this.#openPort();
    if (opened !== undefined) this.#outline(context, opened, cell, styleOf("--accent"), 2.5);
    if (this.#hovered !== undefined)
      this.#outline(context, this.#areaOf(this.#hovered), cell, styleOf("--ink"), 1.5);
  }

  #openPort(): Area | undefined {
    const port = /^(\d{1,5})(?:-(\d{1,5}))?(?:\/|$)/.exec(this.#state.view.open ?? "");
    if (port === null) return undefined;
    const first = Number(port[1]);
    const last = Number(port[2] ?? first);
    return last < PORT_COUNT && first <= last ? { first, last } : undefined;
  }

  #outline(
    context: CanvasRenderingContext2D,
    { first, last }: Area,
    cell: number,
    color: string,
    width: number,
  ): void {
    const { cells, ports } = this.#ground;
    const isInside = (x: number, y: number): boolean => {
      if (x < 0 || y < 0 || x >= SIDE || y >= SIDE) return false;
      const port = ports[y * SIDE + x] ?? -1;
      return first <= port && port <= last;
    };
    const edges: Edge[] = [];
    for (let port = first; port <= last; port++) {
      const at = cells[port] ?? 0;
      const x = at % SIDE;
      const y = Math.floor(at / SIDE);
      if (!isInside(x, y - 1)) edges.push([x, y, x + 1, y]);
      if (!isInside(x, y + 1)) edges.push([x, y + 1, x + 1, y + 1]);
      if (!isInside(x - 1, y)) edges.push([x, y, x, y + 1]);
      if (!isInside(x + 1, y)) edges.push([x + 1, y, x + 1, y + 1]);
    }
    context.lineCap = "square";
    this.#stroke(context, edges, cell, styleOf("--sheet"), width + 2);
    this.#stroke(context, edges, cell, color, width);
    if (first === last && cell < 9) {
      const { x, y } = this.#middleOf(first, cell);
      context.beginPath();
      context.arc(x, y, 7, 0, 2 * Math.PI);
      context.lineWidth = 2;
      context.stroke();
    }
  }

  #middleOf(port: number, cell: number): { x: number; y: number } {
    const at = this.#ground.cells[port] ?? 0;
    return {
      x: ((at % SIDE) + 0.5 - this.#x) * cell,
      y: (Math.floor(at / SIDE) + 0.5 - this.#y) * cell,
    };
  }

  /** Gives the range that a port belongs to, or the port alone. */
  #areaOf(port: number): Area {
    const { index } = this.#state;
    for (const place of index.onPort(port)) {
      const range = index.record(place).port;
      if (typeof range === "object") return range;
    }
    return { first: port, last: port };
  }

  /** Gives a place on the map, as a part of its side. */
  #pointOf(event: MouseEvent): { x: number; y: number } {
    const { left, top, width } = this.#canvas.getBoundingClientRect();
    return { x: (event.clientX - left) / width, y: (event.clientY - top) / width };
  }

  #portAt({ x, y }: { x: number; y: number }): number | undefined {
    const column = Math.floor(this.#x + x * this.#cells);
    const row = Math.floor(this.#y + y * this.#cells);
    if (column < 0 || row < 0 || column >= SIDE || row >= SIDE) return undefined;
    return this.#ground.ports[row * SIDE + column];
  }

  #press(event: PointerEvent): void {
    this.#canvas.setPointerCapture(event.pointerId);
    this.#pointers.set(event.pointerId, this.#pointOf(event));
    this.#moved = 0;
  }

  #follow(event: PointerEvent): void {
    const point = this.#pointOf(event);
    const before = this.#pointers.get(event.pointerId);
    if (before === undefined) {
      this.#hover(this.#portAt(point), point);
      return;
    }
    const other = [...this.#pointers].find(([id]) => id !== event.pointerId)?.[1];
    this.#pointers.set(event.pointerId, point);
    this.#moved += Math.hypot(point.x - before.x, point.y - before.y) * this.#canvas.clientWidth;
    if (other !== undefined) {
      const was = Math.hypot(before.x - other.x, before.y - other.y);
      const is = Math.hypot(point.x - other.x, point.y - other.y);
      if (is > 0) this.#zoom(was / is, (point.x + other.x) / 2, (point.y + other.y) / 2);
    } else if (this.#moved > 4) {
      this.#canvas.classList.add("held");
      this.#hover(undefined);
      this.#look(
        this.#x - (point.x - before.x) * this.#cells,
        this.#y - (point.y - before.y) * this.#cells,
        this.#cells,
      );
    }
  }

  #release(event: PointerEvent): void {
    this.#canvas.classList.remove("held");
    const isClick = this.#pointers.delete(event.pointerId) && this.#moved <= 4;
    const port = this.#portAt(this.#pointOf(event));
    if (isClick && port !== undefined) this.#open(port);
  }

  #open(port: number): void {
    this.#at = port;
    const { first, last } = this.#areaOf(port);
    this.#state.show({ open: formatPort(first === last ? first : { first, last }) });
  }

  #key(event: KeyboardEvent): void {
    const steps: Readonly<Record<string, readonly [number, number]>> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, -1],
      ArrowDown: [0, 1],
    };
    const step = steps[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (step !== undefined) this.#step(step, event.shiftKey ? 8 : 1);
    else if (event.key === "Enter" || event.key === " ") this.#open(this.#at);
    else if (event.key === "+" || event.key === "=") this.#zoomAtPort(0.5);
    else if (event.key === "-") this.#zoomAtPort(2);
    else if (event.key === "0") this.#showAll();
    else return;
    event.preventDefault();
  }

  #step([dx, dy]: readonly [number, number], count: number): void {
    const { cells, ports } = this.#ground;
    const at = cells[this.#at] ?? 0;
    const inside = (value: number): number => Math.max(0, Math.min(SIDE - 1, value));
    const x = inside((at % SIDE) + dx * count);
    const y = inside(Math.floor(at / SIDE) + dy * count);
    const port = ports[y * SIDE + x] ?? 0;
    this.reveal(port);
    this.#hover(port);
    announce(this.#wordsOf(port).join(", "));
  }

  #zoomAtPort(factor: number): void {
    const { x, y } = this.#middleOf(this.#at, 1 / this.#cells);
    this.#zoom(factor, x, y);
    this.#hover(this.#at);
  }

  /** Zooms so that a place on the map, a part of its side, stays where it is. */
  #zoom(factor: number, x = 0.5, y = 0.5): void {
    const cells = Math.max(FEWEST_CELLS, Math.min(SIDE, this.#cells * factor));
    this.#look(this.#x + x * (this.#cells - cells), this.#y + y * (this.#cells - cells), cells);
  }

  #showAll(): void {
    this.#look(0, 0, SIDE);
  }

  #look(x: number, y: number, cells: number): void {
    const inside = (value: number): number => Math.max(0, Math.min(SIDE - cells, value));
    this.#x = inside(x);
    this.#y = inside(y);
    this.#cells = cells;
    this.draw();
  }

  /** Shows what a port is, beside it or beside the pointer. */
  #hover(port: number | undefined, point?: { readonly x: number; readonly y: number }): void {
    this.#hovered = port;
    const tip = this.#tip;
    tip.hidden = port === undefined;
    if (port !== undefined) {
      const { clientWidth: side } = this.#canvas;
      const at = point ?? this.#middleOf(port, 1 / this.#cells);
      const [title = "", ...lines] = this.#wordsOf(port);
      tip.replaceChildren(
        element("b", {}, title),
        ...lines.map((line) => element("span", {}, element("bdi", {}, line))),
      );
      const { offsetWidth, offsetHeight } = tip;
      const room = side - offsetWidth - 4;
      const besides = at.x * side + 16;
      const left = Math.max(4, besides > room ? at.x * side - offsetWidth - 14 : besides);
      const below = at.y * side + 16;
      const top = below + offsetHeight > side ? at.y * side - offsetHeight - 14 : below;
      tip.style.transform = `translate(${Math.round(Math.min(left, room))}px, ${Math.round(top)}px)`;
    }
    this.draw();
  }

  /** Says what is on a port, in a few lines. */
  #wordsOf(port: number): readonly string[] {
    const { index, colored } = this.#state;
    const area = this.#areaOf(port);
    const on = index.onPort(port).map((place) => index.record(place));
    const title =
      area.first === area.last
        ? String(port)
        : `${port}, in ${area.first}–${area.last} (${grouped(area.last - area.first + 1)} ports)`;
    const told = Array.from(groupBy(on, lineOf), ([line, records]) => {
      const protocols = new Set(records.flatMap(({ protocol }) => protocol ?? []));
      return protocols.size === 0 ? line : `${line} (${[...protocols].join(", ")})`;
    });
    const kind = colored.kinds[colored.kindOf[port] ?? 0]?.label ?? "";
    const ofClass = CLASS_LABELS[portClass(port)];
    return [
      title,
      ...told.slice(0, 4).filter((line) => line !== kind),
      ...(told.length > 4 ? [`and ${told.length - 4} more`] : []),
      kind.startsWith(ofClass) ? `${ofClass} port` : `${kind} · ${ofClass} port`,
    ];
  }
}

/** Longest text of a tip's line, in characters. */
const LONGEST_LINE = 120;

function lineOf(record: ServiceRecord): string {
  const description = record.description === undefined ? "" : oneLine(record.description);
  const text =
    record.name === undefined
      ? description || statusOf(record)
      : [record.name, description].filter((part) => part !== "").join(" – ");
  return text.length > LONGEST_LINE ? `${text.slice(0, LONGEST_LINE)}…` : text;
}

interface Area {
  readonly first: number;
  readonly last: number;
}

function groundOf(layout: Layout): Ground {
  const cells = cellsOf(layout);
  const ports = portsOf(cells);
  const classAt = (x: number, y: number): PortClass => portClass(ports[y * SIDE + x] ?? 0);
  const borders = [...edgesBetween(cellsWithin(0, 0, SIDE), classAt)];
  return { cells, ports, borders };
}

type Cell = readonly [x: number, y: number];

/** Gives the cells of a square of the map. */
function* cellsWithin(left: number, top: number, side: number): Generator<Cell> {
  for (let y = Math.max(0, Math.floor(top)); y < Math.min(SIDE, top + side); y++)
    for (let x = Math.max(0, Math.floor(left)); x < Math.min(SIDE, left + side); x++) yield [x, y];
}

/** Gives the edges between cells and their neighbours of which something else is said. */
function* edgesBetween(
  cells: Iterable<Cell>,
  said: (x: number, y: number) => unknown,
): Generator<Edge> {
  for (const [x, y] of cells) {
    const here = said(x, y);
    if (x + 1 < SIDE && said(x + 1, y) !== here) yield [x + 1, y, x + 1, y + 1];
    if (y + 1 < SIDE && said(x, y + 1) !== here) yield [x, y + 1, x + 1, y + 1];
  }
}

let styles: CSSStyleDeclaration | undefined;

function styleOf(name: string): string {
  styles ??= getComputedStyle(document.documentElement);
  return styles.getPropertyValue(name).trim();
}

type Rgb = readonly number[];

/** Reads `#rrggbb`. */
function rgbOf(color: string): Rgb {
  const hex = /^#([0-9a-f]{6})$/i.exec(color)?.[1] ?? "ffffff";
  return [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
}

function mix(part: number, other: number, share: number): number {
  return Math.round(part + (other - part) * share);
}

/** Gives black or white, whichever is read more easily on a colour. */
function readableOn([red = 0, green = 0, blue = 0]: Rgb): string {
  return red * 0.299 + green * 0.587 + blue * 0.114 > 140 ? "#101820" : "#ffffff";
}
