import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { portolan } from "./run-portolan.js";

const path = fileURLToPath(new URL("../packages/cli/README.md", import.meta.url));
const SESSION = /(?<=^```console\n).*?(?=^```$)/ms;

/** Runs the commands of a session, `$ portolan …`, and gives it with what they print. */
async function runSession(session: string): Promise<string> {
  const commands = [...session.matchAll(/^\$ portolan (.*)$/gm)].map((match) => match[1] ?? "");
  const turns: string[] = [];
  for (const command of commands) {
    const { stdout, stderr } = await portolan(argumentsOf(command), {
      terminal: 80,
      env: { NO_COLOR: "1" },
    });
    turns.push(`$ portolan ${command}\n${stderr}${stdout}`);
  }
  return turns.join("\n");
}

/** Splits a command line as a shell does, as far as our examples need it. */
function argumentsOf(command: string): readonly string[] {
  const words = command.matchAll(/'([^']*)'|"([^"]*)"|\S+/g);
  return [...words].map(([word, single, double]) => single ?? double ?? word);
}

// `vitest run test/readme-session.test.ts -u` writes what the commands print anew.
it("the command prints what its README shows", async () => {
  const readme = readFileSync(path, "utf8");
  const session = SESSION.exec(readme)?.[0] ?? "";
  expect(session).toContain("$ portolan ");
  const real = await runSession(session);
  await expect(readme.replace(SESSION, () => real)).toMatchFileSnapshot(path);
});
