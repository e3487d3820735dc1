import type { Random } from "./random.js";

/** Signs and words that mean something in one of the syntaxes, or to JavaScript. */
const SIGNS: readonly string[] = [
  ..."\"'`,;:|/\\<>&=#!?*%@~^+-_()[]{}\t\r\n \0\x1b\x7f\x85\xa0\u2028\u202e\ufeff\ufffd",
  ...["\ud800", "\udc00", "é", "日", "\r\n", "\n\n", "  ", "    ", '""', "''", "\\\n", "\f", "\v"],
  ...["<!--", "-->", "]]>", "<![CDATA[", "<?x ?>", "<record>", "</record>", "<registry>", "<a "],
  ...["</registry>", "<person ", "<xref ", "<note>", "</note>", "<tr>", "</tr>", "<td>", "</td>"],
  ...["</table>", "<table>", "<pre>", "</pre>", "<script>", "<b>", "&amp;", "&#0;", "&lol;", "&#x"],
  ...[
    "- ",
    "? ",
    ": ",
    "&a ",
    "*a",
    "!!str ",
    "---\n",
    "...\n",
    "%YAML 1.1\n",
    "<<: ",
    "|\n",
    ">-\n",
  ],
  ...['{"', '":', "[]", "{}", "null", "true", "1e999", "-0", "\\u0000", "\\ud800", "//", "/*"],
  ...["# ", "/tcp", "/udp", "80", "0", "65536", "1-65535", "-1", "99999999999999999999", "NaN"],
  ...[
    "Page 2",
    "Footnote",
    "Contact Information",
    "Service Name",
    "Port Number",
    "sep=;\n",
    "+---+",
  ],
  ...[
    "| --- |",
    "[RFC6335]",
    "[Ann_Example]",
    "2001-02-03",
    "2001-02-30",
    "Reserved",
    "Unassigned",
  ],
];

/** Names that JavaScript's objects have of their own. */
const OWN_NAMES = ["__proto__", "constructor", "toString", "hasOwnProperty", "length", "valueOf"];

/** What opens, nested deep, and what closes it again. */
const NESTS: readonly (readonly [open: string, close: string])[] = [
  ["<b>", "</b>"],
  ["<record>", "</record>"],
  ["<table><tr><td>", "</td></tr></table>"],
  ["[", "]"],
  ['{"a":', "}"],
  ["{a: ", "}"],
  ["- ", ""],
  ["? ", ""],
  ["> ", ""],
  ["(", ")"],
  ['"', '"'],
];

/** Texts that grow without end where a reader expands what they say. */
const BOMBS: readonly string[] = [
  `<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">${[..."bcdefghij"]
    .map((name, i) => `<!ENTITY ${name} "${`&${"abcdefghi"[i]};`.repeat(10)}">`)
    .join("")}]><registry id="service-names-port-numbers"><record><name>&j;</name></record>`,
  '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><registry><record><name>&a;</name></record>',
  `a: &a [x, x]\n${[..."bcdefghijklmnop"]
    .map((name, i) => `${name}: &${name} [${`*${"abcdefghijklmno"[i]}, `.repeat(9)}]`)
    .join("\n")}\nrecords: *p\n`,
  "records: &r [*r]\n",
];

type Mutation = (text: string, random: Random, others: readonly string[]) => string;

/** Puts a text in place of a stretch. */
function replaced(text: string, at: number, length: number, put: string): string {
  return text.slice(0, at) + put + text.slice(at + length);
}

function onBytes(text: string, change: (bytes: Buffer) => Buffer): string {
  return change(Buffer.from(text, "utf8")).toString("utf8");
}

/** Changes the lines of a text. */
function onLines(text: string, change: (lines: string[]) => void): string {
  const lines = text.split(/(?<=\n)/);
  change(lines);
  return lines.join("");
}

const MUTATIONS: Readonly<Record<string, Mutation>> = {
  flip: (text, random) =>
    onBytes(text, (bytes) => {
      const at = random.below(bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
      return bytes;
    }),
  cut: (text, random) => replaced(text, random.below(text.length), random.length(200), ""),
  double: (text, random) => {
    const at = random.below(text.length);
    const stretch = text.slice(at, at + random.length(400));
    return replaced(text, at, 0, stretch.repeat(random.length(8)));
  },
  splice: (text, random, others) => {
    const other = random.pick(others);
    const from = random.below(other.length);
    const length = random.length(600);
    return replaced(
      text,
      random.below(text.length),
      random.below(2) * random.length(200),
      other.slice(from, from + length),
    );
  },
  "cut off": (text, random) => text.slice(0, random.below(text.length)),
  "begin later": (text, random) => text.slice(random.below(text.length)),
  sign: (text, random) =>
    replaced(text, random.below(text.length), random.below(3), random.pick(SIGNS)),
  "structural sign": (text, random) => {
    const sign = random.pick([..."\"',<>{}[]:|/-=\n\t&"]);
    const places = [...text.matchAll(new RegExp(sign.replace(/[[\]{}|/-]/, "\\$&"), "g"))];
    if (places.length === 0) return text;
    const { index } = random.pick(places);
    return replaced(text, index, 1, random.below(2) === 0 ? "" : random.pick(SIGNS));
  },
  "line ends": (text, random) =>
    text.replaceAll(/\r\n|\n/g, random.pick(["\r", "\r\n", "\n\r", "\n"])),
  "one line end": (text, random) => {
    const places = [...text.matchAll(/\r\n|\n/g)];
    if (places.length === 0) return text;
    const { index, 0: end } = random.pick(places);
    return replaced(text, index, end.length, random.pick(["", " ", "\r", "\n\n", "\u2028"]));
  },
  blanks: (text, random) => {
    const places = [...text.matchAll(/[ \t]+/g)];
    if (places.length === 0) return text;
    const { index, 0: run } = random.pick(places);
    return replaced(
      text,
      index,
      run.length,
      random.pick(["", " ", "\t", " ".repeat(random.length(40))]),
    );
  },
  "line twice": (text, random) =>
    onLines(text, (lines) => {
      const at = random.below(lines.length);
      lines.splice(at, 0, lines[at] ?? "");
    }),
  "line gone": (text, random) =>
    onLines(text, (lines) => {
      lines.splice(random.below(lines.length), 1);
    }),
  "lines changed places": (text, random) =>
    onLines(text, (lines) => {
      const [moved = ""] = lines.splice(random.below(lines.length), 1);
      lines.splice(random.below(lines.length), 0, moved);
    }),
  "other encoding": (text, random) =>
    random.below(2) === 0
      ? Buffer.from(text, "utf8").toString("latin1")
      : Buffer.from(text, "latin1").toString("utf8"),
  mark: (text) => `\ufeff${text}`,
  "own name": (text, random) => {
    const words = [...text.matchAll(/[\w-]+/g)];
    if (words.length === 0) return text;
    const { index, 0: word } = random.pick(words);
    const name = random.pick(OWN_NAMES);
    return random.below(3) === 0 && word.length > 2
      ? text.replaceAll(word, name)
      : replaced(text, index, word.length, name);
  },
  "long field": (text, random) =>
    replaced(
      text,
      random.below(text.length),
      0,
      random.pick(["x", "x ", "é", ",", "|", "<", "&"]).repeat(random.length(3000)),
    ),
  nested: (text, random) => {
    const [open, close] = random.pick(NESTS);
    const depth = random.length(2000);
    return replaced(
      text,
      random.below(text.length),
      0,
      open.repeat(depth) + close.repeat(random.below(2) * depth),
    );
  },
  bomb: (text, random) => random.pick(BOMBS) + (random.below(2) === 0 ? "" : text),
};

const NAMES = Object.keys(MUTATIONS);

/** The commonest damages come more often than the rare ones, which change all of a text. */
const RARE = new Set(["line ends", "other encoding", "mark", "nested", "bomb", "long field"]);

/** Damages a text once to five times; the names of the damages are told. */
export function mutated(
  text: string,
  random: Random,
  others: readonly string[],
): { readonly text: string; readonly done: readonly string[] } {
  const done: string[] = [];
  let result = text;
  for (let times = random.length(5); times > 0 && result !== ""; times--) {
    let name = random.pick(NAMES);
    if (RARE.has(name) && random.below(4) > 0) name = random.pick(NAMES);
    result = MUTATIONS[name]?.(result, random, others) ?? result;
    done.push(name);
  }
  return { text: result, done };
}
