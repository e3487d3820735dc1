import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hasProgram } from "./has-program.js";
import { serve } from "./misbehaving-server.js";
import { Terminal } from "./tmux.js";
import { SESSIONS } from "./transcripts/sessions.js";

const EXCERPT = fileURLToPath(new URL("../fixtures/excerpt/", import.meta.url));
/** The files that the sessions work on, by the name that they have there. */
const FILES: Readonly<Record<string, string>> = {
  "registry.xml": "input.xml",
  "registry.csv": "input.csv",
  "page.txt": "input.txt",
  "registry.json": "records.json",
};

const hasTmux = hasProgram("tmux");
const needs = hasTmux ? "" : " (needs tmux)";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portolan-session-"));
  for (const [name, source] of Object.entries(FILES))
    copyFileSync(join(EXCERPT, source), join(folder, name));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs commands in a terminal of so many columns, and gives all that it then shows. */
async function transcript(columns: number, commands: readonly string[]): Promise<string> {
  const terminal = await Terminal.open({ columns, cwd: folder });
  try {
    for (const command of commands) await terminal.run(command);
    return `${terminal.screen().replace(/\n\$$/, "")}\n`;
  } finally {
    terminal.close();
  }
}

// `vitest run test/cli-terminal.test.ts -u` writes the transcripts anew; then read what changed.
describe.skipIf(!hasTmux)(`in a real terminal${needs}`, () => {
  it.each(Object.entries(SESSIONS))("%s is as its transcript", async (name, session) => {
    const { columns, commands } = session;
    const seen = await transcript(columns, commands);
    await expect(seen).toMatchFileSnapshot(`transcripts/${name}.txt`);
    const longest = Math.max(...seen.split("\n").map((line) => [...line].length));
    expect(longest).toBeLessThanOrEqual(columns);
  });

  it("colours are shown, unless NO_COLOR is set", async () => {
    const terminal = await Terminal.open({ columns: 80, cwd: folder });
    try {
      await terminal.run("NO_COLOR=1 portolan lookup 80/tcp -q");
      const plain = terminal.screen();
      expect(terminal.screen({ hasColors: true })).toBe(plain);
      await terminal.run("portolan lookup 80/tcp -q");
      expect(terminal.screen({ hasColors: true })).toContain("\u001B[1mhttp 80/tcp");
    } finally {
      terminal.close();
    }
  });

  it("Ctrl-C ends a run with exit code 130 and no word", async () => {
    const terminal = await Terminal.open({ columns: 80, cwd: folder });
    try {
      terminal.type("cat | portolan convert --to csv");
      terminal.press("Enter");
      await wait(1_000);
      terminal.press("C-c");
      const screen = await terminal.waitFor((shown) => shown.endsWith("\n$"));
      expect(screen).toMatch(/^\$ cat \| portolan convert --to csv\n\^C\n+\(exit code 130\)\n\$$/);
    } finally {
      terminal.close();
    }
  });

  it("a slow download shows a bar; Ctrl-C leaves the terminal as it was", async () => {
    const size = 1_000_000;
    const server = await serve((_request, response) => {
      response.writeHead(200, { "content-length": size });
      const timer = setInterval(() => response.write(" ".repeat(size / 100)), 50);
      response.on("close", () => clearInterval(timer));
    });
    const terminal = await Terminal.open({ columns: 80, cwd: folder });
    try {
      terminal.type(`portolan sync --url ${server.url}`);
      terminal.press("Enter");
      const bar = await terminal.waitFor((screen) => screen.includes("KiB"));
      expect(bar).toMatch(/\n.+ \d+ of 977 KiB$/);
      terminal.press("C-c");
      const screen = await terminal.waitFor((shown) => shown.endsWith("\n$"));
      // The bar may be drawn once more, over the ^C that the terminal shows.
      expect(screen).toMatch(/\n\(exit code 130\)\n\$$/);
      expect(terminal.showsCursor()).toBe(true);
      await terminal.run("echo and so on");
    } finally {
      terminal.close();
      await server.close();
    }
  });

  it("a long input shows how much of it was read", async () => {
    const rows = "http,80,tcp,,,,,,,,,\r\n".repeat(500_000);
    writeFileSync(join(folder, "long.csv"), readFileSync(join(folder, "registry.csv")) + rows);
    const terminal = await Terminal.open({ columns: 80, cwd: folder });
    try {
      // The pipe is held for a while, so that there is something to see on a fast machine too.
      terminal.type("portolan convert long.csv --to xml | (sleep 3; tail -n 1)");
      terminal.press("Enter");
      const bar = await terminal.waitFor((screen) => screen.includes("KiB"));
      expect(bar).toMatch(/\n.+ \d+ of 107\d\d KiB$/);
      const screen = await terminal.waitFor((shown) => shown.endsWith("\n$"));
      expect(screen).toMatch(/tail -n 1\)\n<\/registry>\n\$$/);
    } finally {
      terminal.close();
    }
  });

  it("a download is told in a line, and then used", async () => {
    const rows = "http,80,tcp,,,,,,,,,\r\nhttps,443,tcp,,,,,,,,,\r\n";
    const header =
      "Service Name,Port Number,Transport Protocol,Description,Assignee,Contact,Registration Date,Modification Date,Reference,Service Code,Unauthorized Use Reported,Assignment Notes\r\n";
    const server = await serve((_request, response) => response.end(header + rows));
    const terminal = await Terminal.open({ columns: 80, cwd: folder });
    try {
      await terminal.run(`portolan sync --url ${server.url} --force`);
      await terminal.run("portolan lookup https");
      expect(terminal.screen().split("\n").slice(1)).toEqual([
        "Kept: registry of unknown date, 2 records.",
        "$ portolan lookup https",
        "Using the synced copy, 2 records.",
        "https 443/tcp",
        "  assigned, System port",
        "$",
      ]);
    } finally {
      terminal.close();
      await server.close();
    }
  });
});
