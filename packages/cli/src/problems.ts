import type { Position, Problem, Severity } from "@portolan/model";
import { messageLine, type Room } from "./render/layout.js";
import { dim, red, yellow } from "./render/style.js";

/** Names the input, or the output, that a problem is in. */
export interface Place {
  readonly name: string;
  /** Its text, if it is at hand, or some of it. */
  readonly text?: string;
  /** Offset at which that begins; its beginning unless told. */
  readonly textStart?: number;
  /** Gives its text from an offset on, so much that a line is in it, where that is at hand. */
  readonly lineAt?: (offset: number) => string | undefined;
}

/** Holds a problem with the input it is in. */
export interface PlacedProblem {
  readonly problem: Problem;
  readonly input: Place;
}

/** How many problems of one code are shown unless all are asked for. */
const SHOWN_PER_CODE = 5;

/** Lets the first few of each code be shown, and says how many more there are. */
export class FewOfEach {
  readonly #counts = new Map<string, number>();

  /** Tells whether the next one of a code is to be shown. */
  takes(code: string): boolean {
    const count = (this.#counts.get(code) ?? 0) + 1;
    this.#counts.set(code, count);
    return count <= SHOWN_PER_CODE;
  }

  /** Renders how many were not shown, and begins anew. */
  rest(): string {
    let text = "";
    for (const [code, count] of this.#counts) {
      const hidden = count - SHOWN_PER_CODE;
      if (hidden > 0) text += `… and ${hidden} more ${code}; --verbose shows all.\n`;
    }
    this.#counts.clear();
    return text;
  }
}

/** Says which problems are shown, and how. */
interface RenderOptions {
  /** Errors only. */
  readonly quiet: boolean;
  /** All, however many of one code there are. */
  readonly verbose: boolean;
  /** One JSON object a line, and so all. */
  readonly tellsAsJson: boolean;
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
export function isShown(one: PlacedProblem, { quiet }: Pick<RenderOptions, "quiet">): boolean {
  return !quiet || isError(one);
}

/**
 * Renders problems as they come, each as `file:line:column severity code message`, on a terminal
 * with the source line; the first few of each code, with `--verbose` all.
 */
export class ProblemRenderer {
  readonly #room: Room;
  readonly #options: RenderOptions;
  readonly #few = new FewOfEach();

  constructor(room: Room, options: RenderOptions) {
    this.#room = room;
    this.#options = options;
  }

  /** Renders the next problems. */
  render(problems: readonly PlacedProblem[]): string {
    const shown = problems.filter((one) => isShown(one, this.#options));
    return shown.map((one) => this.#render(one)).join("");
  }

  /** Renders how many were not shown. */
  end(): string {
    return this.#few.rest();
  }

  #render(one: PlacedProblem): string {
    const { tellsAsJson, verbose } = this.#options;
    if (tellsAsJson) return problemLine(one);
    return verbose || this.#few.takes(one.problem.code) ? renderProblem(one, this.#room) : "";
  }
}

/** Renders one problem in a line, on a terminal with the source line. */
export function renderProblem({ problem, input }: PlacedProblem, room: Room): string {
  const { start, severity, code, message } = problem;
  const place = start === undefined ? input.name : `${input.name}:${start.line}:${start.column}`;
  const line = messageLine(`${place} ${inStyleOf(severity, severity)} ${code} ${message}`, room);
  if (!room.isTerminal || start === undefined) return line;
  return line + sourceLine(input, start, room);
}

/**
 * Renders the line a problem is in, cut to the terminal's width, with a caret under the column;
 * nothing where it is not at hand.
 */
function sourceLine(
  { text, textStart = 0, lineAt }: Place,
  start: Position,
  { width: columns }: Room,
): string {
  const lineStart = start.offset - (start.column - 1);
  const width = Math.max(20, columns - 4);
  const from = Math.max(lineStart, start.offset - (width >> 1));
  const found = text === undefined ? lineAt?.(from) : text.slice(from - textStart);
  if (found === undefined) return "";
  const [rest = ""] = found.slice(0, width).split(/[\r\n]/, 1);
  const shown = rest.replace(/\p{Cc}/gu, " ");
  return `  | ${shown}\n  | ${" ".repeat(start.offset - from)}^\n`;
}

/** Writes one problem as JSON in a line. */
export function problemLine({ problem, input }: PlacedProblem): string {
  const { code, severity, message, start, end } = problem;
  return `${JSON.stringify({ file: input.name, code, severity, message, start, end })}\n`;
}

const STYLES: Readonly<Record<Severity, (text: string) => string>> = {
  error: red,
  warning: yellow,
  info: dim,
};

/** Gives a text the colour of a severity. */
export function inStyleOf(severity: Severity, text: string): string {
  return STYLES[severity](text);
}
