import { execFileSync, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeProgram } from "./example-programs.js";
import { examplesOfMarkdown } from "./examples.js";
import { present } from "./has-program.js";

// Packs what would be published, looks into it, and installs it as users of pnpm do: there a package
// sees what it depends on and nothing else, and a program what its own manifest names.

const root = fileURLToPath(new URL("..", import.meta.url));

/** Runs the pnpm that runs the tests, else the one on the path, else the one that README names. */
function runPnpm(cwd: string, ...args: readonly string[]) {
  const path = process.env.npm_execpath ?? "";
  const ways: readonly (readonly string[])[] = [
    ...(/pnpm/.test(path) ? [/\.[cm]?js$/.test(path) ? [process.execPath, path] : [path]] : []),
    ["pnpm"],
    ["npx", "--yes", "pnpm@12"],
  ];
  for (const [command = "", ...first] of ways) {
    // The workspace's own settings come with the environment of a script.
    const env = Object.entries(process.env).filter(
      ([name]) => !/^(?:pnpm|npm)_config_/i.test(name),
    );
    const ran = spawnSync(command, [...first, ...args], {
      cwd,
      env: { ...Object.fromEntries(env), CI: "true" },
      encoding: "utf8",
    });
    if (ran.error === undefined) return ran;
  }
  throw new Error("There is no pnpm.");
}

/** What `pnpm pack` tells of a package. */
interface Packed {
  readonly name: string;
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
}

const packages = readdirSync(join(root, "packages")).flatMap((folder) => {
  const path = join(root, "packages", folder);
  const { name, private: isPrivate }: Manifest = JSON.parse(
    readFileSync(join(path, "package.json"), "utf8"),
  );
  if (isPrivate === true) return [];
  const file = `packages/${folder}/README.md`;
  const readme = readFileSync(join(root, file), "utf8");
  // The command is installed for all, the library in a project.
  const install = /^npm install (?!--global)([^#\n]+)/m.exec(readme)?.[1]?.trim() ?? "";
  const examples = examplesOfMarkdown(file, readme);
  return [{ name, folder, path, installed: install.split(/\s+/), examples }];
});

let temporary: string;
let packed: ReadonlyMap<string, Packed>;
beforeAll(() => {
  temporary = mkdtempSync(join(tmpdir(), "portolan-published-"));
  const { status, stdout, stderr } = runPnpm(
    root,
    ...["--silent", "--recursive", "--filter", "./packages/*"],
    ...["pack", "--json", "--pack-destination", temporary],
  );
  expect(status, stderr + stdout).toBe(0);
  const told: readonly Packed[] = JSON.parse(stdout);
  packed = new Map(told.map((one) => [one.name, one]));
}, 120_000);
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

describe.each(packages)("the files of $name", ({ name, path }) => {
  const pathsOf = (): readonly string[] => packed.get(name)?.files.map((file) => file.path) ?? [];

  it("are what a user needs, license and README among them, and no more", () => {
    const paths = pathsOf();
    expect(paths).toEqual(expect.arrayContaining(["LICENSE", "README.md", "package.json"]));
    const other = paths.filter(
      (file) =>
        !/^(?:LICENSE|README\.md|package\.json|[\w-]+\.(?:c?js|d\.ts|json))$/.test(file) &&
        !/^(?:bin|dist|src)\/[\w./-]+\.(?:c?js|ts|css|html|json|txt|map)$/.test(file),
    );
    expect(other).toEqual([]);
    const forTests = /\.test\.|tsbuildinfo|tsconfig|(?:^|\/)fixtures\/|node_modules|(?:^|\/)\./;
    expect(paths.filter((file) => forTests.test(file))).toEqual([]);
  });

  it("have the source of every map", () => {
    const paths = new Set(pathsOf());
    const at = (file: string): string => join(path, file);
    const missing = [...paths]
      .filter((file) => file.endsWith(".map"))
      .flatMap((file) => {
        const { sources } = JSON.parse(readFileSync(at(file), "utf8"));
        return sources.map((source: string) => posix.join(posix.dirname(file), source));
      })
      // What an earlier build left behind has no source any more.
      .filter((source) => !paths.has(source) && existsSync(at(source)));
    expect(missing).toEqual([]);
  });

  it("have what the manifest leads to", () => {
    const tarball = packed.get(name)?.filename ?? "";
    const text = execFileSync("tar", ["-xzOf", tarball, "package/package.json"], {
      encoding: "utf8",
    });
    const { exports, imports = {}, bin = {}, dependencies = {} } = JSON.parse(text);
    const targets = JSON.stringify([
      exports,
      imports,
      Object.values(bin).map((file) => `./${file}`),
    ]);
    const files = [...targets.matchAll(/"\.\/([^"]+)"/g)].map(([, file]) => file);
    expect(files.length).toBeGreaterThan(1);
    expect(pathsOf()).toEqual(expect.arrayContaining(files.filter((file) => !isName(file))));
    // A version that is exact would weld our packages together, and a fix would not reach users.
    for (const range of Object.values(dependencies)) expect(range).toMatch(/^\^\d+\.\d+\.\d+$/);
  });
});

/** Tells whether a target is the name of an entry and not a file: `"./format"` is a key. */
function isName(target: string | undefined): boolean {
  return !/\.\w+$/.test(target ?? "");
}

/** Where libraries that are not in the store of pnpm come from. */
const NETWORK = "the network";

describe("in a project of pnpm", () => {
  let project: string;
  let isOnline = true;
  let env: NodeJS.ProcessEnv;

  beforeAll(() => {
    project = join(temporary, "projects");
    env = { ...process.env, NO_COLOR: "1", PORTOLAN_CACHE: join(project, "nothing-synced") };
    const write = (folder: string, file: string, content: object): void => {
      mkdirSync(join(project, folder), { recursive: true });
      writeFileSync(join(project, folder, file), JSON.stringify(content));
    };
    const files = [...packed.values()].map(({ name, filename }) => [name, `file:${filename}`]);
    write("", "package.json", { private: true });
    // JSON is YAML.
    write("", "pnpm-workspace.yaml", {
      packages: packages.map(({ folder }) => folder),
      overrides: Object.fromEntries(files),
      // Nothing is to be found that is not depended on, by our packages neither.
      hoist: false,
    });
    for (const { folder, installed } of packages) {
      const dependencies = Object.fromEntries(installed.map((name) => [name, "*"]));
      write(folder, "package.json", { private: true, type: "module", dependencies });
    }
    const { status, stdout, stderr } = runPnpm(project, "install", "--prefer-offline");
    isOnline = status === 0 || !/ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|FETCH/.test(stdout + stderr);
    if (isOnline) expect(status, stdout + stderr).toBe(0);
  }, 300_000);

  it.for(packages)("the examples of $name run with what its README installs", (one, { skip }) => {
    skip(!present(isOnline, NETWORK), `needs ${NETWORK}`);
    const folder = join(project, one.folder);
    expect(one.examples).not.toEqual([]);
    expect(one.installed).toContain(one.name);
    const program = writeProgram(folder, "examples", one.examples);
    const { stdout, stderr } = spawnSync(process.execPath, [program], { encoding: "utf8", env });
    expect(stderr).toBe("");
    expect(stdout).toBe(`${one.examples.length}\n`);
  });

  it("the command answers", ({ skip }) => {
    skip(!present(isOnline, NETWORK), `needs ${NETWORK}`);
    const command = join(project, "cli/node_modules/.bin/portolan");
    const { status, stdout } = spawnSync(command, ["lookup", "443/tcp"], { encoding: "utf8", env });
    expect([status, stdout.split("\n")[0]]).toEqual([0, "https 443/tcp"]);
  });
});
