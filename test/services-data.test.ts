import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fromCsv } from "@portolan/csv";
import { fromHtml } from "@portolan/html";
import { aliasOf, PortNames, type Registry } from "@portolan/model";
import { CANONICAL_NAMES } from "@portolan/model/internal";
import {
  CARRIED_LINES,
  COMPATIBILITY_ENTRIES,
  fromServices,
  planServices,
  readNameList,
  type ServicesEntry,
  TARGETS,
  type Target,
  toServices,
} from "@portolan/services";
import { fromXml } from "@portolan/xml";
import { beforeAll, describe, expect, test } from "vitest";
import { present } from "./has-program.js";
import {
  hasSnapshots,
  hasSystems,
  NEEDS_SNAPSHOTS,
  NEEDS_SYSTEMS,
  NEWEST_DAY,
  readSnapshot,
  sharedPath,
  XML_DAYS,
} from "./shared.js";

/** Ports where names are left over after IANA's alias and duplicate sentences, as reviewed. */
const DISPUTED: Readonly<Record<string, string>> = {
  "42/tcp": "nameserver",
  "42/udp": "nameserver",
  "105/tcp": "cso",
  "105/udp": "cso",
  "113/tcp": "auth",
  "351/tcp": "matip-type-b",
  "351/udp": "matip-type-b",
  "352/tcp": "dtag-ste-sb",
  "352/udp": "dtag-ste-sb",
  "465/tcp": "submissions",
  "512/udp": "biff",
  "631/tcp": "ipp",
  "666/tcp": "doom",
  "666/udp": "doom",
  "750/udp": "kerberos-iv",
  "888/tcp": "accessbuilder",
  "999/tcp": "garcon",
  "999/udp": "applix",
  "1525/tcp": "orasrv",
  "1525/udp": "orasrv",
  "1701/tcp": "l2tp",
  "1701/udp": "l2tp",
  "1989/tcp": "tr-rsrb-p3",
  "1989/udp": "tr-rsrb-p3",
  "1992/tcp": "stun-p3",
  "1992/udp": "stun-p3",
  "2049/tcp": "nfs",
  "2049/udp": "nfs",
  "3000/tcp": "hbci",
  "3000/udp": "hbci",
  "3002/tcp": "exlm-agent",
  "3002/udp": "exlm-agent",
  "3478/tcp": "stun",
  "3478/udp": "stun",
  "4444/tcp": "krb524",
  "4444/udp": "krb524",
  "5349/tcp": "stuns",
  "5349/udp": "stuns",
  "9100/tcp": "pdl-datastream",
  "9100/udp": "pdl-datastream",
};

describe.skipIf(!hasSnapshots)(`the newest registry ${NEEDS_SNAPSHOTS}`, () => {
  let registry: Registry;
  /** Names of each port and protocol in the order of the registry. */
  let names: Map<string, string[]>;

  beforeAll(() => {
    registry = fromXml(readSnapshot(NEWEST_DAY, "xml")).registry;
    names = new Map();
    for (const { name, port, protocol } of registry.records) {
      if (name === undefined || typeof port !== "number" || protocol === undefined) continue;
      const key = `${port}/${protocol}`;
      names.set(key, [...(names.get(key) ?? []), name]);
    }
  });

  test("still needs every entry of the table of canonical names", () => {
    for (const { port, protocols, name, over } of CANONICAL_NAMES) {
      for (const protocol of protocols) {
        const registered = names.get(`${port}/${protocol}`) ?? [];
        expect(registered).toEqual(expect.arrayContaining([name, ...over]));
        for (const other of over) {
          expect(registered.indexOf(other), name).toBeLessThan(registered.indexOf(name));
        }
      }
    }
  });

  test("has the service of every compatibility alias, and the alias on no other port", () => {
    for (const { port, protocols, service, aliases } of COMPATIBILITY_ENTRIES) {
      for (const protocol of protocols) {
        expect(names.get(`${port}/${protocol}`), `${service} ${port}/${protocol}`).toContain(
          service,
        );
        expect(names.get(`${port}/${protocol}`)).not.toEqual(expect.arrayContaining([...aliases]));
      }
      const elsewhere = registry.records.filter(
        (record) =>
          record.port !== undefined && record.port !== port && aliases.includes(record.name ?? ""),
      );
      expect(elsewhere, aliases.join()).toEqual([]);
    }
    const { omissions } = planServices(registry, { packs: ["debian", "fedora"] });
    expect(omissions.filter(({ reason }) => reason === "alias-elsewhere")).toEqual([]);
  });

  test("gives every port with several names the one that people expect", () => {
    const plan = planServices(registry, { target: "glibc" }).entries;
    const canonical = new Map(
      plan.map(({ port, protocol, name }) => [`${port}/${protocol}`, name]),
    );
    const undecided = new Map<string, string[]>();
    for (const record of registry.records) {
      const key = `${String(record.port)}/${record.protocol}`;
      if ((names.get(key)?.length ?? 0) < 2 || aliasOf(record) !== undefined) continue;
      undecided.set(key, [...(undecided.get(key) ?? []), record.name ?? ""]);
    }
    const disputed = [...undecided].filter(([, left]) => left.length > 1).map(([key]) => key);
    expect(Object.fromEntries(disputed.map((key) => [key, canonical.get(key)]))).toEqual(DISPUTED);
    for (const [key, [only, ...others]] of undecided) {
      if (others.length === 0) expect(canonical.get(key)).toBe(only);
    }
  });

  test.each(TARGETS)("is written for %s without a name or port that it does not have", (target) => {
    const { entries, omissions } = planServices(registry, { target });
    const exact = registry.records.filter(({ name, port, protocol }) => name && port && protocol);
    const left = omissions.filter(({ reason }) => reason === "name-elsewhere");
    console.info(
      `${target}: ${entries.length} ports, ${exact.length - missingOf(entries, registry, target)} of ${exact.length} names on their own port, ${left.length} of them found on a lower one`,
    );
    expect(missingOf(entries, registry, target)).toBe(
      omissions.filter(({ reason }) => /name-elsewhere|protocol-not|rewritten/.test(reason)).length,
    );
  });
});

/** Counts the registered names that a plan does not have on their own port. */
function missingOf(entries: readonly ServicesEntry[], registry: Registry, _: Target): number {
  const written = new Set(
    entries.flatMap(({ name, aliases, port, protocol }) =>
      [name, ...aliases].map((each) => `${each} ${port}/${protocol}`),
    ),
  );
  return registry.records.filter(({ name, port, protocol }) => {
    if (name === undefined || port === undefined || protocol === undefined) return false;
    const first = typeof port === "number" ? port : port.first;
    return !written.has(`${name} ${first}/${protocol}`);
  }).length;
}

describe.skipIf(!hasSnapshots)(`every published state ${NEEDS_SNAPSHOTS}`, () => {
  test.each(XML_DAYS)("of %s is read back as it was written", (day) => {
    const { registry } = fromXml(readSnapshot(day, "xml"));
    const text = toServices(registry, { target: "glibc" });
    const { registry: again, problems } = fromServices(text);
    expect(problems).toEqual([]);
    expect(toServices(again, { target: "glibc", comments: "none" })).toBe(
      toServices(registry, { target: "glibc", comments: "none" }),
    );
    expect(text.split("\n").every((line) => /^[ -~\t]*$/.test(line))).toBe(true);
  });

  test.each(["2024-04-30", "2025-09-22"])(
    "of %s gives the same file from XML, CSV and HTML",
    (day) => {
      const { registry } = fromXml(readSnapshot(day, "xml"));
      const others = {
        csv: fromCsv(readSnapshot(day, "csv")).registry,
        html: fromHtml(readSnapshot(day, "xhtml")).registry,
      };
      for (const comments of ["none", "short", "full"] as const) {
        const text = toServices(registry, { comments });
        for (const [format, other] of Object.entries(others)) {
          const dated = { ...other, updated: day };
          expect(toServices(dated, { comments }) === text, `${format}, ${comments}`).toBe(true);
        }
      }
    },
  );
});

const canCompare = hasSnapshots && hasSystems;
describe.skipIf(!canCompare)(`what systems carry ${NEEDS_SNAPSHOTS} ${NEEDS_SYSTEMS}`, () => {
  let registry: Registry;
  beforeAll(() => {
    registry = fromXml(readSnapshot(NEWEST_DAY, "xml")).registry;
  });
  const system = (name: string): string =>
    readFileSync(sharedPath(`services/${name}.services`), "latin1");

  /** The names of a file with their ports, read without the package under test. */
  const triplesOf = (text: string): readonly string[] =>
    text.split("\n").flatMap((line) => {
      const [name = "", place = "", ...aliases] = (line.split("#")[0] ?? "").split(/\s+/);
      return /^\d+\//.test(place)
        ? [name, ...aliases].flatMap((each) => (each ? [`${each} ${place}`] : []))
        : [];
    });

  test.each([
    ["netbase-6.4", "debian"],
    ["openbsd", "bsd"],
  ] as const)("every name of %s is in the pack %s", (name, pack) => {
    const written = new Set(triplesOf(toServices(registry, { packs: [pack] })));
    const theirs = triplesOf(system(name));
    expect(theirs.length).toBeGreaterThan(300);
    expect(theirs.filter((triple) => !written.has(triple))).toEqual([]);
  });

  /** Gives what published states, old and new, have before the first comma, tab or blank of a line. */
  let registeredOnce: ReadonlySet<string> | undefined;
  const everRegistered = (): ReadonlySet<string> => {
    if (registeredOnce !== undefined) return registeredOnce;
    const folder = sharedPath("registry");
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
    const names = files.flatMap((file) => {
      if (!/^20.*csv$|^20.*xml$|^(?:20|port-numbers).*txt$/.test(file)) return [];
      const text = readFileSync(join(folder, file), "latin1");
      const pattern = file.endsWith("xml") ? /<name>([^<]+)</g : /^ ?([^\s,]+)[\s,]/gm;
      return [...text.matchAll(pattern)].map(([, name = ""]) => name.toLowerCase());
    });
    registeredOnce = new Set(names);
    return registeredOnce;
  };

  test.each([
    ["freebsd", "bsd"],
    ["centos-7", "fedora"],
    ["gentoo", "gentoo"],
    ["windows", "windows"],
  ] as const)("every name of %s that was never IANA's is in the pack %s", (name, pack) => {
    const written = new Set(triplesOf(toServices(registry, { packs: [pack] })));
    const iana = everRegistered();
    expect(iana.size).toBeGreaterThan(8_000);
    const theirs = triplesOf(system(name));
    const ports = new Map<string, Set<string>>();
    const carried = CARRIED_LINES.flatMap(({ port, names }) =>
      names.map((own) => `${own} ${port}/`),
    );
    for (const triple of [...theirs, ...carried]) {
      const [own = "", place = ""] = triple.split(" ");
      ports.set(own, (ports.get(own) ?? new Set()).add(place.replace(/\/.*/, "")));
    }
    const customs = theirs.filter((triple) => {
      const [own = ""] = triple.split(" ");
      // One that leads to two ports is a fault, and capitals are another name.
      const isPlain = own === own.toLowerCase() && ports.get(own)?.size === 1;
      return isPlain && !iana.has(own) && /\/(?:tcp|udp|sctp|dccp|ddp)$/.test(triple);
    });
    expect(customs.length).toBeGreaterThan(50);
    expect(customs.filter((triple) => !written.has(triple))).toEqual([]);
  });

  test("lines that systems carry are not registered there, or besides another name", () => {
    const registered = new PortNames(registry.records);
    for (const { port, protocols, besides, names: carried } of CARRIED_LINES) {
      for (const protocol of protocols) {
        const here = registered.namesOf(port, protocol).map(({ name }) => name);
        expect(here[0], `${port}/${protocol}`).toBe(besides);
        expect(here.filter((name) => carried.includes(name))).toEqual([]);
      }
    }
  });

  test.each(["short", "none"] as const)(
    "at netbase's size nearly all of its registered lines are there, with comments %s",
    (comments) => {
      const theirs = system("netbase-6.4");
      const registered = new PortNames(registry.records);
      const lines = theirs.split("\n").flatMap((line) => {
        const [name = "", place = ""] = line.split(/\s+/);
        const [port, protocol = ""] = place.split("/");
        const names = registered.namesOf(Number(port), protocol);
        return names.some((each) => each.name === name) ? [`${name} ${place}`] : [];
      });
      expect(lines.length).toBeGreaterThanOrEqual(240);
      const text = toServices(registry, { maxBytes: theirs.length, comments });
      expect(text.length).toBeLessThanOrEqual(theirs.length);
      const ours = new Set(triplesOf(text));
      const there = lines.filter((line) => ours.has(line));
      console.info(`${there.length} of ${lines.length} lines of netbase, comments ${comments}`);
      expect(there.length).toBeGreaterThanOrEqual(230);
    },
  );
});

/** Debian's own file, where this is Debian. */
function netbase(): string {
  try {
    const text = readFileSync("/etc/services", "utf8");
    return text.includes("needed by a debian package") ? text : "";
  } catch {
    return "";
  }
}

test.skipIf(!present(netbase() !== "", "netbase"))(
  "what Debian's pack carries is in Debian's own file (needs netbase's /etc/services)",
  () => {
    const theirs = new Set(
      netbase()
        .split("\n")
        .flatMap((line) => {
          const [name, place, ...aliases] = (line.split("#")[0] ?? "").match(/\S+/g) ?? [];
          return [name, ...aliases].map((each) => `${each} ${place}`);
        }),
    );
    const ours = [...CARRIED_LINES, ...COMPATIBILITY_ENTRIES]
      .filter(({ packs }) => packs.includes("debian"))
      .flatMap((line) =>
        line.protocols.flatMap((protocol) =>
          ("names" in line ? line.names : line.aliases).map(
            (name) => `${name} ${line.port}/${protocol}`,
          ),
        ),
      );
    expect(ours.length).toBeGreaterThan(80);
    expect(ours.filter((each) => !theirs.has(each))).toEqual([]);
  },
);

describe.skipIf(!hasSnapshots || !present(netbase() !== "", "netbase"))(
  `the names of Debian's netbase ${NEEDS_SNAPSHOTS} (needs netbase's /etc/services)`,
  () => {
    let registry: Registry;
    let known: Set<string>;
    beforeAll(() => {
      registry = fromXml(readSnapshot(NEWEST_DAY, "xml")).registry;
      known = new Set(registry.records.flatMap(({ name, port }) => (port ? (name ?? []) : [])));
    });

    /** The lines with a name that the registry knows. */
    const theirs = (): readonly string[] =>
      netbase()
        .split("\n")
        .filter((line) => words(line).some((word) => known.has(word)));
    const words = (line: string): readonly string[] =>
      (line.split("#")[0] ?? "").split(/\s+/).filter((word) => word !== "");

    test("give a file that is no larger, with comments and without", () => {
      const names = readNameList(theirs().join("\n"));
      const sizes = (["short", "none"] as const).map((comments) => {
        // Netbase writes each name and each range once.
        const options = { repeatedNames: "once", ranges: "first", header: false } as const;
        const ours = toServices(registry, { ...options, names, comments }).length;
        const lines = theirs().map((line) =>
          comments === "none" ? (line.split("#")[0] ?? "").trimEnd() : line,
        );
        return { comments, ours, theirs: lines.join("\n").length + 1 };
      });
      console.info(sizes);
      for (const size of sizes) expect(size.ours).toBeLessThanOrEqual(size.theirs);
    });

    test("give the same answers, or the registry says otherwise", () => {
      const names = readNameList(theirs().join("\n"));
      const ours = new Map(
        planServices(registry, { names }).entries.flatMap((entry) =>
          [entry.name, ...entry.aliases].map((name) => [
            `${name}/${entry.protocol}`,
            (name === entry.name ? entry.foundOn : undefined) ?? entry.port,
          ]),
        ),
      );
      const differences = theirs().flatMap((line) => {
        const [name = "", place = "", ...aliases] = words(line);
        const [port = "", protocol = ""] = place.split("/");
        return [name, ...aliases]
          .filter((each) => known.has(each))
          .filter((each) => ours.get(`${each}/${protocol}`) !== Number(port))
          .map((each) => ({ name: each, port: Number(port), protocol }));
      });
      console.info(
        "different from netbase:",
        differences.map((d) => Object.values(d).join(" ")),
      );
      for (const { name, port, protocol } of differences) {
        const registered = registry.records.filter(
          (record) => record.name === name && record.protocol === protocol,
        );
        const ports = registered.map((record) => record.port).filter((each) => each !== undefined);
        const isHere = ports.includes(port);
        const isLower = ports.some((each) => typeof each === "number" && each < port);
        expect(!isHere || isLower, `${name} ${port}/${protocol}`).toBe(true);
      }
    });
  },
);
