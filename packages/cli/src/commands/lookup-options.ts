import type { Command } from "commander";
import type { Io } from "../io.js";
import type { SetExitCode } from "../program.js";
import type { LookupOptions } from "./lookup.js";

/** Defines `portolan lookup`. */
export function addLookup(program: Command, io: Io, setExitCode: SetExitCode): void {
  program
    .command("lookup")
    .description("tell what the registry says of ports, names and DNS-SD types")
    .argument("[query...]", "443, 443/tcp, https, 6010, _ipp._tcp …")
    .option("-r, --registry <input>", "registry to ask (else the synced copy, else the excerpt)")
    .option("--next-free", "give the next free port")
    .option("--class <class>", "with --next-free: system or user ports (user)")
    .option("--protocol <protocol>", "with --next-free: free for this transport protocol (all)")
    .option("--count <number>", "with --next-free: so many ports in a row (1)")
    .option("--json", "as JSON")
    .addHelpText(
      "after",
      `
Examples:
  $ portolan lookup 443/tcp https
  $ portolan lookup _ipp._tcp --json
  $ portolan lookup --next-free --class user --protocol udp

Exit codes: 0 found, 1 something was not found, 2 could not be done.`,
    )
    .action(async (queries: string[], options: LookupOptions) => {
      const { lookup } = await import("./lookup.js");
      setExitCode(await lookup(queries, options, io));
    });
}
