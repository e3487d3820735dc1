import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { Worker } from "node:worker_threads";
import { SourceError } from "@portolan/source";
import type { Answer, Asked, Failure } from "./copy-thread.js";
import { type CopyWork, notTheRegistry } from "./copy-work.js";
import { UsageError } from "./exit.js";

/**
 * Most memory for the old objects of a thread, in MiB: what IANA's page takes, and two states of its XML.
 * With Node and what is not an object, the process stays at about 100 (test/sync-memory.test.ts).
 */
const MOST_MEMORY: Readonly<Record<keyof CopyWork, number>> = { check: 28, index: 28, compare: 31 };

/** Memory for its new objects, in MiB. */
const YOUNG_MEMORY = 3;

/** Longest time of one work, in milliseconds; the slowest form of the registry takes a second or two. */
const LONGEST = 60_000;

/** Has V8 collect early and compile little, for the threads that are started from now on. */
const FRUGAL = ["--heap-growing-percent=20", "--no-opt", "--no-maglev", "--optimize-for-size"];

/**
 * Starts what does the work in a thread, so that no document takes more memory or time than a registry. A
 * thread goes on with the next work of the same limit: what one leaves behind is not all free for another.
 */
export function copyWorkApart(): CopyWork {
  let idle: CopyThread | undefined;
  const ask = async <Name extends keyof CopyWork>(
    asked: Asked<Name>,
  ): Promise<Awaited<ReturnType<CopyWork[Name]>> | Limit> => {
    const mostMemory = MOST_MEMORY[asked.name];
    if (idle?.mostMemory !== mostMemory) await idle?.end();
    const thread = idle?.mostMemory === mostMemory ? idle : new CopyThread(mostMemory);
    idle = undefined;
    const answer = await thread.ask(asked);
    if (answer === "too large" || answer === "too slow") return answer;
    idle = thread;
    if ("failed" in answer) throw errorOf(answer.failed);
    return answer.done;
  };
  return {
    check: async (request) => {
      const answer = await ask<"check">({ name: "check", request });
      if (answer === "too large")
        throw notTheRegistry(
          request.name,
          `to read it takes more than ${MOST_MEMORY.check} MiB of memory.`,
        );
      if (answer === "too slow")
        throw notTheRegistry(request.name, `to read it takes more than ${LONGEST / 1000} seconds.`);
      return answer;
    },
    index: async (request) => orNothing(await ask<"index">({ name: "index", request })),
    compare: async (request) => orNothing(await ask<"compare">({ name: "compare", request })),
  };
}

type Limit = "too large" | "too slow";

function orNothing<Result>(answer: Result | Limit): Result | undefined {
  return answer === "too large" || answer === "too slow" ? undefined : answer;
}

/** Is a thread that does one work after another; while it waits, the process may end. */
class CopyThread {
  readonly mostMemory: number;
  readonly #worker: Worker;
  #take: ((answer: unknown) => void) | undefined;
  /** Tells of its end, which it has not while it works. */
  readonly #ended: Promise<Limit>;

  constructor(mostMemory: number) {
    for (const flag of FRUGAL) setFlagsFromString(flag);
    this.mostMemory = mostMemory;
    const worker = new Worker(fileURLToPath(new URL("./copy-thread.cjs", import.meta.url)), {
      resourceLimits: {
        maxOldGenerationSizeMb: mostMemory,
        maxYoungGenerationSizeMb: YOUNG_MEMORY,
      },
    });
    this.#worker = worker;
    // One listener for all answers: in Node 20 none is heard that comes when all others are gone.
    worker.on("message", (answer) => this.#take?.(answer));
    this.#ended = new Promise((resolve, reject) => {
      worker.on("error", (error: NodeJS.ErrnoException) => {
        if (error.code === "ERR_WORKER_OUT_OF_MEMORY") resolve("too large");
        else reject(error);
      });
      worker.on("exit", () => reject(new Error("A thread ended without an answer.")));
    });
    // It matters to who waits for an answer.
    this.#ended.catch(() => {});
  }

  async ask<Name extends keyof CopyWork>(asked: Asked<Name>): Promise<Answer<Name> | Limit> {
    const worker = this.#worker;
    let timer: NodeJS.Timeout | undefined;
    const answered = new Promise<Answer<Name> | Limit>((resolve) => {
      this.#take = resolve as (answer: unknown) => void;
      timer = setTimeout(() => {
        resolve("too slow");
        void worker.terminate();
      }, LONGEST);
    });
    worker.ref();
    worker.postMessage(asked);
    try {
      return await Promise.race([answered, this.#ended]);
    } finally {
      clearTimeout(timer);
      worker.unref();
    }
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}

/** Makes the error again that a thread told of. */
function errorOf({ kind, message, code, input, position }: Failure): Error {
  if (kind === "UsageError") return new UsageError(message);
  if (kind !== "SourceError") return new Error(message);
  return new SourceError(code, input, message, position === undefined ? {} : { position });
}
