/** Done; and the same, found, or clean where that was the question. */
export const DONE = 0;
/** Different, not found, or with findings. */
export const DIFFERENT = 1;
/** Could not be done: wrong usage, unreadable, unparsable. */
export const FAILED = 2;

export type ExitCode = typeof DONE | typeof DIFFERENT | typeof FAILED;

/** Is thrown for a user's mistake: its message is all that is shown. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
