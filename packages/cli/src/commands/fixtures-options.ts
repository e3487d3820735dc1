import type { Command } from "commander";
import type { Io } from "../io.js";
import type { SetExitCode } from "../program.js";
import type { FixturesOptions } from "./fixtures.js";

/** Defines `portolan fixtures`. */
export function addFixtures(program: Command, io: Io, setExitCode: SetExitCode): void {
  program
    .command("fixtures")
    .description("regenerate the registry fixtures of a folder from their sources")
    .argument("<folder>", "folder with a fixtures.json")
    .option("--check", "write nothing; tell what is not up to date")
    .option("-q, --quiet", "show differences and errors only")
    .addHelpText(
      "after",
      `
fixtures.json names what to make of which source; paths are relative to the folder:
  {
    "outputs": { "input.csv": { "to": "csv" }, "services": { "to": "services" } },
    "cases": {
      "aliases": { "source": "aliases/records.json" },
      "web": { "source": "aliases/records.json", "select": { "port": "80,443" } }
    }
  }
Each case's outputs are written to the folder of its name. A case may have "outputs" of its own, an
output "options" for its writer.`,
    )
    .action(async (folder: string, options: FixturesOptions) => {
      const { fixtures } = await import("./fixtures.js");
      setExitCode(await fixtures(folder, options, io));
    });
}
