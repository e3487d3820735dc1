import { requireList } from "./argument.js";
import { defined } from "./defined.js";
import { DOCUMENT_START, LineIndex, type Position } from "./line-index.js";

/**
 * Says how much a problem matters. An error makes a result useless; a warning is a fault, or a loss,
 * that someone can mend; an info is a fact that is as it should be, such as a service without a port,
 * which has no line in a services file.
 */
export type Severity = "error" | "warning" | "info";

/** Holds the values of a problem's message, by name. */
export type ProblemValues = Readonly<Record<string, string | number>>;

/**
 * Describes one thing that was found wrong in an input, or that an output cannot express.
 *
 * @typeParam Code - the codes that its source can give, `<format>/<what>`; they are stable.
 */
export interface Problem<Code extends string = string> {
  readonly code: Code;
  readonly severity: Severity;
  /** One sentence without position. */
  readonly message: string;
  /** What the message says of this case, as data; absent where it says the same of all. */
  readonly values?: ProblemValues;
  readonly start?: Position;
  readonly end?: Position;
  /** What a library threw, where the problem comes from one. */
  readonly cause?: unknown;
}

/**
 * Maps the codes of one format to severity, message (one sentence; `{name}` stands for a
 * parameter) and cure (what a person can do). Types, messages and documentation derive from it.
 *
 * @example
 * const csvProblems = {
 *   "csv/quote-not-closed": ["error", "A quoted field is never closed.", "Close it with a quote."],
 * } as const;
 */
export type ProblemTable = {
  readonly [code: string]: readonly [severity: Severity, message: string, cure: string];
};

/** Holds a stretch of a source: zero-based offsets, the end not included. */
export interface Span {
  readonly start: number;
  readonly end?: number;
}

/** Holds what a problem says beyond its kind. */
export interface ProblemDetails {
  /** Where it is in the source of the report. */
  readonly span?: Span | undefined;
  /** Where it is in the document, for what is known by its position. It wins over the span. */
  readonly at?: Position | undefined;
  /** Values of the message's parameters. */
  readonly values?: ProblemValues;
  readonly cause?: unknown;
}

/** Collects the problems of one source (or of one output, which has no positions). */
export class Report<Code extends string = string> {
  readonly problems: Problem<Code>[] = [];
  /** Where in the whole document the source begins. */
  readonly origin: Position;
  readonly #lines: LineIndex;

  /** @param origin - where the source begins, if it is a piece of a larger document. */
  constructor(source = "", origin: Position = DOCUMENT_START) {
    this.origin = origin;
    this.#lines = new LineIndex(source, origin);
  }

  /**
   * Adds the problem that `table` describes under `code`.
   *
   * @throws {TypeError} where the table has no such code.
   */
  add<Table extends ProblemTable>(
    table: Table,
    code: keyof Table & Code,
    details: ProblemDetails = {},
  ): void {
    const row = table[code];
    if (row === undefined) throw new TypeError(`No problem has the code ${code}.`);
    const [severity, message] = row;
    const { span, values, cause } = details;
    const start = details.at ?? (span && this.#lines.at(span.start));
    const end =
      details.at === undefined && span?.end !== undefined ? this.#lines.at(span.end) : undefined;
    this.problems.push({
      code,
      severity,
      message: values === undefined ? message : fill(message, values),
      ...defined({ values, start, end, cause }),
    });
  }

  /** Takes out the problems that were added since the last time. */
  take(): readonly Problem<Code>[] {
    return this.problems.splice(0);
  }

  /** Gives the position, in the whole document, of a zero-based offset of the source. */
  at(offset: number): Position {
    return this.#lines.at(offset);
  }
}

/** Length of the longest piece of the input that a message quotes. */
const QUOTE_LIMIT = 60;

function fill(message: string, values: ProblemValues): string {
  return message.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    const text = String(value).replace(/\p{Cc}+/gu, " ");
    return text.length > QUOTE_LIMIT ? `${text.slice(0, QUOTE_LIMIT)}…` : text;
  });
}

/** Tells whether a problem list holds an error. */
export function hasErrors(problems: readonly Problem[]): boolean {
  requireList(problems, "hasErrors", "problems");
  return problems.some((problem) => problem.severity === "error");
}

/** Is thrown by {@link registryOf} for a result with errors, which it holds. */
export class RegistryError extends Error {
  override readonly name = "RegistryError";
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    requireList(problems, "RegistryError", "problems");
    const errors = problems.filter((problem) => problem.severity === "error");
    const first = errors[0] ?? problems[0];
    const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
    super(`${first?.message ?? "The registry could not be read."}${more}`, { cause: first?.cause });
    this.problems = problems;
  }
}
