import { asToldBy, type ReadableFormat } from "@portolan/convert";
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
import { type Session, writeChunks } from "../io.js";
import { loadRegistry } from "../load.js";
import { remark } from "../remark.js";
import { stylesOf } from "../render/style.js";
import { messageLine } from "../render/wrap.js";
import { usable } from "../usable.js";

/** Holds the options of `portolan diff` as they stand on the command line. */
export interface DiffOptions {
  readonly json?: boolean;
  readonly markdown?: boolean;
}

/** Carries out `portolan diff`. */
export async function diff(
  oldPath: string,
  newPath: string,
  options: DiffOptions,
  session: Session,
): Promise<ExitCode> {
  if (oldPath === "-" && newPath === "-")
    throw new UsageError("only one of both can be standard input.");
  const old = await load(oldPath, session);
  const fresh = await load(newPath, session);
  const difference = await compareTold(old, fresh, session);
  if (!session.quiet) await writeChunks(session.stdout, [render(difference, options, session)]);
  if (!isSame(difference)) return DIFFERENT;
  await remark("The registries are the same.", session);
  return DONE;
}

/** Holds one side of the comparison. */
interface Side {
  readonly registry: Registry;
  readonly formats: readonly ReadableFormat[];
}

async function load(path: string, session: Session): Promise<Side> {
  const loaded = await loadRegistry([path], undefined, session);
  const formats = loaded.inputs.map(({ format }) => format);
  return { registry: await usable(loaded, session), formats };
}

/** Compares two registries; those of different formats only as far as both formats tell. */
async function compareTold(old: Side, fresh: Side, session: Session): Promise<RegistryDiff> {
  const formats = [...new Set([...old.formats, ...fresh.formats])];
  if (formats.length < 2) return compare(old.registry, fresh.registry);
  await remark(`Compared as far as both ${formats.join(" and ")} tell.`, session);
  const told = ({ registry }: Side): Promise<Registry> => asToldBy(formats, registry);
  return compare(await told(old), await told(fresh));
}

function render(difference: RegistryDiff, options: DiffOptions, session: Session): string {
  if (options.json) return `${JSON.stringify(difference, undefined, 2)}\n`;
  if (options.markdown) return diffMarkdown(difference);
  const { green, red, yellow, bold } = stylesOf(session.stdout, session);
  const paints: Readonly<Record<DiffLine["mark"], (text: string) => string>> = {
    "+": green,
    "-": red,
    "~": yellow,
    "!": bold,
    " ": (text) => text,
  };
  return diffLines(difference)
    .map(({ mark, text }) => messageLine(paints[mark](`${mark} ${text}`), session.stdout))
    .join("");
}
