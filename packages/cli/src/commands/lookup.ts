import { isTransportProtocol, type PortClass } from "@portolan/model";
import {
  type LookupAnswer,
  type MatchKind,
  nextFree,
  otherNamesOf,
  PORT_CLASSES,
  lookup as query,
  type RegistryIndex,
} from "@portolan/query";
import { DIFFERENT, DONE, type ExitCode, UsageError } from "../exit.js";
import { type Session, writeChunks } from "../io.js";
import { type LoadedIndex, loadNamedIndex } from "../load-index.js";
import { renderCard, titleOf } from "../render/card.js";
import { stylesOf } from "../render/style.js";
import { messageLine } from "../render/wrap.js";

/** Holds the options of `portolan lookup` as they stand on the command line. */
export interface LookupOptions {
  readonly registry?: string;
  readonly nextFree?: boolean;
  readonly class?: string;
  readonly protocol?: string;
  readonly count?: string;
  readonly json?: boolean;
}

/** Carries out `portolan lookup`. */
export async function lookup(
  queries: readonly string[],
  options: LookupOptions,
  session: Session,
): Promise<ExitCode> {
  if (queries.length === 0 && !options.nextFree) {
    throw new UsageError("what shall be looked up? A port, a name, a DNS-SD type, or --next-free.");
  }
  const loaded = await loadNamedIndex(options.registry, session);
  const exitCode = options.nextFree
    ? await showNextFree(loaded.index, options, session)
    : await showAnswers(queries, loaded, options, session);
  await loaded.keep();
  return exitCode;
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

const LAST_PORT = 65_535;

function notFound(
  text: string,
  { status, otherProtocols = [], suggestions = [] }: LookupAnswer,
  { isExcerpt }: LoadedIndex,
  { stdout }: Session,
): string {
  const where = isExcerpt && status !== "dynamic" ? "the excerpt" : "the registry";
  const more = [
    /^\d+$/.test(text) && Number(text) > LAST_PORT ? `Ports end at ${LAST_PORT}.` : "",
    status === "dynamic" ? "It is a Dynamic port, which nobody can register (RFC 6335 §6)." : "",
    otherProtocols.length > 0 ? `It is registered for ${otherProtocols.join(", ")}.` : "",
    suggestions.length > 0 ? `Did you mean ${suggestions.join(", ")}?` : "",
  ].filter((sentence) => sentence !== "");
  return messageLine([`${text} is not in ${where}.`, ...more].join(" "), stdout);
}

async function showNextFree(
  index: RegistryIndex,
  options: LookupOptions,
  session: Session,
): Promise<ExitCode> {
  const { protocol, count = "1" } = options;
  if (protocol !== undefined && !isTransportProtocol(protocol)) {
    throw new UsageError(`--protocol: “${protocol}” is none of tcp, udp, sctp, dccp.`);
  }
  if (!/^[1-9]\d{0,4}$/.test(count))
    throw new UsageError(`--count: “${count}” is not a number of ports.`);
  const range = nextFree(index, { class: classOf(options), protocol, count: Number(count) });
  const text =
    range === undefined
      ? ""
      : titleOf({
          port: range.first === range.last ? range.first : range,
          contacts: [],
          references: [],
        });
  await writeChunks(session.stdout, [
    options.json ? `${JSON.stringify(range ?? null)}\n` : range === undefined ? "" : `${text}\n`,
  ]);
  return range === undefined ? DIFFERENT : DONE;
}

function classOf({ class: word }: LookupOptions): PortClass | undefined {
  const found = PORT_CLASSES.find((one) => one === word);
  if (word === undefined || found !== undefined) return found;
  throw new UsageError(`--class: “${word}” is none of ${PORT_CLASSES.join(", ")}.`);
}
