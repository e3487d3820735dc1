import { randomBytes } from "node:crypto";
import { type FileHandle, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Most characters that are held in memory. */
const MOST_HELD = 8 << 20;
/** Characters that are written to the file at once, when there is one. */
const WRITTEN_AT_ONCE = 1 << 18;

/**
 * Holds a text until it is known to be whole: a short one in memory, the rest of a long one in a
 * file without a name, which is gone with the process.
 */
export class Spool {
  #held: string[] = [];
  #heldLength = 0;
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
      if (this.#held.length > 0) yield this.#held.join("");
    } finally {
      await this.close();
    }
  }

  /** Gives up what is held. */
  async close(): Promise<void> {
    this.#held = [];
    await this.#file?.close();
    this.#file = undefined;
  }

  async #add(chunk: string): Promise<void> {
    this.#held.push(chunk);
    this.#heldLength += chunk.length;
    if (this.#heldLength < (this.#file === undefined ? MOST_HELD : WRITTEN_AT_ONCE)) return;
    this.#file ??= await nameless();
    await this.#file.appendFile(this.#held.join(""));
    this.#held = [];
    this.#heldLength = 0;
  }
}

/** Opens a new file and takes its name away, so that nothing is left of it however the process ends. */
async function nameless(): Promise<FileHandle> {
  const path = join(tmpdir(), `portolan-${process.pid}-${randomBytes(8).toString("hex")}.tmp`);
  const file = await open(path, "wx+", 0o600);
  await rm(path, { force: true });
  return file;
}
