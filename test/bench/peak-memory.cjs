// Loaded before a program: when it ends, its peak memory (kibibytes) goes to file descriptor 3.

const { readFileSync, writeSync } = require("node:fs");

process.on("exit", () => {
  writeSync(3, String(highWaterMark() ?? process.resourceUsage().maxRSS));
});

/** Of this program only: what `resourceUsage` says includes the process that started it. */
function highWaterMark() {
  try {
    return /VmHWM:\s*(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
  } catch {
    return undefined;
  }
}
