import { FORMATS, type FormatInfo, LOSSES } from "@portolan/convert";
import { type Session, textWidthOf, writeChunks } from "../io.js";
import { definitionList, messageLine } from "../render/wrap.js";

/** Holds the options of `portolan formats` as they stand on the command line. */
export interface FormatsOptions {
  readonly json?: boolean;
}

/** Carries out `portolan formats`. */
export async function formats(options: FormatsOptions, session: Session): Promise<void> {
  await writeChunks(
    session.stdout,
    options.json ? [json()] : [list(session), parts(session), losses(session)],
  );
}

function json(): string {
  const described = FORMATS.map((format) => ({
    ...format,
    loses: lossesOf(format.name).map(({ code, what, why }) => ({ code, what, why })),
  }));
  return `${JSON.stringify(described, undefined, 2)}\n`;
}

function list({ stdout }: Session): string {
  const items = FORMATS.map(({ name, title, reads, extensions }) => {
    const use = reads ? "read and written" : "written only";
    return [name, `${title}; ${use}, ${extensions.join(" ")}`] as const;
  });
  const termWidth = Math.max(...FORMATS.map(({ name }) => name.length));
  return `Formats:\n${definitionList(items, { width: textWidthOf(stdout), termWidth })}`;
}

/** Says what becomes of input that is too long to be held. */
function parts({ stdout }: Session): string {
  const namesOf = (formats: readonly FormatInfo[]): string =>
    formats.map(({ name }) => name).join(", ");
  const lines = [
    "Input of more than 8 MiB is converted while it is read, in bounded memory:",
    `  from ${namesOf(FORMATS.filter(({ readsInParts }) => readsInParts))}`,
    `  to ${namesOf(FORMATS.filter(({ writesInParts }) => writesInParts))}`,
    "The others are read whole, or made of all records at once.",
  ];
  return `\n${lines.map((line) => messageLine(line, stdout)).join("")}`;
}

/** Says what each format loses of what was read from IANA's XML. */
function losses({ stdout }: Session): string {
  const lines = LOSSES.flatMap(({ formats, what, why }) => [
    `- ${what}`,
    `  ${formats.join(", ")}: ${why}`,
  ]);
  const text = lines.map((line) => messageLine(line, stdout)).join("");
  return `\nWhat is lost of what IANA's XML says:\n${text}`;
}

function lossesOf(name: string): typeof LOSSES {
  return LOSSES.filter(({ formats }) => formats.some((format) => format === name));
}
