import type { Position, Problem, Severity } from "@portolan/model";
import { type Output, type Session, widthOf, writeMessage } from "./io.js";
import { stylesOf } from "./render/style.js";
import { messageLine } from "./render/wrap.js";

/** Names the input, or the output, that a problem is in. */
export interface Place {
  readonly name: string;
  /** Its text, if it is at hand. */
  readonly text?: string;
}

/** Holds a problem with the input it is in. */
export interface PlacedProblem {
  readonly problem: Problem;
  readonly input: Place;
}

/** How many problems of one code are shown unless all are asked for. */
const SHOWN_PER_CODE = 5;

/** How problems are shown. */
export interface PrintOptions {
  /** One JSON object a line. */
  readonly json?: boolean;
}

/** Puts problems in their place: all of one input. */
export function placed(problems: readonly Problem[], input: Place): readonly PlacedProblem[] {
  return problems.map((problem) => ({ problem, input }));
}

/** Stands for what a command writes, where a problem is in it. */
export function outputNamed(path: string | undefined): Place {
  return { name: path ?? "<stdout>" };
}

/** Tells whether a problem is an error: an input that has one is refused. */
export function isError({ problem }: PlacedProblem): boolean {
  return problem.severity === "error";
}

/** Tells whether a problem is to be shown: with `--quiet` only an error is. */
export function isShown(one: PlacedProblem, { quiet }: Session): boolean {
  return !quiet || isError(one);
}

/** Writes problems to standard error. */
export async function printProblems(
  problems: readonly PlacedProblem[],
  session: Session,
  options: PrintOptions = {},
): Promise<void> {
  await writeMessage(session, renderProblems(problems, session.stderr, session, options));
}

/** Renders all problems there are. */
export function renderProblems(
  problems: readonly PlacedProblem[],
  output: Output,
  session: Session,
  options: PrintOptions = {},
): string {
  const renderer = new ProblemRenderer(output, session, options);
  return renderer.render(problems) + renderer.end();
}

/**
 * Renders problems as they come, each as `file:line:column severity code message`, on a terminal
 * with the source line; the first few of each code, with `--verbose` all.
 */
export class ProblemRenderer {
  readonly #output: Output;
  readonly #session: Session;
  readonly #options: PrintOptions;
  readonly #paint: Painter;
  /** How many there were of each code. */
  readonly #counts = new Map<string, number>();

  constructor(output: Output, session: Session, options: PrintOptions = {}) {
    this.#output = output;
    this.#session = session;
    this.#options = options;
    this.#paint = painter(output, session);
  }

  /** Renders the next problems. */
  render(problems: readonly PlacedProblem[]): string {
    let text = "";
    for (const one of problems) if (isShown(one, this.#session)) text += this.#render(one);
    return text;
  }

  /** Renders how many were not shown. */
  end(): string {
    let text = "";
    for (const [code, count] of this.#counts) {
      const hidden = count - SHOWN_PER_CODE;
      if (!this.#session.verbose && hidden > 0)
        text += `… and ${hidden} more ${code}; --verbose shows all.\n`;
    }
    return text;
  }

  #render(one: PlacedProblem): string {
    if (this.#options.json) return toJsonLine(one);
    const { code } = one.problem;
    const count = (this.#counts.get(code) ?? 0) + 1;
    this.#counts.set(code, count);
    const isHidden = !this.#session.verbose && count > SHOWN_PER_CODE;
    return isHidden ? "" : renderProblem(one, this.#output, this.#paint);
  }
}

function renderProblem({ problem, input }: PlacedProblem, output: Output, paint: Painter): string {
  const { start, severity, code, message } = problem;
  const place = start === undefined ? input.name : `${input.name}:${start.line}:${start.column}`;
  const line = messageLine(`${place} ${paint(severity)} ${code} ${message}`, output);
  return output.isTerminal && start !== undefined && input.text !== undefined
    ? line + sourceLine(input.text, start, output)
    : line;
}

/** Renders the line a problem is in, cut to the terminal's width, with a caret under the column. */
function sourceLine(text: string, start: Position, output: Output): string {
  const lineStart = start.offset - (start.column - 1);
  const lineEnd = text.slice(lineStart).search(/[\r\n]|$/) + lineStart;
  const width = Math.max(20, widthOf(output) - 4);
  const from = Math.max(lineStart, start.offset - (width >> 1));
  const shown = text.slice(from, Math.min(lineEnd, from + width)).replace(/\p{Cc}/gu, " ");
  return `  | ${shown}\n  | ${" ".repeat(start.offset - from)}^\n`;
}

function toJsonLine({ problem, input }: PlacedProblem): string {
  const { code, severity, message, start, end } = problem;
  return `${JSON.stringify({ file: input.name, code, severity, message, start, end })}\n`;
}

type Painter = (severity: Severity) => string;

function painter(output: Output, session: Session): Painter {
  const { red, yellow } = stylesOf(output, session);
  return (severity) => (severity === "error" ? red(severity) : yellow(severity));
}
