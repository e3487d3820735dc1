import { Command, Help, Option } from "commander";
import { COMMANDS } from "./commands.js";
import type { SetExitCode } from "./exit.js";
import { GLOBAL_OPTIONS } from "./global-options.js";
import { COLOR_MODES, type Io, type Output, type Session, widthOf } from "./io.js";
import { DESCRIPTION, overview } from "./overview.js";
import { definitionList, messageLine } from "./render/wrap.js";
import { version } from "./version.js";

/** Says what the command line is defined for. */
export interface ProgramOptions {
  /** Name of the one command that is asked for, so that no other is loaded; all where it is none. */
  readonly only?: string | undefined;
  readonly setExitCode?: SetExitCode;
  /** Takes what was asked for: help, or the version. */
  readonly show?: (text: string) => void;
  /** Takes messages of the parser of arguments, and help that goes with them. */
  readonly complain?: (text: string) => void;
}

/** Defines the command line. What a command does is loaded when it runs. */
export async function createProgram(
  io: Io,
  { only, setExitCode = () => {}, show = () => {}, complain = () => {} }: ProgramOptions = {},
): Promise<Command> {
  const { color, quiet, verbose, version: versionOption, help } = GLOBAL_OPTIONS;
  const session: Session = { ...io, color: "auto", quiet: false, verbose: false };
  const program = new Command("portolan")
    .description(DESCRIPTION)
    .usage("<command> [options]")
    .version(version(), versionOption.flags, versionOption.description)
    .helpOption(help.flags, help.description)
    .helpCommand("help [command]", "show help of a command")
    .addOption(new Option(color.flags, color.description).choices(COLOR_MODES))
    .option(quiet.flags, quiet.description)
    .option(verbose.flags, verbose.description)
    .hook("preAction", () => {
      Object.assign(session, program.opts());
    })
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: show,
      writeErr: complain,
      outputError: (text, write) => write(inOurWords(text, io.stderr)),
      getOutHelpWidth: () => helpWidthOf(io.stdout),
      getErrHelpWidth: () => helpWidthOf(io.stderr),
    });
  configureHelp(program);
  const one = COMMANDS.filter(({ name }) => name === only);
  for (const { summary, load } of one.length > 0 ? one : COMMANDS) {
    const add = await load();
    add(program, session, setExitCode, () => createProgram(io));
    const added = program.commands.at(-1);
    if (summary !== undefined) added?.summary(summary);
  }
  pointToHelp(program, "portolan");
  return program;
}

/** Help is no wider than a book's page, however wide the terminal is. */
function helpWidthOf(output: Output): number {
  return Math.min(widthOf(output), 80);
}

/** Makes a mistake in the use of a command point to that command's help. */
function pointToHelp(command: Command, path: string): void {
  command.showHelpAfterError(`(${path} --help shows how to use it)`);
  for (const one of command.commands) pointToHelp(one, `${path} ${one.name()}`);
}

/** Writes a message of Commander's as ours are. */
function inOurWords(message: string, output: Output): string {
  const text = message.replace(/^error: /, "portolan: ").replace(/'([^'\n]*)'/g, "“$1”");
  return text.replace(/.+\n/g, (line) => messageLine(line.trimEnd(), output));
}

/** Lays out the help of commands as that of the whole is: broken at any width, in our words. */
function configureHelp(program: Command): void {
  program.configureHelp({
    minWidthToWrap: 20,
    showGlobalOptions: true,
    visibleGlobalOptions: (command) =>
      command === program ? [] : program.options.filter(({ long }) => long !== "--version"),
    styleTitle: (title) => (title === "Global Options:" ? "Options of every command:" : title),
    optionDescription: ({ description }) => description,
    subcommandTerm: (command) => command.name(),
    argumentDescription: ({ description }) => description,
    formatItem: (term, termWidth, description, { helpWidth: width = 80 }) =>
      definitionList([[term, description]], { width, termWidth }).trimEnd(),
    formatHelp: (command, helper) =>
      command === program
        ? overview(helper.helpWidth ?? 80)
        : Help.prototype.formatHelp.call(helper, command, helper),
  });
}
