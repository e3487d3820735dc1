import {
  type DataDocument,
  type DataPath,
  MAX_DATA_DEPTH,
  type Span,
} from "@portolan/model/internal";

/**
 * Reads YAML in the form that `toYaml` writes. Nothing in this form has another meaning for the
 * library, which takes many times as long.
 *
 * @returns undefined for any other form.
 */
export function readRegular(source: string): DataDocument | undefined {
  try {
    const parser = new RegularParser(source);
    const data = parser.parse();
    let places: RegularPlaces | undefined;
    return {
      data,
      recordOffsets: () => parser.items.get(Object(data).records) ?? [],
      locate: (path) => {
        places ??= new RegularPlaces(source);
        return places.locate(path);
      },
    };
  } catch (error) {
    if (error === IRREGULAR) return undefined;
    throw error;
  }
}

/** Knows where the values of a regular text are, which is parsed once more for that. */
class RegularPlaces {
  readonly #data: unknown;
  readonly #places: Places = new Map();

  constructor(source: string) {
    this.#data = new RegularParser(source, this.#places).parse();
  }

  locate(path: DataPath): Span | undefined {
    let value = this.#data;
    let span: Span | undefined = { start: 0 };
    for (const step of path) {
      span = this.#places.get(Object(value))?.get(step);
      if (span === undefined) return undefined;
      value = (value as Readonly<Record<string | number, unknown>>)[step];
    }
    return span;
  }
}

/** Says of each list and mapping where its values are. */
type Places = Map<object, Map<string | number, Span>>;

/** Is thrown at the first thing that is not in the regular form: one for all, as nobody asks it where. */
const IRREGULAR = new Error("This is not in the form that is written.");

/** What the library may take for more than a character of a text, and tabs. */
const IRREGULAR_CHARACTER = /[^\n\x20-\x7e\xa0-\u2027\u202a-\ufefe\uff00-\ufffd]/;
const PLAIN_KEY = /([A-Za-z]{1,1000}):/y;
const QUOTED_KEY = /("(?:[^"\\\n]|\\.){0,1000}"):/y;
const WHOLE_NUMBER = /^(?:0|[1-9]\d{0,14})$/;
const STEP = 2;
const BLANK = 0x20;

/**
 * Parses YAML in exactly the form that `toYaml` writes: lists and mappings in lines, two blanks for
 * each level, keys plain or between double quotes, texts between double quotes in one line, whole
 * numbers, `true`, `[]` and `{}`.
 */
class RegularParser {
  readonly #source: string;
  readonly #places: Places | undefined;
  /** Where the items of the lists of the top mapping begin. */
  readonly items = new Map<unknown, number[]>();
  #at = 0;

  constructor(source: string, places?: Places) {
    this.#source = source;
    this.#places = places;
  }

  /**
   * Parses the whole text.
   *
   * @throws IRREGULAR where it has any other form.
   */
  parse(): unknown {
    if (IRREGULAR_CHARACTER.test(this.#source)) throw IRREGULAR;
    const data = this.#mapping(0);
    if (this.#at !== this.#source.length) throw IRREGULAR;
    return data;
  }

  /** `key: value` lines; the first one begins here. */
  #mapping(indent: number): unknown {
    const mapping: Record<string, unknown> = {};
    do {
      const key = this.#key();
      if (key === "__proto__" || Object.hasOwn(mapping, key)) throw IRREGULAR;
      if (this.#skip("\n")) {
        if (!this.#goesOn(indent + STEP)) throw IRREGULAR;
        mapping[key] = this.#block(mapping, key, indent + STEP);
      } else if (this.#skip(" ")) mapping[key] = this.#scalar(mapping, key);
      else throw IRREGULAR;
    } while (this.#goesOn(indent));
    return mapping;
  }

  /** `- value` lines; the first one begins here. */
  #list(indent: number): unknown {
    const list: unknown[] = [];
    const starts: number[] = [];
    if (indent === STEP) this.items.set(list, starts);
    do {
      if (!this.#skip("- ")) throw IRREGULAR;
      starts.push(this.#at);
      // A mapping in a list begins with a plain key.
      const isMapping = /[A-Za-z]/.test(this.#source.charAt(this.#at));
      list.push(
        isMapping ? this.#block(list, list.length, indent + STEP) : this.#scalar(list, list.length),
      );
    } while (this.#goesOn(indent));
    return list;
  }

  #block(parent: object, step: string | number, indent: number): unknown {
    if (indent >= STEP * MAX_DATA_DEPTH) throw IRREGULAR;
    this.#note(parent, step, { start: this.#at });
    return this.#source.startsWith("- ", this.#at) ? this.#list(indent) : this.#mapping(indent);
  }

  /** A value that ends with the line. */
  #scalar(parent: object, step: string | number): unknown {
    const start = this.#at;
    const end = this.#source.indexOf("\n", start);
    if (end === -1) throw IRREGULAR;
    this.#at = end + 1;
    const text = this.#source.slice(start, end);
    const isEmptyList = text === "[]";
    if (isEmptyList || text === "{}") {
      this.#note(parent, step, { start });
      return isEmptyList ? [] : {};
    }
    this.#note(parent, step, { start, end });
    if (text.startsWith('"')) return unquote(text);
    if (WHOLE_NUMBER.test(text)) return Number(text);
    if (text === "true") return true;
    throw IRREGULAR;
  }

  #key(): string {
    const plain = this.#match(PLAIN_KEY);
    if (plain !== undefined) return plain;
    const quoted = this.#match(QUOTED_KEY);
    if (quoted === undefined) throw IRREGULAR;
    return unquote(quoted);
  }

  /** Moves to the next line of a block, if there is one. */
  #goesOn(indent: number): boolean {
    let start = this.#at;
    while (this.#source.charCodeAt(start) === BLANK) start++;
    const found = start - this.#at;
    if (found > indent) throw IRREGULAR;
    if (found < indent || start === this.#source.length) return false;
    this.#at = start;
    return true;
  }

  #skip(text: string): boolean {
    const isThere = this.#source.startsWith(text, this.#at);
    if (isThere) this.#at += text.length;
    return isThere;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#source);
    if (match !== null) this.#at = pattern.lastIndex;
    return match?.[1];
  }

  #note(parent: object, step: string | number, span: Span): void {
    if (this.#places === undefined) return;
    const places = this.#places.get(parent) ?? new Map<string | number, Span>();
    this.#places.set(parent, places.set(step, span));
  }
}

/** Reads a text between double quotes; what JSON reads, YAML reads in the same way. */
function unquote(text: string): string {
  const end = text.length - 1;
  if (text.indexOf('"', 1) === end && !text.includes("\\")) return text.slice(1, end);
  if (!text.endsWith('"')) throw IRREGULAR;
  try {
    return String(JSON.parse(text));
  } catch {
    throw IRREGULAR;
  }
}
