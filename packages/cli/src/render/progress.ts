import type { SingleBar } from "cli-progress";
import type { Output } from "../io.js";

/** Shows how far a download, or the reading of a long input, is. */
export interface Progress {
  /** Is told of bytes received, and of how many, where that is known. */
  readonly update: (received: number, total: number | undefined) => void;
  /** Takes the bar away, until the next update. */
  readonly stop: () => void;
}

/** What takes less time than this, in milliseconds, shows no bar. */
const PATIENCE = 1_000;

/**
 * Starts a progress bar, which appears when the work takes over a second. What draws it is loaded
 * only then.
 *
 * @param output a terminal; without one nothing is shown.
 */
export function startProgress(output: Output | undefined): Progress {
  if (output === undefined) return { update: () => {}, stop: () => {} };
  const begin = performance.now();
  let library: typeof import("cli-progress") | "asked for" | undefined;
  let bar: SingleBar | undefined;
  return {
    update: (received, total) => {
      if (performance.now() - begin < PATIENCE) return;
      if (library === undefined) {
        library = "asked for";
        import("cli-progress").then(({ default: loaded }) => {
          library = loaded;
        });
      }
      if (library === "asked for") return;
      bar ??= startBar(library, output, total);
      bar.update(toKiB(received));
    },
    stop: () => {
      bar?.stop();
      bar = undefined;
    },
  };
}

function startBar(
  library: typeof import("cli-progress"),
  output: Output,
  total: number | undefined,
): SingleBar {
  const format = total === undefined ? "{value} KiB" : "{bar} {value} of {total} KiB";
  const bar = new library.SingleBar({
    format,
    stream: output.stream as NodeJS.WriteStream,
    clearOnComplete: true,
    // The terminal is left as it is, so that Ctrl-C has nothing to put back and just ends the run.
    gracefulExit: false,
    hideCursor: false,
    linewrap: true,
  });
  bar.start(toKiB(total ?? 0), 0);
  return bar;
}

function toKiB(bytes: number): number {
  return Math.round(bytes / 1024);
}
