import type { Command } from "commander";
import type { Io } from "../io.js";
import type { SetExitCode } from "../program.js";
import { addSelectionOptions } from "../selection-options.js";
import type { AuditArguments } from "./services-audit.js";
import type { ExportArguments } from "./services-export.js";

/** Defines `portolan services` with its commands. */
export function addServices(program: Command, io: Io, setExitCode: SetExitCode): void {
  const services = program
    .command("services")
    .description("audit a system's services file, and write the files of other consumers");
  services
    .command("audit")
    .description(
      "tell what in a services file differs from the registry, and what resolvers never see",
    )
    .argument("[file]", "services file", "/etc/services")
    .option(
      "-r, --registry <input>",
      "registry to compare with (else the synced copy, else the excerpt)",
    )
    .option("-v, --verbose", "show every finding")
    .option("--json", "as JSON, one finding a line")
    .addHelpText("after", "\nExit codes: 0 nothing is wrong, 1 something is, 2 could not be done.")
    .action(async (file: string, options: AuditArguments) => {
      const { audit } = await import("./services-audit.js");
      setExitCode(await audit(file, options, io));
    });
  const exporting = services
    .command("export")
    .description("write the file of another consumer: nmap, wireshark, lookup-csv, lookup-yaml")
    .argument("<consumer>", "nmap, wireshark, lookup-csv (Graylog) or lookup-yaml (Logstash)")
    .argument("[input...]", "registry; - is standard input; several are joined")
    .option("-o, --output <file>", "file to write, whole or not at all (else standard output)");
  addSelectionOptions(exporting).action(
    async (consumer: string, inputs: string[], options: ExportArguments) => {
      const { exportServices } = await import("./services-export.js");
      setExitCode(await exportServices(consumer, inputs, options, io));
    },
  );
}
