import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { Worker } from "node:worker_threads";
import { SourceError } from "@portolan/source";
import type { Answer, Asked, Failure } from "./copy-thread.js";
import type { CopyWork } from "./copy-work.js";
import { UsageError } from "./exit.js";
import { notTheRegistry } from "./read-copies.js";

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

/** Does the work in a thread for each, so that no document takes more memory or time than a registry. */
export const copyWorkApart: CopyWork = {
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

type Limit = "too large" | "too slow";

function orNothing<Result>(answer: Result | Limit): Result | undefined {
  return answer === "too large" || answer === "too slow" ? undefined : answer;
}

/** Has a thread do something, and ends it. */
function ask<Name extends keyof CopyWork>(
  asked: Asked<Name>,
): Promise<Awaited<ReturnType<CopyWork[Name]>> | Limit> {
  return new Promise((resolve, reject) => {
    for (const flag of FRUGAL) setFlagsFromString(flag);
    const file = fileURLToPath(new URL("./copy-thread.cjs", import.meta.url));
    const thread = new Worker(file, {
      workerData: asked,
      resourceLimits: {
        maxOldGenerationSizeMb: MOST_MEMORY[asked.name],
        maxYoungGenerationSizeMb: YOUNG_MEMORY,
      },
    });
    const timer = setTimeout(() => {
      resolve("too slow");
      void thread.terminate();
    }, LONGEST);
    thread.on("message", (answer: Answer<Name>) => {
      if ("failed" in answer) reject(errorOf(answer.failed));
      else resolve(answer.done);
    });
    thread.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ERR_WORKER_OUT_OF_MEMORY") resolve("too large");
      else reject(error);
    });
    thread.on("exit", () => {
      clearTimeout(timer);
      reject(new Error("A thread ended without an answer."));
    });
  });
}

/** Makes the error again that a thread told of. */
function errorOf({ kind, message, code, input, position }: Failure): Error {
  if (kind === "UsageError") return new UsageError(message);
  if (kind !== "SourceError") return new Error(message);
  return new SourceError(code, input, message, position === undefined ? {} : { position });
}
