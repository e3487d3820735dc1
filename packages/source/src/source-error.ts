/** Names why an input or output could not be used. */
export type SourceErrorCode =
  | "source/not-found"
  | "source/is-directory"
  | "source/not-permitted"
  | "source/unreadable"
  | "source/unwritable"
  | "source/not-text"
  | "source/not-utf-8"
  | "source/gzip-broken"
  | "source/too-large"
  | "source/url-refused"
  | "source/http-status"
  | "source/redirect-refused"
  | "source/network"
  | "source/timeout"
  | "source/locked"
  | "source/copy-broken";

/** Is thrown where an input cannot be read as text, or an output not be written. */
export class SourceError extends Error {
  override readonly name = "SourceError";
  readonly code: SourceErrorCode;
  /** Name of the file or stream, as given. */
  readonly input: string;
  /** Where in the text, if it is known: one-based line and column. */
  readonly position?: { readonly line: number; readonly column: number };

  constructor(
    code: SourceErrorCode,
    input: string,
    message: string,
    details: { position?: { line: number; column: number }; cause?: unknown } = {},
  ) {
    super(message, { cause: details.cause });
    this.code = code;
    this.input = input;
    if (details.position !== undefined) this.position = details.position;
  }
}

type BySystemCode = ReadonlyMap<string, readonly [SourceErrorCode, string]>;

const READING: BySystemCode = new Map([
  ["ENOENT", ["source/not-found", "There is no such file."]],
  ["ENOTDIR", ["source/not-found", "There is no such file."]],
  ["EISDIR", ["source/is-directory", "It is a directory; a file is needed."]],
  ["EACCES", ["source/not-permitted", "You have no permission."]],
  ["EPERM", ["source/not-permitted", "You have no permission."]],
]);

const WRITING: BySystemCode = new Map([
  ...READING,
  ["ENOENT", ["source/not-found", "There is no such folder."]],
  ["ENOTDIR", ["source/not-found", "There is no such folder."]],
]);

/** An address of the web where a file is asked for. */
const ADDRESS = /^https?:\/\//i;
const NOT_A_FILE = " It is an address, which must be downloaded first.";

/** Turns what the file system threw into a {@link SourceError}. */
export function fromSystemError(
  error: unknown,
  input: string,
  otherwise: "source/unreadable" | "source/unwritable",
): SourceError {
  if (error instanceof SourceError) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const byCode = otherwise === "source/unwritable" ? WRITING : READING;
  const [known, message] = byCode.get(code) ?? [
    otherwise,
    error instanceof Error ? error.message : String(error),
  ];
  const hint = known === "source/not-found" && ADDRESS.test(input) ? NOT_A_FILE : "";
  return new SourceError(known, input, message + hint, { cause: error });
}
