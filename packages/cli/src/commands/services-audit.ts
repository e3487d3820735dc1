import { defined } from "@portolan/model/internal";
import {
  type AuditFinding,
  type AuditOptions,
  auditServices,
  type FindingKind,
  fixServices,
  TARGETS,
} from "@portolan/services";
import { type SystemFile, writeSystemFile } from "@portolan/source";
import type { Command } from "commander";
import { type Console, counted } from "../console.js";
import { DIFFERENT, DONE, type ExitCode, UsageError } from "../exit.js";
import { loadNamedRegistry } from "../load.js";
import { addNotes } from "../notes.js";
import { addReadingOptions, oneOf, type ReadingArguments } from "../options.js";
import { FewOfEach, inStyleOf, renderProblem } from "../problems.js";
import { cut, definitionList } from "../render/layout.js";
import { bold, dim, highlighted } from "../render/style.js";
import { visible } from "../render/visible.js";
import { readServicesFile } from "./services-file.js";

/** Defines `portolan services audit`. */
export function addAudit(services: Command, console: Console): void {
  const command = services
    .command("audit")
    .summary("tell what is wrong in a services file")
    .description(
      "Tells what in a services file is wrong (an application gets a wrong answer), what could be better, and what only this system says.",
    )
    .argument("[file]", "services file; - is standard input (else /etc/services)")
    .option(
      "--target <target>",
      `whose answers must be right: ${TARGETS.join(", ")} (else what the file tells, else portable)`,
    )
    .option("--fix", "mend in the file what can be mended in one way only")
    .option("--json", "as JSON, one finding a line");
  addReadingOptions(command, "to compare with");
  addNotes(command, {
    text: [
      "Findings are errors where an application gets a wrong answer, warnings where the line could be better, and info where only this system says so; info is counted, and shown with --verbose. --quiet shows errors only.",
    ],
    examples: [
      "portolan services audit",
      "portolan services audit rootfs/etc/services --target musl --json",
      "portolan services audit services --fix",
    ],
    exit: ["nothing is wrong", "something is wrong"],
  }).action(async (file: string | undefined, options: AuditArguments) => {
    console.exitCode = await audit(file, options, console);
  });
}

/** Holds the options of `portolan services audit` as they appear on the command line. */
interface AuditArguments extends ReadingArguments {
  readonly target?: string;
  readonly fix?: boolean;
  readonly json?: boolean;
}

async function audit(
  path: string | undefined,
  options: AuditArguments,
  console: Console,
): Promise<ExitCode> {
  const target = oneOf("--target", options.target, TARGETS);
  if (options.fix && path === "-") throw new UsageError("--fix writes a file; name one.");
  const { registry } = await loadNamedRegistry(options, console);
  const file = await readServicesFile(path, console);
  const settings: AuditOptions = defined({ encoding: file.encoding, target });
  const { findings } = auditServices(file.text, registry, settings);
  refuseOthers(file, findings);
  const { text, fixed } = fixServices(file.text, options.fix ? findings : []);
  const mended = { ...file, text };
  if (text !== file.text) await writeSystemFile(mended);
  const left = options.fix ? auditServices(text, registry, settings).findings : findings;
  if (options.json) await console.writeData(jsonLines(left, mended));
  else await console.show(new FindingList(mended, console).render(left) + totals(left, console));
  if (fixed.length > 0)
    await console.remark(`Mended ${counted(fixed.length, "finding")} in ${file.name}.`);
  if (left.length === 0) await console.remark("No findings.");
  if (!options.json && !console.verbose && left.some(({ kind }) => kind === "custom"))
    await console.remark("--verbose shows what is custom too.");
  return left.some(({ kind }) => kind === "wrong") ? DIFFERENT : DONE;
}

/** So many lines that nobody can read may be slips of the pen. */
const MOST_SLIPS = 10;

/** Refuses a file that is no services file: neither “No findings” nor one for each line would be true. */
function refuseOthers({ name, text }: SystemFile, findings: readonly AuditFinding[]): void {
  if (!/^[^\S\r\n]*[^#\s]/m.test(text))
    throw new UsageError(`${name} has nothing but blanks or comments.`);
  const unread = findings.filter(({ code }) => code === "audit/line-incomplete").length;
  if (unread <= MOST_SLIPS) return;
  const lines = text.split("\n").filter((line) => /^\s*[^#\s]/.test(line)).length;
  if (2 * unread > lines)
    throw new UsageError(
      `${name} is no services file: ${unread} of ${counted(lines, "line")} have no port and protocol.`,
    );
}

/** Counts what was found; with `--quiet` the errors have said it. */
function totals(findings: readonly AuditFinding[], { quiet }: Console): string {
  if (findings.length === 0 || quiet) return "";
  const count = (kind: FindingKind): number =>
    findings.filter((finding) => finding.kind === kind).length;
  const lines = new Set(findings.map(({ start }) => start?.line)).size;
  return `${count("wrong")} wrong, ${count("style")} style, ${count("custom")} custom, on ${counted(lines, "line")}.\n`;
}

function jsonLines(findings: readonly AuditFinding[], { name: file }: SystemFile): string {
  return findings
    .map(({ code, kind, severity, message, name, key, registered, edits, start, end }) => {
      const canBeFixed = edits !== undefined;
      const fields = { file, code, kind, severity, message, name, key, registered };
      return `${JSON.stringify({ ...fields, canBeFixed, start, end })}\n`;
    })
    .join("");
}

/**
 * Renders findings. For another program each has a line `file:line:column severity code message`; a
 * terminal shows the file once, and each line once, with what is found in it below.
 */
class FindingList {
  readonly #file: SystemFile;
  readonly #console: Console;
  /** Findings that are no errors. */
  readonly #few = new FewOfEach();

  constructor(file: SystemFile, console: Console) {
    this.#file = file;
    this.#console = console;
  }

  render(findings: readonly AuditFinding[]): string {
    const shown = findings.filter((finding) => this.#isShown(finding));
    const { out } = this.#console;
    if (!out.isTerminal)
      return shown
        .map((finding) => renderProblem({ problem: finding, input: this.#file }, out))
        .join("");
    let text = shown.length === 0 ? "" : `${bold(visible(this.#file.name))}\n`;
    const numbers = shown.map(({ start }) => String(start?.line ?? ""));
    const margin = 2 + numbers.reduce((most, { length }) => Math.max(most, length), 0);
    for (let i = 0; i < shown.length; ) {
      const number = numbers[i] ?? "";
      let end = i + 1;
      while (end < shown.length && numbers[end] === number) end++;
      const group = shown.slice(i, end);
      text += `${dim(number.padStart(margin))}  ${this.#lineOf(group, margin + 2)}\n`;
      for (const { severity, code, message } of group)
        text += definitionList([[inStyleOf(severity, severity), `${message} ${dim(code)}`]], {
          width: out.width,
          termWidth: 7,
          indent: margin + 2,
        });
      i = end;
    }
    return text + this.#few.rest();
  }

  #isShown({ kind, code }: AuditFinding): boolean {
    const { quiet, verbose } = this.#console;
    if (kind === "wrong" || verbose) return true;
    if (kind === "custom" || quiet) return false;
    // What goes into a file or to another program is never cut.
    return !this.#console.out.isTerminal || this.#few.takes(code);
  }

  /** Gives the line that findings are in, what they are about in bold, cut to the terminal's width. */
  #lineOf(findings: readonly AuditFinding[], margin: number): string {
    const [{ start } = { start: undefined }] = findings;
    const from = (start?.offset ?? 0) - ((start?.column ?? 1) - 1);
    const room = Math.max(20, this.#console.out.width - margin);
    const [line = ""] = this.#file.text.slice(from, from + 4 * room).split(/[\r\n]/, 1);
    const spans = findings.map(({ start, end }) => ({
      start: (start?.offset ?? 0) - from,
      end: (end?.offset ?? 0) - from,
    }));
    return cut(highlighted(line, spans).replace(/\t+/g, "  "), room);
  }
}
