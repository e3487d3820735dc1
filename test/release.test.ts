import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  hasSnapshots,
  NEEDS_SNAPSHOTS,
  readSnapshot,
  sharedPath,
  sliceOf,
  snapshotPath,
} from "./shared.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const excerpt = join(root, "fixtures/excerpt/input.xml");
const { version } = JSON.parse(readFileSync(join(root, "packages/cli/package.json"), "utf8"));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "portolan-release-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(script: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const ran = spawnSync(process.execPath, [script, ...args], {
    encoding: "utf8",
    env: { ...process.env, npm_execpath: "", ...env },
  });
  return { code: ran.status, stdout: ran.stdout, stderr: ran.stderr };
}
const release = (...args: readonly string[]) => run(join(root, ".ci/release.js"), args);

describe("a tag", () => {
  it("of all packages is their version", () => {
    expect(release("tag", `v${version}`)).toMatchObject({
      code: 0,
      stdout: `what=all\nversion=${version}\n`,
    });
  });

  it("of the data is of its minor version, with a date behind it", () => {
    const { version: own } = JSON.parse(
      readFileSync(join(root, "packages/data/package.json"), "utf8"),
    );
    const data = `${own.split(".", 2).join(".")}.20250922`;
    expect(release("tag", `data-v${data}`)).toMatchObject({
      code: 0,
      stdout: `what=data\nversion=${data}\n`,
    });
  });

  it.each(["v99.0.0", "data-v99.1.20250922", "v1", "1.2.3", "v1.2.3;id", "", "v1.2.3\nwhat=all"])(
    "%j is refused",
    (tag) => {
      const { code, stdout, stderr } = release("tag", tag);
      expect([code, stdout]).toEqual([1, ""]);
      expect(stderr).toContain("tag");
    },
  );
});

it("filling the data gives it the date of the registry as its version, and says that it is whole", () => {
  const copy = join(folder, "fill");
  mkdirSync(join(copy, "packages"), { recursive: true });
  cpSync(join(root, ".ci"), join(copy, ".ci"), { recursive: true });
  cpSync(join(root, "package.json"), join(copy, "package.json"));
  symlinkSync(join(root, "packages/cli"), join(copy, "packages/cli"));
  cpSync(join(root, "packages/data"), join(copy, "packages/data"), {
    recursive: true,
    filter: (file) => !file.includes("node_modules"),
  });
  symlinkSync(join(root, "packages/data/node_modules"), join(copy, "packages/data/node_modules"));
  const script = join(copy, ".ci/release.js");
  const manifest = () => JSON.parse(readFileSync(join(copy, "packages/data/package.json"), "utf8"));

  const before = manifest();
  const wrong = run(script, ["fill", excerpt, "--version", "0.1.20200101"]);
  expect(wrong).toMatchObject({ code: 1, stdout: "" });
  expect(wrong.stderr).toContain("not 0.1.20200101");
  expect(manifest()).toEqual(before);

  const [, date = ""] = /<updated>(.*?)</.exec(readFileSync(excerpt, "utf8")) ?? [];
  const filled = `${before.version.split(".", 2).join(".")}.${date.replaceAll("-", "")}`;
  expect(run(script, ["fill", excerpt])).toMatchObject({ code: 0, stdout: `version=${filled}\n` });
  expect(manifest()).toEqual({ ...before, version: filled, portolan: { contents: "registry" } });
  const data = join(copy, "packages/data");
  expect(JSON.parse(readFileSync(join(data, "services.json"), "utf8"))).toMatchObject({
    coverage: "whole",
    updated: date,
  });
  expect(readdirSync(data)).not.toContain("whole.json");
});

describe("publishing", () => {
  let log: string;
  let env: NodeJS.ProcessEnv;
  beforeAll(() => {
    // A package manager that has one of the packages already, and writes down what it is told.
    const bin = join(folder, "bin");
    mkdirSync(bin);
    log = join(folder, "log");
    writeFileSync(
      join(bin, "pnpm"),
      `#!/bin/sh
case "$*" in
  "view @portolan/csv@1.0.0 version") echo 1.0.0 ;;
  view*) exit 1 ;;
  *broken*) exit 1 ;;
  *) echo "$*" >>"${log}" ;;
esac
`,
      { mode: 0o755 },
    );
    env = { PATH: `${bin}:${process.env.PATH}` };
  });

  function packed(...names: readonly string[]): string {
    const into = mkdtempSync(join(folder, "tarballs-"));
    for (const name of names) {
      const of = mkdtempSync(join(folder, "package-"));
      mkdirSync(join(of, "package"));
      writeFileSync(join(of, "package/package.json"), JSON.stringify({ name, version: "1.0.0" }));
      spawnSync("tar", [
        "-czf",
        join(into, `${name.replace(/\W/g, "-")}.tgz`),
        "-C",
        of,
        "package",
      ]);
    }
    return into;
  }

  function publish(from: string, ...more: readonly string[]) {
    rmSync(log, { force: true });
    const ran = run(join(root, ".ci/release.js"), ["publish", from, ...more], env);
    let told = "";
    try {
      told = readFileSync(log, "utf8").replaceAll(`${from}/`, "");
    } catch {}
    return { ...ran, told };
  }

  it("leaves out the versions that are there", () => {
    expect(publish(packed("@portolan/csv", "@portolan/data"))).toMatchObject({
      code: 0,
      stdout: "published=@portolan/data@1.0.0\n",
      told: "publish -portolan-data.tgz --access public --no-git-checks\n",
    });
  });

  it("takes one package alone", () => {
    const from = packed("portolan", "@portolan/data");
    expect(publish(from, "--only", "portolan").stdout).toBe("published=portolan@1.0.0\n");
  });

  it("fails where one fails", () => {
    expect(publish(packed("broken"))).toMatchObject({ code: 1, stdout: "", told: "" });
  });
});

describe("a data release", () => {
  const script = join(root, ".ci/data-release.js");
  const make = (...args: readonly string[]) => run(script, args);

  it("is not made of what is not the registry", () => {
    const page = join(folder, "page.html");
    writeFileSync(page, "<!doctype html><title>503</title><p>Service unavailable");
    const into = join(folder, "refused/files");
    const { code, stdout, stderr } = make(...["--new", page, "--protocols", page, "--into", into]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("page.html");
  });

  describe.skipIf(!hasSnapshots)(`of published states ${NEEDS_SNAPSHOTS}`, () => {
    const older = snapshotPath("2024-04-30", "xml");
    const newer = snapshotPath("2025-09-22", "xml");
    const protocols = sharedPath("registry/protocol-numbers/protocol-numbers.xml");

    it("has all files, their checksums, and what changed", () => {
      const into = join(folder, "made/files");
      const given = ["--old", older, "--new", newer, "--protocols", protocols, "--into", into];
      const { code, stdout } = make(...given);
      expect(code).toBe(0);
      expect(stdout).toMatch(/^changed=true\ntag=data-v\d+\.\d+\.20250922\n$/);
      const read = (file: string) => readFileSync(join(into, file));
      const sums = read("SHA256SUMS").toString().trim().split("\n");
      for (const line of sums) {
        const [digest, file = ""] = line.split("  ");
        expect(createHash("sha256").update(read(file)).digest("hex"), file).toBe(digest);
      }
      const files = sums.map((line) => line.split("  ")[1]);
      expect(readdirSync(into).sort()).toEqual([...files, "SHA256SUMS"].sort());
      expect(gunzipSync(read("service-names-port-numbers.xml.gz")).toString()).toBe(
        readSnapshot("2025-09-22", "xml"),
      );
      expect(read("services").toString()).toMatch(/^https\t+443\/tcp/m);
      expect(read("protocols").toString()).toMatch(/^tcp\t+6\b/m);
      expect(read("CHANGES.md").toString()).toContain("# Changes from 2024-04-30 to 2025-09-22");
      expect(readFileSync(join(into, "../notes.md"))).toEqual(read("CHANGES.md"));
    });

    it("is not made where nothing changed, nor of an older registry", () => {
      const slice = (day: string): string => {
        const file = join(folder, `${day}.xml`);
        writeFileSync(file, sliceOf(day));
        return file;
      };
      const [old, fresh] = [slice("2024-04-30"), slice("2025-09-22")];
      const into = join(folder, "same/files");
      const rest = ["--protocols", protocols, "--into", into];
      expect(make("--old", fresh, "--new", fresh, ...rest).stdout).toBe("changed=false\n");
      const back = make("--old", fresh, "--new", old, ...rest);
      expect(back).toMatchObject({ code: 2, stdout: "" });
      expect(back.stderr).toContain("older than the last copy");
    });
  });
});
