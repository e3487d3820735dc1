/**
 * Holds the text of a document in chunks of any size, in order: an async iterable, an iterable, or
 * a web stream (`response.body.pipeThrough(new TextDecoderStream())`). A string is one chunk.
 */
export type TextChunks = AsyncIterable<string> | Iterable<string> | TextStream;

/** Describes what is needed of a web `ReadableStream<string>`, which not every browser iterates. */
export interface TextStream {
  getReader(): {
    read(): Promise<{ readonly done: boolean; readonly value?: string | undefined }>;
    cancel(): Promise<unknown>;
  };
}

/**
 * Gives the chunks one by one. The next is asked for only when the one before is used up, and the
 * source is told when nobody wants the rest.
 *
 * @throws {TypeError} where a chunk is not a string.
 */
export async function* eachChunk(chunks: TextChunks): AsyncGenerator<string, void, undefined> {
  for await (const chunk of iterableOf(chunks)) {
    if (typeof chunk !== "string") throw new TypeError("A chunk of text is a string.");
    if (chunk !== "") yield chunk;
  }
}

function iterableOf(chunks: TextChunks): AsyncIterable<string> | Iterable<string> {
  if (typeof chunks === "string") return [chunks];
  return "getReader" in chunks ? readStream(chunks) : chunks;
}

async function* readStream(stream: TextStream): AsyncGenerator<string, void, undefined> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      if (value !== undefined) yield value;
    }
  } finally {
    await reader.cancel();
  }
}
