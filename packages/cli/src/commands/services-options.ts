import type { Command } from "commander";
import type { Io } from "../io.js";
import type { SetExitCode } from "../program.js";
import { addSelectionOptions } from "../selection-options.js";
import type { AuditArguments } from "./services-audit.js";
import type { ExportArguments } from "./services-export.js";
import type { ProtocolsArguments } from "./services-protocols.js";

/** Defines `portolan services` with its commands. */
export function addServices(program: Command, io: Io, setExitCode: SetExitCode): void {
  const services = program
    .command("services")
    .description(
      "audit a system's services file, write the files of other consumers, and protocols",
    );
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
  services
    .command("protocols")
    .description("write /etc/protocols from IANA's registry of protocol numbers")
    .argument("[input]", "that registry as XML, CSV, text or page; - is standard input")
    .option("-f, --from <format>", "xml, csv, html or text (else its content decides)")
    .option("-o, --output <file>", "file to write, whole or not at all (else standard output)")
    .option("--check", "write nothing; tell whether the output file is up to date")
    .option("--comments <amount>", "none, short or full (short)")
    .option("--pack <packs>", "aliases of debian, fedora, bsd: names that systems always carried")
    .option("--no-header", "no comment with the registry's date")
    .action(async (input: string | undefined, options: ProtocolsArguments) => {
      const { writeProtocols } = await import("./services-protocols.js");
      setExitCode(await writeProtocols(input, options, io));
    });
}
