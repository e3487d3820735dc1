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
  /** Most bytes of input that are read before anything is written. */
  readonly heldInput?: number;
}

/** Runs the command in-process, with streams of its own and no cache but the one in `env`. */
export async function portolan(argv: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { stdin, terminal, heldInput, env = {} } = options;
  const out = collector();
  const err = collector();
  const screen = {
    isTerminal: terminal !== undefined,
    ...(terminal === undefined ? {} : { columns: terminal }),
  };
  const io: Io = {
    stdin: {
      stream: Readable.from(stdin === undefined ? [] : [Buffer.from(stdin)]),
      isPiped: stdin !== undefined,
    },
    stdout: { stream: out.stream, ...screen },
    stderr: { stream: err.stream, ...screen },
    env: { PORTOLAN_CACHE: "/nonexistent/portolan-cache", ...env },
    ...(heldInput === undefined ? {} : { heldInput }),
  };
  const exitCode = await run(argv, io);
  return { exitCode, stdout: out.text(), stderr: err.text() };
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
