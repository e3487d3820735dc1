import type { Problem, Severity } from "@portolan/model";
import type { Input } from "@portolan/source";
import { type Output, type Session, widthOf, writeChunks } from "./io.js";
import { stylesOf } from "./render/style.js";
import { messageLine } from "./render/wrap.js";

/** Holds a problem with the input it is in. */
export interface PlacedProblem {
  readonly problem: Problem;
  readonly input: Input;
}

/** How many problems of one code are shown unless all are asked for. */
const SHOWN_PER_CODE = 5;

/** How problems are shown. */
export interface PrintOptions {
  /** One JSON object a line. */
  readonly json?: boolean;
}

/** Puts problems in their place: all of one input. */
export function placed(problems: readonly Problem[], input: Input): readonly PlacedProblem[] {
  return problems.map((problem) => ({ problem, input }));
}

/** Stands for what a command writes, where a problem is in it. */
export function outputNamed(path: string | undefined): Input {
  return { name: path ?? "<stdout>", text: "" };
}

/** Tells whether a problem is to be shown: with `--quiet` only an error is. */
export function isShown({ problem }: PlacedProblem, { quiet }: Session): boolean {
  return !quiet || problem.severity === "error";
}

/** Writes problems to standard error. */
export async function printProblems(
  problems: readonly PlacedProblem[],
  session: Session,
  options: PrintOptions = {},
): Promise<void> {
  const text = renderProblems(problems, session.stderr, session, options);
  if (text !== "") await writeChunks(session.stderr, [text]);
}

/**
 * Renders problems as `file:line:column severity code message`, on a terminal with the source line;
 * the first few of each code, with `--verbose` all.
 */
export function renderProblems(
  problems: readonly PlacedProblem[],
  output: Output,
  session: Session,
  options: PrintOptions = {},
): string {
  const wanted = problems.filter((problem) => isShown(problem, session));
  if (options.json) return wanted.map(toJsonLine).join("");
  const paint = painter(output, session);
  const shown = new Map<string, number>();
  let text = "";
  for (const one of wanted) {
    const { code } = one.problem;
    const count = (shown.get(code) ?? 0) + 1;
    shown.set(code, count);
    if (session.verbose || count <= SHOWN_PER_CODE) text += renderProblem(one, output, paint);
  }
  for (const [code, count] of shown) {
    const hidden = count - SHOWN_PER_CODE;
    if (!session.verbose && hidden > 0)
      text += `… and ${hidden} more ${code}; --verbose shows all.\n`;
  }
  return text;
}

function renderProblem({ problem, input }: PlacedProblem, output: Output, paint: Painter): string {
  const { start, severity, code, message } = problem;
  const place = start === undefined ? input.name : `${input.name}:${start.line}:${start.column}`;
  const line = messageLine(`${place} ${paint(severity)} ${code} ${message}`, output);
  return output.isTerminal && start !== undefined
    ? line + sourceLine(input.text, problem, output)
    : line;
}

/** Renders the line a problem is in, cut to the terminal's width, with a caret under the column. */
function sourceLine(text: string, { start }: Problem, output: Output): string {
  if (start === undefined) return "";
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
