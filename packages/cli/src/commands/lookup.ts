import { formatPort, MAX_PORT, PORT_CLASSES, TRANSPORT_PROTOCOLS } from "@portolan/model";
import {
  type LookupAnswer,
  type MatchKind,
  type NextFreeOptions,
  nextFree,
  otherNamesOf,
  lookup as query,
  type RegistryIndex,
} from "@portolan/query";
import type { Command } from "commander";
import type { Console } from "../console.js";
import { DIFFERENT, DONE, type ExitCode, UsageError } from "../exit.js";
import { type LoadedIndex, loadNamedIndex } from "../load-index.js";
import { addNotes } from "../notes.js";
import { oneOf, registryOption } from "../options.js";
import { renderCard } from "../render/card.js";
import { messageLine, type Room } from "../render/layout.js";

/** Defines `portolan lookup`. */
export function addLookup(program: Command, console: Console): void {
  const command = program
    .command("lookup")
    .description("Tells what the registry says of ports, names and DNS-SD types.")
    .argument("[query...]", "443, 443/tcp, https, 6010, _ipp._tcp …")
    .addOption(registryOption("to ask"))
    .option("--next-free", "give the next free port")
    .option("--class <class>", "with --next-free: system or user ports (user)")
    .option("--protocol <protocol>", "with --next-free: free for this transport protocol (all)")
    .option("--count <number>", "with --next-free: so many ports in a row (1)")
    .option("--json", "as JSON");
  addNotes(command, {
    examples: [
      "portolan lookup 443/tcp https",
      "portolan lookup _ipp._tcp --json",
      "portolan lookup --next-free --class user --protocol udp",
    ],
    exit: ["found", "something was not found"],
  }).action(async (queries: string[], options: LookupOptions) => {
    console.exitCode = await lookup(queries, options, console);
  });
}

/** Holds the options of `portolan lookup` as they stand on the command line. */
interface LookupOptions extends NextFreeArguments {
  readonly nextFree?: boolean;
}

/** Carries out `portolan lookup`. */
async function lookup(
  queries: readonly string[],
  options: LookupOptions,
  console: Console,
): Promise<ExitCode> {
  checkUse(queries, options);
  if (options.nextFree) return lookupNextFree(options, console);
  const loaded = await loadNamedIndex(options.registry, console);
  const exitCode = await showAnswers(queries, loaded, options, console);
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
  console: Console,
): Promise<ExitCode> {
  const { index } = loaded;
  const answers = queries.map((text) => ({ text, answer: query(index, text) }));
  if (options.json) {
    const found = answers.map(({ text, answer }) => toJson(text, answer));
    await console.writeData(`${JSON.stringify(found, undefined, 2)}\n`);
  } else {
    const shown = answers.map(({ text, answer }) =>
      answer.entries.length > 0
        ? renderAnswer(answer, index, console.out)
        : notFound(text, answer, loaded, console.out),
    );
    await console.show(shown.join("\n"));
  }
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

function renderAnswer(answer: LookupAnswer, index: RegistryIndex, room: Room): string {
  return answer.entries
    .map(({ record, match }) =>
      renderCard(record, {
        personOf: (id) => index.person(id),
        room,
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
  room: Room,
): string {
  const where = isExcerpt && status !== "dynamic" ? "the excerpt" : "the registry";
  const more = [
    /^\d+$/.test(text) && Number(text) > MAX_PORT ? `Ports end at ${MAX_PORT}.` : "",
    status === "dynamic" ? "It is a Dynamic port, which nobody can register (RFC 6335 §6)." : "",
    otherProtocols.length > 0 ? `It is registered for ${otherProtocols.join(", ")}.` : "",
    suggestions.length > 0 ? `Did you mean ${suggestions.join(", ")}?` : "",
  ].filter((sentence) => sentence !== "");
  return messageLine([`${text} is not in ${where}.`, ...more].join(" "), room);
}

/** Holds the options of `portolan lookup --next-free` as they stand on the command line. */
interface NextFreeArguments {
  readonly registry?: string;
  readonly class?: string;
  readonly protocol?: string;
  readonly count?: string;
  readonly json?: boolean;
}

/** Carries out `portolan lookup --next-free`. */
async function lookupNextFree(options: NextFreeArguments, console: Console): Promise<ExitCode> {
  const wanted = nextFreeOptionsOf(options);
  const { index, keep } = await loadNamedIndex(options.registry, console);
  const range = nextFree(index, wanted);
  if (options.json) {
    await console.writeData(`${JSON.stringify(range ?? null)}\n`);
  } else if (range !== undefined) {
    const text = formatPort(range.first === range.last ? range.first : range);
    await console.show(`${text}\n`);
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
