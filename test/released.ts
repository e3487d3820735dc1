import type { ReadableFormat } from "@portolan/convert";
import {
  assigneesOf,
  createRegistry,
  type Problem,
  type Reference,
  type Registry,
  type RunningText,
  referenceLabel,
  referencesIn,
  type ServiceRecord,
} from "@portolan/model";
import { survivesBrackets } from "@portolan/model/internal";
import { SaxesParser } from "saxes";
import { asToldBy } from "./losses/losses.js";
import { isSame } from "./registries-equal.js";

/** Names a part of a registry: `title`, `records.3`, `records.3.contacts`. */
export type Path = string;

/**
 * Gives a registry as a format tells it, with what the writer reported exactly: characters that
 * XML and HTML replace, and names that cannot be those of attributes.
 */
export function asReported(
  format: ReadableFormat,
  registry: Registry,
  problems: readonly Problem[],
): Registry {
  const codes = codesOf(problems);
  let written = registry;
  if (codes.has("xml/name-invalid")) written = withNames(written, isAttributeName);
  if (codes.has("xml/character-replaced") || codes.has("html/character-replaced"))
    written = withStrings(written, (text) => text.replace(FORBIDDEN, "\ufffd"));
  return asToldBy(format, written);
}

/** What is no `Char` of XML 1.0 §2.2. */
const FORBIDDEN = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/**
 * Gives the parts of a registry that the problems of its writer let go: no more than the fields that
 * a problem is about. Problems of other codes let nothing go.
 */
export function releasedBy(
  problems: readonly Problem[],
  written: Registry,
  told: Registry,
  found: Registry,
): ReadonlySet<Path> {
  const codes = codesOf(problems);
  const paths: Path[] = [];
  if (codes.has("csv/list-ambiguous") || codes.has("jsonl/list-ambiguous"))
    paths.push(...pathsOfRecords(written, ambiguousLists));
  if (codes.has("html/reference-altered")) paths.push(...pathsOfReferences(written));
  for (const { code, message } of problems) {
    if (code === "text/records-altered") paths.push(...altered("records", message, told, found));
    if (code === "text/people-altered") paths.push(...altered("people", message, told, found));
    if (code === "text/header-altered") paths.push(headerPart(message));
  }
  return new Set(paths);
}

function codesOf(problems: readonly Problem[]): ReadonlySet<string> {
  return new Set(problems.map(({ code }) => code));
}

function pathsOfRecords(
  { records }: Registry,
  fieldsOf: (record: ServiceRecord) => readonly (keyof ServiceRecord)[],
): readonly Path[] {
  return records.flatMap((record, i) => fieldsOf(record).map((field) => `records.${i}.${field}`));
}

/** Gives the lists whose items hold odd brackets, which part them elsewhere. */
function ambiguousLists(record: ServiceRecord): readonly (keyof ServiceRecord)[] {
  const { contacts, references } = record;
  const arePeopleTold = survivesBrackets(assigneesOf(record)) && survivesBrackets(contacts);
  const areReferencesTold = survivesBrackets(references.map(referenceLabel));
  return [
    ...(arePeopleTold ? [] : (["assignees", "contacts"] as const)),
    ...(areReferencesTold ? [] : (["references"] as const)),
  ];
}

/** Gives the fields that hold a reference of a form that the registry does not have. */
function pathsOfReferences(registry: Registry): readonly Path[] {
  const isOdd = (references: readonly Reference[]): boolean => !references.every(isPublished);
  const inText = (text: RunningText | undefined): boolean => isOdd(referencesIn(text ?? ""));
  const { references, notes, footnotes } = registry;
  return [
    ...(isOdd(references) ? ["references"] : []),
    ...(notes.some(({ text }) => inText(text)) ? ["notes"] : []),
    ...(footnotes.some(({ text }) => inText(text)) ? ["footnotes"] : []),
    ...pathsOfRecords(registry, (record) => [
      ...(isOdd(record.references) ? (["references"] as const) : []),
      ...(inText(record.description) ? (["description"] as const) : []),
      ...(inText(record.notes) ? (["notes"] as const) : []),
    ]),
  ];
}

/** Tells whether a link tells all of a reference but its attributes, which are a known loss. */
function isPublished({ type, data = "", text }: Reference): boolean {
  if (type === "rfc") return /^rfc\d+$/.test(data);
  if (type === "draft") return /^draft-\S+$/.test(data) && !/^draft-/.test(text ?? "");
  if (type === "uri") return /^https?:\/\/example\.org\/\S*$/.test(data);
  if (type === "rfc-errata" || type === "registry") return /^\w+$/.test(data) && text === undefined;
  if (type === "person" || type === "note") return data !== "" && text === undefined;
  return type === "text" && data === "" && !/[[\]]/.test(text ?? "");
}

/**
 * Gives the rows that a text tells otherwise, which must be no more than its writer reports. Where
 * rows ran together, none can be told from the next: all go.
 */
function altered(
  part: "records" | "people",
  message: string,
  told: Registry,
  found: Registry,
): readonly Path[] {
  if (told[part].length !== found[part].length) return [part];
  const paths = told[part].flatMap((row, i) =>
    isSame(row, found[part][i]) ? [] : [`${part}.${i}`],
  );
  const reported = Number(/^\d+/.exec(message)?.[0]);
  if (paths.length > reported)
    throw new Error(`${paths.length} ${part} are altered, ${reported} of them reported`);
  return paths;
}

function headerPart(message: string): Path {
  const part = /with the same (\w+)\.$/.exec(message)?.[1] ?? "";
  return part === "date" ? "updated" : part;
}

/** Empties parts of a registry; rows keep their places. */
export function withoutParts(registry: Registry, paths: ReadonlySet<Path>): Registry {
  if (paths.size === 0) return registry;
  const isLeft = (...path: readonly (string | number)[]): boolean => !paths.has(path.join("."));
  const parts = Object.fromEntries(Object.entries(registry).filter(([part]) => isLeft(part)));
  const { records, people, ...header } = createRegistry(parts);
  return {
    ...header,
    records: records.map((record, i) => {
      const fields = isLeft("records", i) ? Object.entries(record) : [];
      const left = fields.filter(([field]) => isLeft("records", i, field));
      return { contacts: [], references: [], ...Object.fromEntries(left) };
    }),
    people: people.map((person, i) => (isLeft("people", i) ? person : { id: "", uris: [] })),
  };
}

/** Changes every string of a registry. */
function withStrings(registry: Registry, change: (text: string) => string): Registry {
  return JSON.parse(JSON.stringify(registry), (_key, value: unknown) =>
    typeof value === "string" ? change(value) : value,
  );
}

/** Leaves attributes out whose name is none. */
function withNames(registry: Registry, isName: (name: string) => boolean): Registry {
  return JSON.parse(JSON.stringify(registry), (key, value: unknown) => {
    if (key !== "attributes" || typeof value !== "object" || value === null) return value;
    const named = Object.entries(value).filter(([name]) => isName(name));
    return named.length === 0 ? undefined : Object.fromEntries(named);
  });
}

/**
 * Asks another XML reader whether a text can be the name of an attribute; our writer takes those of
 * the basic plane.
 */
function isAttributeName(name: string): boolean {
  if (/\p{Surrogate}/u.test(name)) return false;
  const found: string[] = [];
  try {
    const parser = new SaxesParser({ xmlns: true });
    parser.on("opentag", ({ attributes }) => {
      found.push(...Object.keys(attributes));
    });
    parser.write(`<a ${name}=""/>`).close();
  } catch {
    return false;
  }
  return found.length === 1 && found[0] === name;
}
