import type { Severity } from "@portolan/model";
import { DIFFERENT, DONE, type ExitCode } from "./exit.js";
import { type Input, type Io, joinToPieces, type Output, write } from "./io.js";
import { type PlacedProblem, ProblemRenderer } from "./problems.js";
import { messageLine, type Room } from "./render/layout.js";
import { type Progress, startProgress } from "./render/progress.js";
import { paint } from "./render/style.js";
import { inAscii, isAsciiLocale, visible } from "./render/visible.js";

/** Names when colour is used. */
export const COLOR_MODES = ["auto", "always", "never"] as const;

type ColorMode = (typeof COLOR_MODES)[number];

/** Holds the settings that all commands share. */
interface Settings {
  readonly color: ColorMode;
  /** Errors only: no warnings, no remarks, no progress. */
  readonly quiet: boolean;
  /** Everything: each problem, and what was read. */
  readonly verbose: boolean;
}

/** Is an output that text is laid out for, with the settings of the run. */
export class Screen implements Room {
  readonly output: Output;
  readonly #settings: () => Settings;
  readonly #env: Io["env"];

  constructor(output: Output, env: Io["env"], settings: () => Settings) {
    this.output = output;
    this.#env = env;
    this.#settings = settings;
  }

  get isTerminal(): boolean {
    return this.output.isTerminal;
  }

  get width(): number {
    const { columns = 0 } = this.output;
    // A terminal that does not know its width says 0.
    return columns > 0 ? columns : 80;
  }

  get textWidth(): number {
    return this.isTerminal ? this.width : Number.POSITIVE_INFINITY;
  }

  /**
   * Renders a text for people: control characters as escapes, styles as colours, our own signs in
   * ASCII where the locale has no others. Whatever a command shows passes here.
   */
  render(text: string): string {
    const shown = paint(visible(text, "\n\t"), this.#isColored);
    return isAsciiLocale(this.#env) ? inAscii(shown) : shown;
  }

  /** Colours on a terminal, unless `--color`, `NO_COLOR` or `FORCE_COLOR` say otherwise (no-color.org). */
  get #isColored(): boolean {
    const { color } = this.#settings();
    if (color !== "auto") return color === "always";
    const { FORCE_COLOR, NO_COLOR, TERM } = this.#env;
    if (FORCE_COLOR !== undefined) return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
    if (NO_COLOR !== undefined && NO_COLOR !== "") return false;
    return this.isTerminal && TERM !== "dumb";
  }
}

/**
 * Is what a command works with: its streams, the settings that all commands share, and the one door
 * through which it says something. Made once for a run.
 */
export class Console implements Settings {
  readonly io: Io;
  /** Standard output, for the answer. */
  readonly out: Screen;
  /** Standard error, for everything else. */
  readonly err: Screen;
  color: ColorMode = "auto";
  quiet = false;
  verbose = false;
  /** Whatever is told on standard error is JSON, one object a line: for `convert --json`. */
  tellsAsJson = false;
  /** Nothing is said on standard error. */
  isSilent = false;
  /** Exit code of the command, where it was carried out. */
  exitCode: ExitCode = DONE;
  /** How much could not be read and is left out. */
  #leftOut = 0;
  /** The bar that may be shown, which gives way to what is said. */
  #progress: Progress | undefined;

  constructor(io: Io) {
    this.io = io;
    this.out = new Screen(io.stdout, io.env, () => this);
    this.err = new Screen(io.stderr, io.env, () => this);
  }

  /** Takes the settings that the command line gives. */
  configure({ color, quiet, verbose }: Partial<Record<keyof Settings, unknown>>): void {
    this.color = COLOR_MODES.find((mode) => mode === color) ?? "auto";
    this.quiet = quiet === true;
    this.verbose = verbose === true;
  }

  get stdin(): Input {
    return this.io.stdin;
  }

  get env(): Io["env"] {
    return this.io.env;
  }

  /** Makes one that only shows an answer, for a reader that is a program. */
  silenced(): Console {
    return Object.assign(new Console(this.io), { color: this.color, isSilent: true });
  }

  /**
   * Writes text for people to standard output.
   *
   * @throws {OutputError} where it cannot be written to.
   */
  async show(text: string): Promise<void> {
    if (text !== "") await write(this.out.output, this.out.render(text));
  }

  /**
   * Writes data to standard output as it is; on a terminal with control characters as escapes. Texts
   * that come over time are written as they come.
   *
   * @throws {OutputError} where it cannot be written to.
   */
  async writeData(data: string | Iterable<string> | AsyncIterable<string>): Promise<void> {
    const chunks = typeof data === "string" ? [data] : data;
    const pieces = Symbol.iterator in chunks ? joinToPieces(chunks) : chunks;
    for await (const piece of pieces) {
      const text = this.out.isTerminal ? visible(piece.replaceAll("\r\n", "\n"), "\n\t") : piece;
      await write(this.out.output, text);
    }
  }

  /**
   * Writes text of whole lines to standard error. One that nobody can hear, because its reader has
   * gone or its disk is full, stops no work: what the command was asked for is elsewhere.
   */
  async say(text: string): Promise<void> {
    if (text === "" || this.isSilent) return;
    this.#progress?.stop();
    // JSON stays JSON: our quotes in ASCII would end its texts.
    const shown = this.tellsAsJson ? visible(text, "\n\t") : this.err.render(text);
    await write(this.err.output, shown).catch(() => {});
  }

  /** Writes a message to standard error. */
  message(message: string, severity: Severity = "error"): Promise<void> {
    if (!this.tellsAsJson) return this.say(messageLine(message, this.err));
    const text = message.replace(/^portolan: /, "");
    return this.say(`${JSON.stringify({ severity, message: text })}\n`);
  }

  /** Tells what is or was done; with `--quiet` nothing. */
  async remark(message: string): Promise<void> {
    if (!this.quiet) await this.message(message, "info");
  }

  /** Tells so where none of some records was selected. */
  async remarkSelected(taken: number, records: number): Promise<void> {
    if (taken === 0 && records > 0)
      await this.remark(`Nothing selected of ${counted(records, "record")}.`);
  }

  /** Tells that so much could not be read and is left out; then the run is not a success. */
  async leaveOut(count: number): Promise<void> {
    if (count === 0) return;
    this.#leftOut += count;
    await this.message(`portolan: ${counted(count, "error")}: what could not be read is left out.`);
  }

  /** Exit code of the run: that of the command, but not a success where something was left out. */
  get finalExitCode(): ExitCode {
    return this.exitCode === DONE && this.#leftOut > 0 ? DIFFERENT : this.exitCode;
  }

  /** Gives the time, in milliseconds since 1970. */
  readonly now = (): number => this.io.now?.() ?? Date.now();

  /** Writes problems to standard error. */
  reportProblems(problems: readonly PlacedProblem[]): Promise<void> {
    const renderer = this.problemRenderer();
    return this.say(renderer.render(problems) + renderer.end());
  }

  /** Makes what renders problems for standard error as they come. */
  problemRenderer(): ProblemRenderer {
    return new ProblemRenderer(this.err, this);
  }

  /** Starts a progress bar on a terminal. */
  startProgress(): Progress {
    const isShown = this.err.isTerminal && !this.quiet;
    this.#progress = startProgress(isShown ? this.err.output : undefined);
    return this.#progress;
  }
}

/** Counts things in words: `1 record`, `345 records`. */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}
