import { type ReadableFormat, readRegistry, writeRegistry } from "@portolan/convert";
import { createRegistry, type Problem, type Registry, type ServiceRecord } from "@portolan/model";
import { expect } from "vitest";
import { asToldBy } from "./losses/losses.js";
import { expectSameRegistry, stable } from "./registries-equal.js";
import { asReported, type Path, releasedBy, withoutParts } from "./released.js";

/** Holds one way of a registry through a format. */
export interface Leg {
  /** What was read of what was written. */
  readonly found: Registry;
  /** What the format is said to tell. */
  readonly told: Registry;
  /** What the writer reported to be told otherwise. */
  readonly released: ReadonlySet<Path>;
}

/**
 * Writes a registry in a format and reads it back: it must be what the format is said to tell, but
 * for the parts that its writer reported.
 */
export async function takeLeg(format: ReadableFormat, written: Registry): Promise<Leg> {
  const { text, problems } = await writeRegistry(written, format);
  const { registry: found } = await readRegistry(text, { from: format });
  if (format === "services") return servicesLeg(written, found, problems);
  const told = asReported(format, written, problems);
  const released = releasedBy(problems, written, told, found);
  expectSameRegistry(withoutParts(found, released), withoutParts(told, released));
  return { found, told, released };
}

/**
 * A services file is a selection: a line is for one port, and has names. Each name on a port is
 * read back, or counted in a problem; and no other is, but for legal forms of names.
 */
function servicesLeg(written: Registry, found: Registry, problems: readonly Problem[]): Leg {
  const all = keysOf(asToldBy("services", written).records);
  const back = keysOf(asToldBy("services", found).records);
  // A problem counts a range once, whatever the number of its ports.
  const missing = new Set(
    written.records.flatMap((record) => {
      const { name, port, protocol } = record;
      const told = asToldBy("services", { ...EMPTY, records: [record] }).records;
      const isMissing = [...keysOf(told)].some((key) => !back.has(key));
      return isMissing ? [JSON.stringify([name, port, protocol])] : [];
    }),
  );
  expect(missing.size).toBeLessThanOrEqual(countOf(problems, LEFT_OUT));
  const added = new Set(
    [...back]
      .filter((key) => !all.has(key))
      .map((key) => {
        const [name, , protocol] = JSON.parse(key) as readonly unknown[];
        return JSON.stringify([name, protocol]);
      }),
  );
  // Each name with capitals has its lower-case form beside it.
  const capitals = [...back].filter((key) => key !== key.toLowerCase());
  expect(added.size).toBeLessThanOrEqual(capitals.length + countOf(problems, REWRITTEN));
  return { found, told: found, released: new Set() };
}

const EMPTY: Registry = createRegistry({ records: [] });

const LEFT_OUT =
  /^services\/(?:name-elsewhere|alias-elsewhere|name-not-expressible|name-rewritten|protocol-not-expressible|port-zero)$/;
const REWRITTEN = /^services\/name-rewritten$/;

function countOf(problems: readonly Problem[], codes: RegExp): number {
  return problems
    .filter(({ code }) => codes.test(code))
    .reduce((sum, { message }) => sum + Number(/: (\d+)/.exec(message)?.[1]), 0);
}

function keysOf(records: readonly ServiceRecord[]): ReadonlySet<string> {
  return new Set(records.map(({ name, port, protocol }) => JSON.stringify([name, port, protocol])));
}

/** Gives a {@link takeLeg} that takes each leg once. */
export function rememberedLegs(): typeof takeLeg {
  const taken = new Map<string, Promise<Leg>>();
  return (format, written) => {
    const key = `${format} ${stable(written)}`;
    const leg = taken.get(key) ?? takeLeg(format, written);
    taken.set(key, leg);
    return leg;
  };
}

/**
 * Takes a registry, as one format tells it, through another and back: it must lose what both lose.
 *
 * @returns the parts that the writers reported to be told otherwise; all else was compared.
 */
export async function takePair(
  a: ReadableFormat,
  b: ReadableFormat,
  registry: Registry,
  take: typeof takeLeg = takeLeg,
): Promise<ReadonlySet<Path>> {
  const start = (await take(a, registry)).found;
  const there = await take(b, start);
  const back = await take(a, there.found);
  const released = new Set([...there.released, ...back.released]);
  // What a services file could say once, it says again.
  const expected = a === "services" ? there.told : asToldBy(a, there.told);
  expectSameRegistry(withoutParts(back.found, released), withoutParts(expected, released));
  return released;
}
