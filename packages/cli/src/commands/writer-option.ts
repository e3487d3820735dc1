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
  /** Its name in the writer's package, and in a `fixtures.json`. */
  readonly name: Name;
  /** How it stands on the command line; absent where it does not. */
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
