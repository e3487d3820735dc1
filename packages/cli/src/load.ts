import {
  isReadableFormat,
  type JoinPart,
  joinRegistries,
  READABLE_FORMATS,
  type ReadableFormat,
  readRegistry,
} from "@portolan/convert";
import type { Registry } from "@portolan/model";
import {
  defaultStore,
  type Input,
  readInputFile,
  readInputStream,
  registryAtHand,
} from "@portolan/source";
import { RefusedError, UsageError } from "./exit.js";
import { type Io, writeChunks } from "./io.js";
import { type PlacedProblem, printProblems } from "./print-problems.js";

/** Holds the registry a command works on, and every problem of reading it. */
export interface LoadedRegistry {
  readonly registry: Registry;
  readonly problems: readonly PlacedProblem[];
  /** The inputs it was read from, with the zero-based offset of each one's records. */
  readonly inputs: readonly LoadedInput[];
}

/** Holds one input with the places of its records. */
export interface LoadedInput {
  readonly input: Input;
  readonly offsets: readonly number[];
}

/**
 * Reads the registry that a command converts.
 *
 * @param paths files, `-` for standard input; none means standard input where it is piped, else the
 * registry at hand. Several are joined.
 * @param from format of all inputs, else each one's content decides.
 */
export async function loadRegistry(
  paths: readonly string[],
  from: string | undefined,
  io: Io,
): Promise<LoadedRegistry> {
  if (paths.length > 0) return readAndJoin(paths, from, io);
  return io.stdin.isPiped ? readAndJoin(["-"], from, io) : loadAtHand(io);
}

/** Reads the registry that a command asks: the one that is named, else the registry at hand. */
export function loadNamedRegistry(path: string | undefined, io: Io): Promise<LoadedRegistry> {
  return path === undefined ? loadAtHand(io) : readAndJoin([path], undefined, io);
}

/** Takes the synced copy, else the excerpt that ships with the package, and says which it is. */
async function loadAtHand(io: Io): Promise<LoadedRegistry> {
  const { kind, name, text } = await registryAtHand(defaultStore(io.env));
  const { registry, problems, offsets } = await readRegistry(text);
  const what =
    kind === "synced"
      ? "the synced copy"
      : "the excerpt that ships with portolan (portolan sync gets the whole)";
  const date = registry.updated === undefined ? "" : ` of ${registry.updated}`;
  await writeChunks(io.stderr, [`Using ${what}${date}, ${registry.records.length} records.\n`]);
  const input: Input = { name, text };
  return {
    registry,
    problems: problems.map((problem) => ({ problem, input })),
    inputs: [{ input, offsets }],
  };
}

async function readAndJoin(
  paths: readonly string[],
  from: string | undefined,
  io: Io,
): Promise<LoadedRegistry> {
  const format = from === undefined ? undefined : checkReadable(from);
  const parts: (JoinPart & { readonly input: Input })[] = [];
  for (const path of paths) {
    const input = path === "-" ? await readInputStream(io.stdin.stream) : await readInputFile(path);
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
  return { registry: joined.registry, problems, inputs: parts };
}

/**
 * Takes the registry out of what was loaded, and shows why where it cannot be used.
 *
 * @throws {RefusedError} where it was read with errors.
 */
export async function usable({ registry, problems }: LoadedRegistry, io: Io): Promise<Registry> {
  const errors = problems.filter(({ problem }) => problem.severity === "error");
  await printProblems(errors, io);
  if (errors.length > 0) throw new RefusedError();
  return registry;
}

function checkReadable(name: string): ReadableFormat {
  if (isReadableFormat(name)) return name;
  throw new UsageError(
    `cannot read “${name}”; the formats that can be read are ${READABLE_FORMATS.join(", ")}.`,
  );
}
