import { FORMATS } from "@portolan/convert";
import { type Io, writeChunks } from "../io.js";

/** Carries out `portolan formats`. */
export async function formats(options: { readonly json?: boolean }, io: Io): Promise<void> {
  const text = options.json ? `${JSON.stringify(FORMATS, undefined, 2)}\n` : table();
  await writeChunks(io.stdout, [text]);
}

function table(): string {
  const width = Math.max(...FORMATS.map(({ name }) => name.length));
  return FORMATS.map(({ name, title, reads, extensions }) => {
    const abilities = reads ? "read, write" : "write";
    return `${name.padEnd(width)}  ${abilities.padEnd(11)}  ${title} (${extensions.join(" ")})\n`;
  }).join("");
}
