import { randomBytes } from "node:crypto";
import { type FileHandle, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Most characters that are held in memory. */
const MOST_HELD = 5 << 20;
/** Characters that are joined: what they were made of need not be kept. */
const JOINED = 1 << 18;

/**
 * Holds a text until it is known to be whole: a short one in memory, the rest of a long one in a
 * file without a name, which is gone with the process.
 */
export class Spool {
  /** What is in no file, joined. */
  #held: string[] = [];
  #heldLength = 0;
  /** What came last. */
  #last: string[] = [];
  #lastLength = 0;
  #file: FileHandle | undefined;

  /**
   * Takes all chunks of a text.
   *
   * @throws what making them throws; then nothing is left behind.
   */
  static async of(chunks: Iterable<string> | AsyncIterable<string>): Promise<Spool> {
    const spool = new Spool();
    try {
      for await (const chunk of chunks) await spool.#add(chunk);
      return spool;
    } catch (error) {
      await spool.close();
      throw error;
    }
  }

  /** Gives the text, once. */
  async *chunks(): AsyncGenerator<string, void, undefined> {
    try {
      if (this.#file !== undefined) {
        const stream = this.#file.createReadStream({
          start: 0,
          encoding: "utf8",
          autoClose: false,
        });
        for await (const chunk of stream) yield chunk;
      }
      this.#join();
      yield* this.#held;
    } finally {
      await this.close();
    }
  }

  /** Gives up what is held. */
  async close(): Promise<void> {
    this.#held = [];
    this.#last = [];
    await this.#file?.close();
    this.#file = undefined;
  }

  async #add(chunk: string): Promise<void> {
    this.#last.push(chunk);
    this.#lastLength += chunk.length;
    if (this.#lastLength < JOINED) return;
    this.#join();
    if (this.#file === undefined && this.#heldLength < MOST_HELD) return;
    this.#file ??= await nameless();
    for (const text of this.#held) await this.#file.appendFile(text);
    this.#held = [];
    this.#heldLength = 0;
  }

  #join(): void {
    if (this.#lastLength === 0) return;
    this.#held.push(this.#last.join(""));
    this.#heldLength += this.#lastLength;
    this.#last = [];
    this.#lastLength = 0;
  }
}

/** Opens a new file and takes its name away, so that nothing is left of it however the process ends. */
async function nameless(): Promise<FileHandle> {
  const path = join(tmpdir(), `portolan-${process.pid}-${randomBytes(8).toString("hex")}.tmp`);
  const file = await open(path, "wx+", 0o600);
  await rm(path, { force: true });
  return file;
}
