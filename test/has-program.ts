import { spawnSync } from "node:child_process";

/** Tells whether a program is on the path. */
export function hasProgram(name: string): boolean {
  return spawnSync("sh", ["-c", 'command -v "$1"', "sh", name]).status === 0;
}
