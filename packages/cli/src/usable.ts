import type { Registry } from "@portolan/model";
import { RefusedError } from "./exit.js";
import type { Session } from "./io.js";
import type { LoadedRegistry } from "./load.js";
import { isError, printProblems } from "./print-problems.js";
import { counted, remark } from "./remark.js";

/**
 * Takes the registry out of what was loaded, and shows every problem of reading it.
 *
 * @throws {RefusedError} where it was read with errors.
 */
export async function usable(
  { registry, problems }: LoadedRegistry,
  session: Session,
): Promise<Registry> {
  await printProblems(problems, session);
  if (problems.some(isError)) throw new RefusedError();
  return registry;
}

/**
 * Does the same for a command that only asks. Who wants an answer has to know that rows may be missing,
 * and no list of them: the warnings are counted, unless `--verbose` asks for all. Those of the copy at
 * hand were told by `sync`, and a look-up in its index does not know them.
 *
 * @throws {RefusedError} where it was read with errors.
 */
export async function askable(loaded: LoadedRegistry, session: Session): Promise<Registry> {
  if (session.verbose) return usable(loaded, session);
  const { problems, inputs, atHand } = loaded;
  const errors = problems.filter(isError);
  const registry = await usable({ ...loaded, problems: errors }, session);
  if (problems.length > 0 && atHand === undefined) {
    const names = inputs.map(({ input }) => input.name).join(", ");
    const warnings = counted(problems.length, "warning");
    await remark(`Read ${names} with ${warnings}; portolan lint shows them.`, session);
  }
  return registry;
}
