import { dataProblems } from "./data-problems.js";
import type { Report, Span } from "./problem.js";

/** Leads to a value inside plain data: keys of objects, zero-based indexes of lists. */
export type DataPath = readonly (string | number)[];

/** Gives the place of a value of the data in its source. */
export type LocateData = (path: DataPath) => Span | undefined;

/**
 * Reads plain data of one shape, and reports what is wrong with it.
 *
 * @returns undefined where nothing could be read.
 */
export type Shape<T> = (data: unknown, reading: DataReading) => T | undefined;

/** How deep running text may nest paragraphs; IANA nests none. */
const MAX_PARAGRAPH_DEPTH = 64;

/** Follows one reading of plain data: where it is, and what was wrong on the way. */
export class DataReading {
  readonly report: Report;
  /** Indexes of those items of “records” that became records. */
  readonly recordIndexes: number[] = [];
  readonly #locate: LocateData;
  readonly #path: (string | number)[] = [];
  #paragraphs = 0;

  constructor(report: Report, locate: LocateData) {
    this.report = report;
    this.#locate = locate;
  }

  /** Reads a part of the value at hand. */
  part<T>(step: string | number, shape: Shape<T>, data: unknown): T | undefined {
    this.#path.push(step);
    const value = shape(data, this);
    this.#path.pop();
    return value;
  }

  /** Reads the text of a paragraph, unless it lies too deep. */
  paragraph<T>(shape: Shape<T>, data: unknown): T | undefined {
    if (this.#paragraphs >= MAX_PARAGRAPH_DEPTH) {
      return this.complain("data/nested-too-deeply", { limit: MAX_PARAGRAPH_DEPTH });
    }
    this.#paragraphs++;
    const value = shape(data, this);
    this.#paragraphs--;
    return value;
  }

  /** The step that led to the value at hand. */
  get step(): string | number | undefined {
    return this.#path.at(-1);
  }

  /** Gives the place of a part of the value at hand, or of the value itself. */
  locate(...part: DataPath): Span | undefined {
    return this.#locate([...this.#path, ...part]);
  }

  /** Reports a problem of the value at hand, from which nothing can be read. */
  complain(
    code: keyof typeof dataProblems,
    values: Readonly<Record<string, string | number>> = {},
  ): undefined {
    this.report.add(dataProblems, code, {
      span: this.locate(),
      values: { path: formatPath(this.#path), ...values },
    });
  }

  /** Reports that the value at hand is of another type. */
  complainOfType(value: unknown, expected: string): undefined {
    return this.complain("data/type-wrong", { found: describeData(value), expected });
  }
}

/** Writes a path as JavaScript does: `records[3].port`. */
function formatPath(path: DataPath): string {
  return path
    .map((step, i) => (typeof step === "number" ? `[${step}]` : i === 0 ? step : `.${step}`))
    .join("");
}

/** Says in words what a value of unknown type is. */
export function describeData(value: unknown): string {
  if (value === null || value === undefined) return "nothing (null)";
  if (Array.isArray(value)) return "a list";
  switch (typeof value) {
    case "string":
      return value === "" ? "an empty text" : `the text “${value.slice(0, 20)}”`;
    case "number":
      return `the number ${value}`;
    case "boolean":
      return `the value ${value}`;
    default:
      return "an object";
  }
}
