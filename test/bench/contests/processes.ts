import { join } from "node:path";
import type { Contender } from "../rounds.js";
import { isInstalled, PORTOLAN, runProcess } from "../run-process.js";
import type { Prepare } from "./contest.js";

/** The peers write each name once, and of a range its first port. */
const AS_THE_PEERS = ["--repeated-names", "once", "--ranges", "first"];

/** Whole processes that turn a published file into /etc/services. */
function toServices(format: "xml" | "csv", script: string, scriptName: string): Prepare {
  return async ({ paths, benchFolder }) => {
    const source = paths[format];
    const contenders: Contender[] = [
      portolan("convert", source, "--to", "services", ...AS_THE_PEERS),
      { name: "node -e 0", kind: "floor", run: () => runProcess(process.execPath, "-e", "0") },
    ];
    if (isInstalled("python3")) {
      const run = () => runProcess("python3", join(benchFolder, script), source);
      contenders.push({ name: scriptName, kind: "peer", run });
    }
    return contenders;
  };
}

export const xmlToServices: Prepare = toServices("xml", "xml_to_services.py", "Python, expat");
export const csvToServices: Prepare = toServices("csv", "csv_to_services.py", "Python, csv");

/** The start of the command, which people wait for. */
function startUp(option: string): Prepare {
  return async () => [
    portolan(option),
    { name: "node -e 0", kind: "floor", run: () => runProcess(process.execPath, "-e", "0") },
  ];
}

export const help: Prepare = startUp("--help");
export const version: Prepare = startUp("--version");

function portolan(...args: readonly string[]): Contender {
  return {
    name: "portolan",
    kind: "ours",
    run: () => runProcess(process.execPath, PORTOLAN, ...args),
  };
}
