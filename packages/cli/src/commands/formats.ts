import { FORMATS, LOSSES } from "@portolan/convert";
import { type Io, writeChunks } from "../io.js";
import { renderTable } from "../render/table.js";

/** Carries out `portolan formats`. */
export async function formats(options: { readonly json?: boolean }, io: Io): Promise<void> {
  await writeChunks(io.stdout, options.json ? [json()] : [table(io), losses(io)]);
}

function json(): string {
  const described = FORMATS.map((format) => ({
    ...format,
    loses: lossesOf(format.name).map(({ code, what, why }) => ({ code, what, why })),
  }));
  return `${JSON.stringify(described, undefined, 2)}\n`;
}

function table({ stdout }: Io): string {
  const rows = FORMATS.map(({ name, title, reads, extensions }) => [
    name,
    reads ? "read, write" : "write",
    extensions.join(" "),
    title,
  ]);
  return renderTable(rows, stdout, { wrapsLast: true });
}

/** Says what each format loses of what was read from IANA's XML. */
function losses({ stdout }: Io): string {
  const rows = LOSSES.map(({ formats, what, why }) => [formats.join(" "), `${what} ${why}`]);
  return `\nWhat is lost:\n${renderTable(rows, stdout, { wrapsLast: true })}`;
}

function lossesOf(name: string): typeof LOSSES {
  return LOSSES.filter(({ formats }) => formats.some((format) => format === name));
}
