import {
  formatPort,
  isDeprecatedProtocol,
  type ProtocolNumbers,
  type ProtocolNumbersResult,
  type ProtocolRecord,
  Report,
  referenceLabel,
} from "@portolan/model";
import {
  addToGroup,
  type Group,
  requireList,
  requireObject,
  requireText,
} from "@portolan/model/internal";
import { type CompatibilityPack, hasPacks, packTable } from "./compatibility-packs.js";
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
export function toProtocols(
  numbers: ProtocolNumbers,
  { header = true, comments = "short", packs = [], report }: ToProtocolsOptions = {},
): string {
  requireObject(numbers, "toProtocols", "numbers");
  requireList(numbers.records, "toProtocols", "numbers.records");
  const { updated, records } = numbers;
  const left = new Map<ProblemCode, Group<string>>();
  const leave = (code: ProblemCode, example: string): void => addToGroup(left, code, example);
  const taken = new Set<string>();
  let text = header
    ? `# Internet protocol numbers, see protocols(5)\n# From the IANA registry Assigned Internet Protocol Numbers ${datePhrase(updated)},\n# https://www.iana.org/assignments/protocol-numbers\n`
    : "";
  for (const record of records) {
    const { number, keyword = "", aliases = [] } = record;
    const legal = NO_KEYWORD.test(keyword) ? undefined : writableName(keyword);
    if (legal === undefined || typeof number !== "number") {
      leave("protocols/no-keyword", formatPort(number));
      continue;
    }
    if (legal !== keyword) leave("protocols/name-rewritten", keyword);
    const carried = PROTOCOL_ALIASES.filter(
      (entry) => entry.number === number && entry.keyword === keyword && hasPacks(entry, packs),
    ).flatMap((entry) => entry.aliases);
    const all = new Set([legal.toLowerCase(), legal, ...aliases, ...carried]);
    for (const name of all) if (taken.has(name)) leave("protocols/name-elsewhere", name);
    const [name, ...others] = [...all].filter((each) => !taken.has(each));
    if (name === undefined) continue;
    for (const each of [name, ...others]) taken.add(each);
    const comment = commentOf(record, comments);
    const fields = [name, String(number), others.join(" "), comment && `# ${comment}`];
    text += `${fields.filter((field) => field !== "").join("\t")}\n`;
  }
  for (const [code, [example = "", ...others]] of left)
    report?.add(servicesProblems, code, { values: { count: 1 + others.length, example } });
  return text;
}

type ProblemCode = "protocols/no-keyword" | "protocols/name-rewritten" | "protocols/name-elsewhere";

/** What appears in the keyword's column without being one. */
const NO_KEYWORD = /^(?:reserved|unassigned|)$/i;

function commentOf(record: ProtocolRecord, comments: Comments): string {
  if (comments === "none") return "";
  const description = plainLine(record.description ?? "");
  const mark = isDeprecatedProtocol(record) && !/deprecated/i.test(description) ? "deprecated" : "";
  const rfcs = record.references.filter(({ type }) => type === "rfc").map(referenceLabel);
  const labels = comments === "full" ? rfcs.map((label) => `[${label}]`) : [];
  const words = comments === "full" ? description : cutAfterWord(description, SHORT_COMMENT);
  return [words, ...labels, mark && `(${mark})`].filter((part) => part !== "").join(" ");
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
  requireText(source, "fromProtocols", "source");
  const report = new Report(source);
  const records: ProtocolRecord[] = [];
  const offsets: number[] = [];
  for (const { 0: line, index } of source.matchAll(/[^\n]+/g)) {
    const [body = "", ...rest] = line.split("#");
    const [name, number, ...aliases] = body.match(/\S+/g) ?? [];
    if (name === undefined) continue;
    const span = { start: index + line.indexOf(name), end: index + body.trimEnd().length };
    if (number === undefined)
      report.add(servicesProblems, "protocols/line-incomplete", { span, values: { found: name } });
    else if (!/^\d{1,5}$/.test(number) || Number(number) > MAX_NUMBER)
      report.add(servicesProblems, "protocols/number-invalid", { span, values: { found: number } });
    else {
      const form = aliases.find((alias) => alias.toLowerCase() === name.toLowerCase()) ?? name;
      const others = aliases.filter((alias) => alias !== form);
      const comment = rest.join("#").trim();
      const description = comment.replace(/\s*\(deprecated\)$/i, "");
      records.push({
        number: Number(number),
        keyword: description === comment ? form : `${form} (deprecated)`,
        ...(others.length === 0 ? {} : { aliases: others }),
        ...(description === "" ? {} : { description }),
        references: [],
      });
      offsets.push(span.start);
    }
  }
  const updated = HEADER_DATE.exec(source)?.[1];
  const numbers = updated === undefined ? { records } : { updated, records };
  return { numbers, problems: report.problems, offsets };
}

const HEADER_DATE = /^# .*\bProtocol Numbers of (\d{4}-\d{2}-\d{2})\b/m;
const MAX_NUMBER = 65_535;

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

// Sources: Debian netbase 6.4, FreeBSD lib/libc/net.
const TABLE = `
0    HOPOPT          ip IP             debian fedora bsd  the number that setsockopt takes for IP (IPPROTO_IP)
4    IPv4            ipencap IP-ENCAP  debian fedora bsd  the name before IPv4; packet filters use it
58   IPv6-ICMP       icmp6             bsd                the name that pf.conf(5) uses
73   CPHB            rspf RSPF         debian             Radio Shortest Path First, which uses this number
89   OSPFIGP         ospf              debian fedora bsd  what routing daemons and packet filters ask for
124  ISIS over IPv4  isis ISIS         debian             the short form of a keyword with blanks
`;

/** Lists the aliases of all packs, by number. */
export const PROTOCOL_ALIASES: readonly ProtocolAliases[] = packTable(TABLE).map(
  ([number, keyword = "", aliases = "", packs = "", reason = ""]) => ({
    number: Number(number),
    keyword,
    aliases: aliases.split(" "),
    packs: packs.split(" ") as readonly CompatibilityPack[],
    reason,
  }),
);
