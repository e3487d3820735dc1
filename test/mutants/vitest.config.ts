import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import whole from "../../vitest.config.js";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Runs the files in the order that is given, and no others. */
class GivenOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const order: readonly string[] = JSON.parse(
      readFileSync(new URL("at-work/files.json", import.meta.url), "utf8"),
    );
    const place = ({ moduleId }: TestSpecification): number =>
      order.findIndex((file) => join(root, file) === moduleId);
    return files.toSorted((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  ...whole,
  root,
  test: {
    ...whole.test,
    // What an earlier file has imported would hide which mutants a file reaches.
    isolate: true,
    setupFiles: ["./test/mutants/note-file.ts", "./test/setup.ts"],
    reporters: ["json"],
    outputFile: "test/mutants/at-work/report.json",
    sequence: { sequencer: GivenOrder },
    bail: 1,
    maxWorkers: 1,
    fileParallelism: false,
  },
});
