import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import {
  FORMATS,
  isWritableFormat,
  type WritableFormat,
  type WriterOptions,
  writeRegistry,
} from "@portolan/convert";
import type { Registry } from "@portolan/model";
import type { OptionValue } from "@portolan/model/internal";
import { parseSelection, type Selection, type SelectionTexts, select } from "@portolan/query";
import { readInputFile } from "@portolan/source";
import type { Command } from "commander";
import { type Console, counted } from "../console.js";
import { deliver } from "../delivery.js";
import { DONE, type ExitCode, UsageError } from "../exit.js";
import { loadRegistry, usable } from "../load.js";
import { addNotes } from "../notes.js";
import { outputNamed, placed } from "../problems.js";

/** Defines `portolan fixtures`. */
export function addFixtures(program: Command, console: Console): void {
  const command = program
    .command("fixtures")
    .description("Makes the registry fixtures of a test suite anew from their sources.")
    .argument("<folder>", "folder with a fixtures.json")
    .option("--check", "write nothing; tell what is not up to date");
  addNotes(command, {
    text: [
      "fixtures.json names what to make of which source; paths are relative to the folder:",
      `  {
    "outputs": { "input.csv": { "to": "csv" }, "etc": { "to": "services" } },
    "cases": {
      "aliases": { "source": "aliases/records.json" },
      "web": { "source": "all.xml", "select": { "port": "80,443" } }
    }
  }`,
      'Each case\'s outputs are written to the folder of its name. A case may have "outputs" of its own, and an output "options" for its writer, named as in its package: { "to": "services", "options": { "target": "musl", "packs": ["bsd"] } }.',
    ],
    examples: ["portolan fixtures test/fixtures", "portolan fixtures test/fixtures --check"],
    exit: ["done or up to date", "--check found a difference"],
  }).action(async (folder: string, options: FixturesOptions) => {
    console.exitCode = await fixtures(folder, options, console);
  });
}

/** Holds the options of `portolan fixtures` as they stand on the command line. */
interface FixturesOptions {
  readonly check?: boolean;
}

/** Carries out `portolan fixtures`. */
async function fixtures(
  folder: string,
  options: FixturesOptions,
  console: Console,
): Promise<ExitCode> {
  const config = await readInputFile(join(folder, "fixtures.json"));
  const cases = parseFixturesConfig(config.text, config.name);
  let exitCode: ExitCode = DONE;
  for (const one of cases) {
    const source = join(folder, one.source);
    const registry = await usable(await loadRegistry([source], {}, console), console);
    const found = await makeOutputs(one, select(registry, one.selection), folder, options, console);
    if (found !== DONE) exitCode = found;
  }
  if (exitCode === DONE) {
    await console.remark(
      `${counted(cases.length, "case")} ${options.check ? "up to date" : "written"}.`,
    );
  }
  return exitCode;
}

/** Makes the files of one case, or compares them with what is there. */
async function makeOutputs(
  { name, outputs }: FixtureCase,
  registry: Registry,
  folder: string,
  { check }: FixturesOptions,
  console: Console,
): Promise<ExitCode> {
  let exitCode: ExitCode = DONE;
  if (!check) await mkdir(join(folder, name), { recursive: true });
  for (const { file, to, options } of outputs) {
    const path = join(folder, name, file);
    const { text, problems } = await writeRegistry(registry, to, options);
    await console.reportProblems(placed(problems, outputNamed(path)));
    const found = await deliver(text, { output: path, check: check === true }, console);
    if (found !== DONE) exitCode = found;
  }
  return exitCode;
}

type Fields = Readonly<Record<string, unknown>>;

/** Holds one file to be made. */
interface FixtureOutput {
  /** File name inside the case's folder. */
  readonly file: string;
  readonly to: WritableFormat;
  readonly options: WriterOptions;
}

/** Holds one case: a source, what to take of it, and the files to be made. */
interface FixtureCase {
  readonly name: string;
  /** Path relative to the fixtures' folder. */
  readonly source: string;
  readonly selection: Selection;
  readonly outputs: readonly FixtureOutput[];
}

const SELECTION: readonly (keyof SelectionTexts)[] = [
  "port",
  "protocol",
  "name",
  "status",
  "class",
  "since",
  "where",
];

/**
 * Reads a `fixtures.json`.
 *
 * @throws {UsageError} that names what is wrong, and where.
 */
function parseFixturesConfig(text: string, path: string): readonly FixtureCase[] {
  const fail = (place: string, what: string): never => {
    throw new UsageError(`${path}: ${place} ${what}.`);
  };
  const object = (value: unknown, place: string): Fields =>
    isObject(value) ? value : fail(place, "must be an object");
  const fields = (value: unknown, place: string, names: readonly string[]): Fields => {
    const found = object(value, place);
    const other = Object.keys(found).find((key) => !names.includes(key));
    return other === undefined
      ? found
      : fail(place, `has “${other}”, which is none of ${names.join(", ")}`);
  };
  const name = (key: string, place: string): string =>
    /^(?:\.|\.\.)$|[/\\]/.test(key) ? fail(place, "must be a plain file name") : key;

  const outputsOf = (value: unknown, place: string): readonly FixtureOutput[] =>
    Object.entries(object(value, place)).map(([file, output]) => {
      const here = `${place}.${file}`;
      const { to, options = {} } = fields(output, here, ["to", "options"]);
      if (typeof to !== "string" || !isWritableFormat(to))
        return fail(`${here}.to`, "must name a format");
      const given = object(options, `${here}.options`);
      const checked = writerOptionsIn(given, to, (option, what) =>
        fail(`${here}.options.${option}`, what),
      );
      return { file: name(file, here), to, options: checked };
    });

  const selectionOf = (value: unknown, place: string): Selection => {
    const texts = fields(value, place, SELECTION);
    for (const [key, one] of Object.entries(texts)) {
      if (typeof one !== "string") fail(`${place}.${key}`, "must be a text");
    }
    const parsed = parseSelection(texts as Readonly<Record<string, string>>);
    return "selection" in parsed
      ? parsed.selection
      : fail(`${place}.${parsed.option}:`, parsed.message.replace(/\.$/, ""));
  };

  const config = fields(parseJson(text, path), "the file", ["outputs", "cases"]);
  const cases = Object.entries(object(config.cases, "cases"));
  return cases.map(([key, value]) => {
    const place = `cases.${key}`;
    const parts = fields(value, place, ["source", "select", "outputs"]);
    const { source, select = {}, outputs = config.outputs } = parts;
    if (typeof source !== "string") return fail(`${place}.source`, "must be a path");
    return {
      name: name(key, place),
      source,
      selection: selectionOf(select, `${place}.select`),
      outputs: outputsOf(outputs, outputs === config.outputs ? "outputs" : `${place}.outputs`),
    };
  });
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${path}: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Takes the options of a writer as they stand in a `fixtures.json`.
 *
 * @param fail throws what is wrong with one of them.
 */
function writerOptionsIn(
  values: Readonly<Record<string, unknown>>,
  format: WritableFormat,
  fail: (name: string, what: string) => never,
): WriterOptions {
  const options = FORMATS.find((one) => one.name === format)?.options ?? [];
  const names = [...new Set(options.map(({ name }) => name))].join(", ");
  for (const [name, value] of Object.entries(values)) {
    const option = options.find((one) => one.name === name);
    if (option === undefined) {
      const others = names === "" ? "which has none" : `whose options are ${names}`;
      return fail(name, `is no option of the writer of ${format}, ${others}`);
    }
    if (!mayBe(option, value)) return fail(name, `must be ${wanted(option)}`);
  }
  return { [format]: values };
}

function mayBe(option: OptionValue, value: unknown): boolean {
  switch (option.is) {
    case "switch":
      return typeof value === "boolean";
    case "number":
      return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= option.most;
    case "word":
      return option.words.some((word) => word === value);
    case "words":
      return isListOf(value, (item) => option.words.some((word) => word === item));
    case "text":
      return typeof value === "string";
    case "list":
    case "listFile":
      return isListOf(value, (item) => typeof item === "string");
  }
}

function isListOf(value: unknown, isOne: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isOne);
}

/** Says what an option may be. */
function wanted(option: OptionValue): string {
  switch (option.is) {
    case "switch":
      return "true or false";
    case "number":
      return `a whole number from 0 to ${option.most}`;
    case "word":
      return `one of ${quoted(option.words)}`;
    case "words":
      return `a list of some of ${quoted(option.words)}`;
    case "text":
      return "a text";
    case "list":
    case "listFile":
      return "a list of texts";
  }
}

function quoted(words: readonly string[]): string {
  return words.map((word) => JSON.stringify(word)).join(", ");
}
