import { afterEach, describe, expect, it, vi } from "vitest";

const PROGRAM = "a-program-that-is-nowhere";

/** Loads the file anew, as a run of the tests with this setting does. */
async function load(setting: string) {
  vi.resetModules();
  vi.stubEnv("PORTOLAN_REQUIRE", setting);
  return await import("./has-program.js");
}
afterEach(() => vi.unstubAllEnvs());

describe("a consumer that is missing", () => {
  it.each(["", "snapshots", "another"])("is told where “%s” is required", async (setting) => {
    const { hasProgram } = await load(setting);
    expect(hasProgram(PROGRAM)).toBe(false);
  });

  it.each(["consumers", PROGRAM, `snapshots, ${PROGRAM}`])(
    "fails its tests where “%s” is required",
    async (setting) => {
      const { hasProgram } = await load(setting);
      expect(() => hasProgram(PROGRAM)).toThrow(`${PROGRAM} is missing`);
      expect(hasProgram("sh")).toBe(true);
    },
  );
});

it("snapshots that are missing fail where they are required, and no consumer does", async () => {
  const { hasProgram, present } = await load("snapshots");
  expect(() => present(false, "one", "snapshots")).toThrow("one is missing");
  expect(hasProgram(PROGRAM)).toBe(false);
});
