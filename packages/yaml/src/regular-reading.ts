import type { DataPath, Span } from "@portolan/model";
import type { YamlReading } from "./reading.js";
import { Irregular, type Places, RegularParser } from "./regular-parser.js";

/**
 * Reads YAML in the form that `toYaml` writes. Nothing in this form has another meaning for the
 * library, which takes many times as long.
 *
 * @returns undefined for any other form.
 */
export function readRegular(source: string): YamlReading | undefined {
  try {
    const data = new RegularParser(source).parse();
    let places: RegularPlaces | undefined;
    return {
      data,
      locate: (path) => {
        places ??= new RegularPlaces(source);
        return places.locate(path);
      },
    };
  } catch (error) {
    if (error instanceof Irregular) return undefined;
    throw error;
  }
}

/** Knows where the values of a regular text stand, which is parsed once more for that. */
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
