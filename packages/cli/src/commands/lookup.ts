import { formatPort, PORT_CLASSES, TRANSPORT_PROTOCOLS } from "@portolan/model";
import { type NextFreeOptions, nextFree } from "@portolan/query";
import type { Command } from "commander";
import type { Console } from "../console.js";
import { DIFFERENT, DONE, type ExitCode, UsageError } from "../exit.js";
import { loadNamedIndex } from "../load-index.js";
import { addNotes } from "../notes.js";
import { addReadingOptions, oneOf, type ReadingArguments } from "../options.js";
import { type AnswerOptions, answerQueries } from "./lookup-answers.js";

/** Defines `portolan lookup`. */
export function addLookup(program: Command, console: Console): void {
  const command = program
    .command("lookup")
    .description("Tells what the registry says of ports, names, DNS-SD types and service codes.")
    .argument("[query...]", "443, tcp/443, host:443, 22,80, https, _ipp._tcp …; - or @file: a list")
    .option("--long", "everything, with notes and contacts")
    .option("--next-free", "give the next free port")
    .option("--class <class>", "with --next-free: system or user ports (user)")
    .option("--protocol <protocol>", "with --next-free: free for this transport protocol (all)")
    .option("--count <number>", "with --next-free: so many ports in a row (1)")
    .option("--json", "as JSON")
    .option("--jsonl", "as JSON, one answer a line");
  addReadingOptions(command, "to ask");
  addNotes(command, {
    text: [
      "One query is answered by a card, several by a table. Without a query, and for -, queries are read from standard input: a list, or what ss, netstat, nmap or lsof print.",
    ],
    examples: [
      "portolan lookup 443/tcp",
      "portolan lookup 22,80 https --json",
      "ss -tuln | portolan lookup",
      "portolan lookup --next-free --class user --protocol udp",
    ],
    exit: ["found", "something was not found"],
  }).action(async (queries: string[], options: LookupOptions) => {
    console.exitCode = await lookup(queries, options, console);
  });
}

/** Holds the options of `portolan lookup` as they appear on the command line. */
interface LookupOptions extends AnswerOptions, NextFreeArguments {
  readonly nextFree?: boolean;
}

/** Carries out `portolan lookup`. */
async function lookup(
  words: readonly string[],
  options: LookupOptions,
  console: Console,
): Promise<ExitCode> {
  checkUse(words, options);
  return options.nextFree
    ? lookupNextFree(options, console)
    : answerQueries(words, options, console);
}

/** Refuses what would otherwise be left unheard. */
function checkUse(queries: readonly string[], options: LookupOptions): void {
  if (options.nextFree) {
    if (queries.length > 0)
      throw new UsageError("--next-free asks for a port that nobody has; it takes no query.");
    for (const name of ["long", "jsonl"] as const)
      if (options[name]) throw new UsageError(`--${name} does not go with --next-free.`);
    return;
  }
  if (options.protocol !== undefined)
    throw new UsageError("--protocol goes with --next-free; a query names its own, as in ssh/udp.");
  for (const name of ["class", "count"] as const)
    if (options[name] !== undefined) throw new UsageError(`--${name} goes with --next-free.`);
  if (options.json && options.jsonl) throw new UsageError("Choose one of --json and --jsonl.");
}

/** Holds the options of `portolan lookup --next-free` as they appear on the command line. */
interface NextFreeArguments extends ReadingArguments {
  readonly class?: string;
  readonly protocol?: string;
  readonly count?: string;
  readonly json?: boolean;
}

/** Carries out `portolan lookup --next-free`. */
async function lookupNextFree(options: NextFreeArguments, console: Console): Promise<ExitCode> {
  const wanted = nextFreeOptionsOf(options);
  const { index, keep } = await loadNamedIndex(options, console, { takesExcerpt: false });
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
