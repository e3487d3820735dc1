import { FORMATS, type FormatInfo } from "@portolan/convert";
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
    options.json ? [json()] : [list(session), shapes(session), parts(session), losses(session)],
  );
}

function json(): string {
  const described = FORMATS.map(
    ({ name, title, otherNames, extensions, reads, losses, ...format }) => ({
      name,
      title,
      otherNames,
      extensions,
      reads: isRead(format),
      readsInParts: isReadInParts(format),
      writesInParts: isWrittenInParts(format),
      shapes: reads,
      loses: losses,
    }),
  );
  return `${JSON.stringify(described, undefined, 2)}\n`;
}

function isRead({ loadReader }: Pick<FormatInfo, "loadReader">): boolean {
  return loadReader !== undefined;
}

function isReadInParts({ loadPartReader }: Pick<FormatInfo, "loadPartReader">): boolean {
  return loadPartReader !== undefined;
}

function isWrittenInParts({ loadPartWriter }: Pick<FormatInfo, "loadPartWriter">): boolean {
  return loadPartWriter !== undefined;
}

function list({ stdout }: Session): string {
  const items = FORMATS.map((format) => {
    const { name, title, extensions } = format;
    const use = isRead(format) ? "read and written" : "written only";
    return [name, `${title}; ${use}, ${extensions.join(" ")}`] as const;
  });
  const termWidth = Math.max(...FORMATS.map(({ name }) => name.length));
  return `Formats:\n${definitionList(items, { width: textWidthOf(stdout), termWidth })}`;
}

/** Says what people have that is read, with an example of each. */
function shapes({ stdout }: Session): string {
  const lines = FORMATS.flatMap(({ name, reads }) =>
    reads.flatMap(({ what, example }) => [`- ${what} (${name})`, `  ${example}`]),
  );
  return `\nWhat is read:\n${lines.map((line) => messageLine(line, stdout)).join("")}`;
}

/** Says what becomes of input that is too long to be held. */
function parts({ stdout }: Session): string {
  const namesOf = (isOne: (format: FormatInfo) => boolean): string =>
    FORMATS.filter(isOne)
      .map(({ name }) => name)
      .join(", ");
  const lines = [
    "Input of more than 8 MiB is converted while it is read, in bounded memory:",
    `  from ${namesOf(isReadInParts)}`,
    `  to ${namesOf(isWrittenInParts)}`,
    "The others are read whole, or made of all records at once.",
  ];
  return `\n${lines.map((line) => messageLine(line, stdout)).join("")}`;
}

/** Says what each format loses of what was read from IANA's XML. */
function losses({ stdout }: Session): string {
  const lines = FORMATS.filter((format) => format.losses.length > 0).flatMap(({ name, losses }) => [
    `${name}:`,
    ...losses.flatMap(({ what, why }) => [`- ${what}`, `  ${why}`]),
  ]);
  const text = lines.map((line) => messageLine(line, stdout)).join("");
  return `\nWhat is lost of what IANA's XML says:\n${text}`;
}
