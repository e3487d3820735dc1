import { type Session, writeChunks } from "./io.js";
import { messageLine } from "./render/wrap.js";

/** Says on standard error what is or was done; with `--quiet` nothing. */
export async function remark(text: string, { quiet, stderr }: Session): Promise<void> {
  if (!quiet) await writeChunks(stderr, [messageLine(text, stderr)]);
}

/** Counts things in words: `1 record`, `345 records`. */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}
