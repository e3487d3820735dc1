import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { toJson } from "@portolan/json";
import { createRegistry } from "@portolan/model";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasProgram } from "./has-program.js";
import { serve } from "./misbehaving-server.js";
import { portolan } from "./run-portolan.js";
import { Terminal } from "./tmux.js";

const EXCERPT = fileURLToPath(new URL("../fixtures/excerpt/", import.meta.url));

/** How each shell is begun with its completion. */
const SHELLS: Readonly<Record<string, { shell: string; home: Readonly<Record<string, string>> }>> =
  {
    bash: {
      shell: "bash --noprofile --rcfile ~/rc",
      home: { rc: 'eval "$(portolan completion bash)"\nPS1="$ "\nunset HISTFILE\n' },
    },
    zsh: {
      shell: "env ZDOTDIR=$HOME zsh",
      home: {
        ".zshrc":
          'autoload -Uz compinit && compinit -u\neval "$(portolan completion zsh)"\nPS1="$ "\n',
      },
    },
    "zsh with a function of $fpath": {
      shell: "env ZDOTDIR=$HOME zsh",
      home: {
        ".zshrc":
          'portolan completion zsh > ~/_portolan\nfpath=(~ $fpath)\nautoload -Uz compinit && compinit -u\nPS1="$ "\n',
      },
    },
    fish: {
      shell: "fish --private --no-config --init-command 'source ~/rc'",
      home: {
        rc: "portolan completion fish | source\nfunction fish_prompt; echo -n '$ '; end\n",
      },
    },
  };

/** What is typed before Tab, and what it then is. */
const COMPLETED: readonly (readonly [typed: string, completed: string])[] = [
  ["conv", "convert"],
  ["--vers", "--version"],
  ["lint --vers", "lint --vers"],
  ["lint --qui", "lint --quiet"],
  ["services au", "services audit"],
  ["export wire", "export wireshark"],
  ["services protocols --che", "services protocols --check"],
  ["convert --to typ", "convert --to typescript"],
  ["convert -t typ", "convert -t typescript"],
  ["convert --to=typ", "convert --to=typescript"],
  ["convert input.csv --targ", "convert input.csv --target"],
  ["convert input.x", "convert input.xml"],
  ["convert -o input.x", "convert -o input.xml"],
  ["convert --from htm", "convert --from html"],
  ["lookup pcp-m", "lookup pcp-multicast"],
  ["lookup http pcp-m", "lookup http pcp-multicast"],
  ["lookup --registry input.x", "lookup --registry input.xml"],
  ["lookup --color alw", "lookup --color always"],
  ["--color never diff input.h", "--color never diff input.html"],
  ["stats --class dyn", "stats --class dynamic"],
  ["chart --svg --by prot", "chart --svg --by protocol"],
  ["chart input.xml input.h", "chart input.xml input.html"],
  ["completion z", "completion zsh"],
];

/** Names that are no plain words to a shell, and the beginnings that are typed before Tab. */
const HOSTILE: readonly (readonly [typed: string, name: string])[] = [
  ["evil", "evil$(touch pwned)`touch pwned`;touch pwned"],
  ["sql", "sql*net"],
  ["own", "own'er\"s \\ name"],
  ["own\\'", "own'er\"s \\ name"],
];

/** Fills a cache with a copy of a registry that has these names. */
async function syncNames(names: Iterable<string>, cache: string): Promise<void> {
  const records = Array.from(names, (name, i) => ({
    name,
    port: i + 1,
    contacts: [],
    references: [],
  }));
  const server = await serve((_, response) =>
    response.writeHead(200).end(toJson(createRegistry({ records }))),
  );
  const ran = await portolan(["sync", "--url", server.url], { env: { PORTOLAN_CACHE: cache } });
  await server.close();
  expect(ran.exitCode).toBe(0);
}

for (const [name, { shell, home }] of Object.entries(SHELLS)) {
  const program = name.split(" ")[0] ?? "";
  const missing = ["tmux", program].filter((one) => !hasProgram(one));
  const needs = missing.length > 0 ? ` (needs ${missing.join(" and ")})` : "";
  describe.skipIf(missing.length > 0)(`${name} completes${needs}`, () => {
    let terminal: Terminal;
    beforeAll(async () => {
      terminal = await Terminal.open({ columns: 100, cwd: EXCERPT, shell, home });
    });
    afterAll(() => terminal?.close());

    it.each(COMPLETED)("%s", async (typed, completed) => {
      terminal.type(`portolan ${typed}`);
      terminal.press("Tab");
      // A letter behind it shows that the shell is done; a blank or = before it, that the word is whole.
      terminal.type("Q");
      const screen = await terminal.waitFor((shown) => shown.endsWith("Q"));
      const line = screen.split("\n").at(-1);
      terminal.press("C-u");
      await terminal.waitFor((shown) => shown.endsWith("$"));
      expect(line).toMatch(/^\$ portolan /);
      expect(line?.replace(/^\$ portolan /, "").replace(/[ =]?Q$/, "")).toBe(completed);
    });

    describe("names that are no plain words", () => {
      let cwd: string;
      let other: Terminal;
      beforeAll(async () => {
        cwd = mkdtempSync(join(tmpdir(), "portolan-completion-"));
        // The shell would take sql*net for this one.
        writeFileSync(join(cwd, "sql-and-net"), "");
        other = await Terminal.open({ columns: 100, cwd, shell, home });
        await syncNames(new Set(HOSTILE.map(([, hostile]) => hostile)), join(other.home, "cache"));
      });
      afterAll(() => {
        other?.close();
        rmSync(cwd, { recursive: true, force: true });
      });

      it.each(HOSTILE)("%s", async (typed, completed) => {
        other.type(`portolan lookup --json ${typed}`);
        other.press("Tab");
        other.type(" Q");
        await other.waitFor((shown) => shown.endsWith("Q"));
        other.press("BSpace", "BSpace");
        other.type(" > answer");
        other.press("Enter");
        await other.waitFor((shown) => shown.endsWith("\n$"));
        const [answer] = JSON.parse(readFileSync(join(cwd, "answer"), "utf8"));
        expect(answer.query).toBe(completed);
        expect(existsSync(join(cwd, "pwned"))).toBe(false);
      });
    });
  });
}

describe("the completion scripts", () => {
  it("know every command and option of the help", async () => {
    const { stdout: man } = await portolan(["man"]);
    const flags = [...man.matchAll(/^\.B .*?(\\-\\-[a-z\\-]+)/gm)].map((match) =>
      (match[1] ?? "").replaceAll("\\-", "-"),
    );
    expect(flags.length).toBeGreaterThan(50);
    for (const shell of ["bash", "zsh"]) {
      const { stdout } = await portolan(["completion", shell]);
      for (const flag of flags) expect(stdout, `${shell} ${flag}`).toContain(flag);
    }
    const { stdout: fish } = await portolan(["completion", "fish"]);
    for (const flag of flags) expect(fish, flag).toContain(`-l ${flag.slice(2)}`);
  });

  it("are those of the shells that there are", async () => {
    const ran = await portolan(["completion", "tcsh"]);
    expect(ran).toMatchObject({ exitCode: 2, stdout: "" });
    expect(ran.stderr).toContain("the shells are bash, zsh, fish.");
  });

  it.for(["bash", "zsh", "fish"])("%s reads its own without complaint", async (shell, { skip }) => {
    skip(!hasProgram(shell), `needs ${shell}`);
    const { stdout } = await portolan(["completion", shell]);
    expect(stdout).toMatch(/^#/);
    const file = join(mkdtempSync(join(tmpdir(), "portolan-completion-")), "script");
    writeFileSync(file, stdout);
    const { status, stderr } = spawnSync(shell, ["-n", file], { encoding: "utf8" });
    rmSync(dirname(file), { recursive: true });
    expect([status, stderr]).toEqual([0, ""]);
  });
});

describe("names", () => {
  it("lists service names with a beginning, and says nothing else", async () => {
    const ran = await portolan(["names", "pcp"]);
    expect(ran).toEqual({ exitCode: 0, stdout: "pcp\npcp-multicast\npcptcpservice\n", stderr: "" });
    expect((await portolan(["names", "nosuch"])).stdout).toBe("");
  });
});
