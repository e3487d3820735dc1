import {
  formatCalled,
  isReadableFormat,
  type JoinPart,
  joinRegistries,
  READABLE_FORMATS,
  type ReadableFormat,
  type Recognition,
  type StreamedRegistry,
  streamRegistry,
} from "@portolan/convert";
import { collectParts, type Problem, type Registry, type RegistryPart } from "@portolan/model";
import { partsOfRegistry } from "@portolan/model/internal";
import {
  type AtHand,
  type DecodeOptions,
  decoderOf,
  defaultStore,
  type Input,
  type InputWarning,
  openInputFile,
  openInputStream,
  registryAtHand,
  type TextInput,
} from "@portolan/source";
import { type RegistryState, remarkAtHand, stateText } from "./at-hand.js";
import { type Console, counted } from "./console.js";
import { UsageError } from "./exit.js";
import type { ReadingArguments } from "./options.js";
import { isError, type Place, type PlacedProblem, placed } from "./problems.js";
import { RecentText } from "./recent-text.js";

/** Says which registry a command takes where none is named. */
export interface Use {
  /** Standard input where it is piped; by default it is. */
  readonly readsStdin?: boolean;
  /** An excerpt is enough; by default it is refused. */
  readonly takesExcerpt?: boolean;
}

/** Holds the registry a command works on, and every problem of reading it. */
export interface LoadedRegistry {
  readonly registry: Registry;
  readonly problems: readonly PlacedProblem[];
  /** The inputs it was read from, with the zero-based offset of each one's records. */
  readonly inputs: readonly LoadedInput[];
  /** The registry at hand, where none was named. */
  readonly atHand?: AtHand;
  /** What cannot be read is left out. */
  readonly keepsGoing: boolean;
}

/** Holds one input with the places of its records. */
interface LoadedInput {
  readonly input: TextInput & Pick<Input, "encoding">;
  readonly recognition: Recognition;
  readonly format: ReadableFormat;
  readonly offsets: readonly number[];
}

/** Holds a registry that comes part by part, several in a list. */
interface OpenedRegistry {
  /** Where its problems are, unless they say it themselves. */
  readonly place?: Place;
  readonly lists: AsyncIterable<readonly (RegistryPart | PlacedProblem)[]>;
  /** Closes its source. Call it even if you did not read to the end. */
  readonly close: () => Promise<void>;
}

/**
 * Reads the registry that a command works on, whole.
 *
 * @param paths files, `-` for standard input; several are joined. None means the one of
 * `--registry`, else what {@link Use} says, else the registry at hand.
 */
export async function loadRegistry(
  paths: readonly string[],
  options: ReadingArguments,
  console: Console,
  use: Use = {},
): Promise<LoadedRegistry> {
  const named = namedInputs(paths, options, console, use);
  const keepsGoing = options.keepGoing === true;
  if (named.length === 0) {
    const atHand = await registryToUse(use, console);
    const input = { name: atHand.name, encoding: "utf-8", text: atHand.text };
    const loaded = await loadText(input, undefined);
    await remarkAtHand(atHand, stateOf(loaded.registry), loaded.format, console);
    return {
      registry: loaded.registry,
      problems: placed(loaded.problems, input),
      inputs: [loaded],
      atHand,
      keepsGoing,
    };
  }
  const parts = [];
  for (const path of named) {
    const loaded = await loadInput(path, options, console);
    parts.push(loaded);
    await remarkRead(loaded.input, loaded.recognition, stateOf(loaded.registry), console);
  }
  const joined = joinRegistries(parts);
  const problems = parts.flatMap((part, index) =>
    placed([...part.problems, ...(joined.problems[index] ?? [])], part.input),
  );
  return { registry: joined.registry, problems, inputs: parts, keepsGoing };
}

/**
 * Reads the registry that a command asks: the one of `--registry`, else the registry at hand.
 *
 * @throws {UsageError} where it is an excerpt, and says so, and that is not enough.
 */
export async function loadNamedRegistry(
  options: ReadingArguments,
  console: Console,
  { takesExcerpt = false }: Pick<Use, "takesExcerpt"> = {},
): Promise<LoadedRegistry> {
  const loaded = await loadRegistry([], options, console, { readsStdin: false, takesExcerpt });
  if (!takesExcerpt && loaded.registry.coverage === "excerpt") throw excerptRefused();
  return loaded;
}

function excerptRefused(): UsageError {
  return new UsageError(
    "this needs the whole registry, and only an excerpt of it is here. portolan sync gets the whole; -r FILE or PORTOLAN_REGISTRY names one.",
  );
}

/**
 * Opens the registry that a command works on while it is read; of several, which are joined, once all
 * are read.
 *
 * @param paths as for {@link loadRegistry}.
 */
export async function openParts(
  paths: readonly string[],
  options: ReadingArguments,
  console: Console,
): Promise<OpenedRegistry> {
  const [path, ...others] = namedInputs(paths, options, console);
  if (others.length > 0) return openJoined(await loadRegistry(paths, options, console));
  if (path !== undefined) return open(path, options, console);
  const atHand = await registryToUse({}, console);
  const { format, lists } = await streamRegistry([atHand.text]);
  const told = async (state: RegistryState): Promise<void> =>
    remarkAtHand(atHand, state, format, console);
  return {
    place: { name: atHand.name, lineAt: (offset) => atHand.text.slice(offset) },
    lists: observed(lists, told),
    close: async () => {},
  };
}

/** Gives the parts of a registry that was joined, all problems first. */
function openJoined({ registry, problems }: LoadedRegistry): OpenedRegistry {
  async function* lists(): AsyncGenerator<readonly (RegistryPart | PlacedProblem)[]> {
    yield problems;
    yield [...partsOfRegistry(registry)];
  }
  return { lists: lists(), close: async () => {} };
}

async function open(
  path: string,
  options: ReadingArguments,
  console: Console,
): Promise<OpenedRegistry> {
  const warnings: InputWarning[] = [];
  const input = await openInput(path, options, warnings, console);
  const { name } = input;
  // What a problem is in is shown on a terminal only.
  const recent = console.err.isTerminal ? new RecentText() : undefined;
  const progress = console.startProgress();
  try {
    const chunks = watched(input, (chunk, read) => {
      recent?.add(chunk);
      progress.update(read, input.size);
    });
    const from = readableFormat(options.from);
    const { lists, ...recognition } = await streamOf(chunks, name, from);
    const told = async (state: RegistryState): Promise<void> => {
      progress.stop();
      await remarkRead(input, recognition, state, console);
    };
    return {
      place: { name, ...(recent === undefined ? {} : { lineAt: (at) => recent.from(at) }) },
      lists: observed(lists, told, warnings),
      close: async () => {
        progress.stop();
        await input.close();
      },
    };
  } catch (error) {
    progress.stop();
    await input.close();
    throw error;
  }
}

/** Reads a registry, which the format that is given must not make of nothing. */
function streamOf(
  chunks: Iterable<string> | AsyncIterable<string>,
  name: string,
  from: ReadableFormat | undefined,
): Promise<StreamedRegistry> {
  // Without a row, a registry is nothing in JSON Lines; where no format is given, that is told already.
  const mayBeEmpty = from === undefined || from === "jsonl";
  const source = mayBeEmpty ? chunks : unlessEmpty(chunks, name);
  return streamRegistry(source, { from, fileName: name });
}

/** @throws {UsageError} at the end of a text that has nothing but blanks. */
async function* unlessEmpty(
  chunks: Iterable<string> | AsyncIterable<string>,
  name: string,
): AsyncGenerator<string, void, undefined> {
  let isEmpty = true;
  for await (const chunk of chunks) {
    isEmpty &&= !/\S/.test(chunk);
    yield chunk;
  }
  if (isEmpty) throw emptyInput(name);
}

/** Makes the error that refuses an input with nothing but blanks. */
export function emptyInput(name: string): UsageError {
  return new UsageError(`${name} is empty, or has nothing but blanks.`);
}

/** Gives the text of an input, and tells of each chunk with the bytes read so far. */
async function* watched(
  { chunks }: Input,
  tell: (chunk: string, read: number) => void,
): AsyncGenerator<string, void, undefined> {
  let read = 0;
  for await (const chunk of chunks) {
    read += Buffer.byteLength(chunk);
    tell(chunk, read);
    yield chunk;
  }
}

/**
 * Gives the parts, before each list the warnings of decoding what it was read of, as problems, and tells
 * at the end what registry they make.
 */
async function* observed(
  lists: AsyncIterable<readonly RegistryPart[]>,
  tell: (state: RegistryState) => Promise<void>,
  warnings: InputWarning[] = [],
): AsyncGenerator<readonly RegistryPart[], void, undefined> {
  let updated: string | undefined;
  let records = 0;
  for await (const parts of lists) {
    if (warnings.length > 0) yield warnings.splice(0).map(problemPart);
    for (const part of parts) {
      if ("record" in part) records++;
      else if ("header" in part) updated = part.header.updated;
    }
    yield parts;
  }
  await tell({ updated, records });
  if (warnings.length > 0) yield warnings.map(problemPart);
}

function problemPart(warning: InputWarning): RegistryPart {
  return { problem: problemOf(warning) };
}

function problemOf({ code, message, position }: InputWarning): Problem {
  return { code, severity: "warning", message, start: position };
}

/** Gives the inputs that the command line names: standard input among them where it is piped. */
function namedInputs(
  paths: readonly string[],
  { registry }: ReadingArguments,
  { stdin }: Console,
  { readsStdin = true }: Use = {},
): readonly string[] {
  if (paths.length > 0 && registry !== undefined)
    throw new UsageError("--registry names the input, and so does an argument; give one of both.");
  if (paths.length > 0) return paths;
  if (registry !== undefined) return [registry];
  return readsStdin && stdin.isPiped ? ["-"] : [];
}

/** Takes the registry at hand: the synced copy, else what ships with the command. */
async function registryToUse({ takesExcerpt }: Use, { env }: Console): Promise<AtHand> {
  const atHand = await registryAtHand(await defaultStore(env), env.PORTOLAN_REGISTRY);
  if (atHand.kind === "excerpt" && takesExcerpt !== true) throw excerptRefused();
  return atHand;
}

/** Opens a file, or standard input. */
function openInput(
  path: string,
  { encoding }: ReadingArguments,
  warnings: InputWarning[],
  { stdin }: Console,
): Promise<Input> {
  const options: DecodeOptions = {
    encoding: encoding === undefined ? undefined : encodingNamed(encoding),
    onWarning: (warning) => warnings.push(warning),
  };
  return path === "-" ? openInputStream(stdin.stream, options) : openInputFile(path, options);
}

function encodingNamed(name: string): string {
  try {
    return decoderOf(name).encoding;
  } catch {
    throw new UsageError(
      `--encoding: “${name}” is no encoding; utf-8, utf-16le and windows-1252 are some.`,
    );
  }
}

/** Reads one input whole. */
async function loadInput(
  path: string,
  options: ReadingArguments,
  console: Console,
): Promise<JoinPart & LoadedInput> {
  const from = readableFormat(options.from);
  const warnings: InputWarning[] = [];
  const { name, encoding, chunks } = await openInput(path, options, warnings, console);
  let text = "";
  for await (const chunk of chunks) text += chunk;
  const loaded = await loadText({ name, encoding, text }, from);
  return { ...loaded, problems: [...warnings.map(problemOf), ...loaded.problems] };
}

/** Reads a text whole. */
async function loadText(
  input: LoadedInput["input"],
  from: ReadableFormat | undefined,
): Promise<JoinPart & LoadedInput> {
  const { lists, ...recognition } = await streamOf([input.text], input.name, from);
  const { registry, problems, offsets } = await collectParts(lists);
  const { format } = recognition;
  return { registry, problems, offsets, format, recognition, input, source: input.text };
}

function stateOf({ updated, records }: Registry): RegistryState {
  return { updated, records: records.length };
}

/** Says with `--verbose` what was read, and why it was read so. */
async function remarkRead(
  { name, encoding }: Pick<Input, "name" | "encoding">,
  { format, dialect, seen }: Recognition,
  state: RegistryState,
  console: Console,
): Promise<void> {
  if (!console.verbose) return;
  await console.remark(`Read ${name} as ${format}${stateText(state)}.`);
  const form = dialect === undefined ? format : `${format} (${dialect})`;
  const why = seen.length === 0 ? "that was asked for" : `it has ${seen.join(", ")}`;
  await console.remark(`It is ${form} in ${encoding}: ${why}.`);
}

/**
 * Reads the format of all inputs.
 *
 * @throws {UsageError} for one that cannot be read.
 */
function readableFormat(name: string | undefined): ReadableFormat | undefined {
  if (name === undefined) return undefined;
  const format = formatCalled(name);
  if (format !== undefined && isReadableFormat(format)) return format;
  throw new UsageError(
    `cannot read “${name}”; the formats that can be read are ${READABLE_FORMATS.join(", ")}.`,
  );
}

/**
 * Takes the registry out of what was loaded, and shows every problem of reading it.
 *
 * @throws {UsageError} where it was read with errors, unless what cannot be read is left out.
 */
export async function usable(
  { registry, problems, keepsGoing }: LoadedRegistry,
  console: Console,
): Promise<Registry> {
  await console.reportProblems(problems);
  const errors = problems.filter(isError).length;
  const { length } = registry.records;
  if (errors > 0 && !(keepsGoing && length > 0)) throw stopped(errors, length);
  await console.leaveOut(errors);
  return registry;
}

/** Makes the error for input that was read with errors; it says how to go on where that is possible. */
export function stopped(errors: number, records: number): UsageError {
  const way = records > 0 ? "; --keep-going leaves out what cannot be read" : "";
  return new UsageError(
    `stopped because of ${counted(errors, "error")}, and nothing is written${way}.`,
  );
}

/**
 * Does the same for a command that only asks. Who asks must know that rows may be missing, but needs
 * no list of them: the warnings are counted, unless `--verbose` asks for all. Those of the copy at
 * hand were told by `sync`, and a look-up in its index does not know them.
 *
 * @throws {UsageError} where it was read with errors, unless what cannot be read is left out.
 */
export async function askable(loaded: LoadedRegistry, console: Console): Promise<Registry> {
  if (console.verbose) return usable(loaded, console);
  const { problems, inputs, atHand } = loaded;
  const errors = problems.filter(isError);
  const registry = await usable({ ...loaded, problems: errors }, console);
  const warnings = problems.filter(({ problem }) => problem.severity === "warning").length;
  if (warnings > 0 && atHand === undefined) {
    const names = inputs.map(({ input }) => input.name).join(", ");
    await console.remark(
      `Read ${names} with ${counted(warnings, "warning")}; portolan lint shows them.`,
    );
  }
  return registry;
}
