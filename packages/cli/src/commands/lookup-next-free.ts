import { formatPort, PORT_CLASSES, TRANSPORT_PROTOCOLS } from "@portolan/model";
import { type NextFreeOptions, nextFree } from "@portolan/query";
import { DIFFERENT, DONE, type ExitCode, UsageError } from "../exit.js";
import { type Session, writeChunks } from "../io.js";
import { loadNamedIndex } from "../load-index.js";
import { oneOf } from "./option-texts.js";

/** Holds the options of `portolan lookup --next-free` as they stand on the command line. */
export interface NextFreeArguments {
  readonly registry?: string;
  readonly class?: string;
  readonly protocol?: string;
  readonly count?: string;
  readonly json?: boolean;
}

/** Carries out `portolan lookup --next-free`. */
export async function lookupNextFree(
  options: NextFreeArguments,
  session: Session,
): Promise<ExitCode> {
  const wanted = nextFreeOptionsOf(options);
  const { index, keep } = await loadNamedIndex(options.registry, session);
  const range = nextFree(index, wanted);
  if (options.json) {
    await writeChunks(session.stdout, [`${JSON.stringify(range ?? null)}\n`]);
  } else if (range !== undefined) {
    const text = formatPort(range.first === range.last ? range.first : range);
    await writeChunks(session.stdout, [`${text}\n`]);
  }
  await keep();
  return range === undefined ? DIFFERENT : DONE;
}

function nextFreeOptionsOf({
  class: portClass,
  protocol,
  count = "1",
}: NextFreeArguments): NextFreeOptions {
  if (!/^[1-9]\d{0,4}$/.test(count))
    throw new UsageError(`--count: “${count}” is not a number of ports.`);
  return {
    class: oneOf("--class", portClass, PORT_CLASSES),
    protocol: oneOf("--protocol", protocol, TRANSPORT_PROTOCOLS),
    count: Number(count),
  };
}
