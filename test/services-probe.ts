import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";
import { hasProgram, present } from "./has-program.js";

/** Flags of `unshare` that give a mount namespace: as root, else as root of a user namespace. */
const UNSHARE = [["-m"], ["-Urm"]].find(
  (flags) => spawnSync("unshare", [...flags, "true"]).status === 0,
);

/** Tells whether a written file can stand in for one in /etc, for one process. */
export const hasMountNamespace: boolean = present(UNSHARE !== undefined, "unshare");

/** Compiles the probe with a C compiler; undefined where there is none that works. */
export function compileProbe(compiler: string, flags: readonly string[] = []): string | undefined {
  if (!hasProgram(compiler)) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "portolan-services-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const program = join(folder, "probe");
  const source = fileURLToPath(new URL("services-probe.c", import.meta.url));
  const { status } = spawnSync(compiler, ["-O1", ...flags, "-o", program, source]);
  return present(status === 0, `${compiler} that works`) ? program : undefined;
}

/** Compiles the probe of Go's own resolver; undefined where there is no Go that works. */
export function compileGoProbe(): string | undefined {
  if (!hasProgram("go")) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "portolan-services-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const program = join(folder, "probe");
  const source = fileURLToPath(new URL("services-probe.go", import.meta.url));
  const env = {
    ...process.env,
    CGO_ENABLED: "0",
    GOCACHE: join(folder, "cache"),
    GO111MODULE: "off",
  };
  const { status } = spawnSync("go", ["build", "-o", program, source], { env });
  return present(status === 0, "go that works") ? program : undefined;
}

/** Runs a command that sees `text` as the file `path` of /etc, and gives its output. */
export function runWith(
  path: "/etc/services" | "/etc/protocols",
  text: string,
  command: readonly string[],
  input = "",
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "portolan-services-"));
  const file = join(folder, "file");
  writeFileSync(file, text);
  const script = 'mount --bind "$1" "$2" && shift 2 && exec "$@"';
  const child = spawn("unshare", [
    ...(UNSHARE ?? []),
    "sh",
    "-c",
    script,
    "sh",
    file,
    path,
    ...command,
  ]);
  return new Promise((resolve, reject) => {
    let output = "";
    let errors = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
    });
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      errors += chunk;
    });
    child.on("error", reject);
    // Some commands end before they have read what they do not ask for.
    child.stdin.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") reject(error);
    });
    child.on("close", (status) => {
      rmSync(folder, { recursive: true, force: true });
      // getent ends with 2 where one of its keys is not found.
      if (status === 0 || status === 2) resolve(output);
      else reject(new Error(`${command.join(" ")} ended with ${String(status)}: ${errors}`));
    });
    child.stdin.end(input);
  });
}

/** Asks a probe questions (see services-probe.c) and gives an answer for each. */
export async function ask(
  program: string,
  path: "/etc/services" | "/etc/protocols",
  text: string,
  questions: readonly string[],
): Promise<readonly string[]> {
  const output = await runWith(path, text, [program], questions.map((q) => `${q}\n`).join(""));
  return output
    .split("\n")
    .slice(0, -1)
    .map((line) => line.trim());
}
