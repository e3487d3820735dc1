import { parentPort } from "node:worker_threads";
import type { SourceError } from "@portolan/source";
import type { CopyWork } from "./copy-work.js";
import { copyWork } from "./read-copies.js";

// The thread that `apart.ts` starts: it answers what it is asked, one after the other.

/** What a thread is asked. */
export interface Asked<Name extends keyof CopyWork> {
  readonly name: Name;
  readonly request: Parameters<CopyWork[Name]>[0];
}

/** What it answers. */
export type Answer<Name extends keyof CopyWork> =
  | { readonly done: Awaited<ReturnType<CopyWork[Name]>> }
  | { readonly failed: Failure };

/** Holds an error as data, since its class does not pass from one thread to another. */
export interface Failure extends Pick<SourceError, "message" | "code" | "input" | "position"> {
  readonly kind: string;
}

parentPort?.on("message", ({ name, request }: Asked<keyof CopyWork>) => {
  const work: (asked: never) => Promise<unknown> = copyWork[name];
  work(request as never).then(
    // Bytes are handed over, not copied.
    (done) => parentPort?.postMessage({ done }, transferred(done)),
    ({ name: kind, message, code, input, position }: SourceError) =>
      parentPort?.postMessage({ failed: { kind, message, code, input, position } }),
  );
});

function transferred(done: unknown): readonly ArrayBuffer[] {
  return done instanceof Uint8Array && done.buffer instanceof ArrayBuffer ? [done.buffer] : [];
}
