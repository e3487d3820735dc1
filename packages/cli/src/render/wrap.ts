/** Least width, in columns, into which text is broken; what is narrower is left to the terminal. */
const LEAST_WIDTH = 20;

/** Breaks text at blanks into lines of at most so many columns; a longer word has its own line. */
export function wrapWords(text: string, width: number): string {
  return `${linesOf(text, width).join("\n")}\n`;
}

/** Writes terms with their meanings beside them, or below where the terminal is too narrow. */
export function definitionList(
  items: readonly (readonly [term: string, meaning: string])[],
  { width, termWidth }: { readonly width: number; readonly termWidth: number },
): string {
  const indent = 2 + termWidth + 2;
  const isBeside = width - indent >= LEAST_WIDTH;
  const left = " ".repeat(isBeside ? indent : 6);
  return items
    .map(([term, meaning]) => {
      const lines = linesOf(meaning, width - left.length);
      const [first = "", ...more] = isBeside ? lines : ["", ...lines];
      const head = `  ${term.padEnd(termWidth)}  ${first}`.trimEnd();
      return `${[head, ...more.map((line) => left + line)].join("\n")}\n`;
    })
    .join("");
}

function linesOf(text: string, width: number): readonly string[] {
  const most = Math.max(LEAST_WIDTH, width);
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > most) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
