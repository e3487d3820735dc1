import {
  assigneesOf,
  collapseSpace,
  type Inline,
  joinText,
  type Person,
  parseReferenceLabel,
  type Reference,
  type Registry,
  type RunningText,
  referenceLabel,
  type ServiceRecord,
} from "@portolan/model";

/**
 * Gives what a page says of a registry, by the known losses of HTML:
 *
 * - the category, marks of inferred fields and empty XML elements are not on the page;
 * - an assignee that equals the contact looks like an inherited one;
 * - white space at the edge of a cell, and any run of it in a one-line field, is layout;
 * - a reference of type `text` in running text is text between brackets, and in a list only its
 *   label tells what it is;
 * - attributes of references are not shown;
 * - paragraphs do not stand in paragraphs;
 * - a note without text is not there, one titled “Note” has no title.
 */
export function asHtmlShows(registry: Registry): Registry {
  const { category, title, updated, page, ...rest } = registry;
  return {
    ...rest,
    ...given("title", title),
    ...given("updated", updated),
    references: registry.references.map(listed),
    notes: registry.notes.flatMap((note) => {
      const text = asBlock(note.text);
      const heading = collapseSpace(note.title ?? "Note");
      if (text === undefined) return [];
      return heading === "Note" || heading === "" ? [{ text }] : [{ title: heading, text }];
    }),
    records: registry.records.map(recordAsShown),
    people: registry.people.map(personAsShown),
    footnotes: registry.footnotes.map(({ anchor, text }) => ({
      anchor: withinBrackets(anchor),
      text: asBlock(text) ?? "",
    })),
    ...pageAsShown(page),
  };
}

function pageAsShown(page: Registry["page"]): Pick<Registry, "page"> {
  if (page === undefined) return {};
  const count = Math.max(page.count ?? 0, page.number ?? 0);
  const shown = { ...page, ...(count === 0 ? {} : { count }) };
  return Object.keys(shown).length === 0 ? {} : { page: shown };
}

function recordAsShown(record: ServiceRecord): ServiceRecord {
  const { inferred, emptyElements, unparsed, assignees, ...rest } = record;
  const shownAssignees = assigneesOf(record);
  const isOwn = String(shownAssignees) !== String(record.contacts);
  const { name, protocol, description, registrationDate, modificationDate, ...others } = rest;
  const { unauthorizedUse, notes, ...kept } = others;
  const badFields = {
    ...given("port", unparsed?.port),
    ...given("serviceCode", unparsed?.serviceCode),
  };
  return {
    ...kept,
    ...given("name", name),
    ...given("protocol", protocol),
    ...given("registrationDate", registrationDate),
    ...given("modificationDate", modificationDate),
    ...(isOwn ? { assignees: shownAssignees } : {}),
    ...optional("description", asCell(description)),
    ...optional("unauthorizedUse", trim(unauthorizedUse ?? "") || undefined),
    ...optional("notes", asCell(notes)),
    references: record.references.map(listed),
    ...(Object.keys(badFields).length === 0 ? {} : { unparsed: badFields }),
  };
}

function personAsShown(person: Person): Person {
  return {
    id: withinBrackets(person.id),
    ...given("name", person.name),
    ...given("organization", person.organization),
    ...given("updated", person.updated),
    uris: person.uris.map(trim).filter((uri) => uri !== ""),
  };
}

/** A one-line field: runs of white space are one blank, a blank field is absent. */
function given<Key extends string>(key: Key, text = ""): { [key in Key]?: string } {
  return optional(key, collapseSpace(text) || undefined);
}

function optional<Key extends string, Value>(
  key: Key,
  value: Value,
): { [key in Key]?: NonNullable<Value> } {
  return (value === undefined ? {} : { [key]: value }) as { [key in Key]?: NonNullable<Value> };
}

function withinBrackets(id: string): string {
  return collapseSpace(`[${id}]`).slice(1, -1);
}

function trim(text: string): string {
  return text.replace(/^[ \t\n\r\f]+|[ \t\n\r\f]+$/g, "");
}

/** Only the label of an unlinked reference can be read. */
function listed(reference: Reference): Reference {
  const { attributes, ...shown } = reference;
  return isLinked(reference) ? shown : parseReferenceLabel(referenceLabel(reference));
}

function isLinked({ type, data }: Reference): boolean {
  return type !== "text" && data !== undefined;
}

/** Text of a cell: its edges are layout. */
function asCell(text: RunningText | undefined): RunningText | undefined {
  const shown = joinText(shownPieces(text ?? ""));
  if (shown === undefined || typeof shown === "string") return trim(shown ?? "") || undefined;
  return joinText(
    shown.map((piece, index) => {
      if (typeof piece !== "string") return piece;
      const start = index === 0 ? piece.replace(/^[ \t\n\r\f]+/, "") : piece;
      return index === shown.length - 1 ? start.replace(/[ \t\n\r\f]+$/, "") : start;
    }),
  );
}

/** Text in a `<pre>`, where white space counts; with paragraphs it is no `<pre>`. */
function asBlock(text: RunningText): RunningText | undefined {
  const pieces = shownPieces(text);
  const hasParagraphs = pieces.some((piece) => typeof piece !== "string" && "paragraph" in piece);
  return hasParagraphs ? asCell(text) : joinText(pieces);
}

function shownPieces(text: RunningText): readonly Inline[] {
  if (typeof text === "string") return [text];
  return text.flatMap((piece): readonly Inline[] => {
    if (typeof piece === "string" || "break" in piece) return [piece];
    if ("paragraph" in piece) return shownParagraphs(piece.paragraph);
    const { attributes, ...reference } = piece.reference;
    return isLinked(reference) ? [{ reference }] : [`[${referenceLabel(reference)}]`];
  });
}

/** Paragraphs inside a paragraph follow one another. */
function shownParagraphs(text: RunningText): readonly Inline[] {
  const pieces = shownPieces(text);
  const runs: Inline[][] = [[]];
  const result: Inline[] = [];
  const isParagraph = (piece: Inline) => typeof piece !== "string" && "paragraph" in piece;
  if (!pieces.some(isParagraph)) return [{ paragraph: joinText(pieces) ?? "" }];
  for (const piece of pieces) {
    if (!isParagraph(piece)) runs.at(-1)?.push(piece);
    else {
      result.push(...ended(runs.pop()), piece);
      runs.push([]);
    }
  }
  return [...result, ...ended(runs.pop())];
}

function ended(run: readonly Inline[] = []): readonly Inline[] {
  return run.length === 0 ? [] : [{ paragraph: joinText(run) ?? "" }];
}
