/** Holds a word of a heading and where it stands. */
export interface HeadWord {
  readonly text: string;
  readonly line: number;
  /** Screen columns of its first character and after its last one. */
  readonly start: number;
  readonly end: number;
  /** Offset in the source. */
  readonly offset: number;
}

/** Holds a stretch of screen columns with text in some line, between two that are blank in every line. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  /** The words of headings that stand in it. */
  readonly words: readonly HeadWord[];
  /** First screen column with text below the headings, if there is any. */
  readonly bodyStart?: number;
}

/** Finds the stretches of a table; up to `tolerance` lines may have text in between. */
export function findStretches(
  ink: Uint32Array,
  words: readonly HeadWord[],
  tolerance: number,
): readonly Stretch[] {
  const isHead = new Uint8Array(ink.length);
  for (const { start, end } of words) isHead.fill(1, start, end);
  const stretches: Stretch[] = [];
  let start: number | undefined;
  for (let column = 0; column <= ink.length; column++) {
    const isInked = (ink[column] ?? 0) > tolerance || isHead[column] === 1;
    if (isInked) start ??= column;
    else if (start !== undefined) {
      stretches.push(stretchOf(ink, words, start, column));
      start = undefined;
    }
  }
  return stretches;
}

function stretchOf(
  ink: Uint32Array,
  words: readonly HeadWord[],
  start: number,
  end: number,
): Stretch {
  const inside = words.filter((word) => word.start >= start && word.start < end);
  const body = ink.subarray(start, end).findIndex((count) => count > 0);
  return { start, end, words: inside, ...(body === -1 ? {} : { bodyStart: start + body }) };
}

/** Makes one stretch of several. */
export function joinStretches(stretches: readonly Stretch[]): Stretch {
  const bodyStarts = stretches.flatMap(({ bodyStart }) => bodyStart ?? []);
  return {
    start: Math.min(...stretches.map(({ start }) => start)),
    end: Math.max(...stretches.map(({ end }) => end)),
    words: stretches.flatMap(({ words }) => words),
    ...(bodyStarts.length === 0 ? {} : { bodyStart: Math.min(...bodyStarts) }),
  };
}

/** Gives the heading that words make, read line by line. */
export function headingOf(words: readonly HeadWord[]): string {
  return [...words]
    .sort((a, b) => a.line - b.line || a.start - b.start)
    .map(({ text }) => text)
    .join(" ");
}
