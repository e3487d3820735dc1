import { spawnSync } from "node:child_process";

/**
 * What must not be missing: nothing, unless PORTOLAN_REQUIRE says it. A test whose consumer is missing
 * is skipped, which is right on a desk and wrong in CI: there `consumers`, `snapshots`, or the names of
 * some (`go,chromium`), are required, and what is missing fails the file of its tests.
 */
const REQUIRED: ReadonlySet<string> = new Set(
  (process.env.PORTOLAN_REQUIRE ?? "").split(",").map((word) => word.trim()),
);

/**
 * Gives back whether something that tests need is there.
 *
 * @throws where it is not, and is required.
 */
export function present(
  isThere: boolean,
  name: string,
  kind: "consumers" | "snapshots" = "consumers",
): boolean {
  if (!isThere && (REQUIRED.has(kind) || REQUIRED.has(name)))
    throw new Error(`${name} is missing, and PORTOLAN_REQUIRE does not let its tests be skipped.`);
  return isThere;
}

/** Tells whether a program is on the path; see {@link present}. */
export function hasProgram(name: string): boolean {
  return present(spawnSync("sh", ["-c", 'command -v "$1"', "sh", name]).status === 0, name);
}
