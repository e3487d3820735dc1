import { FORMATS, type FormatInfo } from "@portolan/convert";
import type { Command } from "commander";
import type { Console } from "../console.js";
import { jsonText } from "../io.js";
import { addNotes } from "../notes.js";
import { definitionList, messageLine, type Room } from "../render/layout.js";

/** Defines `portolan formats`. */
export function addFormats(program: Command, console: Console): void {
  const command = program
    .command("formats")
    .description("Shows what can be read and written, and what each format loses.")
    .option("--json", "as JSON");
  addNotes(command, {
    examples: ["portolan formats", "portolan formats --json"],
  }).action(async (options: FormatsOptions) => {
    if (options.json) await console.writeData(json());
    else {
      const sections = [list, shapes, parts, losses].map((section) => section(console.out));
      await console.show(sections.join("\n"));
    }
  });
}

/** Holds the options of `portolan formats` as they appear on the command line. */
interface FormatsOptions {
  readonly json?: boolean;
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
      readsWhole: format.heldWhole,
      writesInParts: isWrittenInParts(format),
      shapes: reads,
      loses: losses,
    }),
  );
  return jsonText(described);
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

function list(room: Room): string {
  const items = FORMATS.map((format) => {
    const { name, title, extensions } = format;
    const use = isRead(format) ? "read and written" : "written only";
    return [name, `${title}; ${use}, ${extensions.join(" ")}`] as const;
  });
  const termWidth = Math.max(...FORMATS.map(({ name }) => name.length));
  return `Formats:\n${definitionList(items, { width: room.textWidth, termWidth })}`;
}

/** Says what people have that is read, with an example of each. */
function shapes(room: Room): string {
  const lines = FORMATS.flatMap(({ name, reads }) =>
    reads.flatMap(({ what, example }) => [`- ${what} (${name})`, `  ${example}`]),
  );
  return `What is read:\n${lines.map((line) => messageLine(line, room)).join("")}`;
}

/** Says what becomes of input that is too long to be held. */
function parts(room: Room): string {
  const namesOf = (isOne: (format: FormatInfo) => boolean): string =>
    FORMATS.filter(isOne)
      .map(({ name }) => name)
      .join(", ");
  const held = FORMATS.flatMap(({ name, heldWhole }) =>
    heldWhole === undefined ? [] : [`${heldWhole} (${name})`],
  );
  const lines = [
    "Input of more than 8 MiB is converted while it is read, in bounded memory:",
    `  from ${namesOf(isReadInParts)}`,
    `  to ${namesOf(isWrittenInParts)}`,
    "The others are read whole, or made of all records at once.",
    `So are ${held.join(", ")}.`,
  ];
  return `${lines.map((line) => messageLine(line, room)).join("")}`;
}

/** Says what each format loses of what was read from IANA's XML. */
function losses(room: Room): string {
  const lines = FORMATS.filter((format) => format.losses.length > 0).flatMap(({ name, losses }) => [
    `${name}:`,
    ...losses.flatMap(({ what, why }) => [`- ${what}`, `  ${why}`]),
  ]);
  const text = lines.map((line) => messageLine(line, room)).join("");
  return `What is lost of what IANA's XML says:\n${text}`;
}
