import { auditServices } from "@portolan/services";
import { readInputFile } from "@portolan/source";
import { DIFFERENT, DONE, type ExitCode } from "../exit.js";
import { type Session, writeChunks } from "../io.js";
import { loadNamedRegistry } from "../load.js";
import { isShown, type PrintOptions, placed, renderProblems } from "../print-problems.js";
import { remark } from "../remark.js";
import { usable } from "../usable.js";

/** Holds the options of `portolan services audit` as they stand on the command line. */
export interface AuditArguments extends PrintOptions {
  readonly registry?: string;
}

/** Carries out `portolan services audit`. */
export async function audit(
  file: string,
  options: AuditArguments,
  session: Session,
): Promise<ExitCode> {
  const registry = await usable(await loadNamedRegistry(options.registry, session), session);
  const input = await readInputFile(file);
  const { findings, problems } = auditServices(input.text, registry);
  // A line that nobody can read is a finding too.
  const shown = placed([...problems, ...findings], input).filter((one) => isShown(one, session));
  await writeChunks(session.stdout, [renderProblems(shown, session.stdout, session, options)]);
  if (shown.length === 0) await remark("No findings.", session);
  return shown.length > 0 ? DIFFERENT : DONE;
}
