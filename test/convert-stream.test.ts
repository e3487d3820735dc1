import { readFileSync } from "node:fs";
import {
  FORMATS,
  type FormatInfo,
  isReadableFormat,
  loadPartWriter,
  type ReadableFormat,
  readRegistry,
  streamRegistry,
  UnknownFormatError,
  type WritableFormat,
  type WritePartsOptions,
  writeParts,
  writeRegistry,
} from "@portolan/convert";
import {
  hasErrors,
  type Problem,
  type Registry,
  RegistryError,
  type RegistryPart,
  Report,
} from "@portolan/model";
import { parseSelection, Selector, select } from "@portolan/query";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { arbitraryRegistry } from "./arbitrary-registry.js";
import { cutEvery } from "./chunks.js";
import { hasSnapshots, NEEDS_SNAPSHOTS, readSnapshot } from "./shared.js";

const namesOf = (which: (format: FormatInfo) => boolean): readonly WritableFormat[] =>
  FORMATS.filter(which).map(({ name }) => name);
const INPUTS = namesOf((format) => format.loadPartReader !== undefined).filter(isReadableFormat);
const OUTPUTS = namesOf((format) => format.loadPartWriter !== undefined);
const PAIRS = INPUTS.flatMap((from) => OUTPUTS.map((to) => [from, to] as const));

/** What a conversion gave: what was written, and every problem in its order. */
interface Converted {
  readonly text: string;
  readonly told: readonly Problem[];
  readonly losses: readonly Problem[];
}

/** Converts a text that comes in chunks. */
async function stream(
  chunks: Iterable<string>,
  from: ReadableFormat | undefined,
  to: WritableFormat,
  options: WritePartsOptions = {},
): Promise<Converted> {
  const create = await loadPartWriter(to);
  if (create === undefined) throw new Error(`${to} is not written in parts.`);
  const report = new Report();
  const told: Problem[] = [];
  const tell = (problem: Problem): void => {
    told.push(problem);
  };
  const { parts } = await streamRegistry(chunks, { from });
  let text = "";
  for await (const piece of writeParts(parts, create({}, report), { tell, ...options }))
    text += piece;
  return { text, told, losses: report.problems };
}

const byText = (problems: readonly Problem[]): readonly string[] =>
  problems.map(({ cause: _, ...problem }) => JSON.stringify(problem)).sort();

/** Converts a text whole and in chunks, and expects the same. */
async function expectSame(
  source: string,
  from: ReadableFormat,
  to: WritableFormat,
  chunkLength: number,
): Promise<void> {
  const { registry, problems } = await readRegistry(source, { from });
  const streamed = stream(cutEvery(chunkLength, source), from, to);
  if (hasErrors(problems)) {
    await expect(streamed).rejects.toThrow(RegistryError);
    return;
  }
  const whole = await writeRegistry(registry, to);
  const { text, told, losses } = await streamed;
  expect(text === whole.text, `${from} → ${to}: another text`).toBe(true);
  expect(byText(told)).toEqual(byText(problems));
  expect(byText(losses)).toEqual(byText(whole.problems));
}

const XML = readFileSync(new URL("../fixtures/excerpt/input.xml", import.meta.url), "utf8");
const excerpt: Registry = (await readRegistry(XML)).registry;

test("IANA's formats, and what is made of them, go through in parts", () => {
  expect(INPUTS).toEqual(expect.arrayContaining(["csv", "xml"]));
  expect(OUTPUTS).toEqual(["csv", "html", "json", "jsonl", "xml", "yaml", "markdown"]);
});

describe.each(PAIRS)("%s → %s", (from, to) => {
  test.each([5, 65_536])("of the excerpt in chunks of %i is that of the whole", async (n) => {
    await expectSame((await writeRegistry(excerpt, from)).text, from, to, n);
  });

  test("of any registry is that of the whole", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryRegistry(), fc.integer({ min: 1, max: 99 }), async (some, n) => {
        await expectSame((await writeRegistry(some, from)).text, from, to, n);
      }),
      { numRuns: 25 },
    );
  });
});

// Each reader and each writer once: their pairs are tried above.
describe.skipIf(!hasSnapshots)(`what was published ${NEEDS_SNAPSHOTS}`, () => {
  let source: string;
  let published: Registry;
  beforeAll(async () => {
    source = readSnapshot("2025-09-22", "xml");
    published = (await readRegistry(source)).registry;
  });

  test.each(INPUTS)("from %s is that of the whole", async (from) => {
    await expectSame((await writeRegistry(published, from)).text, from, "csv", 65_536);
  });

  test.each(OUTPUTS)("to %s is that of the whole", async (to) => {
    await expectSame(source, "xml", to, 65_536);
  });
});

test.each(OUTPUTS)("a selection for %s is that of the whole", async (to) => {
  const parsed = parseSelection({ protocol: "udp", where: "a" });
  if (!("selection" in parsed)) throw new Error(parsed.message);
  const selection = new Selector(parsed.selection);
  const { text } = await stream(cutEvery(1000, XML), "xml", to, { selection });
  const selected = select(excerpt, parsed.selection);
  expect(selection.taken).toBe(selected.records.length);
  expect(selected.people.length).toBeLessThan(excerpt.people.length);
  expect(text).toBe((await writeRegistry(selected, to)).text);
});

describe("the format", () => {
  test("is told by the beginning", async () => {
    for (const from of INPUTS) {
      const { text } = await writeRegistry(excerpt, from);
      const { text: csv } = await stream(cutEvery(10, text), undefined, "csv");
      expect(csv.split("\r\n")).toHaveLength(excerpt.records.length + 2);
    }
  });

  test("that tells nothing before its end is read whole", async () => {
    const { text: page } = await writeRegistry(excerpt, "html");
    const whole = await writeRegistry((await readRegistry(page)).registry, "csv");
    expect((await stream(cutEvery(1000, page), undefined, "csv")).text).toBe(whole.text);
  });

  test("that is read whole has a greatest length", async () => {
    const long = "#".repeat(2 ** 28);
    const told: Problem[] = [];
    const { parts } = await streamRegistry([long, long], { from: "yaml" });
    for await (const part of parts) if ("problem" in part) told.push(part.problem);
    expect(told.map(({ code }) => code)).toEqual(["stream/too-long"]);
  });

  test("that nothing tells is an error, and the text is not read on", async () => {
    let isClosed = false;
    const nothing = function* () {
      try {
        for (;;) yield "nothing ";
      } finally {
        isClosed = true;
      }
    };
    await expect(streamRegistry(nothing())).rejects.toThrow(UnknownFormatError);
    expect(isClosed).toBe(true);
  });
});

/** Writes parts as CSV; gives what was written before the end, or the error. */
async function writeCsv(
  parts: Iterable<RegistryPart>,
  options: WritePartsOptions = {},
): Promise<{ readonly text: string; readonly error?: unknown }> {
  const create = await loadPartWriter("csv");
  if (create === undefined) throw new Error("CSV is written in parts.");
  const coming = async function* () {
    yield* parts;
  };
  let text = "";
  try {
    for await (const piece of writeParts(coming(), create({}, new Report()), options))
      text += piece;
  } catch (error) {
    return { text, error };
  }
  return { text };
}

describe("an error", () => {
  const parts = (names: string): readonly RegistryPart[] =>
    [...names].map((name) => ({ record: { name, contacts: [], references: [] }, offset: 0 }));
  const problem: Problem = { code: "x/odd", severity: "error", message: "Odd." };
  const warning: Problem = { ...problem, severity: "warning" };

  test("ends the writing, but not the reading", async () => {
    const told: Problem[] = [];
    const tell = (one: Problem): void => {
      told.push(one);
    };
    const before = parts("a".repeat(10_000));
    const all = [...before, { problem }, ...parts("b"), { problem: warning }, { problem }];
    const { text, error } = await writeCsv(all, { tell });
    expect(text.split("\na,").length).toBeGreaterThan(5_000);
    expect(text).not.toContain("\nb,");
    expect(told).toEqual([problem, warning, problem]);
    expect(error).toEqual(new RegistryError([problem]));
  });

  test("before the first record leaves nothing written", async () => {
    const { text, error } = await writeCsv([{ problem }, ...parts("a".repeat(10_000))]);
    expect(text).toBe("");
    expect(error).toBeInstanceOf(RegistryError);
  });

  test("is what is refused besides", async () => {
    const all = [{ problem: warning }, ...parts("a")];
    expect((await writeCsv(all)).error).toBeUndefined();
    expect((await writeCsv(all, { refuses: () => true })).error).toBeInstanceOf(RegistryError);
  });
});

describe("a header that comes again at the end", () => {
  async function* parts(updated: string): AsyncGenerator<RegistryPart> {
    const header = { experts: [], references: [], notes: [] };
    yield { header: { ...header, updated: "2025-10-16" } };
    yield { record: { name: "http", contacts: [], references: [] }, offset: 0 };
    yield { header: { ...header, updated } };
  }

  async function write(updated: string): Promise<string> {
    const create = await loadPartWriter("xml");
    if (create === undefined) throw new Error("XML is written in parts.");
    let text = "";
    for await (const piece of writeParts(parts(updated), create({}, new Report()))) text += piece;
    return text;
  }

  test("as it was is nothing new", async () => {
    expect((await readRegistry(await write("2025-10-16"))).registry.records).toHaveLength(1);
  });

  test("with something else is an error, for its beginning is written", async () => {
    await expect(write("2025-10-17")).rejects.toThrow(/header after its records/);
  });
});

test("people who come again and again stand as often as they came", async () => {
  const source = XML.replace(/(<people>)([\s\S]*)(<\/people>)/, (_all, start, people, end) =>
    [start, people, people, people.replaceAll("Jon", "John"), people, end].join(""),
  );
  await expectSame(source, "xml", "xml", 1000);
});

describe("the source", () => {
  /** Gives rows without end, and says how many were asked for, and whether it was closed. */
  function endless() {
    const state = { asked: 0, isClosed: false };
    const chunks = function* () {
      try {
        yield "Service Name,Port Number,Transport Protocol,Description\n";
        for (;;) {
          state.asked++;
          yield `http,80,tcp,row ${state.asked}\n`;
        }
      } finally {
        state.isClosed = true;
      }
    };
    return { chunks: chunks(), state };
  }

  test("is asked for no more than what is written needs, and closed with it", async () => {
    const { chunks, state } = endless();
    const { parts } = await streamRegistry(chunks, { from: "csv" });
    expect(state.asked).toBeLessThan(2);
    const create = await loadPartWriter("xml");
    if (create === undefined) throw new Error("XML is written in parts.");
    const texts = writeParts(parts, create({}, new Report()));
    const { value = "" } = await texts.next();
    const records = value.split("<record").length - 1;
    expect(state.asked).toBeGreaterThanOrEqual(records);
    expect(state.asked).toBeLessThan(records + 10);
    await texts.return();
    expect(state.isClosed).toBe(true);
    expect(state.asked).toBeLessThan(records + 10);
  });
});
