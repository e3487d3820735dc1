import { isWritableFormat, type WritableFormat, type WriterOptions } from "@portolan/convert";
import { parseSelection, type Selection, type SelectionTexts } from "@portolan/query";
import { UsageError } from "../exit.js";
import { writerOptionsIn } from "./fixtures-writer-options.js";

type Fields = Readonly<Record<string, unknown>>;

/** Holds one file to be made. */
export interface FixtureOutput {
  /** File name inside the case's folder. */
  readonly file: string;
  readonly to: WritableFormat;
  readonly options: WriterOptions;
}

/** Holds one case: a source, what to take of it, and the files to be made. */
export interface FixtureCase {
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
export function parseFixturesConfig(text: string, path: string): readonly FixtureCase[] {
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
