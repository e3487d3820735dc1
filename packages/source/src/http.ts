import { get as httpGet, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import { get as httpsGet } from "node:https";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { SourceError } from "./source-error.js";

/** How one request is made; times are in milliseconds. */
interface RequestOptions<Taken> {
  readonly headers: Readonly<Record<string, string>>;
  /** Longest time without a byte. */
  readonly idleTimeout: number;
  /** Longest time in all. */
  readonly timeout: number;
  /** Most bytes of the unpacked body. */
  readonly maxBytes: number;
  readonly onProgress?: ((received: number, total: number | undefined) => void) | undefined;
  /** Takes the unpacked body of an answer with status 200 to its end. */
  readonly take: (body: AsyncIterable<Uint8Array>) => Promise<Taken>;
}

/** Holds an answer, and what its body was taken for. */
export interface Response<Taken> {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly taken?: Taken;
}

/** Most redirects that are followed. */
const MOST_REDIRECTS = 5;
const OK = 200;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * Makes one GET request and reads its answer to the end, following redirects on the same host and port.
 *
 * Node's `fetch` is not used: it takes a gzip body that is cut off for a whole one.
 *
 * @throws {SourceError} for a refused URL or redirect, a fault of the network, a time or size limit.
 */
export async function request<Taken>(
  url: string,
  options: RequestOptions<Taken>,
): Promise<Response<Taken>> {
  const watch = new Watch(url, options);
  try {
    let target = secureUrl(url, url);
    for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
      const answer = await get(target, options.headers, watch.signal);
      const status = answer.statusCode ?? 0;
      const { location } = answer.headers;
      if (!REDIRECTS.has(status) || location === undefined) {
        const { headers } = answer;
        if (status === OK)
          return { status, headers, taken: await readBody(answer, options, watch) };
        answer.destroy();
        return { status, headers };
      }
      answer.destroy();
      target = redirectTarget(location, target, url);
    }
    throw new SourceError(
      "source/redirect-refused",
      url,
      `It redirects more than ${MOST_REDIRECTS} times.`,
    );
  } catch (error) {
    throw watch.explain(error);
  } finally {
    watch.stop();
  }
}

/** Sends a GET request and waits for the head of the answer. */
function get(
  url: URL,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const start = url.protocol === "https:" ? httpsGet : httpGet;
  return new Promise((resolve, reject) => {
    const accept = { accept: "application/xml, text/csv, */*;q=0.1", "accept-encoding": "gzip" };
    const take = (answer: IncomingMessage): void => {
      // It may be ended when its answer is read and nothing listens to it any more.
      answer.socket.on("error", () => {});
      resolve(answer);
    };
    start(url, { headers: { ...accept, ...headers }, signal }, take).on("error", reject);
  });
}

/** Reads and unpacks a body piece by piece, so that an endless or exploding one is stopped at the limit. */
async function readBody<Taken>(
  answer: IncomingMessage,
  { maxBytes, onProgress, take }: RequestOptions<Taken>,
  watch: Watch,
): Promise<Taken> {
  const isPacked = answer.headers["content-encoding"] === "gzip";
  const length = answer.headers["content-length"];
  const total = isPacked || length === undefined ? undefined : Number(length);
  const watched = async function* (body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of body) {
      watch.sawBytes();
      yield chunk;
    }
  };
  const limited = async function* (body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let received = 0;
    for await (const chunk of body) {
      received += chunk.length;
      if (received > maxBytes)
        throw watch.end(
          new SourceError("source/too-large", watch.url, `It is larger than ${maxBytes} bytes.`),
        );
      onProgress?.(received, total);
      yield chunk;
      release(chunk);
    }
  };
  const taking = (body: AsyncIterable<Buffer>): Promise<Taken> => take(limited(body));
  return isPacked
    ? pipeline(answer, watched, createGunzip(), taking)
    : pipeline(answer, watched, taking);
}

/**
 * Gives the memory of bytes back that were taken, which else happens long after: what is no object does not
 * hasten the collection of garbage. Node 20 cannot.
 */
function release({ buffer, byteLength }: Buffer): void {
  const isAlone = buffer.byteLength === byteLength;
  if (isAlone && buffer instanceof ArrayBuffer && "transfer" in buffer)
    (buffer as ArrayBuffer & { transfer(length: number): ArrayBuffer }).transfer(0);
}

/** Takes a URL that is safe to fetch: HTTPS, or HTTP on this machine. */
function secureUrl(text: string, asked: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === "https:" || (url?.protocol === "http:" && isLoopback(url.hostname)))
    return url;
  throw new SourceError("source/url-refused", asked, "It is not an https address.");
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(host);
}

function redirectTarget(location: string, from: URL, asked: string): URL {
  const target = URL.canParse(location, from.href) ? new URL(location, from.href) : undefined;
  if (target === undefined || target.host !== from.host) {
    throw new SourceError(
      "source/redirect-refused",
      asked,
      `It redirects to another host: ${location}`,
    );
  }
  return secureUrl(target.href, asked);
}

/** Says what is wrong with a connection. */
function faultOf(error: unknown): string {
  // OpenSSL tells where in its own sources it noticed.
  if ((error as NodeJS.ErrnoException).code === "EPROTO") return "the server does not speak TLS";
  const message = error instanceof Error && error.message !== "" ? error.message : String(error);
  return message.replace(/[.:\s]+$/, "");
}

/** Ends a request that takes too long, or that has gone silent, and knows why it ended. */
class Watch {
  readonly url: string;
  readonly #controller = new AbortController();
  readonly #idleTimeout: number;
  readonly #overall: NodeJS.Timeout;
  #idle: NodeJS.Timeout;
  #reason: SourceError | undefined;

  constructor(
    url: string,
    { idleTimeout, timeout }: Pick<RequestOptions<unknown>, "idleTimeout" | "timeout">,
  ) {
    this.url = url;
    this.#idleTimeout = idleTimeout;
    this.#overall = setTimeout(() => this.#expire(`It took longer than ${timeout} ms.`), timeout);
    this.#idle = this.#startIdle();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  sawBytes(): void {
    clearTimeout(this.#idle);
    this.#idle = this.#startIdle();
  }

  stop(): void {
    clearTimeout(this.#idle);
    clearTimeout(this.#overall);
    this.#controller.abort();
  }

  /** Remembers why a request ends, which {@link explain} gives whatever else fails by it. */
  end(reason: SourceError): SourceError {
    this.#reason ??= reason;
    return reason;
  }

  /** Turns what the request threw into a {@link SourceError}. */
  explain(error: unknown): SourceError {
    if (this.#reason !== undefined) return this.#reason;
    if (error instanceof SourceError) return error;
    return new SourceError(
      "source/network",
      this.url,
      `The connection failed: ${faultOf(error)}.`,
      {
        cause: error,
      },
    );
  }

  #startIdle(): NodeJS.Timeout {
    const limit = this.#idleTimeout;
    return setTimeout(() => this.#expire(`Nothing came for ${limit} ms.`), limit);
  }

  #expire(message: string): void {
    this.#controller.abort(this.end(new SourceError("source/timeout", this.url, message)));
  }
}
