import { COLORINGS, LAYOUTS } from "@portolan/chart";
import { FORMATS, READABLE_FORMATS } from "@portolan/convert";
import { PORT_CLASSES, STATUSES, TRANSPORT_PROTOCOLS } from "@portolan/model";
import { defined, type OptionValue } from "@portolan/model/internal";
import type { Argument, Command, Option } from "commander";
import { EXPORT_TARGETS } from "../commands/export.js";
import { WRITER_FLAGS } from "../commands/writer-options.js";
import { COLOR_MODES } from "../console.js";

/** Lists the shells there is a completion for. */
export const SHELLS = ["bash", "zsh", "fish"] as const;

/** Says what may stand in a place: one of some words, a service name, a file, or anything. */
export type Values =
  | { readonly kind: "words"; readonly words: readonly string[] }
  | { readonly kind: "names" | "files" | "text" };

/** Describes an option for a shell. */
export interface CompletedOption {
  /** Its short and long form, with the dashes. */
  readonly flags: readonly string[];
  readonly description: string;
  /** What its value may be; absent where it takes none. */
  readonly values?: Values;
}

/** Describes a command for a shell: the whole one, or one inside it. */
export interface CompletedCommand {
  /** Names that lead to it: none for the whole, `["services", "audit"]`. */
  readonly path: readonly string[];
  readonly summary: string;
  readonly options: readonly CompletedOption[];
  /** Commands inside it. */
  readonly commands: readonly CompletedCommand[];
  /** What its arguments may be, one after the other; the last stands for all that follow. */
  readonly operands: readonly Values[];
}

const TEXT: Values = { kind: "text" };
const FILES: Values = { kind: "files" };
const NAMES: Values = { kind: "names" };
const words = (list: readonly string[]): Values => ({ kind: "words", words: list });

/** What the values of options may be, by long form; others are text. */
const OPTION_VALUES: ReadonlyMap<string, Values> = new Map<string, Values>([
  ["--by", words([...COLORINGS, "change"])],
  ["--class", words(PORT_CLASSES)],
  ["--color", words(COLOR_MODES)],
  ["--from", words(READABLE_FORMATS)],
  ["--lock", FILES],
  ["--name", NAMES],
  ["--order", words(LAYOUTS)],
  ["--output", FILES],
  ["--protocol", words([...TRANSPORT_PROTOCOLS, "none"])],
  ["--registry", FILES],
  ["--status", words(STATUSES)],
  ["--to", words(FORMATS.map(({ name }) => name))],
  ...WRITER_FLAGS.map(({ flag, option }) => [flag.long ?? "", valuesOf(option)] as const),
]);

function valuesOf(option: OptionValue): Values {
  switch (option.is) {
    case "word":
    case "words":
      return words(option.words);
    case "text":
    case "listFile":
      return FILES;
    case "list":
      return NAMES;
    case "switch":
    case "number":
      return TEXT;
  }
}

/** What arguments may be, by name. */
const OPERAND_VALUES: ReadonlyMap<string, Values> = new Map<string, Values>([
  ["file", FILES],
  ["folder", FILES],
  ["input", FILES],
  ["new", FILES],
  ["newer", FILES],
  ["old", FILES],
  ["target", words(EXPORT_TARGETS)],
  ["query", NAMES],
  ["registry", FILES],
  ["shell", words(SHELLS)],
]);

/** Describes the command line for shells: the whole, then every command, depth first. */
export function completedCommands(program: Command): readonly CompletedCommand[] {
  const flatten = (command: CompletedCommand): readonly CompletedCommand[] => [
    command,
    ...command.commands.flatMap(flatten),
  ];
  return flatten(describe(program, [], program.options));
}

function describe(
  command: Command,
  path: readonly string[],
  globals: readonly Option[],
): CompletedCommand {
  // Commander's help lists what is visible: hidden commands are left out, --help is there.
  const help = command.createHelp();
  const isWhole = path.length === 0;
  const inside = help.visibleCommands(command).filter((one) => command.commands.includes(one));
  const shared = isWhole ? [] : globals.filter(({ long }) => long !== "--version");
  return {
    path,
    summary: help.subcommandDescription(command),
    options: [...help.visibleOptions(command), ...shared].map(describeOption),
    commands: inside.map((one) => describe(one, [...path, one.name()], globals)),
    operands: command.registeredArguments.map(operandValues),
  };
}

function describeOption({ short, long, description, required }: Option): CompletedOption {
  const flags = [short, long].filter((flag) => typeof flag === "string");
  const values = required ? (OPTION_VALUES.get(long ?? "") ?? TEXT) : undefined;
  return defined({ flags, description, values });
}

function operandValues(argument: Argument): Values {
  return OPERAND_VALUES.get(argument.name()) ?? TEXT;
}
