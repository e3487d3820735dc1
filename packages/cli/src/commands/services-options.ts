import type { Command } from "commander";
import type { SetExitCode } from "../exit.js";
import type { Session } from "../io.js";
import { addNotes } from "../notes.js";
import { fromOption, registryOption } from "../registry-option.js";
import { addSelectionOptions } from "../selection-options.js";
import type { AuditArguments } from "./services-audit.js";
import type { ExportArguments } from "./services-export.js";
import type { ProtocolsArguments } from "./services-protocols.js";
import { writerOption } from "./writer-flags.js";

const OUTPUT = [
  "-o, --output <file>",
  "file to write, whole or not at all (else standard output)",
] as const;

/** Defines `portolan services` with its commands. */
export function addServices(program: Command, session: Session, setExitCode: SetExitCode): void {
  const services = program
    .command("services")
    .description(
      "Audits a system's services file, and writes /etc/protocols and the files of other programs. (portolan convert --to services writes /etc/services.)",
    )
    .usage("<command> [options]")
    .helpCommand(false);
  addAudit(services, session, setExitCode);
  addExport(services, session, setExitCode);
  addProtocols(services, session, setExitCode);
}

function addAudit(services: Command, session: Session, setExitCode: SetExitCode): void {
  const command = services
    .command("audit")
    .summary("compare a services file with the registry")
    .description(
      "Tells what in a services file differs from the registry, and what resolvers never see.",
    )
    .argument("[file]", "services file (else /etc/services)", "/etc/services")
    .addOption(registryOption("to compare with"))
    .option("--json", "as JSON, one finding a line");
  addNotes(command, {
    text: ["With --quiet only errors are findings."],
    examples: ["portolan services audit", "portolan services audit rootfs/etc/services --json"],
    exit: ["clean", "with findings"],
  }).action(async (file: string, options: AuditArguments) => {
    const { audit } = await import("./services-audit.js");
    setExitCode(await audit(file, options, session));
  });
}

function addExport(services: Command, session: Session, setExitCode: SetExitCode): void {
  const command = services
    .command("export")
    .summary("write the services file of another program")
    .description("Writes the services file of another program.")
    .argument("<program>", "nmap, wireshark, lookup-csv (Graylog) or lookup-yaml (Logstash)")
    .argument("[input...]", "files, in any format; - is standard input; several are joined")
    .option(...OUTPUT);
  addSelectionOptions(command);
  addNotes(command, {
    examples: [
      "portolan services export nmap -o nmap-services",
      "portolan services export wireshark registry.xml -o services",
    ],
  }).action(async (consumer: string, inputs: string[], options: ExportArguments) => {
    const { exportServices } = await import("./services-export.js");
    setExitCode(await exportServices(consumer, inputs, options, session));
  });
}

function addProtocols(services: Command, session: Session, setExitCode: SetExitCode): void {
  const command = services
    .command("protocols")
    .summary("write /etc/protocols")
    .description("Writes /etc/protocols from IANA's registry “protocol-numbers”.")
    .argument("[input]", "that registry as XML, CSV, text or page; - is standard input")
    .addOption(fromOption())
    .option(...OUTPUT)
    .option("--check", "write nothing; tell whether the output file is up to date")
    .addOption(writerOption("--comments"))
    .addOption(writerOption("--pack"))
    .option("--no-header", "no comment with the registry's date");
  addNotes(command, {
    examples: ["portolan services protocols protocol-numbers.xml -o protocols"],
    exit: ["done or up to date", "--check found a difference"],
  }).action(async (input: string | undefined, options: ProtocolsArguments) => {
    const { writeProtocols } = await import("./services-protocols.js");
    setExitCode(await writeProtocols(input, options, session));
  });
}
