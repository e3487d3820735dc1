import type { Position, Severity } from "@portolan/model";
import { type Group, groupBy, lastAtMost } from "@portolan/model/internal";
import { lint as findFaults, lintProblems, problemsTable, toSarif } from "@portolan/query";
import { type Command, Option } from "commander";
import { type Console, counted } from "../console.js";
import { DIFFERENT, DONE, type ExitCode, FAILED, UsageError } from "../exit.js";
import { jsonText } from "../io.js";
import { readInputs } from "../load.js";
import { addNotes } from "../notes.js";
import { addReadingOptions, type ReadingArguments } from "../options.js";
import {
  inStyleOf,
  isError,
  isShown,
  type PlacedProblem,
  placed,
  problemLine,
  renderProblem,
} from "../problems.js";
import { definitionList } from "../render/layout.js";
import { bold } from "../render/style.js";
import { visible } from "../render/visible.js";
import { version } from "../version.js";

/** Defines `portolan lint`. */
export function addLint(program: Command, console: Console): void {
  const command = program
    .command("lint")
    .description("Finds what is wrong in a registry, or a trap for its users.")
    .argument("[input]", "file, in any format; - is standard input")
    .addOption(new Option("--json", "as JSON, one finding a line").conflicts("sarif"))
    .option("--sarif", "as SARIF 2.1.0, which code hosts show beside the source")
    .option("--rule <codes>", "only findings of these rules, such as port-ambiguous,name-invalid")
    .option("--codes", "explain the codes, as a Markdown table");
  addReadingOptions(command, "to check");
  addNotes(command, {
    text: [
      "A terminal shows findings rule by rule, the first of each; elsewhere each has a line of its own, and all are there. Info is how the registry is, and nothing to mend: alone it is no reason for exit code 1. With --quiet only errors are findings.",
    ],
    examples: [
      "portolan lint registry.csv",
      "portolan lint registry.xml --sarif > findings.sarif",
      "portolan lint --codes",
    ],
    exit: ["clean", "with findings"],
  }).action(async (input: string | undefined, options: LintArguments) => {
    console.exitCode = await lint(input, options, console);
  });
}

/** Holds the options of `portolan lint` as they appear on the command line. */
interface LintArguments extends ReadingArguments {
  readonly json?: boolean;
  readonly sarif?: boolean;
  readonly codes?: boolean;
  readonly rule?: string;
}

/** Carries out `portolan lint`. */
async function lint(
  path: string | undefined,
  options: LintArguments,
  console: Console,
): Promise<ExitCode> {
  if (options.codes) {
    await console.writeData(problemsTable(lintProblems));
    return DONE;
  }
  const rules = rulesIn(options.rule);
  const paths = path === undefined ? [] : [path];
  const { registry, problems, inputs } = await readInputs(paths, options, console);
  const { name = "", source = "", offsets = [] } = inputs[0] ?? {};
  const findings = findFaults(registry, { source, offsets });
  const said = new Set(findings.map(({ code, record }) => `${faultOf(code)} ${record}`));
  const all: readonly PlacedProblem[] = [
    // Lint finds again what reading has told: the same fault of the same record.
    ...problems.filter(
      ({ problem: { code, start } }) => !said.has(`${faultOf(code)} ${recordAt(start, offsets)}`),
    ),
    ...placed(findings, { name, text: source }),
  ];
  const shown = all.filter(
    (one) => isShown(one, console) && (rules === undefined || rules.has(one.problem.code)),
  );
  if (options.sarif) {
    const found = shown.map(({ problem }) => problem);
    const log = toSarif(found, { uri: name, version: version() });
    await console.writeData(jsonText(log));
  } else if (options.json) await console.writeData(shown.map(problemLine));
  else if (console.out.isTerminal) await console.show(grouped(shown, console));
  // What goes into a file or to another program is never cut.
  else await console.show(shown.map((one) => renderProblem(one, console.out)).join(""));
  const records = counted(registry.records.length, "record");
  if (shown.length === 0) await console.remark(`No findings in ${records}.`);
  if (problems.some(isError)) return FAILED;
  if (shown.length > 0 && !options.sarif && !options.json)
    await console.remark(totals(shown, records));
  return shown.some(({ problem }) => problem.severity !== "info") ? DIFFERENT : DONE;
}

/** Counts findings in words: `3 errors and 5 warnings of 4 rules in 345 records; 7 more are info.` */
function totals(findings: readonly PlacedProblem[], records: string): string {
  const count = (severity: Severity): number =>
    findings.filter(({ problem }) => problem.severity === severity).length;
  const rules = new Set(
    findings.flatMap(({ problem }) => (problem.severity === "info" ? [] : [problem.code])),
  ).size;
  const words = `${counted(count("error"), "error")} and ${counted(count("warning"), "warning")}`;
  const facts = count("info") > 0 ? `; ${count("info")} more are info` : "";
  return `${words} of ${counted(rules, "rule")} in ${records}${facts}.`;
}

const SEVERITIES: readonly Severity[] = ["error", "warning", "info"];

/** How many findings of a rule a terminal shows unless all are asked for. */
const SHOWN_PER_RULE = 5;

/** Renders findings for a terminal: rule by rule, each with how many there are, errors first. */
function grouped(findings: readonly PlacedProblem[], console: Console): string {
  const rules = groupBy(findings, ({ problem }) => problem.code);
  const rankOf = ([, [{ problem }]]: [string, Group<PlacedProblem>]): number =>
    SEVERITIES.indexOf(problem.severity);
  const inOrder = [...rules].sort((a, b) => rankOf(a) - rankOf(b));
  const [{ input } = { input: { name: "" } }] = findings;
  let text = findings.length === 0 ? "" : `${bold(visible(input.name))}\n`;
  for (const [code, group] of inOrder) {
    const { severity } = group[0].problem;
    text += `${inStyleOf(severity, code)} (${group.length}${severity === "info" ? ", info" : ""})\n`;
    const shown = console.verbose ? group : group.slice(0, SHOWN_PER_RULE);
    const rows = shown.map(({ problem: { start, message } }) => {
      const place = start === undefined ? "" : `${start.line}:${start.column}`;
      return [place, message] as const;
    });
    const termWidth = Math.max(...rows.map(([place]) => place.length));
    text += definitionList(rows, { width: console.out.width, termWidth });
    const hidden = group.length - shown.length;
    if (hidden > 0) text += `  … and ${hidden} more; --rule ${code} --verbose shows all.\n`;
  }
  return text;
}

/**
 * Reads a list of rules.
 *
 * @throws {UsageError} for one that there is not.
 */
function rulesIn(text: string | undefined): ReadonlySet<string> | undefined {
  if (text === undefined) return undefined;
  const known = Object.keys(lintProblems);
  const codes = text.split(",").map((word) => {
    const code = known.find((one) => one === word.trim() || one === `lint/${word.trim()}`);
    if (code !== undefined) return code;
    throw new UsageError(`--rule: “${word.trim()}” is none of ${known.join(", ")}.`);
  });
  return new Set(codes);
}

function faultOf(code: string): string {
  return code.slice(code.indexOf("/") + 1);
}

/** Finds the record that a position is in: the last one that begins at or before it. */
function recordAt(start: Position | undefined, offsets: readonly number[]): number {
  const isInOne = start !== undefined && start.offset >= (offsets[0] ?? Number.POSITIVE_INFINITY);
  return isInOne ? lastAtMost(offsets, start.offset) : -1;
}
