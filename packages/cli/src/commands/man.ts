import type { Command, Option } from "commander";
import type { Console } from "../console.js";
import { addNotes, exitSentence, isLaidOut, notesOf } from "../notes.js";
import { wrapWords } from "../render/layout.js";

/** Defines `portolan man`. */
export function addMan(
  program: Command,
  console: Console,
  defineAll: () => Promise<Command>,
): void {
  const command = program.command("man").description("Prints the manual page.");
  addNotes(command, {
    examples: ["portolan man | man -l -", "portolan man > /usr/local/share/man/man1/portolan.1"],
  }).action(async () => {
    await console.writeData(manPage(await defineAll()));
  });
}

/** Writes the manual page portolan(1) from the command line's own definitions, in man(7) macros. */
function manPage(program: Command): string {
  const commands = leaves(program);
  return [
    `.TH PORTOLAN 1 "" "portolan ${program.version() ?? ""}" "User Commands"`,
    ".SH NAME",
    "portolan \\- the IANA service name and port number registry in every shape",
    ".SH SYNOPSIS",
    ".nf",
    ...commands.map((command) => `\\fB${roff(pathOf(command))}\\fR ${roff(command.usage())}`),
    ".fi",
    ".SH DESCRIPTION",
    running(program.description()),
    ".SH COMMANDS",
    ...commands.flatMap(commandSection),
    ".SH OPTIONS OF EVERY COMMAND",
    ...program.createHelp().visibleOptions(program).flatMap(optionDefinition),
    ".SH EXIT STATUS",
    ...definition("0", "done; and the same, found, or clean where that was the question"),
    ...definition("1", "different, not found, or with findings"),
    ...definition("2", "could not be done: wrong usage, unreadable, unparsable"),
    ".SH ENVIRONMENT",
    ...definition("PORTOLAN_CACHE", "folder of the synced copy, else $XDG_CACHE_HOME/portolan"),
    ...definition("NO_COLOR", "no colour, unless FORCE_COLOR or --color asks for it"),
    ...definition("FORCE_COLOR", "colour even without a terminal; 0 for none"),
    ".SH SEE ALSO",
    ".BR services (5),",
    ".BR protocols (5),",
    ".BR getent (1)",
    "",
  ].join("\n");
}

/** Lists the commands that do something, those inside others with their whole name. */
function leaves(command: Command): readonly Command[] {
  const shown = new Set(command.createHelp().visibleCommands(command));
  const inside = command.commands.filter((one) => shown.has(one));
  return inside.length === 0 ? [command] : inside.flatMap(leaves);
}

function pathOf(command: Command): string {
  return command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();
}

function commandSection(command: Command): readonly string[] {
  const notes = notesOf(command);
  const options = command.options.flatMap((option) => optionDefinition(option));
  return [
    `.SS ${roff(pathOf(command))}`,
    running(command.description()),
    ...command.registeredArguments.flatMap((argument) =>
      definition(argument.name(), argument.description),
    ),
    ...options,
    ...(notes?.text ?? []).flatMap((text) => [
      ".PP",
      ...(isLaidOut(text) ? laidOut(text) : [running(text)]),
    ]),
    ...(notes === undefined
      ? []
      : [
          ".PP",
          running(exitSentence(notes)),
          ".PP",
          ...laidOut(notes.examples.map((line) => `$ ${line}`).join("\n")),
        ]),
  ];
}

function optionDefinition({ flags, description }: Option): readonly string[] {
  return definition(flags, description);
}

function definition(term: string, meaning: string): readonly string[] {
  return [".TP", `.B ${roff(term)}`, running(meaning)];
}

/** Writes running text in short lines, which roff joins. */
function running(text: string): string {
  return roff(wrapWords(text, 72).trimEnd());
}

/** Shows lines as they are. */
function laidOut(text: string): readonly string[] {
  return [".RS 4", ".nf", ...text.split("\n").map(roff), ".fi", ".RE"];
}

/** Writes text so that roff shows it as it is: no request, no escape, hyphens that can be copied. */
function roff(text: string): string {
  return text
    .replace(/\\/g, "\\e")
    .replace(/-/g, "\\-")
    .replace(/'/g, "\\(aq")
    .replace(/^\./gm, "\\&.");
}
