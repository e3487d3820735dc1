import {
  loadPartWriter,
  loadWriter,
  type WritableFormat,
  type WriterOptions,
  writeParts,
} from "@portolan/convert";
import {
  collectParts,
  type Registry,
  type RegistryPart,
  Report,
  recordLabel,
} from "@portolan/model";
import { type CreatePartWriter, type DataPart, defined } from "@portolan/model/internal";
import type { Selection } from "@portolan/query";
import type { ServicesPlanOptions } from "@portolan/services";
import type { Command } from "commander";
import type { Console } from "../console.js";
import { addDestinationOptions, type Destination, deliver } from "../delivery.js";
import { DIFFERENT, DONE, type ExitCode, UsageError } from "../exit.js";
import { openParts, stopped } from "../load.js";
import { addNotes } from "../notes.js";
import {
  addReadingOptions,
  addSelectionOptions,
  type ReadingArguments,
  type SelectionArguments,
  selectionOf,
} from "../options.js";
import {
  isError,
  outputNamed,
  type Place,
  type PlacedProblem,
  type ProblemRenderer,
  placed,
} from "../problems.js";
import {
  addWriterOptions,
  FORMAT_NAMES,
  formatToWrite,
  writerOptionsOf,
} from "./writer-options.js";

/** Defines `portolan convert`. */
export function addConvert(program: Command, console: Console): void {
  const command = program
    .command("convert")
    .description("Writes a registry, or the selected part of it, in another format.")
    .argument("[input...]", "files, in any format; - is standard input; several are joined")
    .option("-t, --to <format>", "format to write (else by the name of the output file)");
  addDestinationOptions(command)
    .option("--strict", "refuse input with warnings, and output that loses something")
    .option("--json", "tell problems as JSON, and all else that is told, one object a line");
  addReadingOptions(command, "to convert");
  addSelectionOptions(command);
  addWriterOptions(command);
  addNotes(command, {
    text: [
      "Without an input, standard input is read where it is piped, else the registry of PORTOLAN_REGISTRY, else the synced copy, else the registry that ships with portolan. A name that ends in .gz is compressed. portolan formats lists the formats.",
      "For a services file, the selection and --only choose what is taken from the registry; lines of --base and --overrides are always written. A name leads to another port than the registry's only by a line of --overrides, and that is reported.",
      "Nothing is written, to a file or to standard output, before all was read without an error. Where both formats allow, what is long takes no more memory than what is short.",
    ],
    examples: [
      "portolan convert registry.xml --to services -o services",
      "portolan convert --to services --target musl --only http,https,ssh",
      "portolan convert registry.csv --to jsonl --protocol tcp --class system",
      "portolan convert registry.xml -o ports.json --check",
    ],
    exit: ["done or up to date", "--check found a difference, or a name asked for is missing"],
  });
  command.action(async (inputs: string[], options: ConvertOptions) => {
    console.exitCode = await convert(inputs, options, console);
  });
}

/** Holds the options of `portolan convert`, beside the writers'. */
interface ConvertOptions extends SelectionArguments, ReadingArguments, Destination {
  readonly json?: boolean;
  readonly to?: string;
  readonly strict?: boolean;
}

/**
 * Carries out `portolan convert`: the parts of the registry, as they are read, go through the
 * selection to the writer, and what it writes is delivered. They are collected only where several
 * inputs are joined, or where the writer needs to see all records first.
 */
async function convert(
  paths: readonly string[],
  options: ConvertOptions,
  console: Console,
): Promise<ExitCode> {
  console.tellsAsJson = options.json === true;
  const format = formatToWrite(options);
  if (format === undefined)
    throw new UsageError(`Name the output format with --to: ${FORMAT_NAMES}.`);
  const writing = {
    format,
    selection: await selectionOf(options),
    writerOptions: await writerOptionsOf(options, format),
  };
  const log = new ProblemLog(options, console);
  const opened = await openParts(paths, options, console);
  try {
    const parts = log.watch(opened.lists, opened.place);
    const create = await loadPartWriter(format);
    const chunks =
      create === undefined
        ? writeWhole(parts, writing, log, console)
        : writeInParts(parts, writing, create, log, console);
    const exitCode = await deliver(log.unlessRefused(chunks), options, console);
    return exitCode === DONE && log.missingNames.length > 0 ? DIFFERENT : exitCode;
  } finally {
    await opened.close();
    await log.end();
  }
}

/** Holds what the command line says of what is written. */
interface Writing {
  readonly format: WritableFormat;
  readonly selection: Selection;
  readonly writerOptions: WriterOptions;
}

type DataPartLists = AsyncIterable<readonly DataPart[]>;

/** Writes parts as they come. */
async function* writeInParts(
  parts: DataPartLists,
  { selection, writerOptions }: Writing,
  create: CreatePartWriter<WriterOptions>,
  log: ProblemLog,
  console: Console,
): AsyncGenerator<string, void, undefined> {
  const query = await selecting(selection);
  const selector = query && new query.Selector(selection);
  yield* writeParts(parts, create(writerOptions, log.losses), {
    ...defined({ selection: selector }),
    tell: (problem) => log.hear([{ problem, input: log.output }]),
  });
  await log.hearLosses();
  if (selector !== undefined) await console.remarkSelected(selector.taken, log.records);
}

/** Writes all records at once. */
async function* writeWhole(
  parts: DataPartLists,
  { format, selection, writerOptions }: Writing,
  log: ProblemLog,
  console: Console,
): AsyncGenerator<string, void, undefined> {
  const { registry } = await collectParts(parts);
  const taken = (await selecting(selection))?.select(registry, selection) ?? registry;
  await console.remarkSelected(taken.records.length, registry.records.length);
  const write = await loadWriter(format);
  // What of a local base file is an addition is told by the whole registry, not by the selection.
  const services = { ...writerOptions.services, wholeRegistry: registry };
  let isEmpty = true;
  for (const text of write(taken, { ...writerOptions, services }, log.losses)) {
    isEmpty &&= !/^[^#\n]/m.test(text);
    yield text;
  }
  await log.hearLosses();
  if (log.missingNames.length > 0) {
    const { similarNames } = await import("../similar-names.js");
    for (const [missing, similar] of similarNames(log.missingNames, registry))
      await console.remark(`${missing}: did you mean ${similar.join(", ")}?`);
  }
  if (services.names !== undefined && isEmpty)
    throw new UsageError("There is nothing to write: no name asked for has a line.");
  if (format === "services" && console.verbose)
    for (const line of await omissions(taken, services)) await console.message(line, "info");
}

/** Loads what selects; undefined where there are no criteria. */
async function selecting(
  selection: Selection,
): Promise<typeof import("../selecting.js") | undefined> {
  return Object.keys(selection).length === 0 ? undefined : import("../selecting.js");
}

/** Shows the problems of a conversion as they come, and knows whether it is carried out. */
class ProblemLog {
  /** Stands for what is written, where a problem is in it. */
  readonly output: Place;
  /** Is told by the writer what it cannot express. */
  readonly losses = new Report();
  readonly #options: ConvertOptions;
  readonly #console: Console;
  readonly #renderer: ProblemRenderer;
  /** Records that were read. */
  records = 0;
  /** Names that were asked for, and are not in the services file. */
  readonly missingNames: string[] = [];
  #errors = 0;
  #warnings = 0;

  constructor(options: ConvertOptions, console: Console) {
    this.output = outputNamed(options.output);
    this.#options = options;
    this.#console = console;
    this.#renderer = console.problemRenderer();
  }

  async hear(problems: readonly PlacedProblem[]): Promise<void> {
    this.#errors += problems.filter(isError).length;
    for (const { problem } of problems) {
      if (problem.severity === "warning") this.#warnings++;
      if (/^services\/name-(?:unknown|not-written)$/.test(problem.code))
        this.missingNames.push(...String(problem.values?.names).split(", "));
    }
    await this.#console.say(this.#renderer.render(problems));
  }

  /**
   * Hears the problems among parts and gives the others; none after a refusal.
   *
   * @param place - where problems are that do not say it themselves.
   */
  async *watch(
    lists: AsyncIterable<readonly (RegistryPart | PlacedProblem)[]>,
    place: Place = this.output,
  ): AsyncGenerator<readonly DataPart[], void, undefined> {
    for await (const parts of lists) {
      let given: DataPart[] = [];
      for (const part of parts) {
        if ("problem" in part) {
          // What is said of the parts before it comes first.
          if (given.length > 0) yield given;
          given = [];
          await this.hear([{ input: place, ...part }]);
        } else {
          if ("record" in part) this.records++;
          if (!this.#isRefused) given.push(part);
        }
      }
      if (given.length > 0) yield given;
    }
    if (this.#isRefused) throw this.#refusal();
  }

  /** Gives the texts, and hears with each what could not be expressed in it; throws at their end where they are refused. */
  async *unlessRefused(texts: AsyncIterable<string>): AsyncGenerator<string, void, undefined> {
    for await (const text of texts) {
      await this.hearLosses();
      yield text;
    }
    if (this.#isRefused) throw this.#refusal();
    await this.end();
    await this.#console.leaveOut(this.#errors);
  }

  /** Hears what the writer could not express so far. */
  hearLosses(): Promise<void> {
    return this.hear(placed(this.losses.take(), this.output));
  }

  /** Says how many problems were not shown. */
  async end(): Promise<void> {
    await this.#console.say(this.#renderer.end());
  }

  get #isRefused(): boolean {
    const { strict, keepGoing } = this.#options;
    return strict
      ? this.#errors + this.#warnings > 0
      : this.#errors > 0 && !(keepGoing && this.records > 0);
  }

  #refusal(): UsageError {
    return this.#errors > 0
      ? stopped(this.#errors, this.records)
      : new UsageError("--strict: stopped because of warnings.");
  }
}

/** Lists by name what a services file does not express, a line for each, with the reason. */
async function omissions(
  registry: Registry,
  options: ServicesPlanOptions,
): Promise<readonly string[]> {
  const { planServices } = await import("@portolan/services");
  const plan = planServices(registry, options);
  const lines = [
    ...plan.omissions.map((omission) => `${omission.reason} ${recordLabel(omission)}`),
    ...plan.conflicts.map(
      (conflict) => `${conflict.kind} ${recordLabel(conflict)} (${conflict.registered})`,
    ),
  ];
  return lines.map((line) => `services/${line}`);
}
