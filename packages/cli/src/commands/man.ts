import type { Command } from "commander";

/** Writes the manual page portolan(1) from the command line's own definitions, in man(7) macros. */
export function manPage(program: Command): string {
  const commands = program.commands.filter((command) => command.name() !== "help");
  return [
    `.TH PORTOLAN 1 "" "portolan ${program.version() ?? ""}" "User Commands"`,
    ".SH NAME",
    "portolan \\- the IANA service name and port number registry in every shape",
    ".SH SYNOPSIS",
    ...commands.flatMap((command) => [
      ".br",
      `.B portolan ${roff(command.name())}`,
      roff(command.usage()),
    ]),
    ".SH DESCRIPTION",
    roff(program.description()),
    ".SH COMMANDS",
    ...commands.flatMap(commandSection),
    ".SH EXIT STATUS",
    ...definition("0", "done; and the same, found, or clean where that was the question"),
    ...definition("1", "different, not found, or with findings"),
    ...definition("2", "could not be done: wrong usage, unreadable, unparsable"),
    ".SH ENVIRONMENT",
    ...definition("PORTOLAN_CACHE", "folder of the synced copy, else $XDG_CACHE_HOME/portolan"),
    ...definition("NO_COLOR, FORCE_COLOR", "no colour, colour even without a terminal"),
    ".SH SEE ALSO",
    ".BR services (5),\n.BR protocols (5),\n.BR getent (1)",
    "",
  ].join("\n");
}

function commandSection(command: Command): readonly string[] {
  return [
    `.SS ${roff(command.name())} ${roff(command.usage())}`,
    roff(`${capitalized(command.description())}.`),
    ...command.registeredArguments.flatMap((argument) =>
      definition(argument.name(), argument.description),
    ),
    ...command.options.flatMap((option) => definition(option.flags, option.description)),
  ];
}

function definition(term: string, meaning: string): readonly string[] {
  return [".TP", `.B ${roff(term)}`, roff(meaning)];
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Writes text so that roff shows it as it is: no request, no escape, hyphens that can be copied. */
function roff(text: string): string {
  return text
    .replace(/\\/g, "\\e")
    .replace(/-/g, "\\-")
    .replace(/^([.'])/gm, "\\&$1");
}
