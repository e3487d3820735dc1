import { UnknownFormatError } from "@portolan/convert";
import { SourceError } from "@portolan/source";
import { CommanderError } from "commander";
import type { Console } from "./console.js";
import { UsageError } from "./exit.js";
import { OutputError } from "./io.js";

/** Tells in one message why a command threw; only a bug shows its stack. */
export async function explain(error: unknown, console: Console): Promise<void> {
  // Commander has said why.
  if (error instanceof CommanderError) return;
  if (error instanceof UsageError || error instanceof UnknownFormatError)
    return console.message(`portolan: ${error.message}`);
  if (error instanceof OutputError)
    return console.message(`portolan: cannot write: ${error.message}.`);
  if (error instanceof SourceError) {
    const { input, position, code, message } = error;
    if (console.tellsAsJson) {
      const problem = { file: input, code, severity: "error", message, start: position };
      return console.say(`${JSON.stringify(problem)}\n`);
    }
    const place = position === undefined ? input : `${input}:${position.line}:${position.column}`;
    return console.message(`${place} error ${code} ${message}`);
  }
  const isError = error instanceof Error;
  await console.message(`portolan: ${isError ? error.message : String(error)}`);
  await console.message("This is a bug of portolan; PORTOLAN_DEBUG=1 shows where.");
  if (isError && console.env.PORTOLAN_DEBUG !== undefined) await console.say(`${error.stack}\n`);
}
