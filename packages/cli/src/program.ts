import { Command, Help, Option } from "commander";
import { firstWord } from "./command-words.js";
import { COMMAND_GROUPS, COMMANDS } from "./commands.js";
import { COLOR_MODES, type Console, type Screen } from "./console.js";
import { definitionList, messageLine, wrapWords } from "./render/layout.js";
import { visible } from "./render/visible.js";
import { version } from "./version.js";

/** The options that every command takes, before its name and after it. */
const GLOBAL_OPTIONS = {
  color: ["--color <when>", "colour: auto, always or never (auto)"],
  noColor: ["--no-color", "no colour"],
  quiet: ["-q, --quiet", "show errors only"],
  verbose: ["-v, --verbose", "show every problem, and what was read"],
  version: ["-V, --version", "show the version"],
  help: ["-h, --help", "show help"],
} as const;

/** What the command is, in a sentence. */
const DESCRIPTION =
  "Reads the IANA service name and port number registry in every shape, and writes what you need from it.";

const EXAMPLES = `Examples:
  $ portolan lookup 443/tcp https
  $ portolan convert registry.xml --to services -o services
  $ portolan convert page1.txt page2.txt --to csv --port 1-1023
`;

/** Says what the command line is defined for. */
interface ProgramOptions {
  /** The arguments; without them all commands are defined, to be described. */
  readonly argv?: readonly string[];
  /** Takes what was asked for: help, or the version. */
  readonly show?: (text: string) => void;
  /** Takes messages of the parser of arguments, and help that goes with them. */
  readonly complain?: (text: string) => void;
}

/**
 * Defines the command line. Only the command that the arguments name is loaded; all where they name
 * none.
 */
export async function createProgram(
  console: Console,
  { argv = [], show = () => {}, complain = () => {} }: ProgramOptions = {},
): Promise<Command> {
  const { color, noColor, quiet, verbose, version: versionOption, help } = GLOBAL_OPTIONS;
  const program = new Command("portolan")
    .description(DESCRIPTION)
    .usage("<command> [options]")
    .version(version(), ...versionOption)
    .helpOption(...help)
    .helpCommand("help [command]", "show help of a command")
    .addOption(new Option(...color).choices(COLOR_MODES))
    .option(...noColor)
    .option(...quiet)
    .option(...verbose)
    .hook("preAction", () => {
      const { color: when, ...settings } = program.opts();
      // What --no-color leaves is false; where neither is given, Commander says true.
      console.configure({ ...settings, color: when === false ? "never" : when });
    })
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: show,
      writeErr: complain,
      outputError: (text, write) => write(inOurWords(text, argv, console.err)),
      getOutHelpWidth: () => helpWidthOf(console.out),
      getErrHelpWidth: () => helpWidthOf(console.err),
    });
  configureHelp(program);
  const word = firstWord(argv);
  const one = COMMANDS.filter(({ name }) => name === word);
  for (const { summary, load } of one.length > 0 ? one : COMMANDS) {
    const add = await load();
    add(program, console, () => createProgram(console));
    const added = program.commands.at(-1);
    if (summary !== undefined) added?.summary(summary);
  }
  pointToHelp(program, "portolan");
  return program;
}

/** Gives the width of help: no wider than a book's page, however wide the terminal is. */
function helpWidthOf({ width }: Screen): number {
  return Math.min(width, 80);
}

/** Makes a mistake in the use of a command point to that command's help. */
function pointToHelp(command: Command, path: string): void {
  command.showHelpAfterError(`(${path} --help shows how to use it)`);
  for (const one of command.commands) pointToHelp(one, `${path} ${one.name()}`);
}

/** Writes a message of Commander's as ours are. A line break in an argument is no line of ours. */
function inOurWords(message: string, argv: readonly string[], screen: Screen): string {
  let text = message;
  for (const part of argv.flatMap((argument) => [argument, ...argument.split("=", 1)]))
    if (/[\n\r]/.test(part)) text = text.replaceAll(part, visible(part));
  return text
    .replace(/^error: /, "portolan: ")
    .replace(/'([^'\n]*)'/g, "“$1”")
    .replace(/.+\n/g, (line) => messageLine(line.trimEnd(), screen));
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

/** Writes the help of the whole command, its commands in groups. */
function overview(width: number): string {
  const groups = COMMAND_GROUPS.map(({ heading, commands }) => ({
    heading,
    items: commands.flatMap(({ name, summary }) =>
      summary === undefined ? [] : [[name, summary] as const],
    ),
  }));
  const options = Object.values(GLOBAL_OPTIONS);
  const terms = [...groups.flatMap(({ items }) => items), ...options].map(([term]) => term.length);
  const list = (heading: string, items: readonly (readonly [string, string])[]): string =>
    `${heading}:\n${definitionList(items, { width, termWidth: Math.max(...terms) })}`;
  return [
    "Usage: portolan <command> [options]\n",
    wrapWords(DESCRIPTION, width),
    ...groups.map(({ heading, items }) => list(heading, items)),
    list("Options of every command", options),
    EXAMPLES,
    wrapWords(
      "portolan <command> --help shows a command's options and examples. " +
        "Exit codes: 0 done; 1 different, not found or with findings; 2 could not be done.",
      width,
    ),
  ].join("\n");
}
