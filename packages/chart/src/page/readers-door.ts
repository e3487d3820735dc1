import { byId } from "./dom.js";
import type { Readers } from "./readers.js";

declare global {
  interface Window {
    portolanReaders?: Readers;
  }
}

/**
 * Gives the readers and writers of all formats. They wait packed in the page until they are first wanted;
 * its content security policy knows the hash of their code, and lets nothing else run.
 */
export async function readers(): Promise<Readers> {
  if (window.portolanReaders === undefined) {
    const script = document.createElement("script");
    script.textContent = await partOf("readers");
    document.head.append(script);
    script.remove();
  }
  if (window.portolanReaders === undefined) throw new Error("The readers did not start.");
  return window.portolanReaders;
}

/** Gives the text of a part of the page, which is deflated and in base64. */
export function partOf(id: string): Promise<string> {
  const text = atob(byId(id, HTMLScriptElement).textContent ?? "");
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return new Response(inflated(bytes, "deflate-raw")).text();
}

/** Inflates bytes. A blob would give them as a stream too, but it takes a detour out of the page. */
export function inflated(
  bytes: Uint8Array<ArrayBuffer>,
  format: CompressionFormat,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const { readable, writable } = new DecompressionStream(format);
  const writer = writable.getWriter();
  // Bytes that are damaged are an error of the stream that is read.
  writer.write(bytes).catch(() => {});
  writer.close().catch(() => {});
  return readable;
}
