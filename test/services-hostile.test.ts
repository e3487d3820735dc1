import { createRegistry, type Registry } from "@portolan/model";
import { TARGETS, type Target, toServices } from "@portolan/services";
import { describe, expect, test } from "vitest";
import { ask, compileGoProbe, compileProbe, hasMountNamespace } from "./services-probe.js";
import { readAsBsd, readAsGo } from "./services-readers.js";

// Whatever stands in a registry, the readers of a services file that is made of it answer what is
// registered, and nothing else: what a payload wants to be, `evil` on 4242, nobody finds.

/** What wants to be another name, another line, or to take the next line in. */
const PAYLOADS: readonly string[] = [
  ...["evil 4242/tcp", "x\nevil 4242/tcp", "x\revil 4242/tcp", "x\r\nevil\t4242/tcp\n"],
  ...["x\u2028evil 4242/tcp", "x\u0085evil 4242/tcp", "x\v\fevil 4242/tcp", "x\0evil 4242/tcp"],
  ...[
    "#",
    "# evil",
    "evil#",
    "x\\",
    "\\",
    "x \\\n",
    "+",
    "+evil",
    "-evil",
    "@evil",
    "include evil",
  ],
  ...[
    "\tevil",
    "\u00A0evil",
    "evil\u200B",
    "\u202Elive",
    "\uFEFFevil",
    "$(evil)",
    "`evil`",
    "evil;",
  ],
  // Look-alikes of ssh and http, that become them by folding or by leaving out.
  ...[
    "ｓｓｈ",
    "ＳＳＨ",
    "ſſh",
    "ssh\u200B",
    "ssh\u0301",
    "s\u00ADsh",
    "ssh ",
    " ssh",
    "ssh\0",
    "ѕѕһ",
  ],
  ...[
    "ｈｔｔｐ",
    "HTTP\u0000",
    "http/",
    "80",
    "80/tcp",
    "http 80/tcp evil",
    "ssh,",
    '"ssh"',
    "'ssh'",
  ],
  ...[127, 128, 255, 256, 1022, 1023, 1024, 4096, 70_000].map((length) => "e".repeat(length)),
  ...["é".repeat(64), "漢".repeat(43), "\u{1F600}".repeat(32), "\uD800".repeat(40)],
];

const record = { references: [], contacts: [] };
const REGISTERED = [
  { name: "ssh", port: 22, protocol: "tcp" },
  { name: "domain", port: 53, protocol: "udp" },
  { name: "http", port: 80, protocol: "tcp" },
  { name: "last", port: 65_535, protocol: "tcp" },
] as const;

/** Puts every payload before and after what is registered, wherever a record says something. */
function hostile(): Registry {
  const said = PAYLOADS.flatMap((text, i) => [
    { ...record, name: text, port: 3000 + i, protocol: "tcp" },
    { ...record, name: `as-${i}`, port: 5000 + i, protocol: "tcp", description: text, notes: text },
    { ...record, name: `on-${i}`, port: 7000 + i, protocol: text },
    // It says of itself that it is the other name of a registered one.
    {
      ...{ ...record, name: text, port: 9000 + i, protocol: "tcp" },
      notes: i % 2 === 0 ? 'This entry is an alias to "ssh".' : 'Replaces "http".',
    },
  ]);
  const low = PAYLOADS.map((text) => ({ ...record, name: text, port: 21, protocol: "tcp" }));
  return createRegistry({
    title: "x\nevil 4242/tcp",
    updated: "x\nevil 4242/tcp",
    records: [...low, ...REGISTERED.map((one) => ({ ...record, ...one })), ...said],
  });
}

const QUESTIONS = [
  ...REGISTERED.map(({ name, protocol }) => `n ${name} ${protocol}`),
  ...REGISTERED.map(({ port, protocol }) => `p ${port} ${protocol}`),
];
const ANSWERS = [...REGISTERED, ...REGISTERED].map(({ name, port }) => `${name} ${port}`);
/** A name that is not written as it stands may take a form that nobody has, on its own port only. */
const isHarmless = (answer: string): boolean => !answer.includes("4242");
const REFUSED = [
  "n evil tcp",
  "n evil udp",
  "p 4242 tcp",
  "p 4242 udp",
  "n live tcp",
  "n include tcp",
];

const written = (target: Target, comments: "none" | "full"): string =>
  toServices(hostile(), { target, comments });

const glibc = hasMountNamespace ? compileProbe("gcc") : undefined;
const musl = hasMountNamespace ? compileProbe("musl-gcc", ["-static"]) : undefined;
const go = hasMountNamespace ? compileGoProbe() : undefined;

describe.each(TARGETS)("a services file for %s", (target) => {
  describe.each(["none", "full"] as const)("with comments: %s", (comments) => {
    test("keeps each line what it is: one name, one port, one protocol", () => {
      const lines = written(target, comments).split("\n");
      for (const line of lines) {
        const [plain = ""] = line.split("#");
        expect(plain).toMatch(/^(?:|[!-~]+\s+\d{1,5}\/[A-Za-z][\w.+-]*(?:\s+[!-~]+)*\s*)$/);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
        expect(line).not.toMatch(/[\0-\x08\v-\x1F\x7F-\x9F\u2028\u2029\u202A-\u202E]|\\$/);
      }
    });

    test("is read by readers after the BSDs and Go as it is registered", () => {
      const text = written(target, comments);
      for (const reader of [readAsBsd(text), readAsGo(text)]) {
        for (const { name, port, protocol } of REGISTERED) {
          expect(reader.portOf(name, protocol)).toBe(port);
          if (reader.nameOf !== undefined) expect(reader.nameOf(port, protocol)).toBe(name);
        }
        expect(reader.portOf("evil", "tcp")).not.toBe(4242);
      }
    });

    test.skipIf(glibc === undefined)("is read by glibc (needs gcc, unshare)", async () => {
      const text = written(target, comments);
      const answers = await ask(glibc ?? "", "/etc/services", text, [...QUESTIONS, ...REFUSED]);
      expect(answers.slice(0, QUESTIONS.length)).toEqual(ANSWERS);
      expect(answers.slice(QUESTIONS.length).every(isHarmless)).toBe(true);
    });

    test.skipIf(musl === undefined)("is read by musl (needs musl-tools, unshare)", async () => {
      const text = written(target, comments);
      const answers = await ask(musl ?? "", "/etc/services", text, [...QUESTIONS, ...REFUSED]);
      expect(answers.slice(0, QUESTIONS.length)).toEqual(ANSWERS);
      expect(answers.slice(QUESTIONS.length).every(isHarmless)).toBe(true);
    });

    // Go ends at a line of 64 KiB, which a file for glibc alone may have.
    test.skipIf(go === undefined || target === "glibc")(
      "is read by Go (needs golang-go, unshare)",
      async () => {
        const text = written(target, comments);
        const names = QUESTIONS.slice(0, REGISTERED.length).map((question) => question.slice(2));
        const answers = await ask(go ?? "", "/etc/services", text, [
          ...names,
          "evil tcp",
          "live tcp",
        ]);
        expect(answers.slice(-2).every(isHarmless)).toBe(true);
        expect(answers.slice(0, -2)).toEqual(REGISTERED.map(({ port }) => String(port)));
      },
    );
  });
});
