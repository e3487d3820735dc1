// Runs the built command in this process, for sessions and for the reference of its options.

import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { run } from "portolan";

const REGISTRY = fileURLToPath(new URL("../../fixtures/excerpt/input.xml", import.meta.url));

/** Runs the command, and gives what it writes to standard output. */
async function answerOf(argv) {
  const output = () => {
    const pieces = [];
    const stream = new Writable({
      write(piece, _encoding, done) {
        pieces.push(piece);
        done();
      },
    });
    return { stream, isTerminal: false, columns: 80, text: () => Buffer.concat(pieces).toString() };
  };
  const [stdout, stderr] = [output(), output()];
  const code = await run(argv, {
    stdin: { stream: Readable.from([]), isPiped: false },
    stdout,
    stderr,
    env: {
      PORTOLAN_CACHE: "/nonexistent/portolan-cache",
      PORTOLAN_REGISTRY: REGISTRY,
      NO_COLOR: "1",
    },
    now: () => Date.parse("2025-12-01"),
  });
  if (code === 2) throw new Error(`portolan ${argv.join(" ")} could not be done: ${stderr.text()}`);
  // Where nothing is found, the answer is a message.
  return stdout.text() || stderr.text().split("\n").slice(1).join("\n");
}

/** Splits a command line as a shell does, as far as our pages need it. */
function wordsOf(line) {
  const words = line.matchAll(/'([^']*)'|"([^"]*)"|\S+/g);
  return [...words].map(([word, single, double]) => single ?? double ?? word);
}

/** Shows command lines with their answers; `registry.xml` is the excerpt of the repository. */
export async function session(lines) {
  const folder = mkdtempSync(join(tmpdir(), "portolan-site-"));
  const file = join(folder, "registry.xml");
  copyFileSync(REGISTRY, file);
  try {
    const turns = [];
    for (const line of lines.trim().split("\n")) {
      const argv = wordsOf(line).slice(1);
      const answer = await answerOf(argv.map((word) => (word === "registry.xml" ? file : word)));
      turns.push(`$ ${line}\n${answer.trimEnd().replaceAll(`${folder}/`, "")}`);
    }
    return `${turns.join("\n\n")}\n`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Gives the sections of a command's help: each a heading, if it has one, and lines. */
export async function helpOf(path) {
  const text = await answerOf([...path, "--help"]);
  return text
    .trimEnd()
    .split("\n\n")
    .map((block) => {
      const lines = block.split("\n");
      const isHeaded =
        /^\S.*:$/.test(lines[0]) && lines.slice(1).every((line) => /^ {2}/.test(line));
      return isHeaded && lines.length > 1
        ? {
            heading: lines[0].slice(0, -1),
            entries: entriesOf(lines.slice(1)),
            lines: lines.slice(1),
          }
        : { lines };
    });
}

/** Reads the lines of a list: a term, two blanks, what it means, which may go on in lines further in. */
function entriesOf(lines) {
  const entries = [];
  for (const line of lines) {
    const [, term, meaning] = /^ {2}(\S.*?)(?: {2,}(\S.*))?$/.exec(line) ?? [];
    if (term !== undefined) entries.push({ term, meaning: meaning ?? "" });
    else entries.at(-1).meaning += ` ${line.trim()}`;
  }
  return entries;
}
