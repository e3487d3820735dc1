import {
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

let guess: string | undefined;
vi.mock("node:crypto", async (importActual) => {
  const actual = await importActual<typeof import("node:crypto")>();
  const randomBytes = (size: number): Buffer =>
    guess === undefined ? actual.randomBytes(size) : Buffer.from(guess);
  return { ...actual, randomBytes };
});

// Another test file may have loaded the package with the true one.
vi.resetModules();
const { writeOutputFile } = await import("@portolan/source");

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portolan-output-"));
});
afterEach(() => {
  guess = undefined;
  rmSync(folder, { recursive: true, force: true });
});

describe("the temporary file of an output", () => {
  it("is never opened through a link, even where its name was guessed", async () => {
    const [output, victim] = [join(folder, "out"), join(folder, "victim")];
    writeFileSync(victim, "mine\n");
    // Sees one name, and puts a link there before it is used again.
    guess = "123456789";
    const names: string[] = [];
    const watching = (async function* () {
      names.push(...readdirSync(folder).filter((name) => name.startsWith(".out")));
      yield "text\n";
    })();
    await writeOutputFile(output, watching);
    const [name = ""] = names;
    expect(name).toContain(Buffer.from(guess).toString("hex"));
    symlinkSync(victim, join(folder, name));
    await expect(writeOutputFile(output, "again\n")).rejects.toMatchObject({
      code: expect.stringMatching(/^source\//),
    });
    expect(readFileSync(victim, "utf8")).toBe("mine\n");
    expect(readFileSync(output, "utf8")).toBe("text\n");
    expect(lstatSync(output).isFile()).toBe(true);
  });

  it("has another name each time", async () => {
    const names = new Set<string>();
    for (let time = 0; time < 3; time++) {
      const watching = (async function* () {
        for (const name of readdirSync(folder)) if (name.startsWith(".out")) names.add(name);
        yield "text\n";
      })();
      await writeOutputFile(join(folder, "out"), watching);
    }
    expect(names.size).toBe(3);
  });
});
