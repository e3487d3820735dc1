import { writeFileSync } from "node:fs";
import { expect } from "vitest";

// Notes which test file runs, for the processes that it starts and for who waits for its end.
writeFileSync(
  new URL("at-work/test-file", import.meta.url),
  expect.getState().testPath ?? "unknown",
);
