import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { writeRegistry } from "@portolan/convert";
import type { Registry } from "@portolan/model";
import { select } from "@portolan/query";
import { readInputFile, writeOutputFile } from "@portolan/source";
import { DIFFERENT, DONE, type ExitCode } from "../exit.js";
import type { Session } from "../io.js";
import { loadRegistry } from "../load.js";
import { outputNamed, placed, printProblems } from "../print-problems.js";
import { counted, remark } from "../remark.js";
import { usable } from "../usable.js";
import { checkOutput } from "./check-output.js";
import { type FixtureCase, parseFixturesConfig } from "./fixtures-config.js";

/** Holds the options of `portolan fixtures` as they stand on the command line. */
export interface FixturesOptions {
  readonly check?: boolean;
}

/** Carries out `portolan fixtures`. */
export async function fixtures(
  folder: string,
  options: FixturesOptions,
  session: Session,
): Promise<ExitCode> {
  const config = await readInputFile(join(folder, "fixtures.json"));
  const cases = parseFixturesConfig(config.text, config.name);
  let exitCode: ExitCode = DONE;
  for (const one of cases) {
    const source = join(folder, one.source);
    const registry = await usable(await loadRegistry([source], undefined, session), session);
    const found = await makeOutputs(one, select(registry, one.selection), folder, options, session);
    if (found !== DONE) exitCode = found;
  }
  if (exitCode === DONE) {
    await remark(
      `${counted(cases.length, "case")} ${options.check ? "up to date" : "written"}.`,
      session,
    );
  }
  return exitCode;
}

/** Makes the files of one case, or compares them with what is there. */
async function makeOutputs(
  { name, outputs }: FixtureCase,
  registry: Registry,
  folder: string,
  { check }: FixturesOptions,
  session: Session,
): Promise<ExitCode> {
  let exitCode: ExitCode = DONE;
  if (!check) await mkdir(join(folder, name), { recursive: true });
  for (const { file, to, options } of outputs) {
    const path = join(folder, name, file);
    const { text, problems } = await writeRegistry(registry, to, options);
    await printProblems(placed(problems, outputNamed(path)), session);
    if (!check) await writeOutputFile(path, text);
    else if ((await checkOutput(path, text, session)) !== DONE) exitCode = DIFFERENT;
  }
  return exitCode;
}
