import type { Port, PortRange } from "./port.js";
import type { Reference } from "./reference.js";
import type {
  Footnote,
  Person,
  RegistryNote,
  RegistryPage,
  ServiceRecord,
  UnparsedFields,
} from "./registry.js";
import type { RegistryHeader } from "./registry-part.js";
import type {
  Inline,
  InlineBreak,
  InlineParagraph,
  InlineReference,
  RunningText,
} from "./running-text.js";

/** Writes a value as data of some syntax. */
export type DataWriter<T, Data> = (value: T) => Data;

/** Writes the field of an object; undefined means that neither key nor value are written. */
export interface FieldWriter<T, Data> {
  readonly key: keyof T & string;
  readonly write: DataWriter<unknown, Data | undefined>;
}

/** Knows how texts, numbers, lists and objects are written: as values, as JSON text. */
export interface DataSyntax<Data, ObjectData extends Data = Data> {
  readonly text: DataWriter<string, Data>;
  readonly number: DataWriter<number, Data>;
  readonly yes: DataWriter<true, Data>;
  readonly textsByName: DataWriter<Readonly<Record<string, string>>, Data>;
  readonly list: <T>(item: DataWriter<T, Data>) => DataWriter<readonly T[], Data>;
  /** Makes the writer of an object with these fields in this order; undefined ones are absent. */
  readonly object: <T extends object>(
    fields: readonly FieldWriter<T, Data>[],
  ) => DataWriter<T, ObjectData>;
}

/** Write the parts of a registry as data. */
export interface DataWriters<Data> {
  /** Writes all that comes before the records. */
  readonly header: DataWriter<RegistryHeader, Data>;
  readonly record: DataWriter<ServiceRecord, Data>;
  readonly person: DataWriter<Person, Data>;
  readonly footnote: DataWriter<Footnote, Data>;
}

/** Makes the writers of a syntax: absent fields and empty lists are left out, keys have one order. */
export function dataWriters<Data, ObjectData extends Data>(
  syntax: DataSyntax<Data, ObjectData>,
): DataWriters<ObjectData> {
  const { text, number, yes, textsByName, list } = syntax;
  const object = <T extends object>(fields: FieldWriters<T, Data>): DataWriter<T, ObjectData> =>
    syntax.object(tableOf(fields));
  const texts = list(text);

  const reference = object<Reference>({ type: text, data: text, text, attributes: textsByName });

  const runningText = (value: RunningText): Data =>
    typeof value === "string" ? text(value) : pieces(value);
  const inlineReference = object<InlineReference>({ reference });
  const inlineBreak = object<InlineBreak>({ break: yes });
  const inlineParagraph = object<InlineParagraph>({ paragraph: runningText });
  const pieces = list((inline: Inline): Data => {
    if (typeof inline === "string") return text(inline);
    if ("reference" in inline) return inlineReference(inline);
    return "break" in inline ? inlineBreak(inline) : inlineParagraph(inline);
  });

  const portRange = object<PortRange>({ first: number, last: number });
  const port = (value: Port): Data =>
    typeof value === "number" ? number(value) : portRange(value);

  return {
    header: object<RegistryHeader>({
      id: text,
      title: text,
      category: text,
      updated: text,
      page: object<RegistryPage>({ number, count: number, search: text }),
      coverage: text,
      experts: filled(texts),
      references: filled(list(reference)),
      notes: filled(list(object<RegistryNote>({ title: text, text: runningText }))),
    }),
    record: object<ServiceRecord>({
      name: text,
      port,
      protocol: text,
      description: runningText,
      // None at all says something else than none named.
      assignees: texts,
      contacts: filled(texts),
      registrationDate: text,
      modificationDate: text,
      references: filled(list(reference)),
      serviceCode: number,
      unauthorizedUse: text,
      notes: runningText,
      unparsed: object<UnparsedFields>({ port: text, serviceCode: text }),
      inferred: texts,
      emptyElements: texts,
    }),
    person: object<Person>({
      id: text,
      name: text,
      organization: text,
      uris: filled(texts),
      updated: text,
      inferred: texts,
      emptyElements: texts,
    }),
    footnote: object<Footnote>({ anchor: text, text: runningText }),
  };
}

/** Makes a writer that leaves an empty list out. */
function filled<T, Data>(
  write: DataWriter<readonly T[], Data>,
): DataWriter<readonly T[], Data | undefined> {
  return (items) => (items.length === 0 ? undefined : write(items));
}

/** Names all fields of a type, in the order in which they are written. */
type FieldWriters<T, Data> = {
  readonly [Key in keyof T]-?: DataWriter<Exclude<T[Key], undefined>, Data | undefined>;
};

function tableOf<T, Data>(fields: FieldWriters<T, Data>): readonly FieldWriter<T, Data>[] {
  return Object.entries(fields).map(([key, write]) => ({ key, write }) as FieldWriter<T, Data>);
}
