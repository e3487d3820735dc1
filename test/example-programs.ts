import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { transformSync } from "esbuild";
import type { Example } from "./examples.js";
import { exampleModule } from "./run-example.js";

/** What a program that runs examples gives at the end, an expression; and a module of ours it needs. */
export interface Answer {
  readonly expression: string;
  readonly module?: string;
}

const HOW_MANY: Answer = { expression: "examples.length" };

/**
 * Writes a program into a folder: it runs examples, holds what they claim, and prints as JSON how many
 * there were, or what else it is asked. A browser finds the text in `globalThis.printed`.
 *
 * @returns the path of its first module.
 */
export function writeProgram(
  folder: string,
  stem: string,
  examples: readonly Example[],
  { expression, module }: Answer = HOW_MANY,
): string {
  mkdirSync(folder, { recursive: true });
  for (const name of ["hold-claim", ...(module === undefined ? [] : [module])]) {
    const source = readFileSync(new URL(`${name}.ts`, import.meta.url), "utf8");
    writeFileSync(join(folder, `${name}.mjs`), transformSync(source, { loader: "ts" }).code);
  }
  const imports = examples.map((example, index) => {
    writeFileSync(join(folder, `${stem}-${index}.mjs`), exampleModule(example));
    return `import run${index} from "./${stem}-${index}.mjs";`;
  });
  const list = examples.map(({ file, line }, index) => `["${file}:${line}", run${index}]`);
  const entry = join(folder, `${stem}.mjs`);
  writeFileSync(
    entry,
    `import { holdClaim } from "./hold-claim.mjs";
${module === undefined ? "" : `import * as own from "./${module}.mjs";`}
${imports.join("\n")}
const examples = [${list.join(", ")}];
async function runAll() {
  for (const [where, run] of examples) {
    try {
      await run(holdClaim);
    } catch (error) {
      throw new Error(where + ": " + error.message, { cause: error });
    }
  }
  return JSON.stringify(${expression});
}
globalThis.printed = runAll().then((text) => {
  console.log(text);
  return text;
});
`,
  );
  return entry;
}
