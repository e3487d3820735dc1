import {
  type Footnote,
  type Person,
  type Problem,
  RegistryError,
  type RegistryHeader,
  Report,
  type ServiceRecord,
} from "@portolan/model";
import type { PartStream, PartWriter, RegistryTail } from "@portolan/model/internal";
import { listOfParts, requireObject, requireParts } from "@portolan/model/internal";
import { streamProblems } from "./stream.js";

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
