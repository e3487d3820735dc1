import {
  isDeprecatedProtocol,
  type ProtocolNumbers,
  type ProtocolNumbersResult,
  type ProtocolRecord,
  Report,
  referenceLabel,
} from "@portolan/model";
import type { Span } from "@portolan/model/internal";
import type { CompatibilityPack } from "./compatibility-packs.js";
import { type Comments, cutAfterWord, SHORT_COMMENT } from "./entry-lines.js";
import { datePhrase, plainLine, writableName } from "./line-text.js";
import { servicesProblems } from "./problems.js";

/** How to write a protocols file. */
export interface ToProtocolsOptions {
  /** How much comments tell; `short` by default. */
  readonly comments?: Comments;
  /** Aliases that systems have always carried, although they are not registered; none by default. */
  readonly packs?: readonly CompatibilityPack[];
  /** Whether the file begins with the registry's date; it does by default. */
  readonly header?: boolean;
  readonly report?: Report;
}

/**
 * Writes /etc/protocols: the keyword in lower case, its number, and the keyword as registered as an
 * alias, as systems have it. A keyword with blanks takes a legal form, `mobility-header`; a
 * deprecated one is marked in the comment. Of a name that comes twice, the lower number has it:
 * glibc and Go both take the first line.
 *
 * @example
 * toProtocols({ records: [{ number: 6, keyword: "TCP", references: [] }] }, { header: false });
 * // "tcp\t6\tTCP\n"
 */
export function toProtocols(numbers: ProtocolNumbers, options: ToProtocolsOptions = {}): string {
  const { header = true, comments = "short" } = options;
  const left = new Map<ProblemCode, string[]>();
  const leave = (code: ProblemCode, example: string): void => {
    left.set(code, [...(left.get(code) ?? []), example]);
  };
  const taken = new Set<string>();
  let text = header ? headerOf(numbers) : "";
  for (const record of numbers.records) {
    const names = namesOf(record, options.packs ?? [], leave).filter((name) => {
      if (!taken.has(name)) return taken.add(name);
      leave("protocols/name-elsewhere", name);
      return false;
    });
    if (names.length > 0) text += lineOf(record, names, comments);
  }
  for (const [code, [example = "", ...others]] of left) {
    options.report?.add(servicesProblems, code, { values: { count: 1 + others.length, example } });
  }
  return text;
}

type ProblemCode = "protocols/no-keyword" | "protocols/name-rewritten" | "protocols/name-elsewhere";

/** Gives the canonical name and the aliases of a record. */
function namesOf(
  { number, keyword, aliases = [] }: ProtocolRecord,
  packs: readonly CompatibilityPack[],
  leave: (code: ProblemCode, example: string) => void,
): readonly string[] {
  const legal =
    keyword === undefined || NO_KEYWORD.test(keyword) ? undefined : writableName(keyword);
  if (legal === undefined || typeof number !== "number") {
    const example = typeof number === "number" ? String(number) : `${number.first}-${number.last}`;
    leave("protocols/no-keyword", example);
    return [];
  }
  if (legal !== keyword) leave("protocols/name-rewritten", keyword ?? "");
  const compatible = PROTOCOL_ALIASES.filter(
    (entry) =>
      entry.number === number &&
      entry.keyword === keyword &&
      entry.packs.some((pack) => packs.includes(pack)),
  ).flatMap((entry) => entry.aliases);
  return [...new Set([legal.toLowerCase(), legal, ...aliases, ...compatible])];
}

/** Words that stand in the keyword's column without being one. */
const NO_KEYWORD = /^(?:reserved|unassigned)$/i;

function lineOf(record: ProtocolRecord, names: readonly string[], comments: Comments): string {
  const [name = "", ...aliases] = names;
  const comment = commentOf(record, comments);
  const fields = [name, String(record.number), aliases.join(" "), comment && `# ${comment}`];
  return `${fields.filter((field) => field !== "").join("\t")}\n`;
}

function commentOf(record: ProtocolRecord, comments: Comments): string {
  if (comments === "none") return "";
  const description = plainLine(record.description ?? "");
  const mark = isDeprecatedProtocol(record) && !/deprecated/i.test(description) ? "deprecated" : "";
  const rfcs = record.references.filter(({ type }) => type === "rfc").map(referenceLabel);
  const labels = comments === "full" ? rfcs.map((label) => `[${label}]`) : [];
  const words = comments === "full" ? description : cutAfterWord(description, SHORT_COMMENT);
  return [words, ...labels, mark && `(${mark})`].filter((part) => part !== "").join(" ");
}

function headerOf({ updated }: ProtocolNumbers): string {
  return [
    "Internet protocol numbers, see protocols(5)",
    `From the IANA registry Assigned Internet Protocol Numbers ${datePhrase(updated)},`,
    "https://www.iana.org/assignments/protocol-numbers",
  ]
    .map((line) => `# ${line}\n`)
    .join("");
}

/**
 * Reads an /etc/protocols file of any system. The keyword of a record is the alias that differs from
 * the line's name in case only, as IANA writes it, else the name; the comment is its description,
 * and a mark `(deprecated)` at its end goes to the keyword, where IANA has it.
 *
 * @example
 * fromProtocols("tcp 6 TCP # transmission control\n").numbers.records[0]?.keyword; // "TCP"
 */
export function fromProtocols(source: string): ProtocolNumbersResult {
  const report = new Report(source);
  const records: ProtocolRecord[] = [];
  const offsets: number[] = [];
  for (const { 0: line, index } of source.matchAll(/[^\n]+/g)) {
    const hash = line.indexOf("#");
    const body = hash === -1 ? line : line.slice(0, hash);
    const comment = hash === -1 ? "" : line.slice(hash + 1).trim();
    const [name, number, ...aliases] = body.match(/\S+/g) ?? [];
    if (name === undefined) continue;
    const start = index + line.indexOf(name);
    const record = toRecord(name, number, aliases, comment, report, {
      start,
      end: index + body.trimEnd().length,
    });
    if (record === undefined) continue;
    records.push(record);
    offsets.push(start);
  }
  const updated = HEADER_DATE.exec(source)?.[1];
  return {
    numbers: updated === undefined ? { records } : { updated, records },
    problems: report.problems,
    offsets,
  };
}

const HEADER_DATE = /^# .*\bProtocol Numbers of (\d{4}-\d{2}-\d{2})\b/m;
const DEPRECATED = /\s*\(deprecated\)$/i;
const MAX_NUMBER = 65_535;

function toRecord(
  name: string,
  number: string | undefined,
  aliases: readonly string[],
  comment: string,
  report: Report,
  span: Span,
): ProtocolRecord | undefined {
  if (number === undefined) {
    report.add(servicesProblems, "protocols/line-incomplete", { span, values: { found: name } });
    return undefined;
  }
  if (!/^\d{1,5}$/.test(number) || Number(number) > MAX_NUMBER) {
    report.add(servicesProblems, "protocols/number-invalid", { span, values: { found: number } });
    return undefined;
  }
  const form = aliases.find((alias) => alias.toLowerCase() === name.toLowerCase()) ?? name;
  const others = aliases.filter((alias) => alias !== form);
  const description = comment.replace(DEPRECATED, "");
  return {
    number: Number(number),
    keyword: description === comment ? form : `${form} (deprecated)`,
    ...(others.length === 0 ? {} : { aliases: others }),
    ...(description === "" ? {} : { description }),
    references: [],
  };
}

/** Holds names of a protocol that systems have always carried, but the registry does not have. */
export interface ProtocolAliases {
  readonly number: number;
  /** Registered keyword that the aliases stand for. */
  readonly keyword: string;
  readonly aliases: readonly string[];
  readonly packs: readonly CompatibilityPack[];
  /** Why programs ask for them. */
  readonly reason: string;
}

const ALL = ["debian", "fedora", "bsd"] as const;

/** Lists the aliases of all packs, by number. Sources: Debian netbase 6.4, FreeBSD lib/libc/net. */
export const PROTOCOL_ALIASES: readonly ProtocolAliases[] = [
  {
    number: 0,
    keyword: "HOPOPT",
    aliases: ["ip", "IP"],
    packs: ALL,
    reason: "the pseudo protocol number that setsockopt takes for IP (IPPROTO_IP)",
  },
  {
    number: 4,
    keyword: "IPv4",
    aliases: ["ipencap", "IP-ENCAP"],
    packs: ALL,
    reason: "the name before the registry's IPv4; packet filters use it",
  },
  {
    number: 58,
    keyword: "IPv6-ICMP",
    aliases: ["icmp6"],
    packs: ["bsd"],
    reason: "the name that pf.conf(5) uses",
  },
  {
    number: 73,
    keyword: "CPHB",
    aliases: ["rspf", "RSPF"],
    packs: ["debian"],
    reason: "Radio Shortest Path First, which uses this number",
  },
  {
    number: 89,
    keyword: "OSPFIGP",
    aliases: ["ospf"],
    packs: ALL,
    reason: "what everybody calls it; routing daemons and packet filters ask for ospf",
  },
  {
    number: 124,
    keyword: "ISIS over IPv4",
    aliases: ["isis", "ISIS"],
    packs: ["debian"],
    reason: "the short form of a keyword with blanks",
  },
];
