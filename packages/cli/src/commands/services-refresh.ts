import type { Registry } from "@portolan/model";
import { defined } from "@portolan/model/internal";
import {
  fromServices,
  type RefreshResult,
  refreshMarkdown,
  refreshServices,
  servicesDate,
  TARGETS,
  type Target,
} from "@portolan/services";
import { defaultStore, type Snapshot, type SystemFile, writeSystemFile } from "@portolan/source";
import type { Command } from "commander";
import { type Console, counted } from "../console.js";
import { inPatchStyle } from "../delivery.js";
import { DIFFERENT, DONE, type ExitCode, UsageError } from "../exit.js";
import { loadCopy, loadNamedRegistry, loadRegistry } from "../load.js";
import { addNotes } from "../notes.js";
import { addReadingOptions, type ReadingArguments, wordOf } from "../options.js";
import { readServicesFile } from "./services-file.js";

/** Defines `portolan services refresh`. */
export function addRefresh(services: Command, console: Console): void {
  const command = services
    .command("refresh")
    .summary("bring a services file up to date, line by line")
    .description(
      "Brings a services file up to date as its maintainer would: only lines change whose facts changed in the registry. Order, comments, blank lines and local lines stay; names that the registry gave up stay and are marked.",
    )
    .argument("[file]", "services file (else /etc/services)")
    .option(
      "--since <input>",
      "registry that the file was made from: a file, or the date of a copy that sync keeps (else the date that the file tells)",
    )
    .option("--target <target>", `whose limits lines keep to: ${TARGETS.join(", ")}`, "portable")
    .option(
      "--also <target:file>",
      "a further file with its target; may be repeated",
      (value: string, others: readonly string[]) => [...others, value],
      [],
    )
    .option("--add", "add what is newly registered and the file does not have")
    .option("--no-add", "leave that out for good (else the file says since when it is offered)")
    .option("--dry-run", "show what would change as a unified diff; this is the default")
    .option("--write", "change the files, each whole or not at all")
    .option("--check", "write nothing; tell whether the files are up to date")
    .option("--json", "show the changes as JSON, one file a line")
    .option("--markdown", "show the changes as an entry of a change log");
  addReadingOptions(command, "to refresh from");
  addNotes(command, {
    examples: [
      "portolan services refresh services --since registry-2017.xml",
      "portolan services refresh services --since old.xml --also musl:services.musl --write",
      "portolan services refresh services --since old.xml --check",
    ],
    exit: ["done or up to date", "--check found a difference"],
  }).action(async (file: string | undefined, options: RefreshArguments) => {
    console.exitCode = await refresh(file, options, console);
  });
}

/** Holds the options of `portolan services refresh` as they appear on the command line. */
interface RefreshArguments extends ReadingArguments {
  readonly since?: string;
  readonly target: string;
  readonly also: readonly string[];
  readonly add?: boolean;
  readonly dryRun?: boolean;
  readonly write?: boolean;
  readonly check?: boolean;
  readonly json?: boolean;
  readonly markdown?: boolean;
}

/** Holds a file with what becomes of it. */
interface Refreshed {
  readonly file: SystemFile;
  readonly target: Target;
  readonly result: RefreshResult;
}

async function refresh(
  path: string | undefined,
  options: RefreshArguments,
  console: Console,
): Promise<ExitCode> {
  refuseContradictions(path, options);
  const asked = [
    { path, target: wordOf("--target", options.target, TARGETS) },
    ...options.also.map(targetAndFile),
  ];
  const files: Pick<Refreshed, "file" | "target">[] = [];
  for (const each of asked)
    files.push({ file: await readServicesFile(each.path, console), target: each.target });
  for (const { file } of files) refuseOthers(file);
  const { registry: fresh } = await loadNamedRegistry(options, console);
  const old = await oldRegistry(options.since, files[0]?.file, fresh, console);
  const refreshed = files.map(({ file, target }): Refreshed => {
    const { add } = options;
    const settings = defined({ target, add });
    return { file, target, result: refreshServices(file.text, old, fresh, settings) };
  });
  const dates = { old: old.updated, fresh: fresh.updated };
  if (options.json) await console.writeData(refreshed.map((each) => jsonLine(each, dates)));
  else if (options.markdown)
    await console.show(refreshed.map(({ result }) => refreshMarkdown(result, dates)).join("\n"));
  else if (!options.write) await showPatches(refreshed, console);
  for (const { file, result } of refreshed) {
    const isChanged = result.text !== file.text;
    if (options.write && isChanged) await writeSystemFile({ ...file, text: result.text });
    await console.remark(summary(file.name, result, options));
  }
  const differs = refreshed.some(({ file, result }) => result.text !== file.text);
  return options.check && differs ? DIFFERENT : DONE;
}

function refuseContradictions(path: string | undefined, options: RefreshArguments): void {
  const { write, check, dryRun, json, markdown } = options;
  if (path === "-") throw new UsageError("a refresh needs a file; name one.");
  if (Number(write ?? false) + Number(check ?? false) + Number(dryRun ?? false) > 1)
    throw new UsageError("choose one of --write, --check and --dry-run.");
  if (json && markdown) throw new UsageError("choose one of --json and --markdown.");
}

/** Problems of files that are no services files. */
const OTHERS: ReadonlySet<string> = new Set([
  "services/no-services",
  "services/not-services",
  "services/iana-text",
]);

/** Refuses a file without services: nothing of it would change, which is not to say it is up to date. */
function refuseOthers({ name, text }: SystemFile): void {
  const error = fromServices(text).problems.find(({ code }) => OTHERS.has(code));
  if (error !== undefined) throw new UsageError(`${name}: ${error.message}`);
}

/** Reads the value of `--also`: `musl:services.musl`. */
function targetAndFile(value: string): { readonly path: string; readonly target: Target } {
  const [, target = "", path = ""] = /^([^:]*):(.+)$/s.exec(value) ?? [];
  if (path === "")
    throw new UsageError(`--also: “${value}” is no target and file; write musl:FILE.`);
  return { path, target: wordOf("--also", target, TARGETS) };
}

/** Loads the registry that the file was made from: the one that is named, or that the file tells. */
async function oldRegistry(
  since: string | undefined,
  file: SystemFile | undefined,
  fresh: Registry,
  console: Console,
): Promise<Registry> {
  const told = file === undefined ? undefined : servicesDate(file.text);
  const date = since === undefined ? told : /^\d{4}-\d{2}-\d{2}$/.test(since) ? since : undefined;
  if (date === undefined && since === undefined)
    throw new UsageError("the file does not tell its registry; name that with --since FILE.");
  const old =
    date === undefined
      ? (await loadRegistry([since ?? ""], {}, console)).registry
      : await registryOf(date, fresh, console);
  const { updated } = old;
  if (updated !== undefined && fresh.updated !== undefined && updated > fresh.updated)
    throw new UsageError(
      `--since: the registry of ${updated} is newer than that of ${fresh.updated}.`,
    );
  if (told !== undefined && updated !== undefined && told !== updated)
    await console.remark(`The file tells the registry of ${told}, and --since is of ${updated}.`);
  return old;
}

/** Gives the registry of a date, where that is at hand: today's itself, the synced copy, or the one before. */
async function registryOf(date: string, fresh: Registry, console: Console): Promise<Registry> {
  if (date === fresh.updated) return fresh;
  const store = await defaultStore(console.env);
  const copies = [await kept(store.current()), await kept(store.previous())];
  const copy = copies.find((one) => one?.updated === date);
  if (copy !== undefined) return (await loadCopy(copy)).registry;
  const dates = copies.flatMap((one) => one?.updated ?? []);
  const atHand = dates.length === 0 ? "" : ` Kept are those of ${dates.join(" and ")}.`;
  throw new UsageError(
    `the registry of ${date} is not at hand; name its file with --since FILE.${atHand}`,
  );
}

/** Gives a kept copy; none where there is none, or it is broken. */
async function kept(copy: Promise<Snapshot | undefined>): Promise<Snapshot | undefined> {
  return copy.catch(() => undefined);
}

function jsonLine(
  { file, target, result }: Refreshed,
  { old, fresh }: { readonly old: string | undefined; readonly fresh: string | undefined },
): string {
  const { changes, notAdded } = result;
  return `${JSON.stringify({ file: file.name, target, since: old, registry: fresh, changes, notAdded })}\n`;
}

/** Shows what would change as a patch, which the command patch takes. */
async function showPatches(refreshed: readonly Refreshed[], console: Console): Promise<void> {
  const { createTwoFilesPatch } = await import("diff");
  for (const { file, result } of refreshed) {
    if (result.text === file.text) continue;
    const patch = createTwoFilesPatch(file.name, file.name, file.text, result.text, "", "", {
      context: 3,
    }).replace(/^Index: .*\n=+\n/, "");
    if (!console.out.isTerminal) await console.writeData(patch);
    else await console.show(patch.split("\n").map(inPatchStyle).join("\n"));
  }
}

function summary(
  name: string,
  { changes, notAdded }: RefreshResult,
  { write, add }: RefreshArguments,
): string {
  const are = notAdded.length === 1 ? "is" : "are";
  const news = `${counted(notAdded.length, "newly registered port")} ${are}`;
  const offer = " not in it; --add adds them, --no-add leaves them out for good.";
  const left = notAdded.length === 0 ? "" : ` ${news}${add === false ? " left out." : offer}`;
  if (changes.length === 0) return `${name} is up to date.${left}`;
  const did = write ? "changed" : "would change";
  return `${name}: ${counted(changes.length, "line")} ${did}.${left}`;
}
