import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRegistry, type Registry } from "@portolan/model";
import { diff, diffReport, parseSelection, select } from "@portolan/query";
import {
  auditServices,
  fixServices,
  planServices,
  refreshServices,
  type ToServicesOptions,
  toServices,
} from "@portolan/services";
import { fromXml } from "@portolan/xml";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { portolan, type Ran } from "./run-portolan.js";
import { readAsBsd, readAsGo, readAsMusl } from "./services-readers.js";
import {
  hasSnapshots,
  hasSystems,
  NEEDS_SYSTEMS,
  NEWEST_DAY,
  readSnapshot,
  sharedPath,
} from "./shared.js";

// What went wrong with services files of 39 systems and in 37 public reports: row by row, with inputs of
// the same kind, and with the answers of independent readers of the grammar.

describe.skipIf(!hasSnapshots || !hasSystems)(
  `services files of real systems ${NEEDS_SYSTEMS}`,
  () => {
    let whole: Registry;
    let netbase: string;
    let folder: string;
    beforeAll(() => {
      whole = fromXml(readSnapshot(NEWEST_DAY, "xml")).registry;
      netbase = readFileSync(sharedPath("services/netbase-6.4.services"), "utf8");
      folder = mkdtempSync(join(tmpdir(), "portolan-rows-"));
      // The names that commands are asked for, as a registry of a few records.
      const some = whole.records.filter(({ name = "" }) =>
        /^(?:ssh|https?|etcd-.*|ntp)$/.test(name),
      );
      const csv = some.map(
        ({ name, port, protocol }) => `${name},${String(port ?? "")},${protocol ?? ""}\n`,
      );
      writeFileSync(
        join(folder, "some.csv"),
        `Service Name,Port Number,Transport Protocol\n${csv.join("")}`,
      );
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    /** Gives the lines of a file with a port, in whatever form it stands there. */
    const linesOn = (text: string, place: string): readonly string[] =>
      text.split("\n").flatMap((line) => {
        const words = (line.split("#")[0] ?? "").split(/\s+/).filter(Boolean);
        return words[1] === place ? [words.join(" ")] : [];
      });
    /** Writes a part of the registry, as commands with a selection do. */
    const part = (
      criteria: Parameters<typeof parseSelection>[0],
      options: ToServicesOptions,
    ): string => {
      const parsed = parseSelection(criteria);
      if ("message" in parsed) throw new Error(parsed.message);
      return toServices(select(whole, parsed.selection), { ...options, wholeRegistry: whole });
    };
    const codesOf = (text: string, options = {}): readonly string[] =>
      auditServices(text, whole, options).findings.map(({ code, kind }) => `${kind} ${code}`);
    const convert = (...options: readonly string[]): Promise<Ran> =>
      portolan(["convert", join(folder, "some.csv"), "--to", "services", ...options]);

    it("1: a port that a name repeats, or a range covers, answers", () => {
      const text = toServices(whole);
      const readers = [readAsBsd(text), readAsMusl(text)];
      for (const [port, name] of [
        [8080, "http-alt"],
        [8008, "http-alt"],
        [3900, "udt-os"],
        [2438, "msp"],
        [6001, "x11"],
        [6063, "x11"],
      ] as const)
        for (const reader of readers) expect(reader.nameOf?.(port, "tcp"), `${port}`).toBe(name);
      expect(readAsGo(text).portOf("http-alt", "tcp")).toBe(591);
    });

    it("2: a base line is kept as a line, whatever is selected", () => {
      const base = "discard 9/tcp sink null\nsmtp 25/tcp mail\nmyapp 9999/tcp\n";
      const text = part({ port: "80", protocol: "tcp" }, { base });
      expect(linesOn(text, "9/tcp")).toEqual(["discard 9/tcp sink null"]);
      expect(linesOn(text, "25/tcp")).toEqual(["smtp 25/tcp mail"]);
      expect(linesOn(text, "9999/tcp")).toEqual(["myapp 9999/tcp"]);
      for (const target of ["portable", "glibc", "musl", "go"] as const) {
        const system = part({ class: "system" }, { base: netbase, target });
        const words = new Set(system.replace(/#.*/g, "").split(/\s+/));
        const names = netbase
          .replace(/#.*/g, "")
          .split("\n")
          .filter(
            (line) => target === "portable" || target === "glibc" || !/\/(?:sctp|ddp)/.test(line),
          )
          .flatMap((line) => line.split(/\s+/).filter((word, i) => word !== "" && i !== 1));
        expect(
          names.filter((name) => !words.has(name)),
          target,
        ).toEqual([]);
      }
    });

    it("3: the base decides which of its registered ports a name keeps", () => {
      for (const port of [591, 8008, 8080]) {
        const text = toServices(whole, { base: `http-alt ${port}/tcp webcache\n` });
        for (const read of [readAsBsd, readAsMusl, readAsGo])
          for (const name of ["http-alt", "webcache"])
            expect(read(text).portOf(name, "tcp")).toBe(port);
      }
    });

    it("4: a refresh keeps what people wrote", () => {
      const old = createRegistry({
        records: [{ name: "http", port: 80, protocol: "tcp", references: [] }],
      });
      const text = "# Title\n\n  # by hand\nmine\t7777/tcp\t# ours\nhttp\t80/tcp\t# kept\n\n# end";
      expect(refreshServices(text, old, whole).text).toBe(
        text.replace("http\t80/tcp\t# kept", "http\t80/tcp\twww www-http\t# kept"),
      );
    });

    it("5: what is registered without protocol, without port, as a range, or no IANA transport is so", () => {
      const codes = (text: string): readonly string[] =>
        codesOf(text).map((one) => one.split(" ")[1] ?? "");
      expect(codes("boe-cms 6400/tcp\nicpp 14142/udp\n")).not.toContain("audit/unknown-service");
      expect(codes("imap2 143/udp\n")).toEqual(["audit/carried-name"]);
      expect(codes("compressnet 2/tcp\n")).toEqual(["audit/without-port"]);
      expect(codes("rtmp 1/ddp\necho 4/ddp\n")).toEqual([]);
      expect(codesOf("x11 6000-6063/tcp\n")).toEqual(["style audit/range"]);
    });

    it("6: our own file is clean for its target, with packs but for customs", () => {
      for (const target of ["portable", "musl"] as const) {
        expect(codesOf(toServices(whole, { target }), { target })).toEqual([]);
        const packs = toServices(whole, { target, packs: ["debian", "bsd", "gentoo"] });
        const { findings } = auditServices(packs, whole, { target });
        expect([...new Set(findings.map(({ kind }) => kind))]).toEqual(["custom"]);
      }
    });

    it("6: nothing is wrong in a file with a base that chooses another of a name's ports", () => {
      for (const target of ["portable", "glibc", "musl", "bsd", "go"] as const) {
        const text = toServices(whole, { target, base: "http-alt 8080/tcp webcache\n" });
        const { findings } = auditServices(text, whole, { target });
        expect(findings.filter(({ kind }) => kind === "wrong")).toEqual([]);
        expect(findings.map(({ code, key }) => `${code} ${key}`)).toEqual(
          expect.arrayContaining(["audit/by-port-only 591/tcp", "audit/by-port-only 8008/tcp"]),
        );
      }
      // A port that is not the name's own is wrong all the same.
      const [first] = auditServices("dicom 104/tcp\ndicom 11112/tcp\n", whole).findings;
      expect(first?.kind).not.toBe("style");
      expect(codesOf("dicom 104/tcp\ndicom 11112/tcp\n")).toContain("wrong audit/shadowed-in-c");
    });

    it("7: each line that a resolver skips or reads otherwise is told, with who", () => {
      const lines: readonly (readonly [string, string, RegExp])[] = [
        ["\tssh 22/tcp", "audit/leading-blank", /musl and the BSDs/],
        ["https 443,tcp", "audit/comma-before-protocol", /glibc, musl and Go/],
        ["ntp 123/udp one \\\n two", "audit/line-continued", /joined/],
        ["mysql 003306/tcp", "audit/port-not-decimal", /1734 for glibc/],
        ["big 70001/tcp", "audit/port-too-large", /4465 for glibc/],
        ["ssh 22/Tcp", "audit/protocol-in-capitals", /Tcp/],
        ["ircd 6668/tcp a,b,c", "audit/comma-in-alias", /Augeas, so Puppet/],
        ["echo 0x7/tcp", "audit/port-not-decimal", /musl, the BSDs and Go/],
      ];
      for (const [line, code, message] of lines) {
        const found = auditServices(`${line}\n`, whole).findings.filter((one) => one.code === code);
        expect(found, line).toHaveLength(1);
        expect(found[0]?.message).toMatch(message);
        expect(found[0]?.kind).toBe("wrong");
      }
      expect(codesOf("ssh 22/tcp")).toEqual(["style audit/no-line-feed-at-end"]);
    });

    it("8: names are asked for by pattern and in any case; what is missing is said", async () => {
      const ssh = await convert("--only", "SSH,Etcd*");
      expect(ssh.exitCode).toBe(0);
      expect(ssh.stdout.match(/^[^#\s]+/gm)).toEqual(
        expect.arrayContaining(["ssh", "etcd-client", "etcd-server"]),
      );
      const one = await convert("--only", "htps,ssh,nosuch");
      expect(one.exitCode).toBe(1);
      expect(one.stderr).toContain("No service has a name asked for: htps, nosuch.");
      expect(one.stderr).toContain("htps: did you mean https");
      expect(await convert("--only", "htps")).toMatchObject({ exitCode: 2, stdout: "" });
      expect(await convert("--only", "ss?x*")).toMatchObject({ exitCode: 2, stdout: "" });
    });

    it("9: a small file has what people use first", () => {
      const text = toServices(whole, { maxBytes: Buffer.byteLength(netbase) });
      const places = new Set(text.match(/\d+\/(?:tcp|udp)/g));
      const theirs = new Set(
        netbase.match(/^[^#\s]+\s+\d+\/(?:tcp|udp)/gm)?.map((line) => line.split(/\s+/)[1] ?? ""),
      );
      expect([...theirs].filter((place) => places.has(place)).length).toBeGreaterThanOrEqual(230);
      for (const place of ["161/udp", "389/tcp", "179/tcp", "445/tcp", "22/tcp", "8080/tcp"])
        expect(places.has(place), place).toBe(true);
      const frequencies = "# nmap\nunusual\t20222/tcp\t0.500000\nssh\t22/tcp\t0.182286\n";
      const ranked = toServices(whole, { maxBytes: 20_000, frequencies });
      expect(linesOn(ranked, "20222/tcp")).toHaveLength(1);
    });

    it("10: each line of the overrides is written as it is, and nothing false is told", () => {
      const overrides = "acr-nema 104/tcp dicom\ndicom 11112/tcp\n";
      const text = toServices(whole, { overrides });
      expect(linesOn(text, "104/tcp")[0]).toMatch(/^acr-nema|^dicom/);
      for (const read of [readAsBsd, readAsMusl]) {
        expect(read(text).nameOf?.(104, "tcp")).toBe("acr-nema");
        expect(read(text).nameOf?.(11112, "tcp")).toBe("dicom");
      }
      const { conflicts } = planServices(whole, { overrides });
      expect(conflicts.map(({ kind, name, port }) => `${kind} ${name} ${port}`)).toEqual([
        "override-moves-name dicom 104",
      ]);
      const moved = toServices(whole, { overrides: "http-alt 8080/tcp\n" });
      for (const port of [591, 8008, 8080])
        expect(readAsBsd(moved).nameOf?.(port, "tcp")).toBe("http-alt");
      expect(readAsGo(moved).portOf("http-alt", "tcp")).toBe(8080);
    });

    it("11: a port that answers nothing any more is told", () => {
      const without = createRegistry({
        ...whole,
        records: whole.records.filter(({ name }) => name !== "http-alt"),
      });
      const users = diffReport(diff(whole, without)).sections.find(({ kind }) => kind === "users");
      const said = users?.items.map(({ subject, text }) => `${subject} ${text}`).join("\n");
      expect(said).toContain("answers nothing any more, was http-alt");
    });

    it("12: the pack debian has every name of netbase", () => {
      const words = new Set(
        toServices(whole, { packs: ["debian"] })
          .replace(/#.*/g, "")
          .split(/\s+/),
      );
      const names = netbase
        .replace(/#.*/g, "")
        .split("\n")
        .flatMap((line) => line.split(/\s+/).filter((word, i) => word !== "" && i !== 1));
      expect(new Set(names).size).toBeGreaterThan(330);
      expect(names.filter((name) => !words.has(name))).toEqual([]);
    });

    it("13: what Go answers of a name with capitals is the truth", () => {
      for (const [text, port] of [
        ["NeWS 144/tcp\nnews 2009/tcp\n", 2009],
        ["news 2009/tcp\nNeWS 144/tcp\n", 2009],
      ] as const) {
        const [finding] = auditServices(text, whole).findings.filter(({ code }) =>
          code.endsWith("in-go"),
        );
        expect(finding?.message).toContain(`Go answers “NeWS” with ${port}/tcp`);
        expect(readAsGo(text).portOf("NeWS", "tcp")).toBe(port);
      }
    });

    it("14: /usr/etc/services is read where there is no /etc/services", async () => {
      mkdirSync(join(folder, "usr/etc"), { recursive: true });
      writeFileSync(join(folder, "usr/etc/services"), "ssh 22/tcp\n");
      const ran = await portolan([
        "services",
        "audit",
        join(folder, "etc/services"),
        "-r",
        join(folder, "some.csv"),
      ]);
      expect(ran.exitCode).toBe(0);
      expect(ran.stderr).toContain(`reading ${join(folder, "usr/etc/services")}.`);
    });

    it("15: time grows with the length only", { timeout: 60_000 }, () => {
      const lines = Array.from(
        { length: 40_000 },
        (_, i) => `name-${i} ${1 + (i % 60_000)}/tcp a-${i} # ${"x".repeat(60)}\n`,
      );
      const start = performance.now();
      auditServices(lines.join(""), whole);
      expect(performance.now() - start).toBeLessThan(20_000);
    });

    describe("public reports", () => {
      it("hercules-team/augeas#772: aliases with commas are told, and mended", () => {
        const text = "ircd 6667/tcp irc,irc-d\n";
        const { findings } = auditServices(text, whole);
        expect(findings.map(({ code }) => code)).toContain("audit/comma-in-alias");
        expect(fixServices(text, findings).text).toBe("ircd 6667/tcp irc irc-d\n");
      });

      it("secdev/scapy#150, phaethon/kamene#90 and #114, iolib#16: bytes that are no UTF-8 are told, and none are written", () => {
        const latin1 = auditServices("foo 7777/tcp # Sol\u00e9\n", whole, { encoding: "latin1" });
        expect(latin1.findings.map(({ code }) => code)).toContain("audit/not-utf-8");
        // biome-ignore lint/suspicious/noControlCharactersInRegex: of ASCII.
        expect(toServices(whole, { comments: "full" })).toMatch(/^[\x00-\x7f]*$/);
      });

      it("keeperofdakeys/dns-lookup#12: 8080 answers, in a file that takes little time too", () => {
        for (const options of [
          {},
          { maxBytes: 12_813 },
          { target: "glibc", maxBytes: 12_813 },
        ] as const)
          expect(readAsBsd(toServices(whole, options)).nameOf?.(8080, "tcp")).toBe("http-alt");
      });
    });
  },
);
