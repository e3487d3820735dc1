import { MAX_PORT } from "@portolan/model";
import {
  type LookupAnswer,
  type MatchKind,
  otherNamesOf,
  lookup as query,
  type RegistryIndex,
} from "@portolan/query";
import { DIFFERENT, DONE, type ExitCode, UsageError } from "../exit.js";
import { type Session, writeChunks } from "../io.js";
import { type LoadedIndex, loadNamedIndex } from "../load-index.js";
import { renderCard } from "../render/card.js";
import { stylesOf } from "../render/style.js";
import { messageLine } from "../render/wrap.js";
import type { NextFreeArguments } from "./lookup-next-free.js";

/** Holds the options of `portolan lookup` as they stand on the command line. */
export interface LookupOptions extends NextFreeArguments {
  readonly nextFree?: boolean;
}

/** Carries out `portolan lookup`. */
export async function lookup(
  queries: readonly string[],
  options: LookupOptions,
  session: Session,
): Promise<ExitCode> {
  checkUse(queries, options);
  if (options.nextFree) {
    const { lookupNextFree } = await import("./lookup-next-free.js");
    return lookupNextFree(options, session);
  }
  const loaded = await loadNamedIndex(options.registry, session);
  const exitCode = await showAnswers(queries, loaded, options, session);
  await loaded.keep();
  return exitCode;
}

/** Refuses what would otherwise be left unheard. */
function checkUse(queries: readonly string[], options: LookupOptions): void {
  if (options.nextFree) {
    if (queries.length === 0) return;
    throw new UsageError("--next-free asks for a port that nobody has; it takes no query.");
  }
  if (options.protocol !== undefined)
    throw new UsageError("--protocol goes with --next-free; a query names its own, as in ssh/udp.");
  for (const name of ["class", "count"] as const)
    if (options[name] !== undefined) throw new UsageError(`--${name} goes with --next-free.`);
  if (queries.length === 0)
    throw new UsageError("what shall be looked up? A port, a name, a DNS-SD type, or --next-free.");
}

async function showAnswers(
  queries: readonly string[],
  loaded: LoadedIndex,
  options: LookupOptions,
  session: Session,
): Promise<ExitCode> {
  const { index } = loaded;
  const answers = queries.map((text) => ({ text, answer: query(index, text) }));
  const chunks = options.json
    ? [
        `${JSON.stringify(
          answers.map(({ text, answer }) => toJson(text, answer)),
          undefined,
          2,
        )}\n`,
      ]
    : answers.map(
        ({ text, answer }, i) =>
          (i > 0 ? "\n" : "") +
          (answer.entries.length > 0
            ? renderAnswer(answer, index, session)
            : notFound(text, answer, loaded, session)),
      );
  await writeChunks(session.stdout, chunks);
  return answers.every(({ answer }) => answer.entries.length > 0) ? DONE : DIFFERENT;
}

function toJson(text: string, { query: _query, entries, ...rest }: LookupAnswer): unknown {
  return {
    query: text,
    ...rest,
    entries: entries.map(({ record, match }) => ({ match, record })),
  };
}

const REMARKS: Readonly<Partial<Record<MatchKind, string>>> = {
  case: "registered in another case",
  range: "the port is inside this range",
  "alias-target": "the name asked for is an alias of this one",
  replacement: "this name replaces the one asked for",
};

function renderAnswer(answer: LookupAnswer, index: RegistryIndex, session: Session): string {
  const styles = stylesOf(session.stdout, session);
  return answer.entries
    .map(({ record, match }) =>
      renderCard(record, {
        personOf: (id) => index.person(id),
        styles,
        output: session.stdout,
        otherNames: otherNamesOf(index, record),
        remark: REMARKS[match],
      }),
    )
    .join("\n");
}

function notFound(
  text: string,
  { status, otherProtocols = [], suggestions = [] }: LookupAnswer,
  { isExcerpt }: LoadedIndex,
  { stdout }: Session,
): string {
  const where = isExcerpt && status !== "dynamic" ? "the excerpt" : "the registry";
  const more = [
    /^\d+$/.test(text) && Number(text) > MAX_PORT ? `Ports end at ${MAX_PORT}.` : "",
    status === "dynamic" ? "It is a Dynamic port, which nobody can register (RFC 6335 §6)." : "",
    otherProtocols.length > 0 ? `It is registered for ${otherProtocols.join(", ")}.` : "",
    suggestions.length > 0 ? `Did you mean ${suggestions.join(", ")}?` : "",
  ].filter((sentence) => sentence !== "");
  return messageLine([`${text} is not in ${where}.`, ...more].join(" "), stdout);
}
