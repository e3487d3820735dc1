/**
 * Controls that change what a terminal shows of the text around them: C0 and C1 with ESC and DEL,
 * the separators of lines and paragraphs, and the bidirectional controls (UAX #9 §2).
 */
const CONTROLS =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  /[\u0000-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/g;

const SHORT: ReadonlyMap<string, string> = new Map([
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

/**
 * Shows control characters as escapes. They are JSON's, so that JSON stays the same value.
 *
 * @param kept controls that stay: line ends in a text of lines.
 */
export function visible(text: string, kept = ""): string {
  return text.replace(CONTROLS, (control) =>
    kept.includes(control)
      ? control
      : (SHORT.get(control) ?? `\\u${control.charCodeAt(0).toString(16).padStart(4, "0")}`),
  );
}

/** What stands for characters of our own messages and tables where there is only ASCII. */
const ASCII: ReadonlyMap<string, string> = new Map([
  ["“", '"'],
  ["”", '"'],
  ["…", "..."],
  ["→", "->"],
  ["–", "-"],
  ["·", "-"],
  ["§", "section "],
  ["░", "."],
  ["▒", ":"],
  ["▓", "+"],
  ["█", "#"],
  ["▉", "#"],
  ["▊", "#"],
  ["▋", "#"],
  ["▌", "#"],
  ["▍", ""],
  ["▎", ""],
  ["▏", ""],
]);

/** Writes our own signs in ASCII. */
export function inAscii(text: string): string {
  return text.replace(/[^ -~\s]/g, (sign) => ASCII.get(sign) ?? sign);
}

/** Tells whether a locale has only ASCII: the one named C or POSIX (POSIX.1-2017 §8.2). */
export function isAsciiLocale({
  LC_ALL,
  LC_CTYPE,
  LANG,
}: Readonly<Record<string, string | undefined>>): boolean {
  const [locale] = [LC_ALL, LC_CTYPE, LANG].filter((one) => one !== undefined && one !== "");
  return locale === "C" || locale === "POSIX";
}
