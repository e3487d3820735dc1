import {
  formatCalled,
  isReadableFormat,
  type JoinPart,
  joinRegistries,
  READABLE_FORMATS,
  type ReadableFormat,
  type ReadResult,
  type Recognition,
  readRegistry,
  streamRegistry,
} from "@portolan/convert";
import { collectParts, type Registry, type RegistryPart } from "@portolan/model";
import { type PartLists, partsOfRegistry } from "@portolan/model/internal";
import {
  type AtHand,
  type DecodeOptions,
  decode,
  decoderOf,
  defaultStore,
  type Input,
  type InputWarning,
  openInputFile,
  openInputStream,
  registryAtHand,
  type Snapshot,
} from "@portolan/source";
import { type RegistryState, remarkAtHand, stateText } from "./at-hand.js";
import { type Console, counted } from "./console.js";
import { UsageError } from "./exit.js";
import type { ReadingArguments } from "./options.js";
import { isError, type Place, type PlacedProblem, placed } from "./problems.js";
import { RecentText } from "./recent-text.js";

/** Says which registry a command takes where none is named, and how much of reading it is told. */
export interface Use {
  /**
   * It is asked, beside what the command works on: standard input is not for it unless it is named so, and
   * it must be whole, whoever says that it is not.
   */
  readonly isAsked?: boolean;
  /** An excerpt is enough; by default it is refused. */
  readonly takesExcerpt?: boolean;
  /**
   * Warnings are counted, unless `--verbose` asks for all: who asks must know that rows may be missing, but
   * needs no list of them. Those of the copy at hand were told by `sync`, and a look-up in its index does
   * not know them.
   */
  readonly countsWarnings?: boolean;
}

/** Holds the registry a command works on, and every problem of reading it. */
export interface LoadedRegistry {
  readonly registry: Registry;
  readonly problems: readonly PlacedProblem[];
  /** The inputs it was read from. */
  readonly inputs: readonly LoadedInput[];
}

/** Holds one input that was read whole. */
export interface LoadedInput extends JoinPart {
  readonly name: string;
  readonly format: ReadableFormat;
  /** The registry at hand, where no input was named. */
  readonly atHand?: AtHand | undefined;
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
 * Reads the registry that a command works on, whole, and shows every problem of reading it.
 *
 * @param paths files, `-` for standard input; several are joined. None means the one of
 * `--registry`, else what {@link Use} says, else the registry at hand.
 * @throws {UsageError} where it was read with errors, unless what cannot be read is left out.
 */
export async function loadRegistry(
  paths: readonly string[],
  options: ReadingArguments,
  console: Console,
  use: Use = {},
): Promise<LoadedRegistry> {
  const loaded = await readInputs(paths, options, console, use);
  const { registry, problems, inputs } = loaded;
  if (use.isAsked && !use.takesExcerpt && registry.coverage === "excerpt") throw excerptRefused();
  const errors = problems.filter(isError);
  const counts = use.countsWarnings === true && !console.verbose;
  await console.reportProblems(counts ? errors : problems);
  const { length } = registry.records;
  if (errors.length > 0 && !(options.keepGoing && length > 0)) throw stopped(errors.length, length);
  await console.leaveOut(errors.length);
  const warnings = problems.filter(({ problem }) => problem.severity === "warning").length;
  if (counts && warnings > 0 && inputs[0]?.atHand === undefined) {
    const names = inputs.map(({ name }) => name).join(", ");
    await console.remark(
      `Read ${names} with ${counted(warnings, "warning")}; portolan lint shows them.`,
    );
  }
  return loaded;
}

/** Reads the registry that a command asks: the one of `--registry`, else the registry at hand. */
export function loadNamedRegistry(
  options: ReadingArguments,
  console: Console,
  use: Omit<Use, "isAsked"> = {},
): Promise<LoadedRegistry> {
  return loadRegistry([], options, console, { ...use, isAsked: true });
}

/** Reads the copy of a registry that `sync` keeps. */
export async function loadCopy({ bytes, path }: Snapshot): Promise<ReadResult> {
  return readRegistry(await decode(bytes, path), { fileName: path });
}

function excerptRefused(): UsageError {
  return new UsageError(
    "this needs the whole registry, and only an excerpt of it is here. portolan sync gets the whole; -r FILE or PORTOLAN_REGISTRY names one.",
  );
}

/** Makes the error for input that was read with errors; it says how to go on where that is possible. */
export function stopped(errors: number, records: number): UsageError {
  const way = records > 0 ? "; --keep-going leaves out what cannot be read" : "";
  return new UsageError(
    `stopped because of ${counted(errors, "error")}, and nothing is written${way}.`,
  );
}

/**
 * Reads what {@link loadRegistry} does, and leaves it to the command what becomes of the problems.
 *
 * @param paths as there.
 */
export async function readInputs(
  paths: readonly string[],
  options: ReadingArguments,
  console: Console,
  use: Use = {},
): Promise<LoadedRegistry> {
  const inputs: LoadedInput[] = [];
  for (const path of namedInputs(paths, options, console, use)) {
    const input = await openInput(path, options, console, use);
    let source = "";
    for await (const chunk of input.chunks) source += chunk;
    const { format, lists } = await partsOf(input, [source], console);
    const { name, atHand } = input;
    inputs.push({ name, format, source, atHand, ...(await collectParts(lists)) });
  }
  const joined = joinRegistries(inputs);
  const problems = inputs.flatMap(({ name, source, problems }, index) =>
    placed([...problems, ...(joined.problems[index] ?? [])], { name, text: source }),
  );
  return { registry: joined.registry, problems, inputs };
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
  if (others.length > 0) return openJoined(await readInputs(paths, options, console));
  const input = await openInput(path, options, console);
  const { name, size } = input;
  // What a problem is in is shown on a terminal only.
  const recent = console.err.isTerminal ? new RecentText() : undefined;
  const progress = console.startProgress();
  const close = async (): Promise<void> => {
    progress.stop();
    await input.close();
  };
  async function* watched(): AsyncGenerator<string, void, undefined> {
    let read = 0;
    for await (const chunk of input.chunks) {
      recent?.add(chunk);
      read += Buffer.byteLength(chunk);
      progress.update(read, size);
      yield chunk;
    }
    progress.stop();
  }
  try {
    const { lists } = await partsOf(input, watched(), console);
    const lineAt = (offset: number): string | undefined => recent?.from(offset);
    return { place: { name, lineAt }, lists, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Gives the parts of a registry that was joined, all problems first. */
function openJoined({ registry, problems }: LoadedRegistry): OpenedRegistry {
  async function* lists(): AsyncGenerator<readonly (RegistryPart | PlacedProblem)[]> {
    yield problems;
    yield [...partsOfRegistry(registry)];
  }
  return { lists: lists(), close: async () => {} };
}

/** Gives the inputs that the command line names, standard input where it is piped; undefined is the registry at hand. */
function namedInputs(
  paths: readonly string[],
  { registry }: ReadingArguments,
  { stdin }: Console,
  { isAsked = false }: Use = {},
): readonly (string | undefined)[] {
  if (paths.length > 0 && registry !== undefined)
    throw new UsageError("--registry names the input, and so does an argument; give one of both.");
  if (paths.length > 0) return paths;
  return [registry ?? (stdin.isPiped && !isAsked ? "-" : undefined)];
}

type Texts = Iterable<string> | AsyncIterable<string>;

/** Holds an input that is read: a file, standard input, or the registry at hand. */
interface OpenedInput extends Omit<Input, "chunks"> {
  readonly chunks: Texts;
  /** The format that it is given; else its content decides. */
  readonly from?: ReadableFormat | undefined;
  /** Warnings of decoding, which come with the text. */
  readonly warnings: InputWarning[];
  readonly atHand?: AtHand;
}

/** Opens a file, standard input, or the registry at hand: the synced copy, else what ships with the command. */
async function openInput(
  path: string | undefined,
  options: ReadingArguments,
  { env, stdin }: Console,
  { takesExcerpt = false }: Use = {},
): Promise<OpenedInput> {
  const warnings: InputWarning[] = [];
  if (path === undefined) {
    const atHand = await registryAtHand(await defaultStore(env), env.PORTOLAN_REGISTRY);
    if (atHand.kind === "excerpt" && !takesExcerpt) throw excerptRefused();
    const { name, text } = atHand;
    return { name, encoding: "utf-8", chunks: [text], close: async () => {}, warnings, atHand };
  }
  const from = readableFormat(options.from);
  const decoding: DecodeOptions = {
    encoding: options.encoding === undefined ? undefined : encodingNamed(options.encoding),
    onWarning: (warning) => warnings.push(warning),
  };
  const input =
    path === "-" ? openInputStream(stdin.stream, decoding) : openInputFile(path, decoding);
  return { ...(await input), from, warnings };
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

/** Reads the text of an input part by part, and says at the end what registry the parts make. */
async function partsOf(
  input: OpenedInput,
  text: Texts,
  console: Console,
): Promise<{ readonly format: ReadableFormat; readonly lists: PartLists }> {
  const { name, from, warnings, atHand } = input;
  // Without a row, a registry is nothing in JSON Lines; where no format is given, that is told already.
  const mayBeEmpty = from === undefined || from === "jsonl";
  const chunks = mayBeEmpty ? text : unlessEmpty(text, name);
  const { lists, ...recognition } = await streamRegistry(chunks, { from, fileName: name });
  const { format } = recognition;
  const tell = (state: RegistryState): Promise<void> =>
    atHand === undefined
      ? remarkRead(input, recognition, state, console)
      : remarkAtHand(atHand, state, format, console);
  return { format, lists: observed(lists, warnings, tell) };
}

/** @throws {UsageError} at the end of a text that has nothing but blanks. */
async function* unlessEmpty(chunks: Texts, name: string): AsyncGenerator<string, void, undefined> {
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

/**
 * Gives the parts, before each list the warnings of decoding what it was read of, as problems, and tells
 * at the end what registry they make.
 */
async function* observed(
  lists: PartLists,
  warnings: InputWarning[],
  tell: (state: RegistryState) => Promise<void>,
): PartLists {
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

function problemPart({ code, message, position }: InputWarning): RegistryPart {
  return { problem: { code, severity: "warning", message, start: position } };
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
