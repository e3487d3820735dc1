import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hasProgram } from "./has-program.js";

/** Names the text browsers whose dumps are read, in the order of the Debian packages. */
export const TEXT_BROWSERS = ["w3m", "lynx", "links", "elinks"] as const;
export type TextBrowser = (typeof TEXT_BROWSERS)[number];

/** Options that make a browser write a page as text, in UTF-8. */
const DUMP_OPTIONS: Readonly<Record<TextBrowser, readonly string[]>> = {
  w3m: ["-dump", "-T", "text/html", "-I", "UTF-8", "-O", "UTF-8"],
  lynx: ["-dump", "-force_html", "-assume_charset=utf-8", "-display_charset=utf-8"],
  links: ["-dump", "-codepage", "utf-8"],
  elinks: ["-dump", "-eval", 'set document.dump.codepage = "utf-8"'],
};

/** How a browser is told the width of the screen. */
const WIDTH_OPTION: Readonly<Record<TextBrowser, (columns: number) => readonly string[]>> = {
  w3m: (columns) => ["-cols", String(columns)],
  lynx: (columns) => [`-width=${columns}`],
  links: (columns) => ["-width", String(columns)],
  elinks: (columns) => ["-dump-width", String(columns)],
};

export function hasBrowser(browser: TextBrowser): boolean {
  return hasProgram(browser);
}

/** Writes a page to a file of its own and gives the browser's dump of it. */
export function dumpPage(browser: TextBrowser, html: string, columns: number): string {
  const folder = mkdtempSync(join(tmpdir(), "portolan-dump-"));
  try {
    const file = join(folder, "page.html");
    writeFileSync(file, html);
    const { stdout } = spawnSync(
      browser,
      [...DUMP_OPTIONS[browser], ...WIDTH_OPTION[browser](columns), file],
      {
        encoding: "utf8",
        maxBuffer: 1e8,
        env: { ...process.env, LC_ALL: "C.UTF-8", HOME: folder },
      },
    );
    return stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
