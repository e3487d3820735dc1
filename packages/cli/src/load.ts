import {
  isReadableFormat,
  type JoinPart,
  joinRegistries,
  READABLE_FORMATS,
  type ReadableFormat,
  type ReadResult,
  readRegistry,
} from "@portolan/convert";
import type { Registry } from "@portolan/model";
import {
  type AtHand,
  defaultStore,
  type Input,
  type LongInput,
  openInputFile,
  openInputStream,
  readInputFile,
  readInputStream,
  registryAtHand,
} from "@portolan/source";
import { UsageError } from "./exit.js";
import type { Session } from "./io.js";
import { type PlacedProblem, placed } from "./print-problems.js";
import { remark } from "./remark.js";
import { type RegistryState, remarkAtHand, stateText } from "./remark-at-hand.js";

/** Holds the registry a command works on, and every problem of reading it. */
export interface LoadedRegistry {
  readonly registry: Registry;
  readonly problems: readonly PlacedProblem[];
  /** The inputs it was read from, with the zero-based offset of each one's records. */
  readonly inputs: readonly LoadedInput[];
  /** The registry at hand, where none was named. */
  readonly atHand?: AtHand;
}

/** Holds one input with the places of its records. */
export interface LoadedInput {
  readonly input: Input;
  readonly format: ReadableFormat;
  readonly offsets: readonly number[];
}

/** Most bytes of text that are read before anything is written: twice the registry's XML. */
const HELD_INPUT = 8 * 1024 * 1024;

/**
 * Opens the input of a command that can work on it while it is read.
 *
 * @param paths as for {@link loadRegistry}.
 * @returns undefined where it cannot be one input of a length that is not known: several, or the
 * registry at hand.
 */
export async function openSoleInput(
  paths: readonly string[],
  { stdin, heldInput = HELD_INPUT }: Session,
): Promise<Input | LongInput | undefined> {
  const [path = stdin.isPiped ? "-" : undefined, ...others] = paths;
  if (path === undefined || others.length > 0) return undefined;
  return path === "-" ? openInputStream(stdin.stream, heldInput) : openInputFile(path, heldInput);
}

/**
 * Reads the registry that a command converts.
 *
 * @param inputs files, `-` for standard input, or what was read already; none means standard input
 * where it is piped, else the registry at hand. Several are joined.
 * @param from format of all inputs, else each one's content decides.
 */
export async function loadRegistry(
  inputs: readonly (string | Input)[],
  from: string | undefined,
  session: Session,
): Promise<LoadedRegistry> {
  if (inputs.length > 0) return readAndJoin(inputs, from, session);
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
  const atHand = await registryAtHand(await defaultStore(session.env));
  const { kind, name, text } = atHand;
  const result = await readRegistry(text);
  const { registry, problems, format } = result;
  await remarkAtHand(kind, stateOf(registry), { path: name, format }, session);
  const input: Input = { name, text };
  return {
    registry,
    problems: placed(problems, input),
    inputs: [partOf(result, input)],
    atHand,
  };
}

function stateOf({ updated, records }: Registry): RegistryState {
  return { updated, records: records.length };
}

function readInput(path: string, { stdin }: Session): Promise<Input> {
  return path === "-" ? readInputStream(stdin.stream) : readInputFile(path);
}

/** Says with `--verbose` what was read. */
export async function remarkRead(
  name: string,
  format: ReadableFormat,
  state: RegistryState,
  session: Session,
): Promise<void> {
  if (session.verbose) await remark(`Read ${name} as ${format}${stateText(state)}.`, session);
}

async function readAndJoin(
  inputs: readonly (string | Input)[],
  from: string | undefined,
  session: Session,
): Promise<LoadedRegistry> {
  const format = readableFormat(from);
  const parts: (JoinPart & LoadedInput)[] = [];
  for (const one of inputs) {
    const input = typeof one === "string" ? await readInput(one, session) : one;
    const result = await readRegistry(input.text, { from: format, fileName: input.name });
    parts.push(partOf(result, input));
    await remarkRead(input.name, result.format, stateOf(result.registry), session);
  }
  const joined = joinRegistries(parts);
  const problems = parts.flatMap((part, index) =>
    placed([...part.problems, ...(joined.problems[index] ?? [])], part.input),
  );
  return { registry: joined.registry, problems, inputs: parts };
}

function partOf(result: ReadResult, input: Input): JoinPart & LoadedInput {
  const { registry, problems, format } = result;
  return {
    registry,
    problems,
    format,
    input,
    source: input.text,
    // Few commands ask for them, and some formats have to look for them.
    get offsets() {
      return result.offsets;
    },
  };
}

/**
 * Reads the format of all inputs.
 *
 * @throws {UsageError} for one that cannot be read.
 */
export function readableFormat(name: string | undefined): ReadableFormat | undefined {
  if (name === undefined || isReadableFormat(name)) return name;
  throw new UsageError(
    `cannot read “${name}”; the formats that can be read are ${READABLE_FORMATS.join(", ")}.`,
  );
}
