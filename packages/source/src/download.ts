import { setTimeout as wait } from "node:timers/promises";
import { type Response, request } from "./http.js";
import { SourceError } from "./source-error.js";

/** How a download is made; times are in milliseconds. */
export interface DownloadOptions {
  /** What the server said of the copy at hand, so that it need not send it again. */
  readonly validators?: Validators;
  /** Longest time without a byte; 15,000 unless told. */
  readonly idleTimeout?: number;
  /** Longest time of one attempt; 120,000 unless told. */
  readonly timeout?: number;
  /** How often a failed attempt is repeated; 3 unless told. */
  readonly retries?: number;
  /** Pause before the first repetition, doubled each time; 500 unless told. */
  readonly backOff?: number;
  /** Most bytes of the unpacked body; 64 MiB unless told. */
  readonly maxBytes?: number;
  /** Is told of each piece: bytes received, and of how many, where the server says so. */
  readonly onProgress?: (received: number, total: number | undefined) => void;
}

/** Holds what a server says about one state of a document (RFC 9110 §8.8). */
export interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
}

/** Holds what a document was taken for, or that nothing has changed (304). */
export type Download<Taken> =
  | { readonly changed: false }
  | { readonly changed: true; readonly taken: Taken; readonly validators: Validators };

/** Takes a document as it comes; once more from its beginning where an attempt fails. */
type Take<Taken> = (body: AsyncIterable<Uint8Array>) => Promise<Taken>;

/** Statuses that a later attempt may not meet again (RFC 9110 §15, RFC 6585 §4). */
const PASSING_STATUSES: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);
/** Longest pause that a server may ask for, in milliseconds. */
const LONGEST_PAUSE = 30_000;

/**
 * Downloads a document over HTTPS, and has it taken as it comes: conditionally, with time and size limits,
 * following redirects on the same host only, and again after passing faults.
 *
 * @throws {SourceError} where it cannot be had whole.
 */
export async function download<Taken>(
  url: string,
  take: Take<Taken>,
  options: DownloadOptions = {},
): Promise<Download<Taken>> {
  const { retries = 3, backOff = 500 } = options;
  for (let attempt = 0; ; attempt++) {
    const outcome = await tryOnce(url, take, options);
    if (!("fault" in outcome)) return outcome;
    if (!outcome.mayPass || attempt >= retries) throw outcome.fault;
    await wait(Math.min(outcome.pause ?? backOff * 2 ** attempt, LONGEST_PAUSE));
  }
}

/** Holds why an attempt failed, whether another may succeed, and the pause the server asks for. */
interface Failure {
  readonly fault: SourceError;
  readonly mayPass: boolean;
  readonly pause?: number | undefined;
}

async function tryOnce<Taken>(
  url: string,
  take: Take<Taken>,
  options: DownloadOptions,
): Promise<Download<Taken> | Failure> {
  const {
    idleTimeout = 15_000,
    timeout = 120_000,
    maxBytes = 64 << 20,
    validators = {},
    onProgress,
  } = options;
  try {
    const response = await request(url, {
      headers: conditions(validators),
      idleTimeout,
      timeout,
      maxBytes,
      onProgress,
      take,
    });
    if (response.status === 304) return { changed: false };
    if (response.taken !== undefined)
      return { changed: true, taken: response.taken, validators: validatorsOf(response) };
    return {
      fault: new SourceError(
        "source/http-status",
        url,
        `The server answered with status ${response.status}.`,
      ),
      mayPass: PASSING_STATUSES.has(response.status),
      pause: retryAfter(response),
    };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    const isPassing = error.code === "source/network" || error.code === "source/timeout";
    return { fault: error, mayPass: isPassing && !isCertificateFault(error.cause) };
  }
}

/** Tells whether a connection failed because of who answers: it will be the same one the next time. */
function isCertificateFault(cause: unknown): boolean {
  const { code = "" } = (cause ?? {}) as NodeJS.ErrnoException;
  return /CERT|^UNABLE_TO|^ERR_TLS|^EPROTO$|^HOSTNAME_MISMATCH$/.test(code);
}

function conditions({ etag, lastModified }: Validators): Record<string, string> {
  return {
    ...(etag === undefined ? {} : { "if-none-match": etag }),
    ...(lastModified === undefined ? {} : { "if-modified-since": lastModified }),
  };
}

function validatorsOf({ headers }: Pick<Response<unknown>, "headers">): Validators {
  const { etag, "last-modified": lastModified } = headers;
  return {
    ...(etag === undefined ? {} : { etag }),
    ...(lastModified === undefined ? {} : { lastModified }),
  };
}

/** Gives the pause a server asks for, in milliseconds (RFC 9110 §10.2.3, the form in seconds). */
function retryAfter({ headers }: Pick<Response<unknown>, "headers">): number | undefined {
  const seconds = headers["retry-after"];
  return seconds !== undefined && /^\d{1,6}$/.test(seconds) ? Number(seconds) * 1000 : undefined;
}
