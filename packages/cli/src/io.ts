import type { Readable, Writable } from "node:stream";

/** Is everything the command touches, given as an argument so that it can be tested in-process. */
export interface Io {
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface Input {
  readonly stream: Readable;
  /** A pipe or file stands behind it, not a terminal or `/dev/null`. */
  readonly isPiped: boolean;
}

export interface Output {
  readonly stream: Writable;
  readonly isTerminal: boolean;
  /** Width in columns, for a terminal. */
  readonly columns?: number;
}

/** Writes pieces to an output one by one, waiting where it cannot take more. */
export async function writeChunks(output: Output, chunks: Iterable<string>): Promise<void> {
  for (const chunk of chunks) await write(output, chunk);
}

function write(output: Output, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    output.stream.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

/** Tells whether an error says that the reader of our output has gone (`portolan … | head`). */
export function isClosedPipe(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EPIPE";
}
