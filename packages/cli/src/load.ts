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
import { type RegistryState, remarkAtHand, stateText } from "./at-hand.js";
import { type Console, counted } from "./console.js";
import { RefusedError, UsageError } from "./exit.js";
import { isError, type PlacedProblem, placed } from "./problems.js";

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
  { stdin, io: { heldInput = HELD_INPUT } }: Console,
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
  console: Console,
): Promise<LoadedRegistry> {
  if (inputs.length > 0) return readAndJoin(inputs, from, console);
  return console.stdin.isPiped ? readAndJoin(["-"], from, console) : loadAtHand(console);
}

/** Reads the registry that a command asks: the one that is named, else the registry at hand. */
export function loadNamedRegistry(
  path: string | undefined,
  console: Console,
): Promise<LoadedRegistry> {
  return path === undefined ? loadAtHand(console) : readAndJoin([path], undefined, console);
}

/** Takes the synced copy, else what ships with the command, and says which it is. */
async function loadAtHand(console: Console): Promise<LoadedRegistry> {
  const atHand = await registryAtHand(await defaultStore(console.env));
  const { kind, name, text } = atHand;
  const result = await readRegistry(text);
  const { registry, problems, format } = result;
  await remarkAtHand(kind, stateOf(registry), { path: name, format }, console);
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

function readInput(path: string, { stdin }: Console): Promise<Input> {
  return path === "-" ? readInputStream(stdin.stream) : readInputFile(path);
}

/** Says with `--verbose` what was read. */
export async function remarkRead(
  name: string,
  format: ReadableFormat,
  state: RegistryState,
  console: Console,
): Promise<void> {
  if (console.verbose) await console.remark(`Read ${name} as ${format}${stateText(state)}.`);
}

async function readAndJoin(
  inputs: readonly (string | Input)[],
  from: string | undefined,
  console: Console,
): Promise<LoadedRegistry> {
  const format = readableFormat(from);
  const parts: (JoinPart & LoadedInput)[] = [];
  for (const one of inputs) {
    const input = typeof one === "string" ? await readInput(one, console) : one;
    const result = await readRegistry(input.text, { from: format, fileName: input.name });
    parts.push(partOf(result, input));
    await remarkRead(input.name, result.format, stateOf(result.registry), console);
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

/**
 * Takes the registry out of what was loaded, and shows every problem of reading it.
 *
 * @throws {RefusedError} where it was read with errors.
 */
export async function usable(
  { registry, problems }: LoadedRegistry,
  console: Console,
): Promise<Registry> {
  await console.reportProblems(problems);
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
export async function askable(loaded: LoadedRegistry, console: Console): Promise<Registry> {
  if (console.verbose) return usable(loaded, console);
  const { problems, inputs, atHand } = loaded;
  const errors = problems.filter(isError);
  const registry = await usable({ ...loaded, problems: errors }, console);
  if (problems.length > 0 && atHand === undefined) {
    const names = inputs.map(({ input }) => input.name).join(", ");
    const warnings = counted(problems.length, "warning");
    await console.remark(`Read ${names} with ${warnings}; portolan lint shows them.`);
  }
  return registry;
}
