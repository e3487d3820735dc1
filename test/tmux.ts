import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { needsBuild, PORTOLAN } from "./built-command.js";

/** How long a terminal may take to show what is waited for, in milliseconds. */
const PATIENCE = 20_000;

/** How a terminal is opened. */
export interface TerminalOptions {
  readonly columns: number;
  /** Folder to begin in. */
  readonly cwd: string;
  /** Command line of the shell in it, else a bash whose prompt is `$ ` and that tells exit codes. */
  readonly shell?: string;
  /** Files of the home, by name. */
  readonly home?: Readonly<Record<string, string>>;
}

const BASHRC = `PS1="$ "
unset HISTFILE
PROMPT_COMMAND='code=$?; [ $code -eq 0 ] || echo "(exit code $code)"'
`;

/** A shell in a real terminal, driven through tmux, in which `portolan` is the built command. */
export class Terminal {
  readonly home: string;

  private constructor(home: string) {
    this.home = home;
  }

  /** Opens a terminal whose home and cache are empty. */
  static async open(options: TerminalOptions): Promise<Terminal> {
    needsBuild();
    const { columns, cwd, shell = "bash --noprofile --rcfile ~/bashrc", home = {} } = options;
    const folder = mkdtempSync(join(tmpdir(), "portolan-terminal-"));
    const command = `#!/bin/sh\nexec "${process.execPath}" "${PORTOLAN}" "$@"\n`;
    writeFileSync(join(folder, "portolan"), command, { mode: 0o755 });
    for (const [name, text] of Object.entries({ bashrc: BASHRC, ...home }))
      writeFileSync(join(folder, name), text);
    const env = [
      `PATH=${folder}:${process.env.PATH}`,
      `HOME=${folder}`,
      `PORTOLAN_CACHE=${folder}/cache`,
      "LC_ALL=C.UTF-8",
    ];
    const terminal = new Terminal(folder);
    terminal.#tmux(
      ...["-f", "/dev/null", "new-session", "-d", "-x", String(columns), "-y", "50", "-c", cwd],
      ...["env", "-u", "NO_COLOR", "-u", "FORCE_COLOR", ...env, "sh", "-c", `exec ${shell}`],
    );
    await terminal.waitFor((screen) => screen.endsWith("$"));
    return terminal;
  }

  /** Presses keys: `Enter`, `Tab`, `C-c`. */
  press(...keys: readonly string[]): void {
    this.#tmux("send-keys", ...keys);
  }

  /** Types text. */
  type(text: string): void {
    this.#tmux("send-keys", "-l", text);
  }

  /** Types a command, and waits until the shell asks for the next one. */
  async run(command: string): Promise<void> {
    const before = prompts(this.screen());
    this.type(command);
    this.press("Enter");
    await this.waitFor((screen) => screen.endsWith("\n$") && prompts(screen) > before);
  }

  /** Waits until the terminal shows something, and gives what it shows. */
  async waitFor(isThere: (screen: string) => boolean): Promise<string> {
    const end = performance.now() + PATIENCE;
    for (;;) {
      const screen = this.screen();
      if (isThere(screen)) return screen;
      if (performance.now() > end) throw new Error(`The terminal still shows:\n${screen}`);
      await wait(30);
    }
  }

  /** Gives all that was printed, in lines as the terminal broke them. */
  screen({ hasColors = false }: { readonly hasColors?: boolean } = {}): string {
    const flags = hasColors ? ["-e"] : [];
    return this.#tmux("capture-pane", "-p", "-S", "-", ...flags).trimEnd();
  }

  /** Tells whether the cursor can be seen. */
  showsCursor(): boolean {
    return this.#tmux("display-message", "-p", "#{cursor_flag}").trim() === "1";
  }

  close(): void {
    this.#tmux("kill-server");
    rmSync(this.home, { recursive: true, force: true });
  }

  #tmux(...command: readonly string[]): string {
    return execFileSync("tmux", ["-S", join(this.home, "tmux"), ...command], { encoding: "utf8" });
  }
}

/** Counts the prompts, `$ `, that a screen shows. */
function prompts(screen: string): number {
  return screen.match(/^\$(?= |$)/gm)?.length ?? 0;
}
