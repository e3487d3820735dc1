const SMALL_LETTER = /^\p{Ll}/u;
const LETTER_OR_DIGIT = /^[\p{L}\p{N}]/u;

/** Tells whether a text begins with a small letter. */
export function beginsSmall(text: string): boolean {
  const code = text.charCodeAt(0);
  return isSmall(code) || (code > LAST_ASCII && SMALL_LETTER.test(text));
}

/** Tells whether a text begins neither with a letter nor with a digit. */
export function beginsWithSign(text: string): boolean {
  const code = text.charCodeAt(0);
  return code > LAST_ASCII ? !LETTER_OR_DIGIT.test(text) : !isLetterOrDigit(code);
}

/** Words after which another must follow. */
const OPEN_WORDS: ReadonlySet<string> = new Set(
  "a an and as at by for from in into is of on or over the to using via with".split(" "),
);
const LONGEST_OPEN_WORD = 5;
const OPEN_SIGNS = ",(&/-";

/** Tells whether a text ends with a word or sign that wants another: “for”, “and”, a comma. */
export function endsOpen(text: string): boolean {
  if (text === "") return false;
  if (OPEN_SIGNS.includes(text.charAt(text.length - 1))) return true;
  let start = text.length;
  while (start > 0 && isWordCharacter(text.charCodeAt(start - 1))) start--;
  return isOpenWord(text, start, text.length);
}

function isOpenWord(text: string, start: number, end: number): boolean {
  return end - start <= LONGEST_OPEN_WORD && OPEN_WORDS.has(text.slice(start, end).toLowerCase());
}

/** Counts how many more brackets a text opens than it closes. */
export function openBrackets(text: string, opening: string, closing: string): number {
  let open = 0;
  for (let at = text.indexOf(opening); at !== -1; at = text.indexOf(opening, at + 1)) open++;
  for (let at = text.indexOf(closing); at !== -1; at = text.indexOf(closing, at + 1)) open--;
  return open;
}

/**
 * Counts the letters with which a label begins and that the first words of a text explain, each by
 * its own first letters: `psia` is Physical Security Interoperability Alliance, `fmserver` a
 * FileMaker Server. Small words (“of”) may be left out; case and marks do not matter.
 */
export function explainedLetters(label: string, text: string, most: number): number {
  return explain(label, nextLetter(label, 0), text, nextLetter(text, 0), most);
}

/** Explains the letters of a label from one on by the words of a text from one on. */
function explain(label: string, from: number, text: string, start: number, most: number): number {
  if (most === 0 || from === label.length || start === text.length) return 0;
  const end = wordEnd(text, start);
  const next = nextLetter(text, end);
  let best = isOpenWord(text, start, end) ? explain(label, from, text, next, most) : 0;
  let letter = from;
  for (let shared = 1; shared <= most && start + shared <= end; shared++) {
    const code = lowerCase(text.charCodeAt(start + shared - 1));
    if (code !== lowerCase(label.charCodeAt(letter))) break;
    letter = nextLetter(label, letter + 1);
    best = Math.max(best, shared + explain(label, letter, text, next, most - shared));
  }
  return best;
}

function nextLetter(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isLetterLike(text.charCodeAt(at))) at++;
  return at;
}

/** Finds the end of a word; “FileMaker”, “IPv6” and “TCPServer” are two words each. */
function wordEnd(text: string, start: number): number {
  let end = start + 1;
  const first = text.charCodeAt(start);
  if (isDigit(first)) {
    while (isDigit(text.charCodeAt(end))) end++;
    return end;
  }
  if (isCapital(first) && isCapital(text.charCodeAt(end))) {
    while (isCapital(text.charCodeAt(end))) end++;
    return isSmallLike(text.charCodeAt(end)) ? end - 1 : end;
  }
  while (isSmallLike(text.charCodeAt(end))) end++;
  return end;
}

const LAST_ASCII = 0x7f;

/** Tells what `\w` matches. */
function isWordCharacter(code: number): boolean {
  return isLetterOrDigit(code) || code === 0x5f;
}

function isLetterOrDigit(code: number): boolean {
  return isDigit(code) || isSmall(code | 0x20);
}

/** Takes whatever is not ASCII for a small letter. */
function isLetterLike(code: number): boolean {
  return isLetterOrDigit(code) || code > LAST_ASCII;
}

function isSmallLike(code: number): boolean {
  return isSmall(code) || code > LAST_ASCII;
}

function isSmall(code: number): boolean {
  return code >= 0x61 && code <= 0x7a;
}

function isCapital(code: number): boolean {
  return code >= 0x41 && code <= 0x5a;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function lowerCase(code: number): number {
  return isCapital(code) ? code | 0x20 : code;
}
