import { type Command, Option } from "commander";

/** Adds the selection options, the same for every command that takes a registry. */
export function addSelectionOptions(command: Command): Command {
  const options = [
    new Option("--port <set>", "ports and ranges, such as 1-1023,8080"),
    new Option("--protocol <list>", "tcp, udp, sctp, dccp or none"),
    new Option("--name <globs>", "service names; *, ? and [a-z] stand for others"),
    new Option("--status <list>", "assigned, unassigned, reserved, de-registered, …"),
    new Option("--class <list>", "system, user or dynamic ports"),
    new Option("--since <date>", "registered or modified on this date or later"),
    new Option("--where <text>", "text in any column"),
  ];
  for (const option of options) command.addOption(option.helpGroup("Selection:"));
  return command;
}
