/**
 * Splits a text at its pipes. A pipe stands next to a blank, another pipe or an end; `<true|false>`
 * and the escaped `\|` are text.
 *
 * @param compact takes every pipe that is not escaped, as tables without blanks need it.
 * @returns one piece more than there are pipes, blanks trimmed.
 */
export function splitPipes(text: string, compact: boolean): readonly string[] {
  const pieces: string[] = [];
  let start = 0;
  for (let at = text.indexOf("|"); at !== -1; at = text.indexOf("|", at + 1)) {
    if (text[at - 1] === "\\") continue;
    if (!(compact || isBorder(text[at - 1]) || isBorder(text[at + 1]))) continue;
    pieces.push(text.slice(start, at).trim());
    start = at + 1;
  }
  pieces.push(text.slice(start).trim());
  return pieces;
}

function isBorder(char: string | undefined): boolean {
  return char === undefined || char === "|" || /\s/.test(char);
}

/** Tells whether the pipes of a row of headings stand without blanks: `Service Name|Port Number`. */
export function isCompact(headings: string): boolean {
  return /[^\s|]\|[^\s|]/.test(headings) && !/\s\|\s/.test(headings);
}

/** Gives the headings of a line, if it is a row of headings. */
export function pipeHeadings(text: string): readonly string[] {
  if (!text.includes("|")) return [];
  const pieces = splitPipes(text, isCompact(text)).map((piece) => piece.replace(/^\*+|\*+$/g, ""));
  return pieces.slice(pieces[0] === "" ? 1 : 0, pieces.at(-1) === "" ? -1 : undefined);
}
