import { readdirSync, readFileSync } from "node:fs";
import { createRegistry } from "@portolan/model";
import { describe, expect, it } from "vitest";

// Every public function, of every package, says which of its arguments it cannot take.

type Module = Readonly<Record<string, unknown>>;
type Callable = (...values: readonly unknown[]) => unknown;

const folders = readdirSync(new URL("../packages", import.meta.url)).filter((folder) => {
  const manifest = readFileSync(
    new URL(`../packages/${folder}/package.json`, import.meta.url),
    "utf8",
  );
  const { exports, private: isPrivate } = JSON.parse(manifest);
  return exports?.["."] !== undefined && isPrivate !== true;
});
const modules = await Promise.all(
  folders.map(
    async (folder): Promise<Module> =>
      import(folder === "cli" ? "portolan" : `@portolan/${folder}`),
  ),
);
const functions = new Map(
  modules.flatMap((exported) =>
    Object.entries(exported).filter(
      (entry): entry is [string, Callable] => typeof entry[1] === "function",
    ),
  ),
);

/** Functions that take whatever it is: they say what it is, or have nothing that they must be given. */
const TAKES_ANYTHING: Readonly<Record<string, string>> = {
  checkRegistry: "tells what is wrong with any data",
  isProtocolNumbersFormat: "tells whether it is one",
  isReadableFormat: "tells whether it is one",
  isTransportProtocol: "tells whether it is one",
  isWritableFormat: "tells whether it is one",
};

/** Functions whose first argument may be left out; a decoder without an encoding is one of UTF-8. */
const MAY_BE_UNDEFINED = ["openRegistry", "decoderOf"];

/** A class is constructed; one that needs nothing, or is an error that only we throw, is not asked. */
const isClass = (name: string): boolean => /^[A-Z]/.test(name);
const asked = [...functions].filter(([name]) => !(name in TAKES_ANYTHING) && !isClass(name));

async function complaintOf(call: () => unknown): Promise<unknown> {
  try {
    const result: unknown = await call();
    // What comes in pieces is made when it is asked for.
    if (typeof result === "object" && result !== null && "next" in result)
      await (result as Iterator<unknown>).next();
    return undefined;
  } catch (error) {
    return error;
  }
}

describe.each(asked)("%s", (name, call) => {
  // What has a default may be undefined.
  const isOptional = call.length === 0 || MAY_BE_UNDEFINED.includes(name);
  const wrong = [...(isOptional ? [] : [undefined]), null, 42, Symbol("odd")];

  it("says by name which argument it cannot take", async () => {
    for (const value of wrong) {
      // A port is a number, and so is a service code.
      if (typeof value === "number" && /Port$|^portClass$|^serviceCodeLetters$/.test(name))
        continue;
      const complaint = await complaintOf(() => call(value));
      expect(complaint, String(value)).toBeInstanceOf(TypeError);
      expect(String(complaint)).toMatch(
        new RegExp(`^TypeError: (?:${name}: [\\w.]+ must be .|There is no \\w+ “)`),
      );
    }
  });
});

/** What a function takes first, by the name that it has there. */
const FIRST: Readonly<Record<string, unknown>> = {
  source: "",
  text: "",
  registry: createRegistry(),
  chunks: [""],
};

/** Functions that take options after a text or a registry, with the name of what they take first. */
const withOptions = asked.flatMap(([name, call]) => {
  const [, first = ""] =
    /^(?:async )?function\*? \w+\(\s*(\w+),\s*options\b/.exec(String(call)) ?? [];
  return first in FIRST ? [[name, call, FIRST[first]] as const] : [];
});

it.each(withOptions)("%s says that its options are none", async (name, call, first) => {
  for (const value of [null, 42, "x"]) {
    const complaint = await complaintOf(() => call(first, value));
    expect(String(complaint), String(value)).toMatch(
      new RegExp(`^TypeError: ${name}: options must be `),
    );
  }
});

it("lists nothing as taking anything that is not there", () => {
  expect(Object.keys(TAKES_ANYTHING).filter((name) => !functions.has(name))).toEqual([]);
  expect(asked.length).toBeGreaterThan(100);
  expect(withOptions.length).toBeGreaterThan(20);
});

describe("what people give instead of a registry", () => {
  const toCsv = functions.get("toCsv");
  const registry = createRegistry({ records: [{ name: "http" }] });

  it.each([
    [
      { registry, problems: [] },
      "toCsv: registry.records must be a list, not undefined (the registry of a result is its field “registry”).",
    ],
    [
      Promise.resolve(registry),
      "toCsv: registry must be a registry, as readers and createRegistry make it, not a promise (await it).",
    ],
    [
      { records: [] },
      "toCsv: registry.people must be a list, which createRegistry fills, not undefined.",
    ],
    [
      { ...registry, records: [{ name: "http" }] },
      "toCsv: registry.records[0].contacts must be a list, which createRecord fills, not undefined.",
    ],
    [[], "toCsv: registry must be a registry, as readers and createRegistry make it, not a list."],
    [
      "http",
      "toCsv: registry must be a registry, as readers and createRegistry make it, not a string.",
    ],
  ])("is told: %#", async (value, message) => {
    expect(await complaintOf(() => toCsv?.(value))).toMatchObject({ name: "TypeError", message });
  });

  it("tells of text that is bytes, or that is not there yet", async () => {
    const readRegistry = functions.get("readRegistry");
    for (const [value, kind] of [
      [new TextEncoder().encode("http 80/tcp"), "bytes (decode them first)"],
      [Promise.resolve("http 80/tcp"), "a promise (await it)"],
    ] as const) {
      const message = `readRegistry: source must be a string, not ${kind}.`;
      expect(await complaintOf(() => readRegistry?.(value))).toMatchObject({ message });
    }
  });

  it("tells of a finder that is still in its result", async () => {
    const complaint = await complaintOf(() => functions.get("search")?.(registry, { value: {} }));
    expect(String(complaint)).toContain("search: wanted must be a string or a finder");
  });

  it("says which of several registries is none", async () => {
    const diff = functions.get("diff");
    const complaint = await complaintOf(() => diff?.(registry, undefined));
    expect(String(complaint)).toContain("diff: fresh must be a registry");
  });
});
