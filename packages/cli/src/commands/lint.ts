import type { Problem } from "@portolan/model";
import { lint as findFaults, lintProblems, problemsTable, toSarif } from "@portolan/query";
import { type Command, Option } from "commander";
import { type Console, counted } from "../console.js";
import { DIFFERENT, DONE, type ExitCode, FAILED } from "../exit.js";
import { loadRegistry } from "../load.js";
import { addNotes } from "../notes.js";
import { addReadingOptions, type ReadingArguments } from "../options.js";
import { isError, isShown, type PlacedProblem, type PrintOptions, placed } from "../problems.js";
import { version } from "../version.js";

/** Defines `portolan lint`. */
export function addLint(program: Command, console: Console): void {
  const command = program
    .command("lint")
    .description("Finds what is wrong in a registry, or a trap for its users.")
    .argument("[input]", "file, in any format; - is standard input")
    .addOption(new Option("--json", "as JSON, one finding a line").conflicts("sarif"))
    .option("--sarif", "as SARIF 2.1.0, which code hosts show beside the source")
    .option("--codes", "explain the codes, as a Markdown table");
  addReadingOptions(command, "to check");
  addNotes(command, {
    text: ["With --quiet only errors are findings."],
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

/** Holds the options of `portolan lint` as they stand on the command line. */
interface LintArguments extends PrintOptions, ReadingArguments {
  readonly sarif?: boolean;
  readonly codes?: boolean;
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
  const { registry, problems, inputs } = await loadRegistry(
    path === undefined ? [] : [path],
    options,
    console,
  );
  const [one] = inputs;
  if (one === undefined) throw new TypeError("A registry was loaded from nothing.");
  const { input, offsets } = one;
  const findings = findFaults(registry, { source: input.text, offsets });
  const all: readonly PlacedProblem[] = [
    ...problems.filter(({ problem }) => !findings.some((finding) => saysTheSame(finding, problem))),
    ...placed(findings, input),
  ];
  const shown = all.filter((problem) => isShown(problem, console));
  if (options.sarif) {
    const found = shown.map(({ problem }) => problem);
    const log = toSarif(found, { uri: input.name, version: version() });
    await console.writeData(`${JSON.stringify(log, undefined, 2)}\n`);
  } else await console.show(console.renderProblems(shown, options));
  if (shown.length === 0)
    await console.remark(`No findings in ${counted(registry.records.length, "record")}.`);
  if (problems.some(isError)) return FAILED;
  return shown.length > 0 ? DIFFERENT : DONE;
}

/** Tells whether lint found again what reading already told: the same fault of the same record. */
function saysTheSame(finding: Problem, problem: Problem): boolean {
  const fault = (code: string): string => code.slice(code.indexOf("/") + 1);
  return fault(finding.code) === fault(problem.code) && finding.start?.line === problem.start?.line;
}
