import { type Session, writeMessage } from "./io.js";
import { messageLine } from "./render/wrap.js";

/** Says on standard error what is or was done; with `--quiet` nothing. */
export async function remark(text: string, session: Session): Promise<void> {
  if (!session.quiet) await writeMessage(session, messageLine(text, session.stderr));
}

/** Says so where none of some records was selected. */
export async function remarkSelected(
  taken: number,
  records: number,
  session: Session,
): Promise<void> {
  if (taken === 0 && records > 0)
    await remark(`Nothing selected of ${counted(records, "record")}.`, session);
}

/** Counts things in words: `1 record`, `345 records`. */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}
