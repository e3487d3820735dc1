import { UnknownFormatError } from "@portolan/convert";
import { SourceError } from "@portolan/source";
import { CommanderError } from "commander";
import { type ExitCode, FAILED, RefusedError, UsageError } from "./exit.js";
import { type Io, OutputError } from "./io.js";
import { messageLine } from "./render/wrap.js";

/** Turns what a command threw into an exit code and one message; only a bug shows its stack. */
export function explain(error: unknown, io: Io): { exitCode: ExitCode; message: string } {
  // Commander has printed its own message by now.
  if (error instanceof CommanderError) return { exitCode: FAILED, message: "" };
  if (error instanceof RefusedError) return { exitCode: FAILED, message: "" };
  if (error instanceof UsageError || error instanceof UnknownFormatError)
    return { exitCode: FAILED, message: messageLine(`portolan: ${error.message}`, io.stderr) };
  if (error instanceof OutputError) {
    return {
      exitCode: FAILED,
      message: messageLine(`portolan: cannot write: ${error.message}.`, io.stderr),
    };
  }
  if (error instanceof SourceError) {
    const { input, position, code, message } = error;
    const place = position === undefined ? input : `${input}:${position.line}:${position.column}`;
    return {
      exitCode: FAILED,
      message: messageLine(`${place} error ${code} ${message}`, io.stderr),
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  const stack =
    io.env.PORTOLAN_DEBUG === undefined || !(error instanceof Error) ? "" : `${error.stack}\n`;
  return {
    exitCode: FAILED,
    message: `portolan: ${message}\nThis is a bug of portolan; PORTOLAN_DEBUG=1 shows where.\n${stack}`,
  };
}
