import {
  isDeprecatedProtocol,
  type ProtocolNumbers,
  type ProtocolRecord,
  type Report,
  referenceLabel,
} from "@portolan/model";
import { type Comments, cutAfterWord, SHORT_COMMENT } from "./comment-text.js";
import type { CompatibilityPack } from "./compatibility-packs.js";
import { datePhrase } from "./date-phrase.js";
import { servicesProblems } from "./problems.js";
import { PROTOCOL_ALIASES } from "./protocol-aliases.js";
import { plainLine, writableName } from "./writable-name.js";

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
