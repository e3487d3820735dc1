import {
  type ChartSvgOptions,
  COLORINGS,
  LAYOUTS,
  type MapCell,
  mapLines,
  type PortMap,
  type TerminalInk,
  toChartPage,
  toChartSvg,
} from "@portolan/chart";
import type { Registry } from "@portolan/model";
import type { RegistryDiff } from "@portolan/query";
import { type Command, Option } from "commander";
import type { Console } from "../console.js";
import { addDestinationOptions, type Destination, deliver } from "../delivery.js";
import { type ExitCode, UsageError } from "../exit.js";
import { loadRegistry } from "../load.js";
import { addNotes } from "../notes.js";
import {
  addReadingOptions,
  oneOf,
  type ReadingArguments,
  refuseStandardInputTwice,
} from "../options.js";
import { definitionList, type Room, wrapWords } from "../render/layout.js";
import {
  blue,
  bold,
  cyan,
  dim,
  green,
  magenta,
  red,
  type Style,
  unstyled,
  yellow,
} from "../render/style.js";
import { compareTold } from "./diff.js";

/** Defines `portolan chart`. */
export function addChart(program: Command, console: Console): void {
  const command = program
    .command("chart")
    .description(
      "Draws all 65,536 ports: as one page with map, table, cards and time, which needs no network; as a picture; or as a map in the terminal.",
    )
    .argument("[registry]", "file, in any format; - is standard input")
    .argument("[newer]", "a second file: the chart shows it, and what changed since the first")
    .addOption(new Option("--svg", "the map alone, as a picture").conflicts("terminal"))
    .option("--terminal", "the map alone, in characters")
    .option("--by <what>", "of these two: colour by status, protocol, year, class or change")
    .option("--order <order>", "of these two: hilbert (neighbours stay neighbours) or rows")
    .option("--dark", "of --svg: for dark paper");
  addDestinationOptions(command);
  addReadingOptions(command, "to draw");
  addNotes(command, {
    text: [
      "The page opens from a file in any browser. An excerpt is drawn too, and named on the page.",
      "In the terminal a character is several ports: the fuller it is, the more of them are taken. Its colour is what most of the taken ones are.",
    ],
    examples: [
      "portolan chart -o ports.html",
      "portolan chart old.xml new.xml -o changes.html",
      "portolan chart --svg --by year -o ports.svg",
      "portolan chart --terminal --by protocol",
    ],
    exit: ["done or up to date", "--check found a difference"],
  }).action(async (first: string | undefined, newer: string | undefined, options: ChartOptions) => {
    console.exitCode = await chart(first, newer, options, console);
  });
}

/** Holds the options of `portolan chart` as they appear on the command line. */
interface ChartOptions extends ReadingArguments, Destination {
  readonly svg?: boolean;
  readonly terminal?: boolean;
  readonly by?: string;
  readonly order?: string;
  readonly dark?: boolean;
}

/** Holds what is drawn. */
interface Drawn {
  readonly registry: Registry;
  readonly difference?: RegistryDiff;
}

/** Carries out `portolan chart`. */
async function chart(
  first: string | undefined,
  newer: string | undefined,
  options: ChartOptions,
  console: Console,
): Promise<ExitCode> {
  refuseStandardInputTwice(first, newer);
  const draw = drawingOf(newer !== undefined, options, console);
  if (options.terminal !== true && options.output === undefined && console.out.isTerminal) {
    const name = options.svg ? "ports.svg" : "ports.html";
    throw new UsageError(`this is a file of its own: name it with -o, such as -o ${name}.`);
  }
  return draw(
    first !== undefined && newer !== undefined
      ? await loadBoth(first, newer, options, console)
      : // An excerpt is one too: the chart says so.
        await loadRegistry(first === undefined ? [] : [first], options, console, {
          takesExcerpt: true,
        }),
  );
}

/** Reads what is to be drawn, and refuses options that it cannot follow. */
function drawingOf(
  isDifference: boolean,
  options: ChartOptions,
  console: Console,
): (drawn: Drawn) => Promise<ExitCode> {
  const { svg, terminal, dark } = options;
  const coloring = oneOf("--by", options.by, [...COLORINGS, "change"] as const);
  const layout = oneOf("--order", options.order, LAYOUTS);
  if (coloring === "change" && !isDifference)
    throw new UsageError("--by change goes with two registries, the older one first.");
  if (dark && !svg) throw new UsageError("--dark goes with --svg.");
  if (svg)
    return ({ registry, difference }) => {
      const theme = dark ? "dark" : "light";
      const picture = toChartSvg(registry, { coloring, layout, theme, difference });
      return deliver(picture, options, console);
    };
  if (terminal) {
    if (isDifference)
      throw new UsageError("--terminal draws one registry; portolan diff compares.");
    return ({ registry }) => showMap(registry, { coloring, layout }, options, console);
  }
  const given = coloring === undefined ? (layout === undefined ? undefined : "--order") : "--by";
  if (given !== undefined)
    throw new UsageError(`${given} goes with --svg and --terminal; on the page people choose.`);
  return async (drawn) =>
    deliver(await toChartPage(drawn.registry, { difference: drawn.difference }), options, console);
}

async function loadBoth(
  older: string,
  newer: string,
  options: ReadingArguments,
  console: Console,
): Promise<Drawn> {
  const old = await loadRegistry([older], options, console);
  const fresh = await loadRegistry([newer], options, console);
  return { registry: fresh.registry, difference: await compareTold(old, fresh, console) };
}

async function showMap(
  registry: Registry,
  { coloring, layout }: Pick<ChartSvgOptions, "coloring" | "layout">,
  options: ChartOptions,
  console: Console,
): Promise<ExitCode> {
  // Without a second registry nothing has changed.
  const by = COLORINGS.find((one) => one === coloring);
  const { width } = console.out;
  const columns = width >= 140 ? 128 : width >= MAP_MARGIN + 64 ? 64 : 32;
  const map = mapLines(registry, { coloring: by, layout, columns });
  const text = render(map, registry, console.out);
  if (options.output !== undefined) return deliver(unstyled(text), options, console);
  await console.show(text);
  return 0;
}

/** Columns beside the map: the first port of a row before it, the class of ports behind it. */
const MAP_MARGIN = 15;

/** A cell by how many of its ports are taken, in quarters. */
const SHADES: Readonly<Record<MapCell["quarters"], string>> = {
  0: "·",
  1: "░",
  2: "▒",
  3: "▓",
  4: "█",
};

const INKS: Readonly<Record<TerminalInk, Style>> = {
  blue,
  red,
  yellow,
  magenta,
  cyan,
  green,
  dim,
};

/** The rows in which classes begin; System ends in the middle of the first. */
const CLASS_ROWS: ReadonlyMap<number, string> = new Map([
  [0, "System"],
  [1, "User"],
  [24, "Dynamic"],
]);

/** Lays the map out: rows with their first ports, and what characters and colours mean. */
function render(map: PortMap, { coverage, updated }: Registry, room: Room): string {
  const { lines, legend, portsOfCell } = map;
  const drawn = lines.map(({ first, cells }, row) => {
    const label = first === undefined ? "" : `${String(first).padStart(5)} `;
    const behind = first === undefined ? "" : (CLASS_ROWS.get(row) ?? "");
    return `${dim(label)}${runsOf(cells)}${behind === "" ? "" : ` ${dim(behind)}`}\n`;
  });
  const kinds = legend.map(({ kind, count }): readonly [string, string] => [
    `${INKS[kind.ink](signOf({ quarters: kind.isSea ? 0 : 4, kind }))} ${kind.label}`,
    count.toLocaleString("en-US").padStart(6),
  ]);
  const termWidth = Math.max(...legend.map(({ kind }) => kind.label.length + 2));
  const scale = `One character is ${portsOfCell} ports: · none of them is taken, ░ up to a quarter, ▒ up to half, ▓ up to three quarters, █ more. System ports end at 1023, in the first row.`;
  const unknown = legend.find(({ kind }) => kind.isUnknown)?.kind.label.toLowerCase();
  const gaps =
    unknown === undefined ? "" : ` ? is ${unknown}, and may well be taken in the whole registry.`;
  const part = coverage === "excerpt" ? "Excerpt of the registry" : "Registry";
  return [
    `${bold(updated === undefined ? part : `${part} of ${updated}`)}\n`,
    ...drawn,
    "\n",
    definitionList(kinds, { width: room.textWidth, termWidth, indent: 0 }),
    "\n",
    wrapWords(`${scale}${gaps}`, room.textWidth),
  ].join("");
}

function signOf({ quarters, kind }: MapCell): string {
  return quarters === 0 && kind.isUnknown ? "?" : SHADES[quarters];
}

/** Writes cells, those of one colour in a row together. */
function runsOf(cells: readonly MapCell[]): string {
  let text = "";
  let run = "";
  for (const [at, cell] of cells.entries()) {
    run += signOf(cell);
    const { ink } = cell.kind;
    if (cells[at + 1]?.kind.ink === ink) continue;
    text += INKS[ink](run);
    run = "";
  }
  return text;
}
