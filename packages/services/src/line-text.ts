import { oneLine, type RunningText } from "@portolan/model";
import { collapseSpace, isRegistryDate } from "@portolan/model/internal";

/**
 * Returns a name in the form in which a line can hold it. What a line cannot hold is a blank, `#`, a
 * character that is not printable ASCII, a `+` in front (BSD switches to NIS there) and a backslash
 * at the end (the BSDs join the next line). A remark in parentheses is left out where the name goes
 * on without it; each run of other such characters becomes a hyphen.
 *
 * @returns the name itself where nothing is wrong with it; undefined where nothing would be left.
 * @example
 * writableName("whois++"); // "whois++"
 * writableName("Escale (Newton Dock)"); // "Escale"
 */
export function writableName(name: string): string | undefined {
  if (/^(?!\+)[!-"$-~]+$/.test(name) && !name.endsWith("\\")) return name;
  const legal = withoutMarks(name)
    .replace(/(?<=\S)\s*\([^()]*\)\s*$/, "")
    .replace(/[^!-"$-~]+/g, "-")
    .replace(/^[+-]+|[\\-]+$/g, "");
  return legal === "" ? undefined : legal;
}

const ASCII_FORMS: ReadonlyMap<string, string> = new Map([
  ["‘", "'"],
  ["’", "'"],
  ["“", '"'],
  ["”", '"'],
  ["–", "-"],
  ["—", "-"],
  ["…", "..."],
  ["\u00a0", " "],
  ["ß", "ss"],
  ["ø", "o"],
  ["ł", "l"],
  ["æ", "ae"],
]);

/** Writes running text on one line of printable ASCII. */
export function plainLine(text: RunningText): string {
  if (typeof text === "string" && PLAIN_LINE.test(text)) return text;
  // U+00A0 is a blank only once it is ASCII.
  return collapseSpace(toAscii(oneLine(text)));
}

/** Words in printable ASCII with single blanks between them, as most texts are. */
const PLAIN_LINE = /^[!-~]+(?: [!-~]+)*$/;

/** Writes text in printable ASCII: letters without their marks, quotation marks and dashes plain, else `?`. */
function toAscii(text: string): string {
  return /^[ -~]*$/.test(text) ? text : withoutMarks(text).replace(/[^ -~]/gu, "?");
}

function withoutMarks(text: string): string {
  return text
    .replace(/[‘’“”–—…\u00a0ßøłæ]/g, (char) => ASCII_FORMS.get(char) ?? char)
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "");
}

/** Says of which date a registry is, in a header; a text that is no date is not repeated. */
export function datePhrase(updated: string | undefined): string {
  return updated !== undefined && isRegistryDate(updated) ? `of ${updated}` : "without a date";
}

/** The comment above the lines of ports whose names lead to another port. */
export const FURTHER_PORTS = "# Further ports of names that lead to another one.\n";
