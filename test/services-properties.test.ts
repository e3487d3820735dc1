import { createRegistry, type Registry, Report, type ServiceRecord } from "@portolan/model";
import {
  fromServices,
  planServices,
  type ServicesEntry,
  TARGETS,
  targetProfile,
  toServices,
} from "@portolan/services";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryRegistry } from "./arbitrary-registry.js";
import { readAsBsd, readAsGo, readAsMusl, readAsServicesDb } from "./services-readers.js";

const target = fc.constantFrom(...TARGETS);
const comments = fc.constantFrom("none", "short", "full");
const sort = fc.constantFrom("port", "name");
const ranges = fc.constantFrom("first", "expand", "omit", "comment");
const repeatedNames = fc.constantFrom("once", "every-port");
const options = fc.record({ target, comments, sort, ranges, repeatedNames });

const anyRegistry = arbitraryRegistry({ maxRecords: 12 });

/** Registries whose few names, ports and protocols meet again and again. */
const crowdedRegistry: fc.Arbitrary<Registry> = fc
  .array(
    fc.record({
      name: fc.constantFrom("a", "b", "A", "c-d", "c_d", "long-service-na", "x y", "http"),
      port: fc.oneof(
        fc.integer({ min: 0, max: 6 }),
        fc.constantFrom({ first: 2, last: 4 }, { first: 5, last: 9 }),
      ),
      protocol: fc.constantFrom("tcp", "udp", "sctp"),
      description: fc.string({ maxLength: 200 }),
      contacts: fc.constant([]),
      references: fc.constant([]),
    }),
    { maxLength: 14 },
  )
  .map((records: ServiceRecord[]) => createRegistry({ records }));

describe("whatever the registry and the options", () => {
  test("lines are as long and as plain as the target takes", () => {
    fc.assert(
      fc.property(fc.oneof(anyRegistry, crowdedRegistry), options, (registry, chosen) => {
        const text = toServices(registry, chosen);
        const { maxLineBytes } = targetProfile(chosen.target);
        for (const line of text.split("\n")) {
          expect(line).toMatch(/^[ -~\t]*$/);
          expect(line.startsWith("+") || line.endsWith("\\")).toBe(false);
          expect(line.length).toBeLessThanOrEqual(maxLineBytes);
        }
      }),
    );
  });

  test("each reader of its own file finds each name where the plan has it", () => {
    const readers = { glibc: readAsBsd, bsd: readAsServicesDb, musl: readAsMusl, go: readAsGo };
    fc.assert(
      fc.property(crowdedRegistry, options, (registry, chosen) => {
        const text = toServices(registry, chosen);
        const { entries } = planServices(registry, chosen);
        const targets =
          chosen.target === "portable"
            ? (["glibc", "bsd", "musl", "go"] as const)
            : [chosen.target];
        for (const reader of targets) {
          const resolver = readers[reader](text);
          const { protocols } = targetProfile(reader);
          for (const { name, aliases, port, protocol, foundOn = port } of entries) {
            if (protocols?.includes(protocol) === false) continue;
            if (resolver.nameOf !== undefined) expect(resolver.nameOf(port, protocol)).toBe(name);
            const lower =
              reader === "go" ? [name, ...aliases].filter(isLowerCase) : [name, ...aliases];
            for (const each of lower) {
              expect(resolver.portOf(each, protocol)).toBe(each === name ? foundOn : port);
            }
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  test("each reader finds each name of local files and packs where the plan has it", () => {
    const line = fc
      .record({
        port: fc.integer({ min: 1, max: 9 }),
        protocol: fc.constantFrom("tcp", "udp"),
        names: fc.uniqueArray(fc.constantFrom("a", "b", "c-d", "mine", "yours", "http"), {
          minLength: 1,
          maxLength: 3,
        }),
      })
      .map(({ port, protocol, names: [name = "", ...aliases] }) =>
        [name, `${port}/${protocol}`, ...aliases].join(" "),
      );
    const file = fc.array(line, { maxLength: 5 }).map((lines) => lines.join("\n"));
    const local = fc.record({
      target,
      sort,
      repeatedNames,
      base: file,
      overrides: file,
      packs: fc.constantFrom([], ["debian"] as const, ["bsd"] as const),
    });
    const readers = { glibc: readAsBsd, bsd: readAsBsd, musl: readAsMusl, go: readAsGo };
    fc.assert(
      fc.property(crowdedRegistry, local, (registry, chosen) => {
        const text = toServices(registry, chosen);
        const { entries } = planServices(registry, chosen);
        const homes = new Map<string, number>();
        const claims = entries.flatMap((entry) => {
          const { name, aliases, port, protocol, foundOn = port, aliasesElsewhere = [] } = entry;
          return [
            { name, protocol, home: foundOn },
            ...aliases.map((alias) => ({ name: alias, protocol, home: port })),
            ...aliasesElsewhere.map((alias) => ({ ...alias, protocol, home: alias.foundOn })),
          ];
        });
        // The plan does not contradict itself.
        for (const { name, protocol, home } of claims) {
          const key = `${name}/${protocol}`;
          expect(homes.get(key) ?? home, key).toBe(home);
          homes.set(key, home);
        }
        // Of two names that each answer for the port that the other leads to, no order is right.
        const answers = new Map(entries.map((e) => [`${e.port}/${e.protocol}`, e]));
        const isKnot = ({ foundOn, protocol }: ServicesEntry, depth = 0): boolean =>
          foundOn !== undefined &&
          (depth > 9 || isKnot(answers.get(`${foundOn}/${protocol}`) as ServicesEntry, depth + 1));
        fc.pre(!entries.some((entry) => isKnot(entry)));
        const targets =
          chosen.target === "portable"
            ? (["glibc", "bsd", "musl", "go"] as const)
            : [chosen.target];
        for (const reader of targets) {
          const resolver = readers[reader](text);
          const { protocols } = targetProfile(reader);
          for (const { name, port, protocol } of entries) {
            if (protocols?.includes(protocol) === false || resolver.nameOf === undefined) continue;
            expect(resolver.nameOf(port, protocol)).toBe(name);
          }
          for (const { name, protocol, home } of claims) {
            if (protocols?.includes(protocol) === false || protocol === "ddp") continue;
            if (reader === "go" && !isLowerCase(name)) continue;
            expect(resolver.portOf(name, protocol), `${name} in ${reader}`).toBe(home);
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  test("what is written is read back and written the same", () => {
    fc.assert(
      fc.property(crowdedRegistry, target, (registry, chosen) => {
        const bare = { target: chosen, comments: "none", header: false } as const;
        const report = new Report();
        const text = toServices(registry, { ...bare, report });
        const { registry: again, problems } = fromServices(text);
        // A file without a line is no services file.
        const expected = text === "" ? ["services/no-services"] : [];
        expect(problems.map(({ code }) => code)).toEqual(expected);
        const second = toServices(again, bare);
        // What was left out is in the way of aliases once, and not known when the file is read.
        if (report.problems.length === 0) expect(second).toBe(text);
        expect(toServices(fromServices(second).registry, bare)).toBe(second);
      }),
    );
  });

  test("a budget is kept, and a smaller one gives a part of what a larger one gives", () => {
    fc.assert(
      fc.property(
        crowdedRegistry,
        options,
        fc.nat(400),
        fc.nat(100),
        (registry, chosen, size, more) => {
          const small = toServices(registry, { ...chosen, header: false, maxBytes: size });
          const large = toServices(registry, { ...chosen, header: false, maxBytes: size + more });
          expect(small.length).toBeLessThanOrEqual(size);
          const lines = new Set(large.split("\n"));
          expect(small.split("\n").filter((line) => !lines.has(line))).toEqual([]);
        },
      ),
    );
  });

  test("any text is read without an exception, and every line is a record or a problem", () => {
    const words = fc.constantFrom(
      "http",
      "80/tcp",
      " ",
      "\t",
      "\n",
      "#",
      "\\",
      "+",
      "6000-6063/udp",
      "é",
      "\r\n",
      ",",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(words).map((parts) => parts.join("")),
        ),
        (source) => {
          const { registry, problems, offsets } = fromServices(source);
          expect(offsets).toHaveLength(registry.records.length);
          for (const [i, offset] of offsets.entries()) {
            expect(source.startsWith(registry.records[i]?.name ?? "-", offset)).toBe(true);
          }
          if (source.replace(/#.*|\\/g, "").trim() !== "") {
            expect(registry.records.length + problems.length).toBeGreaterThan(0);
          }
        },
      ),
    );
  });
});

function isLowerCase(name: string): boolean {
  return name === name.toLowerCase();
}
