import { Command } from "commander";
import { addCompletion } from "./commands/completion-options.js";
import { addConvert } from "./commands/convert-options.js";
import { addDiff } from "./commands/diff-options.js";
import { addFixtures } from "./commands/fixtures-options.js";
import { addFormats } from "./commands/formats-options.js";
import { addLint } from "./commands/lint-options.js";
import { addLookup } from "./commands/lookup-options.js";
import { addMan } from "./commands/man-options.js";
import { addSearch } from "./commands/search-options.js";
import { addServices } from "./commands/services-options.js";
import { addStats } from "./commands/stats-options.js";
import { addSync } from "./commands/sync-options.js";
import type { ExitCode } from "./exit.js";
import type { Io } from "./io.js";
import { version } from "./version.js";

/** Takes the exit code of a command that was carried out. */
export type SetExitCode = (code: ExitCode) => void;

/**
 * Defines the command line. Only definitions are here, so that `--help` and `--version` start fast;
 * what a command does is loaded when it runs.
 */
export function createProgram(io: Io, setExitCode: SetExitCode): Command {
  const program = new Command("portolan")
    .description(
      "Reads the IANA service name and port number registry in every shape, and writes what you need from it.",
    )
    .version(version(), "-V, --version", "show the version")
    .helpOption("-h, --help", "show help")
    .helpCommand("help [command]", "show help of a command")
    .showSuggestionAfterError()
    .showHelpAfterError("(portolan --help shows how to use it)")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.stream.write(text),
      writeErr: (text) => io.stderr.stream.write(text),
      getOutHelpWidth: () => io.stdout.columns ?? 80,
      getErrHelpWidth: () => io.stderr.columns ?? 80,
    })
    .addHelpText(
      "after",
      `
Examples:
  $ portolan convert registry.xml --to services -o /etc/services
  $ curl -s …/service-names-port-numbers.csv | portolan convert --to json
  $ portolan convert page1.txt page2.txt --to csv --port 1-1023

Exit codes: 0 done, 1 different or not found, 2 could not be done.`,
    );
  addConvert(program, io, setExitCode);
  addLookup(program, io, setExitCode);
  addSearch(program, io, setExitCode);
  addDiff(program, io, setExitCode);
  addLint(program, io, setExitCode);
  addStats(program, io);
  addServices(program, io, setExitCode);
  addSync(program, io, setExitCode);
  addFixtures(program, io, setExitCode);
  addFormats(program, io);
  addCompletion(program, io);
  addMan(program, io);
  return program;
}
