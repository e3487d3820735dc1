import type { ParseResult } from "./parse-result.js";
import type { TextChunks } from "./pieces.js";
import type { Report } from "./problem.js";
import type { ProtocolNumbersResult } from "./protocol-numbers.js";
import type { Registry } from "./registry.js";
import type { PartLists, PartWriter } from "./registry-part.js";

/** Reads a whole text of one format. */
export type Reader = (source: string) => ParseResult;

/** Reads a text of one format part by part, while it comes. */
export type PartReader = (chunks: TextChunks) => PartLists;

/** Writes a registry in one format, in pieces; what cannot be expressed goes to the report. */
export type Writer<Options = object> = (
  registry: Registry,
  options: Options,
  report: Report,
) => Iterable<string>;

/** Makes what writes a registry in one format part by part. */
export type CreatePartWriter<Options = object> = (options: Options, report: Report) => PartWriter;

/**
 * Holds all that the toolkit knows of one format. Each format's package exports one such object from
 * its light entry `…/format`; the reader and the writer, and the library behind them, are loaded when
 * they are asked for.
 *
 * @typeParam Options - the options of its writer.
 */
export interface Format<Name extends string = string, Options extends object = object> {
  readonly name: Name;
  /** What it is, in a few words. */
  readonly title: string;
  /** Other words for it that people use: `ts`, `md`. */
  readonly otherNames: readonly string[];
  /** File name extensions, with the dot; a hint only. */
  readonly extensions: readonly string[];
  /** Whole names of files, such as `services`; a hint only. */
  readonly fileNames?: readonly string[];
  /** What people have that is read as this format, in their words, with an example of each. */
  readonly reads: readonly ReadableShape[];
  /** Gives the marks of the format that the beginning of a text shows; none where it shows none. */
  readonly marksOf?: (head: TextHead) => readonly Mark[];
  /** Loads the reader; absent where the format is only written. */
  readonly loadReader?: () => Promise<Reader>;
  /** Loads the reader of texts that come in pieces; absent where a text must be read whole. */
  readonly loadPartReader?: () => Promise<PartReader>;
  /** Which of its texts must be read whole all the same, in the plural. */
  readonly heldWhole?: string;
  /**
   * Loads what finds a text of another format inside one that has no record of its own, such as plain
   * text in a page. Lines keep their numbers.
   */
  readonly loadUnwrap?: () => Promise<(source: string) => WrappedText | undefined>;
  /** Loads the writer; absent where {@link loadPartWriter} is there. */
  readonly loadWriter?: () => Promise<Writer<Options>>;
  /** Loads the writer of registries that come in parts; absent where it must see all records first. */
  readonly loadPartWriter?: () => Promise<CreatePartWriter<Options>>;
  /** Loads the reader of IANA's protocol numbers in this format, where they are published in it. */
  readonly loadProtocolReader?: () => Promise<(source: string) => ProtocolNumbersResult>;
  /** Describes the options of the writer. */
  readonly options: OptionsOf<Options>;
  /** Lists what is lost of what IANA's XML says. What is read back is the registry without it. */
  readonly losses: readonly Loss[];
}

/** Holds all that the toolkit knows of one format that is read as well as written. */
export interface ReadWriteFormat<Name extends string = string, Options extends object = object>
  extends Format<Name, Options> {
  readonly loadReader: () => Promise<Reader>;
}

/** Holds a text that was found inside one of another format. */
interface WrappedText {
  /** Name of the format that it may be. */
  readonly format: string;
  readonly text: string;
}

/** Describes something that people have and a reader takes. */
export interface ReadableShape {
  /** What it is called by those who have it. */
  readonly what: string;
  /** One line of it. */
  readonly example: string;
}

/** Describes something that a format cannot carry: what is read back differs by it. */
export interface Loss {
  readonly code: string;
  /** What is lost, in one sentence. */
  readonly what: string;
  /** Why the format cannot carry it. */
  readonly why: string;
}

/** Holds the beginning of a text, white space and byte order mark gone from its front. */
export interface TextHead {
  readonly text: string;
  /** Its lines without their ends; the last one may be cut. */
  readonly lines: readonly string[];
}

/** Gives so much of a text as is looked at to tell its format. */
export function textHead(source: string): TextHead {
  const text = source.slice(0, HEAD_LENGTH).replace(/^\uFEFF?\s*/, "");
  return { text, lines: text.split(/\r\n|\n|\r/) };
}

/** How much of a text is looked at to tell its format, in UTF-16 code units. */
export const HEAD_LENGTH = 65_536;

/** Holds one mark of a format that a text shows. */
export interface Mark {
  /** What was seen, in words that finish “it has …”. */
  readonly seen: string;
  /**
   * How much it says, by its kind. `proof`: only this format has it, such as an XML root element.
   * `strong`: it belongs to this format, such as the headings of a table. `rows`: lines have the form
   * of its rows. `hint`: others have it, too.
   */
  readonly weight: MarkWeight;
  /** Which dialect of the format has the mark, where it has several. */
  readonly dialect?: string;
}

/** Names the weights of marks; see {@link Mark}. */
export type MarkWeight = "proof" | "strong" | "rows" | "hint";

/** Says what may stand as the value of a writer's option. */
export type OptionValue =
  | { readonly is: "switch" }
  /** A whole number from 0. */
  | { readonly is: "number"; readonly most: number }
  /** One of the words, or a list of some. */
  | { readonly is: "word" | "words"; readonly words: readonly string[] }
  /** A text; the command line names a file with it. */
  | { readonly is: "text" }
  /** A list of texts, such as names; the command line has the list, or names a file with it. */
  | { readonly is: "list" | "listFile" };

/** Describes an option of a writer. */
export type WriterOption = OptionValue & OptionForms<string>;

/** Says how an option is called. */
interface OptionForms<Name> {
  /** Its name in the writer's package, and in a config file. */
  readonly name: Name;
  /** How it appears on the command line; absent where it does not. */
  readonly flags?: string;
  /** What help says of it; `{words}` stands for its words. */
  readonly help?: string;
}

/** Describes some options of a writer, as the type of these options allows it. */
export type OptionsOf<Options> = readonly {
  readonly [Name in keyof Options & string]: ValueOf<NonNullable<Options[Name]>> &
    OptionForms<Name>;
}[keyof Options & string][];

/** Narrows {@link OptionValue} to what is of a type; what no text can say is `never`. */
type ValueOf<Type> = [Type] extends [boolean]
  ? { readonly is: "switch" }
  : [Type] extends [number]
    ? { readonly is: "number"; readonly most: number }
    : [Type] extends [string]
      ? string extends Type
        ? { readonly is: "text" }
        : { readonly is: "word"; readonly words: readonly Type[] }
      : Type extends Iterable<infer Item>
        ? string extends Item
          ? { readonly is: "list" | "listFile" }
          : { readonly is: "words"; readonly words: readonly Item[] }
        : never;

/** Holds what several formats lose. */
export const LOSSES: Readonly<Record<"spelling" | "page" | "marks" | "assignee", Loss>> = {
  /** Of tables, which spreadsheets and programs write otherwise than the registry does. */
  spelling: {
    code: "spelling",
    what: "A port, protocol or date such as `080`, `TCP` or `2024/12/20` reads as the registry writes it.",
    why: "So spreadsheets and programs write what the registry has.",
  },
  page: {
    code: "page",
    what: "Which page, search result or excerpt of the registry a document was is lost.",
    why: "The format has no place for it.",
  },
  assignee: {
    code: "assignee",
    what: "An explicit assignee that equals the contacts reads as an inherited one.",
    why: "IANA shows the contacts where there is no assignee.",
  },
  marks: {
    code: "marks",
    what: "Which fields were inferred, and which XML elements stood empty, is lost.",
    why: "Only the values are shown.",
  },
};

/** Lists what a table of the columns, without header and people, loses; CSV and JSON Lines are such. */
export const TABLE_LOSSES: readonly Loss[] = [
  {
    code: "structure",
    what: "Line breaks, paragraphs and references inside a text become plain text.",
    why: "A cell is plain text, by IANA's rules of the registry's date.",
  },
  {
    code: "link-target",
    what: "The target behind a labelled reference, and the kind of one that its label does not tell, are lost.",
    why: "Only the label between brackets is shown.",
  },
  {
    code: "cell-edges",
    what: "White space at the edges of names and protocols is lost.",
    why: "IANA's CSV has none at the edges of a cell.",
  },
  LOSSES.spelling,
  {
    code: "header",
    what: "Title, category, date, experts, references and notes of the registry are lost.",
    why: "The format holds rows only.",
  },
  {
    code: "people",
    what: "People and footnotes are lost; only their ids and numbers stand in the rows.",
    why: "The format holds rows only.",
  },
  LOSSES.page,
  LOSSES.assignee,
  LOSSES.marks,
];
