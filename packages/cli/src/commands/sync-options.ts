import type { Command } from "commander";
import type { SetExitCode } from "../exit.js";
import type { Session } from "../io.js";
import { addNotes } from "../notes.js";
import type { SyncArguments } from "./sync.js";

/** Defines `portolan sync`. */
export function addSync(program: Command, session: Session, setExitCode: SetExitCode): void {
  const command = program
    .command("sync")
    .description("Downloads the registry, verifies it, and keeps the last good copy.")
    .option("--url <url>", "where to get it (else from IANA); https, or http on this machine")
    .option("--lock <file>", "file that pins date and SHA-256, for reproducible use")
    .option("--frozen", "take only what the lock file pins; a copy of it is not asked for again")
    .option("--force", "keep a copy that has far fewer records than the last one")
    .option("--json", "tell the result as JSON");
  addNotes(command, {
    text: [
      "The copy is kept where the platform keeps caches ($XDG_CACHE_HOME/portolan), or in $PORTOLAN_CACHE. Whatever happens to the download, the last good copy stays.",
    ],
    examples: [
      "portolan sync",
      "portolan sync --lock portolan.lock.json            # pin today's registry",
      "portolan sync --lock portolan.lock.json --frozen   # in CI",
    ],
    exit: ["done", "--frozen found another registry"],
  }).action(async (options: SyncArguments) => {
    const { sync } = await import("./sync.js");
    setExitCode(await sync(options, session));
  });
}
