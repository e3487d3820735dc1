import { loadWriter } from "@portolan/convert";
import { type Registry, Report } from "@portolan/model";
import { apply as applyDifference, type RegistryDiff } from "@portolan/query";
import { readInputFile, readInputStream } from "@portolan/source";
import type { Command } from "commander";
import type { Console } from "../console.js";
import { addDestinationOptions, type Destination, deliver } from "../delivery.js";
import { type ExitCode, UsageError } from "../exit.js";
import { emptyInput, loadRegistry } from "../load.js";
import { addNotes } from "../notes.js";
import { refuseStandardInputTwice } from "../options.js";
import { formatToWrite } from "./writer-options.js";

/** Defines `portolan apply`. */
export function addApply(program: Command, console: Console): void {
  const command = program
    .command("apply")
    .description("Makes the new registry of an old one and what portolan diff --json wrote.")
    .argument("<old>", "the registry that the difference was made from")
    .argument("<difference>", "JSON of portolan diff; - is standard input")
    .option(
      "-t, --to <format>",
      "format to write (else by the name of the output file, else json)",
    );
  addDestinationOptions(command);
  addNotes(command, {
    text: [
      "A difference fits only the registry it was made from: any other is refused. Make it between two registries of one format, since a difference between formats tells only what both tell.",
    ],
    examples: [
      "portolan diff old.xml new.xml --json > change.json",
      "portolan apply old.xml change.json --to xml -o new.xml",
    ],
    exit: ["done or up to date", "--check found a difference"],
  }).action(async (old: string, difference: string, options: ApplyArguments) => {
    console.exitCode = await apply(old, difference, options, console);
  });
}

/** Holds the options of `portolan apply` as they appear on the command line. */
interface ApplyArguments extends Destination {
  readonly to?: string;
}

/** Carries out `portolan apply`. */
async function apply(
  oldPath: string,
  differencePath: string,
  options: ApplyArguments,
  console: Console,
): Promise<ExitCode> {
  refuseStandardInputTwice(oldPath, differencePath);
  const format = formatToWrite(options) ?? "json";
  const { registry: old } = await loadRegistry([oldPath], {}, console);
  const fresh = madeOf(old, await readDifference(differencePath, console));
  const report = new Report();
  const write = await loadWriter(format);
  return deliver(write(fresh, {}, report), options, console, report);
}

async function readDifference(path: string, { stdin }: Console): Promise<RegistryDiff> {
  const { text } = path === "-" ? await readInputStream(stdin.stream) : await readInputFile(path);
  if (!/\S/.test(text)) throw emptyInput(path);
  const refused = new UsageError(`${path} is not a difference that portolan diff --json wrote.`);
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw refused;
  }
  const lists = ["records", "people", "footnotes"] as const;
  const isObject = (value: unknown): value is Record<string, unknown> =>
    typeof value === "object" && value !== null;
  if (!isObject(data) || !Array.isArray(data.header)) throw refused;
  for (const list of lists) {
    const part = data[list];
    if (!isObject(part) || !Array.isArray(part.changes) || !Array.isArray(part.script))
      throw refused;
  }
  return data as unknown as RegistryDiff;
}

function madeOf(old: Registry, difference: RegistryDiff): Registry {
  try {
    return applyDifference(difference, old);
  } catch (error) {
    // What was made from another registry, or changed since.
    if (error instanceof TypeError) throw new UsageError(error.message);
    throw error;
  }
}
