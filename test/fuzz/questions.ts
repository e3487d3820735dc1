import { isDeepStrictEqual } from "node:util";
import {
  READABLE_FORMATS,
  type ReadableFormat,
  readRegistry,
  writeRegistry,
} from "@portolan/convert";
import { firstPort, type Registry } from "@portolan/model";
import {
  apply,
  createIndex,
  diff,
  diffLines,
  diffMarkdown,
  diffReport,
  isSame,
  lint,
  loadIndex,
  lookup,
  parseQueries,
  parseSelection,
  queriesInText,
  type RegistryDiff,
  regexFinder,
  search,
  select,
  serializeIndex,
  stats,
  toSarif,
} from "@portolan/query";
import {
  auditServices,
  fixServices,
  readNameList,
  refreshServices,
  TARGETS,
  toNmapServices,
  toWiresharkServices,
} from "@portolan/services";
import { type Corpus, pickText } from "./corpus.js";
import { mutated } from "./mutations.js";
import type { Random } from "./random.js";

/** The formats that are read in the least time: what comes out of them is as odd as of any. */
const QUICK: readonly ReadableFormat[] = ["csv", "xml", "json", "jsonl"];

/** Reads a damaged text of any format. */
async function damagedRegistry(corpus: Corpus, random: Random): Promise<Registry> {
  const format = random.pick(random.below(4) > 0 ? QUICK : READABLE_FORMATS);
  const { text } = mutated(pickText(corpus, format, random), random, corpus[format].short);
  return (await readRegistry(text, { from: format })).registry;
}

const anyText = (corpus: Corpus, random: Random): string => {
  const format = random.pick(READABLE_FORMATS);
  const { text } = mutated(pickText(corpus, format, random), random, corpus[format].short);
  const at = random.below(text.length);
  return text.slice(at, at + random.length(200));
};

/** Asks something of damaged registries; gives what is wrong, and nothing where all holds. */
type Question = (corpus: Corpus, random: Random) => Promise<string | undefined>;

export const QUESTIONS: Readonly<Record<string, Question>> = {
  lookup: async (corpus, random) => {
    const registry = await damagedRegistry(corpus, random);
    const index = createIndex(registry);
    const asked = anyText(corpus, random);
    for (const { text } of [...parseQueries(asked), ...queriesInText(asked).queries])
      lookup(index, text);
    if (registry.records.length === 0) return undefined;
    const record = random.pick(registry.records);
    if (record.port !== undefined) {
      const { entries } = lookup(index, String(firstPort(record.port)));
      if (!entries.some((entry) => isDeepStrictEqual(entry.record, record)))
        return `port ${firstPort(record.port)} does not find ${JSON.stringify(record)}`;
    }
    const again = loadIndex(serializeIndex(registry));
    if (again === undefined) return "a kept index is not read";
    const question = record.port === undefined ? asked : String(firstPort(record.port));
    if (!isDeepStrictEqual(plain(lookup(again, question)), plain(lookup(index, question))))
      return `a kept index answers ${JSON.stringify(question)} otherwise`;
    return undefined;
  },
  search: async (corpus, random) => {
    const registry = await damagedRegistry(corpus, random);
    const finder = await regexFinder(anyText(corpus, random).slice(0, 30));
    search(registry, anyText(corpus, random));
    if ("value" in finder) search(registry, finder.value);
    const named = registry.records.filter(
      ({ name }) => name !== undefined && /^[\w-]+$/.test(name),
    );
    if (named.length === 0) return undefined;
    const { name = "" } = random.pick(named);
    return search(registry, name).some(({ record }) => record.name === name)
      ? undefined
      : `${name} is not found`;
  },
  select: async (corpus, random) => {
    const registry = await damagedRegistry(corpus, random);
    const fields = ["port", "protocol", "name", "status", "class", "since", "where"] as const;
    const asked = anyText(corpus, random);
    const parsed = parseSelection({ [random.pick(fields)]: asked.slice(0, random.length(20)) });
    if ("message" in parsed) return parsed.message === "" ? "no message" : undefined;
    const chosen = select(registry, parsed.selection);
    if (chosen.records.some((record) => !registry.records.includes(record)))
      return "a record of nowhere";
    return isDeepStrictEqual(select(registry, {}).records, registry.records)
      ? undefined
      : "no selection selects";
  },
  diff: async (corpus, random) => {
    const old = await damagedRegistry(corpus, random);
    const fresh =
      random.below(2) === 0
        ? await damagedRegistry(corpus, random)
        : { ...old, records: old.records.filter(() => random.below(9) > 0) };
    const difference = diff(old, fresh);
    const report = diffReport(difference, {});
    diffLines(report);
    diffMarkdown(report);
    if (!isSame(diff(old, old))) return "a registry differs from itself";
    const told = JSON.parse(JSON.stringify(difference)) as RegistryDiff;
    return isDeepStrictEqual(plain(apply(told, old)), plain(fresh))
      ? undefined
      : "apply makes another registry";
  },
  apply: async (corpus, random) => {
    const old = await damagedRegistry(corpus, random);
    const texts = [JSON.stringify(diff(old, await damagedRegistry(corpus, random)))];
    let difference: unknown;
    try {
      difference = JSON.parse(
        mutated(random.pick(texts), random, [...texts, ...corpus.json.short]).text,
      );
    } catch {
      return undefined;
    }
    if (!hasLists(difference)) return undefined;
    try {
      apply(difference, random.below(2) === 0 ? old : await damagedRegistry(corpus, random));
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
    return undefined;
  },
  lint: async (corpus, random) => {
    const registry = await damagedRegistry(corpus, random);
    const findings = lint(registry);
    stats(registry);
    toSarif(
      findings.map((finding) => ({ ...finding, file: "x" }) as never),
      { version: "0" } as never,
    );
    if (!isDeepStrictEqual(lint(registry), findings)) return "says something else the second time";
    return undefined;
  },
  "services upkeep": async (corpus, random) => {
    const registry = await damagedRegistry(corpus, random);
    const others = corpus.services.short;
    const { text } = mutated(pickText(corpus, "services", random), random, others);
    const target = random.pick(TARGETS);
    const { findings } = auditServices(text, registry, { target });
    fixServices(text, findings);
    readNameList(text);
    const same = refreshServices(text, registry, registry, { target });
    if (
      same.changes.length > 0 &&
      !same.changes.every(({ facts }) => facts.every(({ kind }) => kind === "date"))
    )
      return "a registry that did not change changes the file";
    refreshServices(text, registry, await damagedRegistry(corpus, random), { target, add: true });
    return undefined;
  },
  writers: async (corpus, random) => {
    const registry = await damagedRegistry(corpus, random);
    for (const format of [
      "csv",
      "xml",
      "html",
      "text",
      "services",
      "jsonl",
      "typescript",
      "markdown",
    ] as const)
      await writeRegistry(registry, format);
    toNmapServices(registry);
    toWiresharkServices(registry);
    for (const format of ["json", "yaml"] as const satisfies readonly ReadableFormat[]) {
      const { text } = await writeRegistry(registry, format);
      const back = await readRegistry(text, { from: format });
      if (!isDeepStrictEqual(plain(back.registry), plain(registry)))
        return `${format} is not read back`;
    }
    return undefined;
  },
};

/** Tells whether data has the outline of a difference; portolan apply refuses any other. */
function hasLists(data: unknown): data is RegistryDiff {
  const { header, records, people, footnotes } = (data ?? {}) as Partial<RegistryDiff>;
  return (
    Array.isArray(header) &&
    [records, people, footnotes].every(
      (list) => Array.isArray(list?.changes) && Array.isArray(list.script),
    )
  );
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
