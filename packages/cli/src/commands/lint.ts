import type { Problem } from "@portolan/model";
import { lint as findFaults, lintProblems, problemsTable, toSarif } from "@portolan/query";
import { DIFFERENT, DONE, type ExitCode, FAILED } from "../exit.js";
import { type Session, writeChunks } from "../io.js";
import { loadRegistry } from "../load.js";
import {
  isError,
  isShown,
  type PlacedProblem,
  type PrintOptions,
  placed,
  renderProblems,
} from "../print-problems.js";
import { counted, remark } from "../remark.js";
import { version } from "../version.js";

/** Holds the options of `portolan lint` as they stand on the command line. */
export interface LintArguments extends PrintOptions {
  readonly from?: string;
  readonly sarif?: boolean;
  readonly codes?: boolean;
}

/** Carries out `portolan lint`. */
export async function lint(
  path: string | undefined,
  options: LintArguments,
  session: Session,
): Promise<ExitCode> {
  if (options.codes) {
    await writeChunks(session.stdout, [problemsTable(lintProblems)]);
    return DONE;
  }
  const { registry, problems, inputs } = await loadRegistry(
    path === undefined ? [] : [path],
    options.from,
    session,
  );
  const [one] = inputs;
  if (one === undefined) throw new TypeError("A registry was loaded from nothing.");
  const { input, offsets } = one;
  const findings = findFaults(registry, { source: input.text, offsets });
  const all: readonly PlacedProblem[] = [
    ...problems.filter(({ problem }) => !findings.some((finding) => saysTheSame(finding, problem))),
    ...placed(findings, input),
  ];
  const shown = all.filter((problem) => isShown(problem, session));
  await writeChunks(session.stdout, [
    options.sarif
      ? `${JSON.stringify(
          toSarif(
            shown.map(({ problem }) => problem),
            { uri: input.name, version: version() },
          ),
          undefined,
          2,
        )}\n`
      : renderProblems(shown, session.stdout, session, options),
  ]);
  if (shown.length === 0)
    await remark(`No findings in ${counted(registry.records.length, "record")}.`, session);
  if (problems.some(isError)) return FAILED;
  return shown.length > 0 ? DIFFERENT : DONE;
}

/** Tells whether lint found again what reading already told: the same fault of the same record. */
function saysTheSame(finding: Problem, problem: Problem): boolean {
  const fault = (code: string): string => code.slice(code.indexOf("/") + 1);
  return fault(finding.code) === fault(problem.code) && finding.start?.line === problem.start?.line;
}
