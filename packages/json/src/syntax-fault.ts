import { type ParseErrorCode, printParseErrorCode, visit } from "jsonc-parser";

/** Holds the first place where a text is not JSON. */
export interface SyntaxFault {
  /** Zero-based offset of what is wrong. */
  readonly start: number;
  readonly end: number;
  /** Says what is wrong, as a part of a sentence. */
  readonly what: string;
}

const WORDS: ReadonlyMap<string, string> = new Map([
  ["InvalidSymbol", "this is no value"],
  ["InvalidNumberFormat", "this is no number"],
  ["PropertyNameExpected", "a key between double quotes is expected"],
  ["ValueExpected", "a value is expected"],
  ["ColonExpected", "a colon is expected"],
  ["CommaExpected", "a comma is expected"],
  ["CloseBraceExpected", "a closing brace is expected"],
  ["CloseBracketExpected", "a closing bracket is expected"],
  ["EndOfFileExpected", "nothing may follow the value"],
  ["InvalidCommentToken", "comments are not allowed"],
  ["UnexpectedEndOfString", "the text between quotes has no end in this line"],
  ["UnexpectedEndOfNumber", "this number is not complete"],
  ["InvalidUnicode", "this \\u escape has not four hexadecimal digits"],
  ["InvalidEscapeCharacter", "there is no such escape"],
  ["InvalidCharacter", "a control character must be escaped"],
]);

/**
 * Finds the first place where a text is not JSON. `JSON.parse` says where only in words that differ
 * between versions of Node.
 *
 * @returns undefined where the text nests too deeply to be judged.
 */
export function findSyntaxFault(source: string): SyntaxFault | undefined {
  const faults: SyntaxFault[] = [];
  const onError = (code: ParseErrorCode, start: number, length: number): void => {
    if (faults.length > 0) return;
    const words = WORDS.get(printParseErrorCode(code)) ?? "something else is expected";
    const atEnd = source.slice(start).trim() === "";
    faults.push({
      start,
      end: start + length,
      what: atEnd ? `it ends too early, ${words}` : words,
    });
  };
  try {
    visit(source, { onError }, { disallowComments: true, allowTrailingComma: false });
  } catch (error) {
    // The visitor calls itself for every level.
    if (!(error instanceof RangeError)) throw error;
  }
  return faults[0];
}
