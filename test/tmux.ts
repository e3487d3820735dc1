import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
PROMPT_COMMAND='code=$?; [ $code -eq 0 ] || echo "(exit code $code)"'
`;

/** A shell in a real terminal, driven through tmux, in which `portolan` is the built command. */
export class Terminal {
  readonly home: string;

  /** Opens a terminal with an empty home, and no cache. */
  constructor({
    columns,
    cwd,
    shell = "bash --noprofile --rcfile ~/bashrc",
    home = {},
  }: TerminalOptions) {
    needsBuild();
    this.home = mkdtempSync(join(tmpdir(), "portolan-terminal-"));
    const command = `#!/bin/sh\nexec "${process.execPath}" "${PORTOLAN}" "$@"\n`;
    writeFileSync(join(this.home, "portolan"), command, { mode: 0o755 });
    for (const [name, text] of Object.entries({ bashrc: BASHRC, ...home }))
      writeFileSync(join(this.home, name), text);
    const env = [
      `PATH=${this.home}:${process.env.PATH}`,
      `HOME=${this.home}`,
      `PORTOLAN_CACHE=${this.home}/cache`,
      "LC_ALL=C.UTF-8",
    ];
    this.#tmux(
      ...["-f", "/dev/null", "new-session", "-d", "-x", String(columns), "-y", "50", "-c", cwd],
      ...["env", "-u", "NO_COLOR", "-u", "FORCE_COLOR", ...env, "sh", "-c", `exec ${shell}`],
    );
    this.waitFor((screen) => screen.endsWith("$"));
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
  run(command: string): void {
    const before = prompts(this.screen());
    this.type(command);
    this.press("Enter");
    this.waitFor((screen) => screen.endsWith("\n$") && prompts(screen) > before);
  }

  /** Waits until the terminal shows something, and gives what it shows. */
  waitFor(isThere: (screen: string) => boolean): string {
    const end = performance.now() + PATIENCE;
    for (;;) {
      const screen = this.screen();
      if (isThere(screen)) return screen;
      if (performance.now() > end) throw new Error(`The terminal still shows:\n${screen}`);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }

  /** Gives all that was printed, in lines as the terminal broke them. */
  screen(options: { readonly colors?: boolean } = {}): string {
    const flags = options.colors ? ["-e"] : [];
    return this.#tmux("capture-pane", "-p", "-S", "-", ...flags).trimEnd();
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
