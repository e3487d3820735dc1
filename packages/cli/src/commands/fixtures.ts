import { mkdir, realpath, stat } from "node:fs/promises";
import { dirname, isAbsolute, join, normalize, relative, sep } from "node:path";
import {
  FORMATS,
  formatCalled,
  formatOfFileName,
  type WritableFormat,
  type WriterOptions,
  writeRegistry,
} from "@portolan/convert";
import type { Registry } from "@portolan/model";
import { isObject, type OptionValue } from "@portolan/model/internal";
import { parseSelection, type Selection, select } from "@portolan/query";
import { readInputFile, writeOutputFiles } from "@portolan/source";
import type { Command } from "commander";
import { type Console, counted } from "../console.js";
import { compare, currentText } from "../delivery.js";
import { DIFFERENT, DONE, type ExitCode, UsageError } from "../exit.js";
import { loadNamedRegistry, loadRegistry } from "../load.js";
import { addNotes } from "../notes.js";
import { SELECTION_OPTIONS } from "../options.js";
import { outputNamed, placed } from "../problems.js";

/** Defines `portolan fixtures`. */
export function addFixtures(program: Command, console: Console): void {
  const command = program
    .command("fixtures")
    .description(
      "Makes files of registries anew, as a config says: the fixtures of a test suite, or all that a repository keeps of the registry.",
    )
    .argument("<config>", "a fixtures.json, or the folder that it is in")
    .option("--check", "write nothing; tell what is not up to date");
  addNotes(command, {
    text: [
      "fixtures.json names what to make of which source. Paths are relative to its folder:",
      `  {
    "outputs": { "input.csv": { "to": "csv" }, "etc": { "to": "services" } },
    "cases": {
      "aliases": { "source": "aliases/records.json" },
      "web": { "source": "all.xml", "select": { "port": "80,443" } },
      "repository": {
        "folder": ".",
        "outputs": {
          "src/ports.ts": { "to": "typescript" },
          "etc/services": { "to": "services", "options": { "target": "musl" } }
        }
      }
    }
  }`,
      'Each case\'s outputs are written to the folder of its name, or to its "folder", and never outside the folder of the config. A case without a "source" is made of the registry at hand. It may have "outputs" of its own, and an output "options" for its writer, named as in its package.',
      "Everything is made before the first file is written. What is unchanged is not written.",
    ],
    examples: ["portolan fixtures test/fixtures", "portolan fixtures . --check   # in CI"],
    exit: ["done or up to date", "--check found a difference"],
  }).action(async (path: string, options: FixturesOptions) => {
    console.exitCode = await fixtures(path, options, console);
  });
}

/** Holds the options of `portolan fixtures` as they appear on the command line. */
interface FixturesOptions {
  readonly check?: boolean;
}

/** Carries out `portolan fixtures`. */
async function fixtures(
  path: string,
  options: FixturesOptions,
  console: Console,
): Promise<ExitCode> {
  const config = await readInputFile(await configPath(path));
  const folder = dirname(config.name);
  const cases = parseFixturesConfig(config.text, config.name);
  const files = await makeFiles(cases, folder, console);
  const changed = [];
  for (const file of files) {
    if ((await currentText(file.path)) !== file.text) changed.push(file);
    else if (console.verbose) await console.remark(`unchanged  ${file.path}`);
  }
  if (options.check) for (const { path, text } of changed) await compare(path, text, console);
  else await writeChanged(changed, console);
  const words = options.check ? ["would change", "up to date"] : ["written", "unchanged"];
  await console.remark(
    `${counted(files.length, "file")}: ${changed.length} ${words[0]}, ${files.length - changed.length} ${words[1]}.`,
  );
  return options.check && changed.length > 0 ? DIFFERENT : DONE;
}

async function configPath(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() === false ? path : join(path, "fixtures.json");
}

/** Holds a file with what shall be in it. */
interface MadeFile {
  readonly path: string;
  readonly text: string;
}

/** Makes what all cases say, in memory. */
async function makeFiles(
  cases: readonly FixtureCase[],
  folder: string,
  console: Console,
): Promise<readonly MadeFile[]> {
  const made: MadeFile[] = [];
  const sources = new Map<string | undefined, Registry>();
  for (const { source, folder: own, selection, outputs } of cases) {
    let whole = sources.get(source);
    if (whole === undefined) {
      const loaded =
        source === undefined
          ? await loadNamedRegistry({}, console)
          : await loadRegistry([join(folder, source)], {}, console);
      whole = loaded.registry;
      sources.set(source, whole);
    }
    const registry = select(whole, selection);
    for (const { file, to, options } of outputs) {
      const path = join(folder, own, file);
      await refuseOutside(path, folder);
      if (made.some((one) => one.path === path))
        throw new UsageError(`${path} is the output of two cases.`);
      const { text, problems } = await writeRegistry(registry, to, options);
      await console.reportProblems(placed(problems, outputNamed(path)));
      made.push({ path, text });
    }
  }
  return made;
}

/** Refuses a path that leads out of a folder by a link. */
async function refuseOutside(path: string, folder: string): Promise<void> {
  const root = await realpath(folder);
  for (let place = path; ; place = dirname(place)) {
    const real = await realpath(place).catch(() => undefined);
    if (real === undefined) {
      if (dirname(place) !== place) continue;
      return;
    }
    const way = relative(root, real);
    if (way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way)) return;
    throw new UsageError(`${path} leads out of ${folder}, to ${real}.`);
  }
}

async function writeChanged(changed: readonly MadeFile[], console: Console): Promise<void> {
  for (const { path } of changed) await mkdir(dirname(path), { recursive: true });
  await writeOutputFiles(changed);
  for (const { path } of changed) await console.remark(`written  ${path}`);
}

type Fields = Readonly<Record<string, unknown>>;

/** Holds one file to be made. */
interface FixtureOutput {
  /** Path inside the case's folder. */
  readonly file: string;
  readonly to: WritableFormat;
  readonly options: WriterOptions;
}

/** Holds one case: a source, what to take of it, and the files to be made. */
interface FixtureCase {
  /** Path of what it is made of, relative to the config's folder; else the registry at hand is. */
  readonly source: string | undefined;
  /** Where its outputs are, relative to the config's folder. */
  readonly folder: string;
  readonly selection: Selection;
  readonly outputs: readonly FixtureOutput[];
}

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
  const inside = (path: string, place: string): string => {
    const normal = normalize(path);
    const isOutside = isAbsolute(path) || /^\.\.(?:[/\\]|$)/.test(normal) || path.includes("\0");
    return isOutside ? fail(place, "must be a path below the folder of the config") : normal;
  };
  const file = (path: string, place: string): string =>
    /^\.?$|[/\\]$/.test(inside(path, place)) ? fail(place, "must be the path of a file") : path;

  const outputsOf = (value: unknown, place: string): readonly FixtureOutput[] =>
    Object.entries(object(value, place)).map(([path, output]) => {
      const here = `${place}.${path}`;
      const { to: word = formatOfFileName(path), options = {} } = fields(output, here, [
        "to",
        "options",
      ]);
      const to = typeof word === "string" ? formatCalled(word) : undefined;
      if (to === undefined) return fail(`${here}.to`, "must name a format");
      const given = object(options, `${here}.options`);
      const checked = writerOptionsIn(given, to, (option, what) =>
        fail(`${here}.options.${option}`, what),
      );
      return { file: file(path, here), to, options: checked };
    });

  const selectionOf = (value: unknown, place: string): Selection => {
    const texts = fields(value, place, SELECTION_OPTIONS);
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
    const parts = fields(value, place, ["source", "folder", "select", "outputs"]);
    const { source, folder = key, select = {}, outputs = config.outputs } = parts;
    if (source !== undefined && typeof source !== "string")
      return fail(`${place}.source`, "must be a path");
    if (typeof folder !== "string") return fail(`${place}.folder`, "must be a path");
    return {
      source,
      folder: inside(folder, folder === key ? place : `${place}.folder`),
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

/**
 * Takes the options of a writer as they appear in a `fixtures.json`.
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
    const wanted = wantedFor(option, value);
    if (wanted !== undefined) return fail(name, `must be ${wanted}`);
  }
  return { [format]: values };
}

/** Says what an option must be, where a value is not that. */
function wantedFor(option: OptionValue, value: unknown): string | undefined {
  const unless = (is: boolean, wanted: string): string | undefined => (is ? undefined : wanted);
  const isListOf = (isOne: (item: unknown) => boolean): boolean =>
    Array.isArray(value) && value.every(isOne);
  switch (option.is) {
    case "switch":
      return unless(typeof value === "boolean", "true or false");
    case "number": {
      const is = Number.isInteger(value) && Number(value) >= 0 && Number(value) <= option.most;
      return unless(is, `a whole number from 0 to ${option.most}`);
    }
    case "word":
      return unless(
        option.words.some((word) => word === value),
        `one of ${quoted(option.words)}`,
      );
    case "words":
      return unless(
        isListOf((item) => option.words.some((word) => word === item)),
        `a list of some of ${quoted(option.words)}`,
      );
    case "text":
      return unless(typeof value === "string", "a text");
    case "list":
    case "listFile":
      return unless(
        isListOf((item) => typeof item === "string"),
        "a list of texts",
      );
  }
}

function quoted(words: readonly string[]): string {
  return words.map((word) => JSON.stringify(word)).join(", ");
}
