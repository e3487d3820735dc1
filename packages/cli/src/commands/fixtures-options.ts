import type { Command } from "commander";
import type { SetExitCode } from "../exit.js";
import type { Session } from "../io.js";
import { addNotes } from "../notes.js";
import type { FixturesOptions } from "./fixtures.js";

/** Defines `portolan fixtures`. */
export function addFixtures(program: Command, session: Session, setExitCode: SetExitCode): void {
  const command = program
    .command("fixtures")
    .description("Makes the registry fixtures of a test suite anew from their sources.")
    .argument("<folder>", "folder with a fixtures.json")
    .option("--check", "write nothing; tell what is not up to date");
  addNotes(command, {
    text: [
      "fixtures.json names what to make of which source; paths are relative to the folder:",
      `  {
    "outputs": { "input.csv": { "to": "csv" }, "etc": { "to": "services" } },
    "cases": {
      "aliases": { "source": "aliases/records.json" },
      "web": { "source": "all.xml", "select": { "port": "80,443" } }
    }
  }`,
      'Each case\'s outputs are written to the folder of its name. A case may have "outputs" of its own, and an output "options" for its writer, named as in its package: { "to": "services", "options": { "target": "musl", "packs": ["bsd"] } }.',
    ],
    examples: ["portolan fixtures test/fixtures", "portolan fixtures test/fixtures --check"],
    exit: ["done or up to date", "--check found a difference"],
  }).action(async (folder: string, options: FixturesOptions) => {
    const { fixtures } = await import("./fixtures.js");
    setExitCode(await fixtures(folder, options, session));
  });
}
