import { type Session, writeChunks } from "../io.js";
import { loadNamedRegistry, usable } from "../load.js";

/** Carries out `portolan names`, which says nothing but names: its reader is a shell. */
export async function names(beginning: string, session: Session): Promise<void> {
  const silent = { ...session, quiet: true };
  const { records } = await usable(await loadNamedRegistry(undefined, silent), silent);
  const found = new Set(records.map(({ name }) => name).filter((name) => name !== undefined));
  const wanted = [...found].filter((name) => name.startsWith(beginning)).sort();
  await writeChunks(session.stdout, [wanted.map((name) => `${name}\n`).join("")]);
}
