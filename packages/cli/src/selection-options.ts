import { type Command, Option } from "commander";

/** Adds the selection options, the same for every command that takes a registry. */
export function addSelectionOptions(command: Command): Command {
  const options = [
    new Option("--port <ports>", "ports and ranges, such as 1-1023,8080"),
    new Option("--protocol <protocols>", "tcp, udp, sctp, dccp or none"),
    new Option("--name <names>", "service names, such as 'http*,ssh'; *, ? and [a-z] match"),
    new Option("--status <statuses>", "assigned, unassigned, reserved, de-registered, …"),
    new Option("--class <classes>", "system, user or dynamic ports"),
    new Option("--since <date>", "registered or modified on this date or later"),
    new Option("--where <text>", "text in any column"),
  ];
  for (const option of options) {
    command.addOption(option.helpGroup("Selection (values separated by commas):"));
  }
  return command;
}
