import { FORMATS, LOSSES } from "@portolan/convert";
import { type Session, writeChunks } from "../io.js";
import { renderTable } from "../render/table.js";

/** Holds the options of `portolan formats` as they stand on the command line. */
export interface FormatsOptions {
  readonly json?: boolean;
}

/** Carries out `portolan formats`. */
export async function formats(options: FormatsOptions, session: Session): Promise<void> {
  await writeChunks(session.stdout, options.json ? [json()] : [table(session), losses(session)]);
}

function json(): string {
  const described = FORMATS.map((format) => ({
    ...format,
    loses: lossesOf(format.name).map(({ code, what, why }) => ({ code, what, why })),
  }));
  return `${JSON.stringify(described, undefined, 2)}\n`;
}

function table({ stdout }: Session): string {
  const rows = FORMATS.map(({ name, title, reads, extensions }) => [
    name,
    reads ? "read, write" : "write",
    extensions.join(" "),
    title,
  ]);
  return renderTable(rows, stdout, { wrapsLast: true });
}

/** Says what each format loses of what was read from IANA's XML. */
function losses({ stdout }: Session): string {
  const rows = LOSSES.map(({ formats, what, why }) => [formats.join(" "), `${what} ${why}`]);
  return `\nWhat is lost:\n${renderTable(rows, stdout, { wrapsLast: true })}`;
}

function lossesOf(name: string): typeof LOSSES {
  return LOSSES.filter(({ formats }) => formats.some((format) => format === name));
}
