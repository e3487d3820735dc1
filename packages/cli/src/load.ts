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
  type SnapshotInfo,
} from "@portolan/source";
import { RefusedError, UsageError } from "./exit.js";
import type { Session } from "./io.js";
import { type PlacedProblem, placed, printProblems } from "./print-problems.js";
import { remark } from "./remark.js";
import { type RegistryState, remarkAtHand, stateText } from "./remark-at-hand.js";

/** Holds the registry a command works on, and every problem of reading it. */
export interface LoadedRegistry {
  readonly registry: Registry;
  readonly problems: readonly PlacedProblem[];
  /** The inputs it was read from, with the zero-based offset of each one's records. */
  readonly inputs: readonly LoadedInput[];
  /** It is the excerpt that ships with the package: what it lacks may be registered all the same. */
  readonly isExcerpt: boolean;
  /** What is known of the synced copy, where it is that. */
  readonly copy?: SnapshotInfo;
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
  session: Session,
): Promise<LoadedRegistry> {
  if (paths.length > 0) return readAndJoin(paths, from, session);
  return session.stdin.isPiped ? readAndJoin(["-"], from, session) : loadAtHand(session);
}

/** Reads the registry that a command asks: the one that is named, else the registry at hand. */
export function loadNamedRegistry(
  path: string | undefined,
  session: Session,
): Promise<LoadedRegistry> {
  return path === undefined ? loadAtHand(session) : readAndJoin([path], undefined, session);
}

/** Takes the synced copy, else what ships with the command, and says which it is. */
async function loadAtHand(session: Session): Promise<LoadedRegistry> {
  const { kind, name, text, copy } = await registryAtHand(defaultStore(session.env));
  const { registry, problems, offsets, format } = await readRegistry(text);
  await remarkAtHand(kind, stateOf(registry), { path: name, format }, session);
  const input: Input = { name, text };
  return {
    registry,
    problems: placed(problems, input),
    inputs: [{ input, offsets }],
    isExcerpt: kind === "excerpt",
    ...(copy === undefined ? {} : { copy }),
  };
}

function stateOf({ updated, records }: Registry): RegistryState {
  return { updated, records: records.length };
}

async function readAndJoin(
  paths: readonly string[],
  from: string | undefined,
  session: Session,
): Promise<LoadedRegistry> {
  const format = from === undefined ? undefined : checkReadable(from);
  const parts: (JoinPart & { readonly input: Input })[] = [];
  for (const path of paths) {
    const input =
      path === "-" ? await readInputStream(session.stdin.stream) : await readInputFile(path);
    const result = await readRegistry(input.text, { from: format, fileName: input.name });
    parts.push({ ...result, source: input.text, input });
    if (session.verbose) {
      const state = stateText(stateOf(result.registry));
      await remark(`Read ${input.name} as ${result.format}${state}.`, session);
    }
  }
  const joined = joinRegistries(parts);
  const problems = parts.flatMap((part, index) =>
    placed([...part.problems, ...(joined.problems[index] ?? [])], part.input),
  );
  return { registry: joined.registry, problems, inputs: parts, isExcerpt: false };
}

/**
 * Takes the registry out of what was loaded, and shows why where it cannot be used.
 *
 * @throws {RefusedError} where it was read with errors.
 */
export async function usable(
  { registry, problems }: LoadedRegistry,
  session: Session,
): Promise<Registry> {
  const errors = problems.filter(({ problem }) => problem.severity === "error");
  await printProblems(errors, session);
  if (errors.length > 0) throw new RefusedError();
  return registry;
}

function checkReadable(name: string): ReadableFormat {
  if (isReadableFormat(name)) return name;
  throw new UsageError(
    `cannot read “${name}”; the formats that can be read are ${READABLE_FORMATS.join(", ")}.`,
  );
}
