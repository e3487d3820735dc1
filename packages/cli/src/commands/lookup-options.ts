import type { Command } from "commander";
import type { SetExitCode } from "../exit.js";
import type { Session } from "../io.js";
import { addNotes } from "../notes.js";
import { registryOption } from "../registry-option.js";
import type { LookupOptions } from "./lookup.js";

/** Defines `portolan lookup`. */
export function addLookup(program: Command, session: Session, setExitCode: SetExitCode): void {
  const command = program
    .command("lookup")
    .description("Tells what the registry says of ports, names and DNS-SD types.")
    .argument("[query...]", "443, 443/tcp, https, 6010, _ipp._tcp …")
    .addOption(registryOption("to ask"))
    .option("--next-free", "give the next free port")
    .option("--class <class>", "with --next-free: system or user ports (user)")
    .option("--protocol <protocol>", "with --next-free: free for this transport protocol (all)")
    .option("--count <number>", "with --next-free: so many ports in a row (1)")
    .option("--json", "as JSON");
  addNotes(command, {
    examples: [
      "portolan lookup 443/tcp https",
      "portolan lookup _ipp._tcp --json",
      "portolan lookup --next-free --class user --protocol udp",
    ],
    exit: ["found", "something was not found"],
  }).action(async (queries: string[], options: LookupOptions) => {
    const { lookup } = await import("./lookup.js");
    setExitCode(await lookup(queries, options, session));
  });
}
