import { Readable, Writable } from "node:stream";
import { type Io, run } from "portolan";

/** What a run of the command left. */
export interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a run is given besides its arguments. */
export interface RunOptions {
  /** Text or bytes on standard input; none is no pipe. */
  readonly stdin?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  /** Width of the terminal that both outputs are; none is no terminal. */
  readonly terminal?: number;
  /** Bytes of a chunk in which standard input comes; else it comes at once. */
  readonly chunkLength?: number;
  /** The date of the run; not long after that of the excerpt unless told. */
  readonly now?: string;
}

/** Runs the command in-process, with streams of its own and no cache but the one in `env`. */
export async function portolan(argv: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { stdin, terminal, now = "2025-12-01", env = {} } = options;
  const out = collector();
  const err = collector();
  const screen = {
    isTerminal: terminal !== undefined,
    ...(terminal === undefined ? {} : { columns: terminal }),
  };
  const io: Io = {
    stdin: {
      stream: Readable.from(chunksOf(options)),
      isPiped: stdin !== undefined,
    },
    stdout: { stream: out.stream, ...screen },
    stderr: { stream: err.stream, ...screen },
    env: { PORTOLAN_CACHE: "/nonexistent/portolan-cache", ...env },
    now: () => Date.parse(now),
  };
  const exitCode = await run(argv, io);
  return { exitCode, stdout: out.text(), stderr: err.text() };
}

function* chunksOf({ stdin, chunkLength }: RunOptions): Generator<Buffer, void, undefined> {
  if (stdin === undefined) return;
  const bytes = Buffer.from(stdin);
  const length = chunkLength ?? Math.max(1, bytes.length);
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

function collector(): { readonly stream: Writable; readonly text: () => string } {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(Buffer.from(chunk));
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString("utf8") };
}
