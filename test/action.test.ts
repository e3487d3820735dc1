import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { needsBuild, PORTOLAN } from "./built-command.js";
import { hasProgram } from "./has-program.js";

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly runs: {
    readonly steps: readonly {
      run: string;
      env: Readonly<Record<string, string>>;
      uses?: string;
    }[];
  };
}
interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly args?: readonly string[];
  readonly files?: string;
  readonly pass_filenames?: boolean;
}

const root = fileURLToPath(new URL("..", import.meta.url));
const actionFolder = join(root, "packages/action");
const action: Action = parse(readFileSync(join(actionFolder, "action.yml"), "utf8"));
const hooks: readonly Hook[] = parse(readFileSync(join(root, ".pre-commit-hooks.yaml"), "utf8"));

let folder: string;
let project: string;
let command: string;
beforeAll(() => {
  needsBuild();
  folder = mkdtempSync(join(tmpdir(), "portolan-action-"));
  command = join(folder, "portolan");
  writeFileSync(command, `#!/bin/sh\nexec "${process.execPath}" "${PORTOLAN}" "$@"\n`, {
    mode: 0o755,
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeEach(() => {
  project = mkdtempSync(join(folder, "project-"));
  cpSync(join(root, "fixtures/excerpt/input.xml"), join(project, "registry.xml"));
  writeFileSync(join(project, "services"), "https\t443/tcp\n");
});

const variables = (more: Readonly<Record<string, string>>): NodeJS.ProcessEnv => ({
  ...process.env,
  PORTOLAN: command,
  PORTOLAN_CACHE: join(folder, "cache"),
  NO_COLOR: "1",
  ...more,
});

/** Runs the steps of the action as a runner does: inputs put into the environment, then the script. */
function act(inputs: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = {}) {
  const outputs = join(project, "outputs");
  writeFileSync(outputs, "");
  const [step] = action.runs.steps;
  const filled = Object.entries(step?.env ?? {}).map(([name, value]) => {
    const [, context, key = ""] = /^\$\{\{ (inputs|github)\.([\w-]+) \}\}$/.exec(value) ?? [];
    const given = inputs[key] ?? action.inputs[key]?.default ?? "";
    return [name, context === "github" ? actionFolder : given];
  });
  const { status, stdout, stderr } = spawnSync(
    "bash",
    ["--noprofile", "--norc", "-eo", "pipefail", "-c", step?.run ?? ""],
    {
      cwd: project,
      encoding: "utf8",
      env: variables({ ...Object.fromEntries(filled), GITHUB_OUTPUT: outputs, ...env }),
    },
  );
  return { status, stdout, stderr, outputs: readFileSync(outputs, "utf8") };
}

describe("the action", () => {
  it("has one step, whose text has no value in it, and passes every input on", () => {
    const { steps } = action.runs;
    expect(steps.length).toBe(1);
    expect(steps[0]?.run).not.toContain("${{");
    const passed = Object.values(steps[0]?.env ?? {}).join(" ");
    for (const name of Object.keys(action.inputs)) expect(passed).toContain(`inputs.${name} `);
  });

  it("is of the version of the command, whose README names every input", () => {
    const versionOf = (name: string) =>
      JSON.parse(readFileSync(join(root, `packages/${name}/package.json`), "utf8")).version;
    expect(versionOf("action")).toBe(versionOf("cli"));
    const readme = readFileSync(join(actionFolder, "README.md"), "utf8");
    for (const name of Object.keys(action.inputs)) expect(readme).toContain(`| \`${name}\` `);
    for (const { id } of hooks) expect(readme).toContain(`- id: ${id}\n`);
  });

  it("generates a file, and then finds it current; a stale one fails the check", () => {
    const inputs = { registry: "registry.xml", output: "ports.ts", options: "--name\nhttp*,ssh\n" };
    expect(act({ ...inputs, do: "check" })).toMatchObject({ status: 1, outputs: "changed=true\n" });
    expect(existsSync(join(project, "ports.ts"))).toBe(false);
    expect(act({ ...inputs, do: "generate" })).toMatchObject({
      status: 0,
      outputs: "changed=true\n",
    });
    expect(readFileSync(join(project, "ports.ts"), "utf8")).toContain("SSH_TCP = 22");
    for (const what of ["check", "generate"])
      expect(act({ ...inputs, do: what })).toMatchObject({ status: 0, outputs: "changed=false\n" });
    writeFileSync(join(project, "ports.ts"), "export const SSH_TCP = 23;\n");
    expect(act({ ...inputs, do: "check" })).toMatchObject({ status: 1, outputs: "changed=true\n" });
  });

  it("audits a services file", () => {
    const inputs = { do: "audit", registry: "registry.xml", file: "services" };
    expect(act(inputs).status).toBe(0);
    writeFileSync(join(project, "services"), "https\t444/tcp\n");
    const { status, stdout } = act({ ...inputs, target: "musl" });
    expect(status).toBe(1);
    expect(stdout).toContain("https");
  });

  it.each([
    [{ do: "" }, "check, generate or audit"],
    [{ do: "rm" }, "check, generate or audit"],
    [{ do: "check" }, "name a config, or an output"],
    [{ do: "check", config: "x", output: "y" }, "leave out to and output"],
    [{ do: "audit", registry: "nowhere.xml", file: "services" }, "nowhere.xml"],
  ])("says what is wrong with %j, and ends with 2", (inputs, message) => {
    const ran = act(inputs as Readonly<Record<string, string>>);
    expect(ran.status).toBe(2);
    expect(ran.stderr).toContain(message);
  });

  it.each([
    "$(touch hacked)",
    "`touch hacked`",
    "; touch hacked;",
    "' \"; touch hacked #",
    "*",
    "-x",
  ])("passes %j on as it is, wherever it stands", (value) => {
    const told = join(folder, "tell");
    writeFileSync(told, '#!/bin/sh\nprintf "%s\\n" "$@"\nexit 1\n', { mode: 0o755 });
    const all = { registry: value, output: value, to: value, options: value, target: value };
    const words = (inputs: Readonly<Record<string, string>>): readonly string[] =>
      act({ ...all, ...inputs }, { PORTOLAN: told })
        .stdout.trim()
        .split("\n");
    const last = ["--registry", value, value];
    // What stands alone must not become an option.
    const alone = value.startsWith("-") ? `./${value}` : value;
    expect(words({ do: "check" })).toEqual([
      "convert",
      "-o",
      value,
      "--to",
      value,
      ...last,
      "--check",
    ]);
    expect(words({ do: "audit", file: value })).toEqual([
      "services",
      "audit",
      alone,
      "--target",
      value,
      ...last,
    ]);
    const config = { do: "check", output: "", to: "", config: value };
    expect(words(config)).toEqual(["fixtures", alone, ...last, "--check"]);
    expect(existsSync(join(project, "hacked"))).toBe(false);
  });

  it("asks the package registry for nothing but a version", () => {
    const npx = join(folder, "bin");
    mkdirSync(npx, { recursive: true });
    writeFileSync(join(npx, "npx"), '#!/bin/sh\nprintf "%s\\n" "$@"\n', { mode: 0o755 });
    const inputs = { do: "audit", file: "a b" };
    const env = { PORTOLAN: "", PATH: `${npx}:${process.env.PATH}` };
    const { stdout } = act({ ...inputs, version: "1.2.3" }, env);
    expect(stdout.split("\n").slice(0, 7)).toEqual([
      "--yes",
      "--package",
      "portolan@1.2.3",
      "portolan",
      "services",
      "audit",
      "a b",
    ]);
    expect(act(inputs, env).stdout).toMatch(/^portolan@\d+\.\d+\.\d+$/m);
    for (const version of ["1.2.3 evil", "1;id", "npm:evil@1", "../evil", "https://evil/x.tgz"])
      expect(act({ ...inputs, version }, env)).toMatchObject({ status: 2, stdout: "" });
  });
});

/** Calls a hook as pre-commit does: its entry in the clone of this repository, its args, then files. */
function call(id: string, args: readonly string[] | undefined, files: readonly string[]) {
  const hook = hooks.find((one) => one.id === id);
  const [entry = "", ...words] = hook?.entry.split(" ") ?? [];
  const given = args ?? hook?.args ?? [];
  const passed = hook?.pass_filenames === false ? [] : files;
  return spawnSync(join(root, entry), [...words, ...given, ...passed], {
    cwd: project,
    encoding: "utf8",
    env: variables({}),
  });
}

describe("a hook", () => {
  const audit = ["-r", "registry.xml", "--"];

  it("audits each file, and ends with the worst", () => {
    writeFileSync(join(project, "wrong"), "https\t444/tcp\n");
    writeFileSync(join(project, "-r"), "https\t443/tcp\n");
    const ask = (...files: readonly string[]) =>
      call("portolan-services-audit", audit, files).status;
    expect(ask("services")).toBe(0);
    expect(ask("services", "-r")).toBe(0);
    expect(ask("wrong", "services")).toBe(1);
    expect(ask("wrong", "nowhere", "services")).toBe(2);
  });

  it("asks for the -- that ends its args", () => {
    const { status, stderr } = call(
      "portolan-services-audit",
      ["-r", "registry.xml"],
      ["services"],
    );
    expect(status).toBe(2);
    expect(stderr).toContain("--");
  });

  it("takes the files that are called services", () => {
    const files = new RegExp(hooks.find(({ id }) => /audit/.test(id))?.files ?? "^$");
    expect(["services", "rootfs/etc/services"].filter((name) => !files.test(name))).toEqual([]);
    expect(
      ["services.ts", "src/web-services", "services/x"].filter((one) => files.test(one)),
    ).toEqual([]);
  });

  it("tells whether a generated file is current", () => {
    const args = ["registry.xml", "-o", "ports.csv"];
    expect(call("portolan-check", args, []).status).toBe(1);
    execFileSync(command, ["convert", ...args, "--quiet"], { cwd: project });
    expect(call("portolan-check", args, []).status).toBe(0);
  });

  it.skipIf(!hasProgram("pre-commit"))(
    "is called by pre-commit itself (needs pre-commit)",
    () => {
      const git = (cwd: string, ...args: readonly string[]): string =>
        execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.org", ...args], {
          cwd,
          encoding: "utf8",
        });
      const here = join(folder, "hooks");
      mkdirSync(join(here, "packages"), { recursive: true });
      cpSync(actionFolder, join(here, "packages/action"), { recursive: true });
      cpSync(join(root, ".pre-commit-hooks.yaml"), join(here, ".pre-commit-hooks.yaml"));
      for (const of of [here, project]) {
        git(of, "init", "-q");
        git(of, "add", "-A");
        git(of, "commit", "-qm", "all");
      }
      const rev = git(here, "rev-parse", "HEAD").trim();
      writeFileSync(
        join(project, ".pre-commit-config.yaml"),
        JSON.stringify({
          repos: [{ repo: here, rev, hooks: [{ id: "portolan-services-audit", args: audit }] }],
        }),
      );
      git(project, "add", ".pre-commit-config.yaml");
      const run = () =>
        spawnSync("pre-commit", ["run", "--all-files"], {
          cwd: project,
          encoding: "utf8",
          env: variables({ PRE_COMMIT_HOME: join(folder, "pre-commit") }),
        });
      const first = run();
      expect(first.stdout + first.stderr).toContain("Passed");
      expect(first.status).toBe(0);
      writeFileSync(join(project, "services"), "https\t444/tcp\n");
      const second = run();
      expect(second.status).toBe(1);
      expect(second.stdout).toContain("Failed");
    },
    60_000,
  );
});
