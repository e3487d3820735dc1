import {
  type Footnote,
  type Person,
  type Problem,
  type Registry,
  RegistryError,
  type RegistryHeader,
  Report,
  type ServiceRecord,
} from "@portolan/model";
import {
  type CreatePartWriter,
  listOfParts,
  type PartStream,
  type PartWriter,
  type RegistryTail,
  registryChunks,
  requireList,
  requireObject,
  requireParts,
  requireRegistry,
  type Writer,
} from "@portolan/model/internal";
import {
  formatNamed,
  READABLE_FORMATS,
  type ReadableFormat,
  type WritableFormat,
  type WriterOptions,
} from "./formats.js";
import { readRegistry, streamProblems } from "./read.js";

/** Holds a registry as text, and what the format could not express. */
export interface WriteResult {
  readonly text: string;
  readonly problems: readonly Problem[];
}

/** Writes a registry in one format. */
export async function writeRegistry(
  registry: Registry,
  to: WritableFormat,
  options: WriterOptions = {},
): Promise<WriteResult> {
  requireRegistry(registry, "writeRegistry", "registry");
  requireObject(options, "writeRegistry", "options");
  const report = new Report();
  const write = await loadWriter(to);
  const text = [...write(registry, options, report)].join("");
  return { text, problems: report.problems };
}

/** Loads the writer of a format, which takes its own of the options. */
export async function loadWriter(to: WritableFormat): Promise<Writer<WriterOptions>> {
  const create = await loadPartWriter(to);
  if (create !== undefined)
    return (registry, options, report) => registryChunks(registry, create(options, report));
  const write = await formatNamed(to).loadWriter?.();
  if (write === undefined) throw new TypeError(`The format ${to} has no writer.`);
  return (registry, options, report) => write(registry, ownOptions(to, options), report);
}

/** Loads what writes a format part by part; undefined where that must see the whole. */
export async function loadPartWriter(
  to: WritableFormat,
): Promise<CreatePartWriter<WriterOptions> | undefined> {
  const create = await formatNamed(to).loadPartWriter?.();
  return create && ((options, report) => create(ownOptions(to, options), report));
}

/** Gives what the writer of a format takes of the options; that they are of its type, the name tells. */
function ownOptions(to: WritableFormat, options: WriterOptions): never {
  return (options[to] ?? {}) as never;
}

/**
 * Gives a registry as formats tell it: written in each and read back, one after the other. What two
 * registries that were read from two formats then differ by is not the formats' doing.
 *
 * @example
 * (await asToldBy(["csv", "xml"], registry)).people; // []
 */
export async function asToldBy(
  formats: readonly ReadableFormat[],
  registry: Registry,
): Promise<Registry> {
  requireList(formats, "asToldBy", "formats");
  requireRegistry(registry, "asToldBy", "registry");
  let told = registry;
  // One order for all, whichever registry is read from which.
  for (const format of READABLE_FORMATS) {
    if (!formats.includes(format)) continue;
    const { text } = await writeRegistry(told, format);
    told = (await readRegistry(text, { from: format })).registry;
  }
  return told;
}

/** Says which parts of a registry are written; `Selector` of `@portolan/query` is one. */
export interface PartSelection {
  /** Tells whether the next record is written. */
  takes(record: ServiceRecord): boolean;
  /** Gives those people and footnotes that are written. */
  tailOf(header: RegistryHeader, tail: RegistryTail): RegistryTail;
}

/** Configures {@link writeParts}. */
export interface WritePartsOptions {
  readonly selection?: PartSelection;
  /** Is told every problem of reading, and waited for. */
  readonly tell?: (problem: Problem) => void | Promise<void>;
  /** Tells which problems end the writing; by default errors do. */
  readonly refuses?: (problem: Problem) => boolean;
}

const EVERYTHING: PartSelection = { takes: () => true, tailOf: (_header, tail) => tail };
const NO_HEADER: RegistryHeader = { experts: [], references: [], notes: [] };

/** A text of this length, in UTF-16 code units, is given before more is read. */
const CHUNK_LENGTH = 65_536;

/**
 * Writes a registry while it is read, as the writer of a whole one does, byte for byte. Only people
 * and footnotes are held until the end. After a problem that ends the writing nothing more is given;
 * the rest is read all the same, so that every problem is told.
 *
 * @throws {RegistryError} at the end, with the first problem that ended the writing.
 */
export async function* writeParts(
  parts: PartStream,
  writer: PartWriter,
  options: WritePartsOptions = {},
): AsyncGenerator<string, void, undefined> {
  requireParts(parts, "writeParts", "parts");
  requireObject(writer, "writeParts", "writer");
  requireObject(options, "writeParts", "options");
  const { selection = EVERYTHING, tell, refuses = isError } = options;
  let header: RegistryHeader | undefined;
  const people = new People();
  const footnotes: Footnote[] = [];
  let refused: Problem | undefined;
  let text = "";

  const begin = (found: RegistryHeader): RegistryHeader => {
    text += writer.begin(found);
    return found;
  };
  const hear = async (problem: Problem): Promise<void> => {
    await tell?.(problem);
    if (refused === undefined && refuses(problem)) refused = problem;
  };

  for await (const item of parts) {
    for (const part of listOfParts(item)) {
      if ("problem" in part) await hear(part.problem);
      else if (refused !== undefined) continue;
      else if ("header" in part) {
        if (header === undefined) header = begin(part.header);
        else if (!isSame(header, part.header)) {
          const late = new Report();
          late.add(streamProblems, "stream/header-late");
          for (const problem of late.problems) await hear(problem);
        }
      } else {
        header ??= begin(NO_HEADER);
        if ("record" in part) {
          if (selection.takes(part.record)) text += writer.record(part.record);
        } else if ("person" in part) people.add(part.person);
        else footnotes.push(part.footnote);
        if (text.length < CHUNK_LENGTH) continue;
        yield text;
        text = "";
      }
    }
  }
  if (refused !== undefined) throw new RegistryError([refused]);
  header ??= begin(NO_HEADER);
  yield text + writer.end(selection.tailOf(header, { people: people.list, footnotes }));
}

function isError({ severity }: Problem): boolean {
  return severity === "error";
}

function isSame<Part extends RegistryHeader | Person>(a: Part, b: Part): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Holds people in their order; those who come again as they were are held once. */
class People {
  readonly list: Person[] = [];
  readonly #known = new Map<string, Person>();

  add(person: Person): void {
    const known = this.#known.get(person.id);
    const isKnown = known !== undefined && isSame(known, person);
    this.list.push(isKnown ? known : person);
    if (!isKnown) this.#known.set(person.id, person);
  }
}
