import type { WritableFormat, WriterOptions } from "@portolan/convert";
import { UsageError } from "../exit.js";
import { defined, oneOf, wholeNumber } from "./option-texts.js";
import type { ServicesArguments } from "./services-arguments.js";
import { misplacedOption } from "./writer-options.js";

/** Holds the writers' options as they stand on the command line. */
export interface WriterArguments extends ServicesArguments {
  readonly shape?: string;
  readonly naming?: string;
  readonly descriptions?: boolean;
  readonly dnsSd?: boolean;
  readonly indent?: string;
  readonly safeCells?: boolean;
  readonly rendering?: string;
}

/**
 * Reads the options of one format's writer, and the files that they name.
 *
 * @throws {UsageError} for an option whose text means nothing, or that another format's writer takes.
 */
export async function writerOptionsOf(
  given: WriterArguments,
  format: WritableFormat,
): Promise<WriterOptions> {
  const misplaced = misplacedOption(given, format);
  if (misplaced !== undefined) {
    throw new UsageError(
      `${misplaced.flag} goes with --to ${misplaced.format}; ${format} has no such option.`,
    );
  }
  const { indent, safeCells, rendering, shape, naming, descriptions, dnsSd } = given;
  switch (format) {
    case "services": {
      const { servicesOptionsOf } = await import("./services-arguments.js");
      return { services: await servicesOptionsOf(given) };
    }
    case "typescript": {
      const styles = ["SCREAMING_SNAKE", "camelCase", "PascalCase"] as const;
      return {
        typescript: defined({
          shape: oneOf("--shape", shape, ["constants", "module"]),
          naming: oneOf("--naming", naming, styles),
          descriptions,
          dnsSd,
        }),
      };
    }
    case "json":
      return { json: defined({ indent: wholeNumber("--indent", indent, 10) }) };
    case "csv":
      return {
        csv: defined({
          safeCells,
          rendering: oneOf("--rendering", rendering, ["A", "B", "C", "none"]),
        }),
      };
    default:
      return {};
  }
}
