import { type Session, writeChunks } from "../io.js";
import { loadNamedIndex } from "../load-index.js";

/** Carries out `portolan names`, which says nothing but names: its reader is a shell. */
export async function names(beginning: string, session: Session): Promise<void> {
  const { index, keep } = await loadNamedIndex(undefined, { ...session, quiet: true });
  const wanted = [...index.names()].filter((name) => name.startsWith(beginning)).sort();
  await writeChunks(session.stdout, [wanted.map((name) => `${name}\n`).join("")]);
  await keep();
}
