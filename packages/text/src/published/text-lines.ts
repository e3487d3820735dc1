/** Gives the lines of a source by number, without making a string of each. */
export class TextLines {
  readonly source: string;
  readonly #starts: number[] = [0];

  constructor(source: string) {
    this.source = source;
    for (let at = source.indexOf("\n"); at !== -1; at = source.indexOf("\n", at + 1))
      this.#starts.push(at + 1);
    if (this.#starts.at(-1) === source.length && source !== "") this.#starts.pop();
  }

  get count(): number {
    return this.#starts.length;
  }

  /** Gives the zero-based offset of a zero-based line's first character. */
  start(line: number): number {
    return this.#starts[line] ?? this.source.length;
  }

  /** Gives the offset after a line's last character; its line break (LF or CRLF) is not counted. */
  end(line: number): number {
    const next = this.#starts[line + 1];
    if (next === undefined && this.source.charCodeAt(this.source.length - 1) !== LINE_FEED)
      return this.source.length;
    const end = (next ?? this.source.length) - 1;
    return end > this.start(line) && this.source.charCodeAt(end - 1) === CARRIAGE_RETURN
      ? end - 1
      : end;
  }

  text(line: number): string {
    return this.source.slice(this.start(line), this.end(line));
  }

  isBlank(line: number): boolean {
    const end = this.end(line);
    for (let at = this.start(line); at < end; at++)
      if (!isBlank(this.source.charCodeAt(at))) return false;
    return true;
  }
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** Tells whether a character is one of those that part the words of a line. U+00A0 is not. */
export function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}
