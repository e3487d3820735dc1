import { asToldBy, type ReadableFormat } from "@portolan/convert";
import type { Registry } from "@portolan/model";
import {
  diff as compare,
  type DiffLine,
  diffLines,
  diffMarkdown,
  isSame,
  type RegistryDiff,
} from "@portolan/query";
import { type Command, Option } from "commander";
import type { Console } from "../console.js";
import { DIFFERENT, DONE, type ExitCode, UsageError } from "../exit.js";
import { loadRegistry, usable } from "../load.js";
import { addNotes } from "../notes.js";
import { messageLine, type Room } from "../render/layout.js";
import { bold, green, red, type Style, yellow } from "../render/style.js";

/** Defines `portolan diff`. */
export function addDiff(program: Command, console: Console): void {
  const command = program
    .command("diff")
    .description(
      "Tells what changed between two registries, in whatever formats: added, removed, renamed, moved, reassigned, edited, and what that means for users.",
    )
    .argument("<old>", "file, or - for standard input")
    .argument("<new>", "file, or - for standard input")
    .addOption(
      new Option("--json", "as JSON, enough to make the new registry of the old one").conflicts(
        "markdown",
      ),
    )
    .option("--markdown", "as a Markdown change log");
  addNotes(command, {
    text: [
      "Registries in different formats are compared as far as both formats tell: a CSV has no header and no people, so these are no difference to an XML. See portolan formats.",
      "With --quiet nothing is shown: the exit code tells.",
    ],
    examples: [
      "portolan diff last-week.xml today.xml",
      "portolan diff old.csv new.csv --markdown > CHANGES.md",
    ],
    exit: ["the same", "different"],
  }).action(async (old: string, fresh: string, options: DiffOptions) => {
    console.exitCode = await diff(old, fresh, options, console);
  });
}

/** Holds the options of `portolan diff` as they stand on the command line. */
interface DiffOptions {
  readonly json?: boolean;
  readonly markdown?: boolean;
}

/** Carries out `portolan diff`. */
async function diff(
  oldPath: string,
  newPath: string,
  options: DiffOptions,
  console: Console,
): Promise<ExitCode> {
  if (oldPath === "-" && newPath === "-")
    throw new UsageError("only one of both can be standard input.");
  const old = await load(oldPath, console);
  const fresh = await load(newPath, console);
  const difference = await compareTold(old, fresh, console);
  if (!console.quiet) {
    if (options.json) await console.writeData(`${JSON.stringify(difference, undefined, 2)}\n`);
    else if (options.markdown) await console.writeData(diffMarkdown(difference));
    else await console.show(render(difference, console.out));
  }
  if (!isSame(difference)) return DIFFERENT;
  await console.remark("The registries are the same.");
  return DONE;
}

/** Holds one side of the comparison. */
interface Side {
  readonly registry: Registry;
  readonly formats: readonly ReadableFormat[];
}

async function load(path: string, console: Console): Promise<Side> {
  const loaded = await loadRegistry([path], undefined, console);
  const formats = loaded.inputs.map(({ format }) => format);
  return { registry: await usable(loaded, console), formats };
}

/** Compares two registries; those of different formats only as far as both formats tell. */
async function compareTold(old: Side, fresh: Side, console: Console): Promise<RegistryDiff> {
  const formats = [...new Set([...old.formats, ...fresh.formats])];
  if (formats.length < 2) return compare(old.registry, fresh.registry);
  await console.remark(`Compared as far as both ${formats.join(" and ")} tell.`);
  const told = ({ registry }: Side): Promise<Registry> => asToldBy(formats, registry);
  return compare(await told(old), await told(fresh));
}

const STYLES: Readonly<Record<DiffLine["mark"], Style>> = {
  "+": green,
  "-": red,
  "~": yellow,
  "!": bold,
  " ": (text) => text,
};

function render(difference: RegistryDiff, room: Room): string {
  return diffLines(difference)
    .map(({ mark, text }) => messageLine(STYLES[mark](`${mark} ${text}`), room))
    .join("");
}
