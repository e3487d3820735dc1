import { readFileSync } from "node:fs";
import type { Registry } from "@portolan/model";
import {
  auditServices,
  type RefreshResult,
  refreshServices,
  servicesDate,
  TARGETS,
  type Target,
  toServices,
} from "@portolan/services";
import { fromXml } from "@portolan/xml";
import { beforeAll, describe, expect, test } from "vitest";
import { readWithSaxes, type SaxElement } from "./saxes-elements.js";
import { hasSnapshots, hasSystems, NEEDS_SYSTEMS, readSnapshot, sharedPath } from "./shared.js";

/** Names of each port and protocol with their descriptions, read without the packages under test. */
type Facts = ReadonlyMap<string, ReadonlyMap<string, string>>;

function textOf(element: SaxElement | string | undefined): string {
  if (element === undefined) return "";
  return typeof element === "string" ? element : element.children.map(textOf).join(" ");
}

function factsOf(xml: string): Facts {
  const facts = new Map<string, Map<string, string>>();
  const visit = (element: SaxElement): void => {
    if (element.name !== "record") {
      for (const child of element.children) if (typeof child !== "string") visit(child);
      return;
    }
    const field = (name: string): string =>
      textOf(element.children.find((child) => typeof child !== "string" && child.name === name))
        .replace(/\s+/g, " ")
        .trim();
    const name = field("name")
      .replace(/ \(.*\)$/, "")
      .replace(/\s+/g, "-");
    const [first = "", last = first] = field("number").split("-");
    const protocols =
      field("protocol") === "" ? ["tcp", "udp", "sctp", "dccp"] : [field("protocol")];
    if (name === "" || first === "") return;
    for (let port = Number(first); port <= Number(last); port++) {
      for (const protocol of protocols) {
        const names = facts.get(`${port}/${protocol}`) ?? new Map<string, string>();
        facts.set(`${port}/${protocol}`, names.set(name, field("description")));
      }
    }
  };
  visit(readWithSaxes(xml));
  return facts;
}

/** Tells whether the registry says something else of a port now. */
function isChanged(key: string, old: Facts, fresh: Facts): boolean {
  const before = old.get(key) ?? new Map();
  const after = fresh.get(key) ?? new Map();
  return (
    before.size !== after.size || [...before].some(([name, words]) => after.get(name) !== words)
  );
}

interface FileLine {
  readonly text: string;
  readonly key?: string;
  readonly names: readonly string[];
}

function linesOf(text: string): readonly FileLine[] {
  return text.split("\n").map((line) => {
    const [name, place = "", ...aliases] = (line.split("#")[0] ?? "")
      .split(/[ \t\r]+/)
      .filter(Boolean);
    return name === undefined || !/^\d+\/\w+$/.test(place)
      ? { text: line, names: [] }
      : { text: line, key: place, names: [name, ...aliases] };
  });
}

const FILES: readonly (readonly [string, Target])[] = [
  ["netbase-6.4", "glibc"],
  ["freebsd", "bsd"],
  ["openbsd", "bsd"],
  ["gentoo", "portable"],
  ["windows", "portable"],
  ["centos-7", "glibc"],
  ["sles-12", "musl"],
];

describe.skipIf(!hasSnapshots || !hasSystems)(
  `a refresh from 2017-03-10 to 2025-09-22 ${NEEDS_SYSTEMS}`,
  () => {
    let old: Registry;
    let fresh: Registry;
    let before: Facts;
    let after: Facts;
    beforeAll(() => {
      const [oldXml, freshXml] = [
        readSnapshot("2017-03-10", "xml"),
        readSnapshot("2025-09-22", "xml"),
      ];
      old = fromXml(oldXml).registry;
      fresh = fromXml(freshXml).registry;
      before = factsOf(oldXml);
      after = factsOf(freshXml);
    });

    const refreshed = (file: string, target: Target): { text: string; result: RefreshResult } => {
      const text = readFileSync(sharedPath(`services/${file}.services`), "latin1");
      return { text, result: refreshServices(text, old, fresh, { target }) };
    };

    test.each(FILES)("%s: only lines change whose facts changed", (file, target) => {
      const { text, result } = refreshed(file, target);
      const lines = linesOf(text);
      // Its changes are all that makes the new text of the old one.
      const rebuilt: string[] = [];
      lines.forEach((line, i) => {
        const changes = result.changes.filter((each) => each.line === i + 1);
        for (const { before: was, after: now } of changes)
          if (was === undefined) rebuilt.push(...now);
        const change = changes.find(({ before: was }) => was !== undefined);
        const end = line.text.endsWith("\r") ? "\r" : "";
        rebuilt.push(...(change?.after.map((each) => each + end) ?? [line.text]));
        if (change !== undefined) expect(change.before).toBe(line.text.replace(/\r$/, ""));
      });
      expect(rebuilt.join("\n")).toBe(result.text);
      const groundless = result.changes.filter(({ line, facts }) => {
        const { key = "", names } = lines[line - 1] ?? { names: [] };
        if (facts.every(({ kind }) => kind === "date" || kind === "moved")) return false;
        return !isChanged(key, before, after) || !names.some((name) => before.get(key)?.has(name));
      });
      expect(groundless).toEqual([]);
    });

    test.each(FILES)("%s: every line changes whose names did", (file, target) => {
      const { text, result } = refreshed(file, target);
      const changed = new Set(result.changes.map(({ line }) => line));
      const lines = linesOf(text);
      const lowest = (name: string, protocol: string): number =>
        Math.min(
          ...[...after].flatMap(([key, names]) =>
            key.endsWith(`/${protocol}`) && names.has(name) ? [Number.parseInt(key, 10)] : [],
          ),
        );
      const known = new Set(
        lines.flatMap(({ key = "", names }) => names.map((name) => `${key.split("/")[1]} ${name}`)),
      );
      const first = new Map<string, number>();
      const forgotten = lines.flatMap(({ text: line, key, names }, i) => {
        if (key === undefined || !names.some((name) => before.get(key)?.has(name))) return [];
        if (!first.has(key)) first.set(key, i);
        const [port = "", protocol = ""] = key.split("/");
        const isGone = names.some(
          (name) => before.get(key)?.has(name) && !after.get(key)?.has(name),
        );
        const isNew =
          first.get(key) === i &&
          [...(after.get(key)?.keys() ?? [])].some(
            (name) =>
              !before.get(key)?.has(name) &&
              !known.has(`${protocol} ${name}`) &&
              lowest(name, protocol) === Number(port),
          );
        return (isGone || isNew) && !changed.has(i + 1) ? [line] : [];
      });
      expect(forgotten).toEqual([]);
    });

    test.each(FILES)(
      "%s: no name is lost, none leads elsewhere, and once is enough",
      (file, target) => {
        const { text, result } = refreshed(file, target);
        const moved = new Set(
          result.changes.flatMap(({ facts }) =>
            facts.filter(({ kind }) => kind === "moved").map(({ name, key }) => `${key} ${name}`),
          ),
        );
        const entries = (of: string): readonly string[] =>
          linesOf(of).flatMap(({ key = "", names }) => names.map((name) => `${key} ${name}`));
        const now = new Set(entries(result.text));
        expect(entries(text).filter((entry) => !now.has(entry) && !moved.has(entry))).toEqual([]);
        const wrong = (of: string): number =>
          auditServices(of, fresh, { target, encoding: "latin1" }).findings.filter(
            ({ kind }) => kind === "wrong",
          ).length;
        expect(wrong(result.text)).toBeLessThanOrEqual(wrong(text));
        expect(refreshServices(result.text, old, fresh, { target }).changes).toEqual([]);
      },
    );

    test.each(TARGETS)("a whole file of our own for %s is as good as a new one", (target) => {
      const text = toServices(old, { target });
      const { text: refreshedText } = refreshServices(text, old, fresh, { target, add: true });
      const { findings } = auditServices(refreshedText, fresh, { target });
      // Only what the registry gave up is left, and leads where it did.
      expect(findings.filter(({ kind }) => kind === "wrong")).toEqual([]);
      const style = new Set(
        findings.filter(({ kind }) => kind === "style").map(({ name }) => name),
      );
      expect([...style]).toEqual(["compressnet"]);
      expect(servicesDate(refreshedText)).toBe("2025-09-22");
      const ports = (of: string): ReadonlySet<string> =>
        new Set(linesOf(of).flatMap(({ key }) => (key === undefined ? [] : [key])));
      const known = ports(refreshedText);
      const missing = [...ports(toServices(fresh, { target }))].filter((key) => !known.has(key));
      expect(missing).toEqual([]);
    });

    test("the README shows all lines of netbase and FreeBSD that change", () => {
      const readme = readFileSync(
        new URL("../packages/services/README.md", import.meta.url),
        "utf8",
      );
      const [, shown = ""] = /<!-- refresh -->\n\n```console\n(.*?)```/s.exec(readme) ?? [];
      const lines = (file: string, target: Target): string =>
        refreshed(file, target)
          .result.changes.flatMap(({ before: was, after: now }) => [
            `-${was}`,
            ...now.map((line) => `+${line}`),
          ])
          .join("\n");
      const answers = shown.split(/^\$ .*\n/m).slice(1);
      const sorted = (text: string): readonly string[] => text.trim().split("\n").sort();
      expect(answers.map(sorted)).toEqual([
        sorted(lines("netbase-6.4", "glibc")),
        sorted(lines("freebsd", "bsd")),
      ]);
    });
  },
);
