import { type ReadableFormat, streamRegistry, writeParts } from "@portolan/convert";
import {
  type PartWriter,
  type Problem,
  RegistryError,
  type RegistryHeader,
  type RegistryTail,
  Report,
  type ServiceRecord,
} from "@portolan/model";
import { type Selection, Selector } from "@portolan/query";
import { type LongInput, writeOutputFile } from "@portolan/source";
import type { RegistryState } from "../at-hand.js";
import type { Console } from "../console.js";
import { DONE, type ExitCode, FAILED, warningsRefused } from "../exit.js";
import { remarkRead } from "../load.js";
import { outputNamed, type Place, type ProblemRenderer, placed } from "../problems.js";
import type { Progress } from "../render/progress.js";

/** Holds the options that say where a text goes, and how what was wrong on the way is told. */
export interface DeliveryArguments {
  readonly output?: string;
  readonly strict?: boolean;
  readonly json?: boolean;
}

/** Holds what is to be made of an input that is too long to be held. */
export interface LongConversion {
  readonly input: LongInput;
  /** Its format, else its content decides. */
  readonly from: ReadableFormat | undefined;
  readonly createWriter: (report: Report) => PartWriter;
  readonly selection: Selection;
}

/**
 * Carries out `portolan convert` on a long input while it is read. What goes to standard output is
 * there before an error further on is known; a file is replaced only when there was none.
 */
export async function convertLong(
  { input, from, createWriter, selection }: LongConversion,
  options: DeliveryArguments,
  console: Console,
): Promise<ExitCode> {
  const { output, strict = false } = options;
  // Where records are shown there is no place for a bar.
  const isShown = output === undefined && console.out.isTerminal;
  const progress = (isShown ? console.quieted() : console).startProgress();
  const problems = new ProblemLog(console, progress, options);
  const selector = new CountingSelector(selection);
  const losses = new Report();
  try {
    const source = watched(input, progress);
    const { format, parts } = await streamRegistry(source, { from, fileName: input.name });
    const texts = writeParts(parts, createWriter(losses), {
      selection: selector,
      tell: (problem) => problems.tell([problem], input),
      refuses: ({ severity }) => strict || severity === "error",
    });
    const chunks = tellingLosses(texts, losses, problems, options);
    if (output === undefined) await console.writeData(chunks);
    else await writeOutputFile(output, chunks);
    progress.stop();
    await remarkRead(input.name, format, selector, console);
    await console.remarkSelected(selector.taken, selector.records);
    return DONE;
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    if (problems.hasErrors) return FAILED;
    throw warningsRefused();
  } finally {
    progress.stop();
    await input.close();
    await problems.end();
  }
}

/** Gives the text of an input, and shows how much of it was read. */
async function* watched(
  { chunks, size }: LongInput,
  progress: Progress,
): AsyncGenerator<string, void, undefined> {
  let read = 0;
  for await (const chunk of chunks) {
    read += Buffer.byteLength(chunk);
    progress.update(read, size);
    yield chunk;
  }
}

/** Gives the texts, and tells with each what could not be expressed in it. */
async function* tellingLosses(
  texts: AsyncIterable<string>,
  losses: Report,
  problems: ProblemLog,
  { output, strict = false }: DeliveryArguments,
): AsyncGenerator<string, void, undefined> {
  let isLossy = false;
  for await (const text of texts) {
    const found = losses.take();
    if (found.length > 0) isLossy = true;
    await problems.tell(found, outputNamed(output));
    yield text;
  }
  if (strict && isLossy) throw warningsRefused();
}

/** Shows problems as they come. */
class ProblemLog {
  readonly #console: Console;
  readonly #progress: Progress;
  readonly #renderer: ProblemRenderer;
  hasErrors = false;

  constructor(console: Console, progress: Progress, options: DeliveryArguments) {
    this.#console = console;
    this.#progress = progress;
    this.#renderer = console.problemRenderer(options);
  }

  async tell(problems: readonly Problem[], place: Place): Promise<void> {
    if (problems.some(({ severity }) => severity === "error")) this.hasErrors = true;
    await this.#write(this.#renderer.render(placed(problems, place)));
  }

  /** Says how many were not shown. */
  end(): Promise<void> {
    return this.#write(this.#renderer.end());
  }

  async #write(text: string): Promise<void> {
    if (text === "") return;
    this.#progress.stop();
    await this.#console.say(text);
  }
}

/** Selects, and remembers of what. */
class CountingSelector extends Selector implements RegistryState {
  /** Date of the registry, once everything was read. */
  updated: string | undefined;
  records = 0;
  taken = 0;

  override takes(record: ServiceRecord): boolean {
    this.records++;
    const isTaken = super.takes(record);
    if (isTaken) this.taken++;
    return isTaken;
  }

  override tailOf(header: RegistryHeader, tail: RegistryTail): RegistryTail {
    this.updated = header.updated;
    return super.tailOf(header, tail);
  }
}
