/** Holds one way to do a job. */
export interface Contender {
  readonly name: string;
  /**
   * What it is beside ours: the physical limit, the library that our code stands on or could stand
   * on, or another program for the same job.
   */
  readonly kind: "ours" | "floor" | "library" | "peer";
  /** Does the job once; a promise is waited for. What it gives is looked at in the tests only. */
  readonly run: () => unknown;
}

/** Says how often a contest is run. */
export interface RoundOptions {
  /** Rounds that count. */
  readonly rounds?: number;
  /** Rounds before them that do not. */
  readonly warmUp?: number;
}

/** Holds what was measured of one contender. */
export interface Timing {
  readonly name: string;
  readonly kind: Contender["kind"];
  /** Median over the rounds. */
  readonly milliseconds: number;
  /**
   * Our time over this contender's: the median of the ratios of the rounds, so that a change of
   * the machine's speed between rounds cancels out.
   */
  readonly ratio: number;
}

/**
 * Measures contenders in turn, round after round, every other round in reverse order. Garbage is
 * never collected by force: that slows some parsers down severalfold and inverts rankings.
 */
export async function measureInRounds(
  contenders: readonly Contender[],
  { rounds = 11, warmUp = 2 }: RoundOptions = {},
): Promise<readonly Timing[]> {
  const times = new Map<Contender, number[]>(contenders.map((contender) => [contender, []]));
  for (let round = -warmUp; round < rounds; round++) {
    for (const contender of round % 2 === 0 ? contenders : contenders.toReversed()) {
      const start = performance.now();
      await contender.run();
      const time = performance.now() - start;
      if (round >= 0) times.get(contender)?.push(time);
    }
  }
  return timingsOf(times);
}

/** Makes the figures of what each contender took in each round, in milliseconds. */
function timingsOf(times: ReadonlyMap<Contender, readonly number[]>): readonly Timing[] {
  const ours = [...times].find(([{ kind }]) => kind === "ours")?.[1] ?? [];
  return [...times].map(([{ name, kind }, theirs]) => ({
    name,
    kind,
    milliseconds: median(theirs),
    ratio: median(theirs.map((time, round) => (ours[round] ?? Number.NaN) / time)),
  }));
}

/** Gives the middle value of a list, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
