import type { Registry } from "@portolan/model";
import {
  diff as compare,
  type DiffLine,
  diffLines,
  diffMarkdown,
  isSame,
  type RegistryDiff,
} from "@portolan/query";
import { DIFFERENT, DONE, type ExitCode, UsageError } from "../exit.js";
import { type Io, writeChunks } from "../io.js";
import { loadRegistry, usable } from "../load.js";
import { stylesOf } from "../render/style.js";

/** Holds the options of `portolan diff` as they stand on the command line. */
export interface DiffOptions {
  readonly json?: boolean;
  readonly markdown?: boolean;
  readonly quiet?: boolean;
}

/** Carries out `portolan diff`. */
export async function diff(
  oldPath: string,
  newPath: string,
  options: DiffOptions,
  io: Io,
): Promise<ExitCode> {
  if (oldPath === "-" && newPath === "-")
    throw new UsageError("only one of both can be standard input.");
  const old = await load(oldPath, io);
  const fresh = await load(newPath, io);
  const difference = compare(old, fresh);
  if (!options.quiet) await writeChunks(io.stdout, [render(difference, options, io)]);
  return isSame(difference) ? DONE : DIFFERENT;
}

async function load(path: string, io: Io): Promise<Registry> {
  return usable(await loadRegistry([path], undefined, io), io);
}

function render(difference: RegistryDiff, options: DiffOptions, io: Io): string {
  if (options.json) return `${JSON.stringify(difference, undefined, 2)}\n`;
  if (options.markdown) return diffMarkdown(difference);
  const { green, red, yellow, bold } = stylesOf(io.stdout, io.env);
  const paints: Readonly<Record<DiffLine["mark"], (text: string) => string>> = {
    "+": green,
    "-": red,
    "~": yellow,
    "!": bold,
    " ": (text) => text,
  };
  return diffLines(difference)
    .map(({ mark, text }) => `${paints[mark](`${mark} ${text}`)}\n`)
    .join("");
}
