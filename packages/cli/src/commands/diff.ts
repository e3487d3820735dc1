import { asToldBy } from "@portolan/convert";
import type { Registry, ServiceRecord } from "@portolan/model";
import {
  diff as compare,
  type DiffLine,
  type DiffReport,
  diffLines,
  diffMarkdown,
  diffReport,
  diffSlack,
  isSame,
  type RegistryDiff,
  Selector,
} from "@portolan/query";
import { defaultStore, readInputFile } from "@portolan/source";
import { type Command, Option } from "commander";
import type { Console } from "../console.js";
import { deliver, outputOption } from "../delivery.js";
import { DIFFERENT, DONE, type ExitCode, UsageError } from "../exit.js";
import { jsonText } from "../io.js";
import { type LoadedInput, loadCopy, loadNamedRegistry, loadRegistry } from "../load.js";
import { addNotes } from "../notes.js";
import {
  addReadingOptions,
  addSelectionOptions,
  type ReadingArguments,
  refuseStandardInputTwice,
  type SelectionArguments,
  selectionOf,
} from "../options.js";
import { definitionList, messageLine, type Room, widthOf } from "../render/layout.js";
import { bold, green, red, type Style, unstyled, yellow } from "../render/style.js";

/** Defines `portolan diff`. */
export function addDiff(program: Command, console: Console): void {
  const command = program
    .command("diff")
    .description(
      "Tells what changed between two registries, in whatever formats: first what it means for users, then what is new, gone, renamed, moved, reassigned and edited.",
    )
    .argument("[old]", "file, or - for standard input (else the copy before the synced one)")
    .argument("[new]", "file, or - for standard input (else the synced copy)")
    .option("--all", "list changes of reserved and unassigned ports, people and header too")
    .option("--names <file>", "only changes of the names in this file; it may be a services file")
    .addOption(
      new Option("--json", "as JSON, enough to make the new registry of the old one").conflicts([
        "markdown",
        "slack",
      ]),
    )
    .addOption(new Option("--markdown", "as a Markdown change log").conflicts("slack"))
    .option("--slack", "as a message for Slack")
    .addOption(outputOption());
  addReadingOptions(command, "that is the newer one");
  addSelectionOptions(command);
  addNotes(command, {
    text: [
      "Protocols of one service are told together. A selection tells the changes of records that it takes in the old registry or in the new one, and what these mean.",
      "Registries in different formats are compared as far as both formats tell: a CSV has no header and no people, so these are no difference to an XML. See portolan formats.",
      "With --quiet nothing is shown: the exit code tells. portolan apply makes the new registry of the old one and the JSON.",
    ],
    examples: [
      "portolan diff",
      "portolan diff last-week.xml today.xml --class system",
      "portolan diff old.csv new.csv --markdown -o CHANGES.md",
      "portolan diff old.xml new.xml --names /etc/services",
    ],
    exit: ["the same", "different"],
  }).action(async (old: string | undefined, fresh: string | undefined, options: DiffArguments) => {
    console.exitCode = await diff(old, fresh, options, console);
  });
}

/** Holds the options of `portolan diff` as they appear on the command line. */
interface DiffArguments extends SelectionArguments, ReadingArguments {
  readonly all?: boolean;
  readonly names?: string;
  readonly json?: boolean;
  readonly markdown?: boolean;
  readonly slack?: boolean;
  readonly output?: string;
}

/** Carries out `portolan diff`. */
async function diff(
  oldPath: string | undefined,
  newPath: string | undefined,
  options: DiffArguments,
  console: Console,
): Promise<ExitCode> {
  refuseStandardInputTwice(oldPath, newPath);
  const takes = await takenBy(options);
  const { registry: _newer, ...reading } = options;
  const old =
    oldPath === undefined
      ? await previousCopy(console)
      : await loadRegistry([oldPath], reading, console);
  const fresh =
    newPath === undefined
      ? await loadNamedRegistry(options, console)
      : await loadRegistry([newPath], options, console);
  const difference = await compareTold(old, fresh, console);
  const all = options.all === true;
  const report = diffReport(difference, takes === undefined ? { all } : { all, takes });
  const isDifferent =
    takes === undefined ? !isSame(difference) : report.sections.length + report.hidden.length > 0;
  if (!isDifferent) {
    await console.remark(
      takes === undefined ? "The registries are the same." : "Nothing selected changed.",
    );
  }
  if (!console.quiet || options.output !== undefined)
    await write(difference, report, takes !== undefined, options, console);
  return isDifferent ? DIFFERENT : DONE;
}

/** Returns what tells whether a record is selected; undefined where there are no criteria. */
async function takenBy(
  options: DiffArguments,
): Promise<((record: ServiceRecord) => boolean) | undefined> {
  const selection = await selectionOf(options);
  const names = options.names === undefined ? undefined : await namesIn(options.names);
  if (Object.keys(selection).length === 0 && names === undefined) return undefined;
  const selector = new Selector(selection);
  return (record) => selector.takes(record) && (names?.(record) ?? true);
}

/** Reads a list of names; one may have a protocol, `ssh/tcp`. */
async function namesIn(path: string): Promise<(record: ServiceRecord) => boolean> {
  const { readNameList } = await import("@portolan/services");
  const names = new Set(readNameList((await readInputFile(path)).text));
  return ({ name, protocol }) =>
    name !== undefined && (names.has(name) || names.has(`${name}/${protocol}`));
}

/** Holds one side of the comparison. */
interface Side {
  readonly registry: Registry;
  readonly inputs: readonly Pick<LoadedInput, "format">[];
}

/** Loads the copy that was kept before the synced one. */
async function previousCopy(console: Console): Promise<Side> {
  const previous = await (await defaultStore(console.env)).previous();
  if (previous === undefined) {
    throw new UsageError(
      "there is no copy before the synced one to compare with; portolan sync keeps it when a new one comes. Name the older registry.",
    );
  }
  const read = await loadCopy(previous);
  const date = previous.updated === undefined ? "" : ` of ${previous.updated}`;
  await console.remark(`Comparing with the copy before${date}.`);
  return { registry: read.registry, inputs: [read] };
}

/** Compares two registries; those of different formats only as far as both formats tell. */
export async function compareTold(old: Side, fresh: Side, console: Console): Promise<RegistryDiff> {
  const formats = [...new Set([...old.inputs, ...fresh.inputs].map(({ format }) => format))];
  if (formats.length < 2) return compare(old.registry, fresh.registry);
  await console.remark(`Compared as far as both ${formats.join(" and ")} tell.`);
  const told = ({ registry }: Side): Promise<Registry> => asToldBy(formats, registry);
  return compare(await told(old), await told(fresh));
}

async function write(
  difference: RegistryDiff,
  report: DiffReport,
  isSelected: boolean,
  options: DiffArguments,
  console: Console,
): Promise<void> {
  const { json, markdown, slack, output } = options;
  if (json) {
    // What was left out of the changes could not be made of the old registry any more.
    const data = isSelected ? report : difference;
    await deliver(jsonText(data), options, console);
  } else if (markdown) await deliver(diffMarkdown(report), options, console);
  else if (slack) await deliver(diffSlack(report), options, console);
  else if (output !== undefined)
    await deliver(unstyled(render(report, FILE_ROOM)), options, console);
  else if (report.sections.length + report.hidden.length > 0)
    await console.show(render(report, console.out));
}

const STYLES: Readonly<Record<DiffLine["mark"], Style>> = {
  "#": bold,
  "+": green,
  "-": red,
  "~": yellow,
  "!": bold,
  " ": (text) => text,
};

/** What a file is laid out for: nothing is broken or cut. */
const FILE_ROOM: Room = {
  isTerminal: false,
  width: Number.POSITIVE_INFINITY,
  textWidth: Number.POSITIVE_INFINITY,
};

/**
 * Lays a report out: a title, and below each heading subject and place beside what is told; what would
 * take more than two lines there is told below, where a terminal has more room.
 */
function render(report: DiffReport, room: Room): string {
  const { textWidth } = room;
  const { sections } = report;
  const items = sections.flatMap((section) => section.items);
  const columnOf = (cells: readonly string[]): number =>
    Math.min(MOST_COLUMN, Math.max(0, ...cells.map(({ length }) => length)));
  const subjects = columnOf(items.map(({ subject }) => subject));
  const places = columnOf(items.map(({ place }) => place));
  const termWidth = subjects + places + (places > 0 ? 4 : 2);
  let text = "";
  for (const { mark, cells } of diffLines(report)) {
    const [subject = "", place = "", what = ""] = cells;
    if (cells.length === 1) text += messageLine(STYLES[mark](subject), room);
    else {
      const beside = places > 0 ? `  ${place.padEnd(places)}` : "";
      const term = `${STYLES[mark](mark)} ${subject.padEnd(subjects)}${beside}`;
      const isLong =
        subject.length > subjects || widthOf(what) > MOST_LINES * (textWidth - termWidth - 2);
      const isBelow = isLong && textWidth < Number.POSITIVE_INFINITY;
      text += definitionList([[isBelow ? term.trimEnd() : term, what]], {
        width: textWidth,
        termWidth: isBelow ? textWidth : termWidth,
        indent: 0,
      });
    }
  }
  return text;
}

/** Most characters that a column of names or ports takes from the text beside it. */
const MOST_COLUMN = 22;
/** Most lines that what is told takes beside its subject. */
const MOST_LINES = 2;
