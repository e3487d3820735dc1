import type { xmlProblems } from "./problems.js";

/** Holds the first place where a document stops being well-formed XML. */
export interface Fault {
  readonly code: keyof typeof xmlProblems;
  /** Zero-based offset. */
  readonly offset: number;
  readonly values?: Readonly<Record<string, string | number>>;
  readonly cause?: unknown;
}

/** Makes the fault that has no code of its own. */
export function malformed(offset: number, fault: string, cause?: unknown): Fault {
  return { code: "xml/malformed", offset, values: { fault }, cause };
}
