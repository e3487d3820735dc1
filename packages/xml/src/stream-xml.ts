import { eachChunk, type RegistryPart, type TextChunks } from "@portolan/model";
import { StreamedChildren } from "./stream/children.js";
import { readHead } from "./stream/head.js";
import { PartQueue } from "./stream/part-queue.js";
import { StreamedText } from "./stream/streamed-text.js";
import { readTrailer } from "./stream/trailer.js";

/**
 * Reads the registry from IANA's XML as it comes, part by part, in memory that does not grow with
 * the document. What {@link fromXml} gives of the whole document is given here in its order.
 *
 * @param chunks - the text in chunks; no more of it is asked for than parts are taken.
 * @throws {TypeError} where a chunk is not a string.
 * @example
 * for await (const part of streamXml(chunks)) if ("record" in part) use(part.record);
 */
export async function* streamXml(
  chunks: TextChunks,
): AsyncGenerator<RegistryPart, void, undefined> {
  const source = eachChunk(chunks);
  const text = new StreamedText(source);
  const parts = new PartQueue();
  try {
    const root = await readHead(text, parts);
    if (root !== undefined) {
      const children = new StreamedChildren(root, text, parts);
      while (children.read()) {
        for (const part of parts.take()) yield part;
        await text.more();
      }
      children.end();
      if (children.isComplete) await readTrailer(text, parts);
    }
    for (const part of parts.take()) yield part;
  } finally {
    await source.return();
  }
}
