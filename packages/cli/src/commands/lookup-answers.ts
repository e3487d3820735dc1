import { isTransportProtocol } from "@portolan/model";
import { defined } from "@portolan/model/internal";
import {
  type AskedQuery,
  lookup as ask,
  factsOf,
  type LookupEntry,
  parseQueries,
  queriesInText,
  type RecordFacts,
} from "@portolan/query";
import { readInputFile, readInputStream } from "@portolan/source";
import type { Console } from "../console.js";
import { DIFFERENT, DONE, type ExitCode, UsageError } from "../exit.js";
import { jsonText } from "../io.js";
import { type LoadedIndex, loadNamedIndex } from "../load-index.js";
import type { ReadingArguments } from "../options.js";
import {
  type Answered,
  type Carried,
  renderAnswer,
  renderAnswers,
  type ShownAnswer,
  summaryOf,
} from "../render/answer.js";
import type { ShownEntry } from "../render/card.js";

/** Holds the options that say how queries are answered. */
export interface AnswerOptions extends ReadingArguments {
  readonly long?: boolean;
  readonly json?: boolean;
  readonly jsonl?: boolean;
}

/** Answers what the words of a command line ask; each may be a query, several, or a list of them. */
export async function answerQueries(
  words: readonly string[],
  options: AnswerOptions,
  console: Console,
): Promise<ExitCode> {
  const queries = await queriesOf(words, options, console);
  const loaded = await loadNamedIndex(options, console);
  const exitCode = await showAnswers(queries, loaded, options, console);
  await loaded.keep();
  return exitCode;
}

/** Reads the queries: arguments, `@file`, `-`; without any, standard input where it is piped. */
async function queriesOf(
  words: readonly string[],
  { registry }: AnswerOptions,
  console: Console,
): Promise<readonly AskedQuery[]> {
  const given = words.length === 0 && console.stdin.isPiped ? ["-"] : joinedProtocols(words);
  if (given.length === 0)
    throw new UsageError(
      "Name what to look up: a port, a name, a DNS-SD type, or - for a list; or use --next-free.",
    );
  if (registry === "-" && given.includes("-"))
    throw new UsageError("Standard input can be the registry or the queries, not both.");
  const queries: AskedQuery[] = [];
  for (const word of given) {
    const isList = word === "-" || /^@./.test(word);
    if (!isList) queries.push(...parseQueries(word));
    else for (const query of await queriesIn(word, console)) queries.push(query);
  }
  return queries;
}

/** Joins `443 tcp` and `tcp 443`, which the shell has parted. */
function joinedProtocols(words: readonly string[]): readonly string[] {
  const joined: string[] = [];
  for (const word of words) {
    const last = joined.at(-1);
    const isPair =
      last !== undefined &&
      !/[\s/]/.test(last) &&
      [last, word].filter((one) => isTransportProtocol(one.toLowerCase())).length === 1;
    if (isPair) joined[joined.length - 1] = `${last} ${word}`;
    else joined.push(word);
  }
  return joined;
}

/** Reads a list of queries, and tells the lines in which there is nothing to look up. */
async function queriesIn(word: string, console: Console): Promise<readonly AskedQuery[]> {
  const { name, text } =
    word === "-" ? await readInputStream(console.stdin.stream) : await readInputFile(word.slice(1));
  const { queries, skipped } = queriesInText(text);
  if (skipped.length > 0) {
    const lines = skipped.slice(0, MOST_LINES).join(", ");
    const more = skipped.length > MOST_LINES ? `, and ${skipped.length - MOST_LINES} more` : "";
    await console.remark(
      `${name}: nothing to look up in line${skipped.length > 1 ? "s" : ""} ${lines}${more}.`,
    );
  }
  return queries;
}

/** Most numbers of lines that a remark lists. */
const MOST_LINES = 10;

async function showAnswers(
  queries: readonly AskedQuery[],
  loaded: LoadedIndex,
  options: AnswerOptions,
  console: Console,
): Promise<ExitCode> {
  const answers = new Answers(queries, loaded, await carriedNames(queries, loaded));
  if (options.json || options.jsonl) await console.writeData(jsonOf(answers, options));
  else if (queries.length === 0) await console.remark("Nothing was asked.");
  else if (queries.length === 1 || options.long) {
    const cards = Array.from(answers, (one) =>
      renderAnswer(one, options.long === true, console.out),
    );
    await console.show(cards.join("\n"));
  } else {
    const counts = answers.counted();
    await console.show(renderAnswers(counts.keys(), console.out));
    await console.remark(summaryOf(counts));
  }
  return answers.areAllFound ? DONE : DIFFERENT;
}

/** Returns the answer to each query when it is asked for, so that a long list takes no memory. */
class Answers implements Iterable<ShownAnswer> {
  readonly queries: readonly AskedQuery[];
  readonly #loaded: LoadedIndex;
  readonly #carried: ReadonlyMap<string, readonly Carried[]>;
  readonly #facts = new Map<number, RecordFacts>();
  /** Every answer that was given had a record. */
  areAllFound = true;

  constructor(
    queries: readonly AskedQuery[],
    loaded: LoadedIndex,
    carried: ReadonlyMap<string, readonly Carried[]>,
  ) {
    this.queries = queries;
    this.#loaded = loaded;
    this.#carried = carried;
  }

  *[Symbol.iterator](): Generator<ShownAnswer, void, undefined> {
    for (const query of this.queries) {
      const answer = this.#answer(query);
      const { entries } = answer.answer;
      yield { ...answer, shown: entries.map((entry) => this.#shown(entry)) };
    }
  }

  /** Returns all answers at once, with the number of times that each was asked for. */
  counted(): ReadonlyMap<Answered, number> {
    const known = new Map<string, Answered>();
    const counts = new Map<Answered, number>();
    for (const query of this.queries) {
      let answer = known.get(query.text);
      if (answer === undefined) {
        answer = this.#answer(query);
        known.set(query.text, answer);
      }
      counts.set(answer, (counts.get(answer) ?? 0) + 1);
    }
    return counts;
  }

  #answer({ text, query: asked }: AskedQuery): Answered {
    const { index, isExcerpt } = this.#loaded;
    const isUnderstood = asked.kind === "port" || (asked.kind === "name" && asked.name === text);
    const answer = ask(index, isUnderstood ? asked : text);
    const { query, entries } = answer;
    const isFound = entries.length > 0;
    this.areAllFound &&= isFound;
    const carried = isFound || query.kind !== "name" ? [] : this.#carriedAs(query.name);
    return { text, answer, carried, isExcerpt };
  }

  #shown({ index, match, record }: LookupEntry): ShownEntry {
    let facts = this.#facts.get(index);
    if (facts === undefined) {
      facts = factsOf(this.#loaded.index, record);
      this.#facts.set(index, facts);
    }
    return { index, match, record, facts };
  }

  /** Finds a name among those that systems carry and the registry does not. */
  #carriedAs(name: string): readonly Carried[] {
    return this.#carried.get(name.toLowerCase()) ?? [];
  }
}

/** Loads the names that systems carry, where one may be asked for; each in lower case. */
async function carriedNames(
  queries: readonly AskedQuery[],
  { index }: LoadedIndex,
): Promise<ReadonlyMap<string, readonly Carried[]>> {
  const byName = new Map<string, Carried[]>();
  const isFound = ({ query }: AskedQuery): boolean =>
    query.kind !== "name" || (query.protocol === undefined && index.named(query.name).length > 0);
  if (Array.from(new Set(queries)).every(isFound)) return byName;
  const { CARRIED_LINES, COMPATIBILITY_ENTRIES } = await import("@portolan/services");
  const add = (name: string, one: Carried): void => {
    const known = byName.get(name.toLowerCase()) ?? [];
    const at = known.findIndex(({ port, service }) => port === one.port && service === one.service);
    const same = known[at];
    if (same === undefined) known.push(one);
    else {
      const protocols = [...new Set([...same.protocols, ...one.protocols])];
      known[at] = { ...same, protocols, packs: [...new Set([...same.packs, ...one.packs])] };
    }
    byName.set(name.toLowerCase(), known);
  };
  for (const { aliases, port, protocols, service, packs, reason } of COMPATIBILITY_ENTRIES)
    for (const name of aliases) add(name, { port, protocols, service, packs, reason });
  // A name that stands for a registered service is told as that only.
  const aliases = new Set(byName.keys());
  for (const { names, port, protocols, besides, packs } of CARRIED_LINES) {
    const one = defined({ port, protocols, service: besides, packs });
    for (const name of names) if (!aliases.has(name.toLowerCase())) add(name, one);
  }
  return byName;
}

/** Most answers that are written as JSON with line breaks and indents, for people too. */
const MOST_INDENTED = 100;

/** Writes the answers as a list, or each on a line of its own. */
function* jsonOf(answers: Answers, { jsonl }: AnswerOptions): Generator<string, void, undefined> {
  if (!jsonl && answers.queries.length <= MOST_INDENTED) {
    yield jsonText(Array.from(answers, answerData));
    return;
  }
  let before = "[\n";
  // A range of ports has one record, which is written for each of them.
  const written = new Map<string, string>();
  for (const answer of answers) {
    const { entries, ...rest } = answerData(answer);
    const items = answer.shown.map(({ index, match }, at) => {
      const key = `${index} ${match}`;
      const item = written.get(key) ?? JSON.stringify(entries[at]);
      written.set(key, item);
      return item;
    });
    const json = `${JSON.stringify(rest).slice(0, -1)},"entries":[${items.join(",")}]}`;
    yield jsonl ? `${json}\n` : `${before}  ${json}`;
    before = ",\n";
  }
  if (!jsonl) yield "\n]\n";
}

/** Holds what JSON says of an answer. */
interface AnswerData extends Readonly<Record<string, unknown>> {
  readonly entries: readonly unknown[];
}

/** Returns an answer as plain data: whatever a card shows, and the records as they are. */
function answerData({ text, answer, shown, carried, isExcerpt }: ShownAnswer): AnswerData {
  const { query, status, names, otherProtocols, suggestions } = answer;
  const isUnknown = isExcerpt && status === "unlisted";
  const { kind, ...asked } = query;
  // JSON leaves out what is undefined; a spread for each of them takes twice the time.
  return {
    query: text,
    kind,
    ...(kind === "service-code" ? undefined : asked),
    found: shown.length > 0,
    coverage: isExcerpt ? "excerpt" : undefined,
    status: isUnknown ? "not in the excerpt" : status,
    names,
    otherProtocols,
    suggestions,
    carried: carried.length === 0 ? undefined : carried.map(carriedData),
    entries: shown.map(({ match, record, facts }) => ({ match, ...facts, record })),
  };
}

function carriedData({ port, protocols, service, packs, reason }: Carried): unknown {
  return { port, protocols, service, packs, reason };
}
