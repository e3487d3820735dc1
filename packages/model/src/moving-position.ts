import type { Position } from "./line-index.js";
import type { Problem } from "./problem.js";

const LINE_END = /\r\n|\n|\r/g;

/** Follows the position in a document that is read piece by piece. */
export class MovingPosition {
  #line = 1;
  #column = 1;
  #offset = 0;
  #afterReturn = false;

  /** The position after all that was passed. */
  get position(): Position {
    return { line: this.#line, column: this.#column, offset: this.#offset };
  }

  /** Moves past the next piece of the document. */
  pass(text: string): void {
    if (text === "") return;
    // A line feed after a carriage return, on which the piece before ended, ends the same line.
    const counted = this.#afterReturn && text.startsWith("\n") ? 1 : 0;
    let lineStart = counted;
    LINE_END.lastIndex = counted;
    for (let end = LINE_END.exec(text); end !== null; end = LINE_END.exec(text)) {
      this.#line++;
      this.#column = 1;
      lineStart = LINE_END.lastIndex;
    }
    this.#column += text.length - lineStart;
    this.#offset += text.length;
    this.#afterReturn = text.endsWith("\r");
  }
}

/**
 * Gives a problem of a piece its place in the document.
 *
 * @param origin - where the piece begins in the document.
 */
export function moveProblem(problem: Problem, origin: Position): Problem {
  const { start, end } = problem;
  return {
    ...problem,
    ...(start === undefined ? {} : { start: movePosition(start, origin) }),
    ...(end === undefined ? {} : { end: movePosition(end, origin) }),
  };
}

function movePosition({ line, column, offset }: Position, origin: Position): Position {
  return {
    line: origin.line + line - 1,
    column: line === 1 ? origin.column + column - 1 : column,
    offset: origin.offset + offset,
  };
}
