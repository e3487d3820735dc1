import { firstPort, lastPort, PortNames, type Registry } from "@portolan/model";
import {
  planServices,
  type Target,
  type ToServicesOptions,
  targetProfile,
  toServices,
} from "@portolan/services";
import { fromXml } from "@portolan/xml";
import { beforeAll, describe, expect, test } from "vitest";
import { hasProgram } from "./has-program.js";
import { rememberedOf } from "./remembered.js";
import { ask, compileGoProbe, compileProbe, hasMountNamespace, runWith } from "./services-probe.js";
import {
  firstMatch,
  type Resolver,
  readAsBsd,
  readAsGo,
  readAsMusl,
  readAsServicesDb,
} from "./services-readers.js";
import { syntheticRegistry } from "./services-synthetic.js";
import { hasSnapshots, NEEDS_SNAPSHOTS, readSnapshot } from "./shared.js";

/** A name of the registry with a port and protocol; of a range, with its first port. */
interface Triple {
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
}

/** Names that a line can hold: no blank, no `#`, no `+` in front. Others take a legal form. */
const HOLDS = /^[^\s#+][^\s#]*$/;

/** A name as a line holds it. */
const legalForm = (name: string): string =>
  name
    .replace(/ \(.*\)$/, "")
    .replace(/[\s#]+/g, "-")
    .replace(/^\+/, "");

/** Gives what the registry says, read without the package under test. */
const factsOf = rememberedOf((registry: Registry) => {
  const triples: Triple[] = [];
  const lowest = new Map<string, number>();
  const namesByPort = new Map<string, Set<string>>();
  for (const { name, port, protocol } of registry.records) {
    if (name === undefined || port === undefined || protocol === undefined) continue;
    for (let number = firstPort(port); number <= lastPort(port); number++) {
      const names = namesByPort.get(`${number}/${protocol}`) ?? new Set();
      namesByPort.set(`${number}/${protocol}`, names.add(name));
    }
    if (firstPort(port) === 0 || !HOLDS.test(name)) continue;
    triples.push({ name, port: firstPort(port), protocol });
    const known = lowest.get(`${name}/${protocol}`) ?? Number.POSITIVE_INFINITY;
    lowest.set(`${name}/${protocol}`, Math.min(known, firstPort(port)));
  }
  // Which of several names is the canonical one is decided in the model, and tested there.
  const names = new PortNames(registry.records);
  const canonical = new Map(
    [...namesByPort.keys()].flatMap((key) => {
      const [port = "", protocol = ""] = key.split("/");
      const name = names.nameOf(Number(port), protocol);
      return name === undefined ? [] : [[key, legalForm(name)] as const];
    }),
  );
  return { triples, lowest, namesByPort, canonical };
});

/** Looks up every name that a resolver can be asked for; gives the triples with a wrong answer. */
function wrongNames(registry: Registry, resolver: Resolver, target: Target): readonly Triple[] {
  const { triples, lowest } = factsOf(registry);
  const { protocols } = targetProfile(target);
  return triples.filter(({ name, protocol }) => {
    if (protocols !== undefined && !protocols.includes(protocol)) return false;
    // Go asks in lower case: of two names that differ in case only it can find but one.
    const lower = name.toLowerCase();
    if (target === "go" && lower !== name && lowest.has(`${lower}/${protocol}`)) return false;
    return resolver.portOf(name, protocol) !== lowest.get(`${name}/${protocol}`);
  });
}

/** Gives the answers that come from no record: neither its name nor a form of it. */
function phantoms(registry: Registry, resolver: Resolver): readonly string[] {
  const { namesByPort } = factsOf(registry);
  return resolver.answers.flatMap(({ names, port, protocol }) => {
    const known = [...(namesByPort.get(`${port}/${protocol}`) ?? [])].map(legalForm);
    const forms = new Set([...known, ...known.map((name) => name.toLowerCase())]);
    return names.filter((name) => !forms.has(name)).map((name) => `${name} ${port}/${protocol}`);
  });
}

/** Gives the ports that do not answer with the name that the plan gives them. */
function wrongPorts(registry: Registry, resolver: Resolver, options: ToServicesOptions) {
  const { protocols } = targetProfile(options.target ?? "portable");
  return planServices(registry, options).entries.filter(
    ({ port, protocol, name }) =>
      (protocols === undefined || protocols.includes(protocol)) &&
      resolver.nameOf?.(port, protocol) !== name,
  );
}

const READERS: readonly (readonly [string, (text: string) => Resolver, Target])[] = [
  ["BSD getservent", readAsBsd, "bsd"],
  ["BSD services_mkdb", readAsServicesDb, "bsd"],
  ["Go", readAsGo, "go"],
  ["musl, by its grammar", readAsMusl, "musl"],
];

function checkReaders(registry: () => Registry): void {
  const cases = READERS.flatMap(([name, read, target]) =>
    (["portable", target] as const).flatMap((written) =>
      (["port", "name"] as const).map((sort) => ({ name, read, target, written, sort })),
    ),
  );
  test.each(cases)(
    "$name reads a file for $written by $sort",
    ({ read, target, written, sort }) => {
      const text = toServices(registry(), { target: written, sort, comments: "full" });
      const resolver = read(text);
      expect(wrongNames(registry(), resolver, target)).toEqual([]);
      expect(phantoms(registry(), resolver)).toEqual([]);
      if (resolver.nameOf === undefined) return;
      const known = { ...resolver, answers: [] };
      const plan = wrongPorts(registry(), known, { target: written });
      const { protocols } = targetProfile(target);
      expect(plan.filter(({ protocol }) => protocols?.includes(protocol) ?? true)).toEqual([]);
    },
  );

  test.each(READERS)(
    "every port answers %s, in the portable file and in its own",
    (_, read, target) => {
      const { canonical, lowest, triples } = factsOf(registry());
      for (const written of ["portable", target] as const) {
        const text = toServices(registry(), { target: written, comments: "full" });
        const resolver = read(text);
        if (resolver.nameOf === undefined) continue;
        const { protocols } = targetProfile(target);
        const { maxNameBytes } = targetProfile(written);
        const wrong = [...canonical].filter(([key, name]) => {
          const [port = "", protocol = ""] = key.split("/");
          if (protocols !== undefined && !protocols.includes(protocol)) return false;
          return name.length <= maxNameBytes && resolver.nameOf?.(Number(port), protocol) !== name;
        });
        expect(wrong).toEqual([]);
      }
      if (target !== "musl") return;
      const musl = readAsMusl(toServices(registry()));
      for (const name of new Set(triples.map((triple) => triple.name))) {
        const allowed = [lowest.get(`${name}/tcp`), lowest.get(`${name}/udp`)];
        expect(musl.hits(name).filter((port) => !allowed.includes(port))).toEqual([]);
      }
    },
  );
}

describe("readers of a file with every odd case", () => {
  checkReaders(syntheticRegistry);
});

describe.skipIf(!hasSnapshots)(`readers of the whole registry ${NEEDS_SNAPSHOTS}`, () => {
  let registry: Registry;
  beforeAll(() => {
    registry = fromXml(readSnapshot("2025-09-22", "xml")).registry;
  });
  checkReaders(() => registry);
});

const glibc = hasMountNamespace ? compileProbe("gcc") : undefined;
const musl = hasMountNamespace ? compileProbe("musl-gcc", ["-static"]) : undefined;
const go = hasMountNamespace ? compileGoProbe() : undefined;
const python = hasMountNamespace && hasProgram("python3");

/**
 * Each question is a scan of the file: of the whole registry those are asked where something could go
 * wrong, and of the rest every ninth, unless PORTOLAN_ALL_QUESTIONS is set, as it is at night. Every
 * answer is held, too, by what getent lists, which is how glibc reads each line, and by the grammars above.
 */
const STEP = process.env.PORTOLAN_ALL_QUESTIONS === undefined ? 9 : 1;
const LONG = { timeout: 600_000 };

/** Gives the lines that a look-up of a name (`ssh/tcp`) or of a port (`22/tcp`) can find, in order. */
function linesByQuestion(text: string): ReadonlyMap<string, string> {
  const lines = new Map<string, string>();
  for (const line of linesOf(text)) {
    const words = (line.split("#")[0] ?? "").split(/\s+/).filter(Boolean);
    const [name = "", place = "", ...aliases] = words;
    const [, protocol = ""] = place.split("/");
    const keys = [place, ...[name, ...aliases].map((one) => `${one}/${protocol}`)];
    const plain = [name, place, ...aliases].join(" ");
    for (const key of keys) lines.set(key, `${lines.get(key) ?? ""}${plain}\n`);
  }
  return lines;
}

/**
 * Tells which questions about a file are asked of a library: those that several lines could answer, or
 * one that is long or has aliases, or none, and odd names; those whose lines are others in the file for
 * all targets; and every `step`th of the rest.
 */
function questionsOf(registry: Registry, text: string, step: number) {
  const own = linesByQuestion(text);
  const portable = linesByQuestion(toServices(registry, { comments: "none" }));
  return (key: "name" | "port") =>
    (question: Triple, i: number): boolean => {
      const at = `${question[key]}/${question.protocol}`;
      const lines = own.get(at);
      const isPlain = /^[a-z][\w-]{0,14} \d+\/\w+\n$/.test(lines ?? "");
      return i % step === 0 || !isPlain || lines !== portable.get(at);
    };
}

/** Asks a C library for names and ports of a written file: see {@link questionsOf}. */
async function probe(
  program: string,
  registry: Registry,
  target: Target,
  asked: Target,
  step: number,
) {
  const text = toServices(registry, { target, comments: "full" });
  const protocols = targetProfile(asked).protocols;
  const isDue = questionsOf(registry, text, step);
  const isAsked = (key: "name" | "port") => {
    const isChosen = isDue(key);
    return (question: Triple, i: number): boolean =>
      isChosen(question, i) && (protocols === undefined || protocols.includes(question.protocol));
  };
  const { triples, lowest, canonical } = factsOf(registry);
  const names = triples.filter(isAsked("name"));
  const ports = [...canonical]
    .map(([key, name]) => {
      const [port, protocol = ""] = key.split("/");
      return { name, port: Number(port), protocol };
    })
    .filter(isAsked("port"))
    .filter(({ name }) => name.length <= targetProfile(target).maxNameBytes);
  // Ports that nobody has registered, spread over all of them.
  const silent = Array.from({ length: 64 }, (_, i) => 1 + i * 1021).flatMap((port) =>
    ["tcp", "udp"].flatMap((protocol) =>
      canonical.has(`${port}/${protocol}`) ? [] : [{ port, protocol }],
    ),
  );
  const answers = await ask(program, "/etc/services", text, [
    ...names.map(({ name, protocol }) => `n ${name} ${protocol}`),
    ...ports.map(({ port, protocol }) => `p ${port} ${protocol}`),
    ...silent.map(({ port, protocol }) => `p ${port} ${protocol}`),
  ]);
  const portOf = (answer: string | undefined): number => Number(answer?.split(" ")[1]);
  const foundNames = names.filter(
    ({ name, protocol }, i) => portOf(answers[i]) === lowest.get(`${name}/${protocol}`),
  );
  const foundPorts = ports.filter(
    ({ name, port }, i) => answers[names.length + i] === `${name} ${port}`,
  );
  const exact = names.filter(({ port }, i) => portOf(answers[i]) === port);
  console.info(
    `${target} in ${asked}: names ${foundNames.length} of ${names.length} (${exact.length} on their own port), ports ${foundPorts.length} of ${ports.length}`,
  );
  return {
    missingNames: names.filter((triple) => !foundNames.includes(triple)),
    missingPorts: ports.filter((entry) => !foundPorts.includes(entry)),
    others: silent.filter((_, i) => answers[names.length + ports.length + i] !== "-"),
  };
}

const ALL_FOUND = { missingNames: [], missingPorts: [], others: [] };

/** @param step Every how many of the plain questions are asked. */
function checkLibraries(registry: () => Registry, step: number): void {
  test.skipIf(glibc === undefined)(
    "glibc finds every name and port (needs gcc, unshare)",
    LONG,
    async () => {
      const program = glibc ?? "";
      const [portable, own] = await Promise.all([
        probe(program, registry(), "portable", "glibc", step),
        probe(program, registry(), "glibc", "glibc", step),
      ]);
      expect(portable).toEqual(ALL_FOUND);
      expect(own).toEqual(ALL_FOUND);
    },
  );

  test.skipIf(musl === undefined)(
    "musl finds every name and port (needs musl-tools, unshare)",
    LONG,
    async () => {
      const program = musl ?? "";
      const [portable, own] = await Promise.all([
        probe(program, registry(), "portable", "musl", step),
        probe(program, registry(), "musl", "musl", step),
      ]);
      expect(portable).toEqual(ALL_FOUND);
      expect(own).toEqual(ALL_FOUND);
    },
  );

  test.skipIf(go === undefined)(
    // Go has no look-up by port.
    "Go finds every name, and no other (needs golang-go, unshare)",
    LONG,
    async () => {
      const { lowest } = factsOf(registry());
      // Go asks in lower case: of two names that differ in case only it can find but one.
      const names = factsOf(registry()).triples.filter(
        ({ name, protocol }) =>
          (protocol === "tcp" || protocol === "udp") &&
          name.length <= targetProfile("go").maxNameBytes &&
          (name === name.toLowerCase() || !lowest.has(`${name.toLowerCase()}/${protocol}`)),
      );
      for (const target of ["portable", "go"] as const) {
        const text = toServices(registry(), { target, comments: "full" });
        const questions = names.map(({ name, protocol }) => `${name} ${protocol}`);
        const answers = await ask(go ?? "", "/etc/services", text, [...questions, "evil tcp"]);
        expect(answers.at(-1)).toBe("-");
        const wrong = names.filter(
          ({ name, protocol }, i) => answers[i] !== String(lowest.get(`${name}/${protocol}`)),
        );
        console.info(`${target} in Go: ${names.length - wrong.length} of ${names.length}`);
        expect(wrong).toEqual([]);
      }
    },
  );

  test.skipIf(!hasMountNamespace || !hasProgram("getent"))(
    "getent lists every name and port, and no entry that is of no record (needs getent, unshare)",
    async () => {
      const text = toServices(registry(), { comments: "full" });
      const output = await runWith("/etc/services", text, ["getent", "services"]);
      const answers = linesOf(output).map((line) => {
        const [name = "", place = "", ...aliases] = line.split(/\s+/).filter(Boolean);
        const [port = "", protocol = ""] = place.split("/");
        return { names: [name, ...aliases], port: Number(port), protocol };
      });
      const written = linesOf(text).filter((line) => !line.startsWith("#"));
      expect(answers).toHaveLength(written.length);
      // A look-up of glibc answers with the first of these.
      const resolver = firstMatch(answers);
      expect(wrongNames(registry(), resolver, "glibc")).toEqual([]);
      expect(wrongPorts(registry(), resolver, {})).toEqual([]);
      expect(phantoms(registry(), resolver)).toEqual([]);
    },
  );

  test.skipIf(!python)(
    "Python's socket finds every name (needs python3, unshare)",
    LONG,
    async () => {
      const text = toServices(registry());
      const { triples: all, lowest } = factsOf(registry());
      const triples = all.filter(questionsOf(registry(), text, step)("name"));
      const output = await runWith(
        "/etc/services",
        text,
        ["python3", "-c", PYTHON],
        triples.map(({ name, protocol }) => `${name} ${protocol}\n`).join(""),
      );
      const answers = linesOf(output);
      console.info(`portable in Python: ${triples.length} of ${all.length} names asked`);
      const wrong = triples.filter(
        ({ name, protocol }, i) => answers[i] !== String(lowest.get(`${name}/${protocol}`)),
      );
      expect(wrong).toEqual([]);
    },
  );
}

const PYTHON = `
import socket, sys
for line in sys.stdin:
    name, protocol = line.split()
    try: print(socket.getservbyname(name, protocol))
    except OSError: print("-")
`;

function linesOf(text: string): readonly string[] {
  return text.split("\n").slice(0, -1);
}

describe("C libraries with a file of every odd case", () => {
  checkLibraries(syntheticRegistry, 1);

  test.skipIf(musl === undefined)(
    "musl's getaddrinfo gives one port, though every port is written (needs musl-tools, unshare)",
    async () => {
      const text = toServices(syntheticRegistry());
      const answers = await ask(musl ?? "", "/etc/services", text, [
        "a http-alt",
        "a x11",
        "a msp",
        "a evil",
      ]);
      const ports = answers.map((answer) => [...new Set(answer.split(" "))]);
      expect(ports).toEqual([["591"], ["6000"], ["18"], ["-"]]);
    },
  );
});

describe.skipIf(!hasSnapshots)(`C libraries with the whole registry ${NEEDS_SNAPSHOTS}`, () => {
  let registry: Registry;
  beforeAll(() => {
    registry = fromXml(readSnapshot("2025-09-22", "xml")).registry;
  });
  checkLibraries(() => registry, STEP);
});
