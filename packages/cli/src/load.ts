import {
  isReadableFormat,
  type JoinPart,
  joinRegistries,
  READABLE_FORMATS,
  type ReadableFormat,
  readRegistry,
} from "@portolan/convert";
import type { Problem, Registry } from "@portolan/model";
import { type Input, readInputFile, readInputStream } from "@portolan/source";
import { UsageError } from "./exit.js";
import type { Io } from "./io.js";

/** Holds a problem with the input it is in. */
export interface PlacedProblem {
  readonly problem: Problem;
  readonly input: Input;
}

/** Holds the registry a command works on, and every problem of reading it. */
export interface LoadedRegistry {
  readonly registry: Registry;
  readonly problems: readonly PlacedProblem[];
}

/**
 * Reads the registry a command works on.
 *
 * @param paths files, `-` for standard input; none means standard input where it is piped. Several are joined.
 * @param from format of all inputs, else each one's content decides.
 */
export async function loadRegistry(
  paths: readonly string[],
  from: string | undefined,
  io: Io,
): Promise<LoadedRegistry> {
  const format = from === undefined ? undefined : checkReadable(from);
  const parts: (JoinPart & { readonly input: Input })[] = [];
  for (const input of await readInputs(paths, io)) {
    const result = await readRegistry(input.text, { from: format, fileName: input.name });
    parts.push({ ...result, source: input.text, input });
  }
  const joined = joinRegistries(parts);
  const problems = parts.flatMap((part, index) =>
    [...part.problems, ...(joined.problems[index] ?? [])].map((problem) => ({
      problem,
      input: part.input,
    })),
  );
  return { registry: joined.registry, problems };
}

async function readInputs(paths: readonly string[], io: Io): Promise<readonly Input[]> {
  if (paths.length === 0 && !io.stdin.isPiped) {
    throw new UsageError("which registry? Name a file, or pipe one in.");
  }
  const inputs: Input[] = [];
  for (const path of paths.length === 0 ? ["-"] : paths) {
    inputs.push(path === "-" ? await readInputStream(io.stdin.stream) : await readInputFile(path));
  }
  return inputs;
}

function checkReadable(name: string): ReadableFormat {
  if (isReadableFormat(name)) return name;
  throw new UsageError(
    `cannot read “${name}”; the formats that can be read are ${READABLE_FORMATS.join(", ")}.`,
  );
}
