/** Where an example stands, and its JavaScript. */
export interface Example {
  readonly file: string;
  /** One-based line of its first line. */
  readonly line: number;
  readonly code: string;
}

/** Finds the blocks marked `js` in a Markdown text. */
export function examplesOfMarkdown(file: string, text: string): readonly Example[] {
  return [...text.matchAll(/^```js\n(.*?)^```$/gms)].map((block) => ({
    file,
    line: lineOf(text, block.index) + 1,
    code: block[1] ?? "",
  }));
}

/** Finds the `@example` of every exported name of a TypeScript source, by name. */
export function examplesOfSource(file: string, text: string): ReadonlyMap<string, Example> {
  const documented =
    /^\/\*\*((?:(?!\*\/).)*)\*\/\nexport (?:async )?(?:function\*?|const|class) (\w+)/gms;
  const examples = new Map<string, Example>();
  for (const { index, 1: comment = "", 2: name = "" } of text.matchAll(documented)) {
    const start = comment.indexOf("@example\n");
    if (start === -1) continue;
    const code = comment.slice(start + "@example\n".length).replace(/^ \* ?/gm, "");
    const line = lineOf(text, index + "/**".length + start) + 1;
    examples.set(name, { file, line, code: code.replace(/^@\w.*/ms, "") });
  }
  return examples;
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}
