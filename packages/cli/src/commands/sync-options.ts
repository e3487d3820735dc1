import type { Command } from "commander";
import type { Io } from "../io.js";
import type { SetExitCode } from "../program.js";
import type { SyncArguments } from "./sync.js";

/** Defines `portolan sync`. */
export function addSync(program: Command, io: Io, setExitCode: SetExitCode): void {
  program
    .command("sync")
    .description("download the registry, verify it, and keep the last good copy")
    .option("--url <url>", "where to get it (else from IANA); https, or http on this machine")
    .option("--lock <file>", "file that pins date and SHA-256, for reproducible use")
    .option("--frozen", "fail when what is published differs from the lock file")
    .option("--force", "keep a copy that has far fewer records than the last one")
    .option("--json", "tell the result as JSON")
    .option("-q, --quiet", "show errors only")
    .addHelpText(
      "after",
      `
The copy is kept where the platform keeps caches ($XDG_CACHE_HOME/portolan), or in $PORTOLAN_CACHE.
Whatever happens to the download, the last good copy stays.

Examples:
  $ portolan sync
  $ portolan sync --lock portolan.lock.json            # pin what is published today
  $ portolan sync --lock portolan.lock.json --frozen   # in CI

Exit codes: 0 done, 1 --frozen found another registry, 2 could not be done.`,
    )
    .action(async (options: SyncArguments) => {
      const { sync } = await import("./sync.js");
      setExitCode(await sync(options, io));
    });
}
