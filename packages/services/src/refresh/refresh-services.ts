import { MAX_PORT, type Registry, TRANSPORT_PROTOCOLS } from "@portolan/model";
import {
  comparePlaces,
  requireObject,
  requireRegistry,
  requireText,
} from "@portolan/model/internal";
import type { MeantLine } from "../audit/meant-lines.js";
import { RegisteredNames } from "../audit/registered-names.js";
import { plainLine } from "../line-text.js";
import { isOtherNameOf, type PortGroup, portKey, portsOf } from "../port-groups.js";
import { type Target, targetProfile } from "../targets.js";
import { dateIn, isRegisteredAfter, type Offer, offerLine, openOffer } from "./file-date.js";
import { LineModel } from "./line-layout.js";
import {
  type RefreshChange,
  RefreshedFile,
  type RefreshFact,
  type RefreshKind,
} from "./refreshed-file.js";

/** How to refresh a file. */
export interface RefreshOptions {
  /** Whose limits the changed lines keep to; by default those of all resolvers. */
  readonly target?: Target;
  /**
   * Adds what is newly registered and the file does not have, or leaves it out for good. Where neither
   * is said, and the date of the file moves on, the file keeps the date from which on it is offered.
   */
  readonly add?: boolean;
}

/** Holds a refreshed file. */
export interface RefreshResult {
  readonly text: string;
  /** What changed, in the order of the file. */
  readonly changes: readonly RefreshChange[];
  /** Ports that are newly registered and were not added. */
  readonly notAdded: readonly string[];
}

/**
 * Brings a system's services file up to date as its maintainer would: only lines change whose facts
 * changed in the registry; order, comments, blank lines and what only this system has stay. A name
 * that the registry does not have any more is kept and marked.
 *
 * @param old the registry that the file was made from, or was last compared with.
 * @param fresh the registry of today.
 * @throws {TypeError} for a target that there is not.
 * @example
 * refreshServices("mine 7/tcp\n", registry, registry).text; // "mine 7/tcp\n"
 */
export function refreshServices(
  source: string,
  old: Registry,
  fresh: Registry,
  options: RefreshOptions = {},
): RefreshResult {
  requireText(source, "refreshServices", "source");
  requireRegistry(old, "refreshServices", "old");
  requireRegistry(fresh, "refreshServices", "fresh");
  requireObject(options, "refreshServices", "options");
  return new Refresh(source, old, fresh, options).run();
}

/** Holds a new line on its way into the file. */
interface NewLine {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly port: number;
  readonly protocol: string;
  readonly comment: string;
  readonly fact: RefreshFact;
}

/** Holds what is written anew of a line. */
interface Rewriting {
  readonly names: readonly string[];
  readonly comment: string | undefined;
  /** What the comment says besides: names that are gone or moved. */
  readonly marks: readonly string[];
  /** Names that the line did not have. */
  readonly added: readonly string[];
}

/** Compares the lines of a file with two registries. */
class Refresh {
  readonly #file: RefreshedFile;
  readonly #old: RegisteredNames;
  readonly #fresh: RegisteredNames;
  readonly #dates: readonly [old: string | undefined, fresh: string | undefined];
  readonly #add: boolean | undefined;
  readonly #maxLineBytes: number;
  readonly #needsLowerCase: boolean;
  readonly #protocols: readonly string[];
  readonly #model = new LineModel();
  readonly #newLines: NewLine[] = [];

  constructor(source: string, old: Registry, fresh: Registry, options: RefreshOptions) {
    const profile = targetProfile(options.target ?? "portable");
    this.#file = new RefreshedFile(source);
    this.#old = new RegisteredNames(old);
    this.#fresh = new RegisteredNames(fresh);
    this.#dates = [old.updated, fresh.updated];
    this.#add = options.add;
    this.#maxLineBytes = profile.maxLineBytes;
    this.#needsLowerCase = profile.needsLowerCase;
    this.#protocols = profile.protocols ?? TRANSPORT_PROTOCOLS;
  }

  run(): RefreshResult {
    const { source, lines } = this.#file;
    const header = this.#changeDate();
    for (const meant of lines) {
      this.#changeLine(meant);
      this.#model.see(source, meant);
    }
    const offer = openOffer(source);
    const notAdded = this.#findNew(offer?.date);
    this.#changeOffer(offer, notAdded.length > 0, header);
    this.#insertLines();
    return { ...this.#file.finish(), notAdded };
  }

  /**
   * Writes the new date where the file says from which registry it comes, and says the old one.
   *
   * @returns the offset of the line behind; undefined where the date stays, or there is none.
   */
  #changeDate(): number | undefined {
    const [old, fresh] = this.#dates;
    const { source } = this.#file;
    const date = dateIn(source);
    if (date === undefined || fresh === undefined || date.text !== old || date.text === fresh)
      return undefined;
    const start = source.lastIndexOf("\n", date.start) + 1;
    const feed = source.indexOf("\n", date.start);
    const before = source.slice(start, feed === -1 ? undefined : feed).replace(/\r$/, "");
    const after = [before.replace(date.text, fresh)];
    const fact = dateFact(`The file is up to date with the registry of ${fresh}.`);
    this.#file.edit({ ...date, text: fresh }, { before, after, facts: [fact] });
    return feed === -1 ? undefined : feed + 1;
  }

  /**
   * Says in the file since when newly registered ports are on offer, where nobody has decided about them:
   * by the new date alone they would never be offered again. A decision takes the line out.
   *
   * @param behind where the line goes: behind that of the date, if that moves on.
   */
  #changeOffer(offer: Offer | undefined, isOpen: boolean, behind: number | undefined): void {
    const isDecided = this.#add !== undefined;
    const [old = ""] = this.#dates;
    if (offer !== undefined && isDecided) {
      const { start, end, text: before, date } = offer;
      const fact = dateFact(`No port registered after ${date} is on offer any more.`);
      this.#file.edit({ start, end, text: "" }, { before, after: [], facts: [fact] });
    } else if (offer === undefined && !isDecided && isOpen && behind !== undefined) {
      const message = `Ports registered after ${old} are not in the file, and stay on offer.`;
      this.#file.insertAt(behind, offerLine(old), dateFact(message));
    }
  }

  /** Changes a line whose facts changed. */
  #changeLine(meant: MeantLine): void {
    const { names, key, protocol } = meant;
    const port = Number(meant.port);
    const own = names.map(({ text }) => text);
    const isOld = (name: string): boolean => this.#old.has(name, port, protocol);
    const isFresh = (name: string): boolean => this.#fresh.has(name, port, protocol);
    // A line without a registered name is this system's own.
    if (!own.some(isOld)) return;
    const facts: RefreshFact[] = [];
    const add = (kind: RefreshKind, name: string, message: string): void => {
      facts.push({ kind, name, key, message });
    };

    const gone = own.filter(
      (name) => isOld(name) && !isFresh(name) && !this.#file.isMarked(name, meant),
    );
    const moved = new Set(gone.filter((name) => this.#move(name, meant, facts)));
    const kept = own.filter((name) => !moved.has(name));
    const left = gone.filter((name) => !moved.has(name));
    for (const name of left)
      add("gone", name, `“${name}” is not registered on ${key} any more; it is kept and marked.`);

    const added = this.#addedNames(meant);
    const taken = new Set([...added, ...own]);
    const form = added
      .map((name) => name.toLowerCase())
      .filter((name) => this.#needsLowerCase && !taken.has(name));
    const [first = ""] = kept;
    const leader = this.#leader(first, meant, [...kept, ...added], gone.includes(first));
    const others = [...kept, ...added, ...form].filter((name) => name !== leader);
    const after = leader === undefined ? others : [leader, ...others];
    for (const name of added) {
      if (name === leader)
        add("renamed", name, `${key} is “${name}” now; “${first}” stays as an alias.`);
      else add("alias", name, `“${name}” is registered for ${key}; it is added as an alias.`);
    }
    if (leader !== undefined && !added.includes(leader))
      add("renamed", leader, `${key} is “${leader}” now; “${first}” stays as an alias.`);

    const comment = this.#comment(meant, facts);
    if (facts.length === 0) return;
    const marks = [
      ...(left.length > 0 ? [`${left.join(", ")} no longer registered (${this.#freshDate})`] : []),
      ...facts
        .filter(({ kind }) => kind === "moved")
        .map(({ name }) => `${name} moved to ${this.#newKey(name, protocol)}`),
    ];
    if (after.length === 0) this.#commentOut(meant, marks, facts);
    else this.#rewrite(meant, { names: after, comment, marks, added: [...added, ...form] }, facts);
  }

  get #freshDate(): string {
    return this.#dates[1] ?? "today";
  }

  #newKey(name: string, protocol: string): string {
    const [place] = this.#fresh.places(name, protocol);
    return place === undefined ? "" : portKey(place.port, protocol);
  }

  /** Takes a name along that the registry has on another port now; tells whether it has. */
  #move(name: string, meant: MeantLine, facts: RefreshFact[]): boolean {
    const { protocol, key, line } = meant;
    const [place] = this.#fresh.places(name, protocol);
    if (place === undefined || this.#old.has(name, place.port, protocol)) return false;
    const to = portKey(place.port, protocol);
    const fact: RefreshFact = {
      kind: "moved",
      name,
      key,
      message: `“${name}” moved from ${key} to ${to}.`,
    };
    facts.push(fact);
    if (this.#file.portsOf(name, protocol)?.has(place.port)) return true;
    const comment = line.names[0].text === name ? (line.comment?.text ?? "") : "";
    this.#newLines.push({ name, aliases: [], port: place.port, protocol, comment, fact });
    return true;
  }

  /** Gives the names that the registry added to a port, and that are found there. */
  #addedNames(meant: MeantLine): readonly string[] {
    const { key, protocol } = meant;
    const port = Number(meant.port);
    const first = this.#file
      .linesOf(key)
      .find(({ names }) => names.some(({ text }) => this.#old.has(text, port, protocol)));
    if (first !== meant) return [];
    const names = this.#fresh.group(key)?.names.map(({ name }) => name) ?? [];
    return names.filter(
      (name) => !this.#old.has(name, port, protocol) && this.#freeUpTo(name, protocol) >= port,
    );
  }

  /** Gives the highest port that a name leads to once it stands there. */
  #freeUpTo(name: string, protocol: string): number {
    if (this.#file.portsOf(name, protocol) !== undefined) return -1;
    const [lowest] = this.#fresh.places(name, protocol);
    return lowest?.port ?? MAX_PORT;
  }

  /** Gives the name that has to come first now, if that is another one than before. */
  #leader(
    first: string,
    meant: MeantLine,
    names: readonly string[],
    isGone: boolean,
  ): string | undefined {
    const group = this.#fresh.group(meant.key);
    const canonical = group?.names[0]?.name;
    if (group === undefined || canonical === undefined || canonical === first) return undefined;
    if (!names.includes(canonical)) return undefined;
    const isRenamed = isOtherName(first, group) && !isOtherName(first, this.#old.group(meant.key));
    return isGone || isRenamed ? canonical : undefined;
  }

  /** Gives the new comment of a line whose comment is the registry's old description. */
  #comment(meant: MeantLine, facts: RefreshFact[]): string | undefined {
    const { line, names, key } = meant;
    const words = line.comment?.text.replace(/\s+/g, " ");
    if (words === undefined) return undefined;
    for (const { text: name } of names) {
      const old = descriptionOf(this.#old.group(meant.key), name);
      const fresh = descriptionOf(this.#fresh.group(key), name);
      if (old !== words || fresh === undefined || fresh === "" || fresh === old) continue;
      const message = `“${name}” on ${key} is described as “${fresh}” now.`;
      facts.push({ kind: "description", name, key, message });
      return fresh;
    }
    return undefined;
  }

  #commentOut(meant: MeantLine, marks: readonly string[], facts: readonly RefreshFact[]): void {
    const text = this.#file.textOf(meant);
    const separator = meant.line.comment === undefined ? "\t# " : "; ";
    this.#file.replace(meant, [`#${text}${separator}${marks.join("; ")}`], facts);
  }

  /** Writes a line anew, and what does not fit into it into lines of its own. */
  #rewrite(
    meant: MeantLine,
    { names, comment = meant.line.comment?.text ?? "", marks, added }: Rewriting,
    facts: readonly RefreshFact[],
  ): void {
    const marked = [...(comment === "" ? [] : [comment]), ...marks].join("; ");
    const write = (lineNames: readonly string[], words: string): string =>
      this.#model.write(this.#file.source, meant, { names: lineNames, comment: words });
    const limit = Math.max(this.#maxLineBytes, this.#file.textOf(meant).length);
    const whole = write(names, marked);
    if (whole.length <= limit) {
      this.#file.replace(meant, [whole], facts);
      return;
    }
    // A mark goes before the line, and aliases that do not fit go on in the next.
    const before = marks.map((mark) => `# ${portKey(String(meant.port), meant.protocol)}: ${mark}`);
    const { fitting, rest } = cutToFit(
      names,
      added,
      (some) => write(some, comment).length <= limit,
    );
    const further = rest.map((name) =>
      this.#model.write(this.#file.source, meant, { names: [name], comment: "" }).trimEnd(),
    );
    this.#file.replace(meant, [...before, write(fitting, comment), ...further], facts);
  }

  /**
   * Finds what is newly registered on ports that the file does not have.
   *
   * @param since what was registered after that date is new, too.
   */
  #findNew(since: string | undefined): readonly string[] {
    const notAdded: string[] = [];
    const added = new Set(this.#newLines.map(({ port, protocol }) => portKey(port, protocol)));
    const limits = new Map<PortGroup, readonly number[]>();
    for (const { port, protocol, group } of portsOf(this.#fresh.groups)) {
      const { names } = group;
      const key = portKey(port, protocol);
      const [first] = names;
      const isWanted = this.#protocols.includes(protocol) && this.#file.linesOf(key).length === 0;
      if (first === undefined || !isWanted) continue;
      if (this.#old.group(key) !== undefined && !isRegisteredAfter(since, group)) continue;
      if (added.has(key)) continue;
      const upTo = limits.get(group) ?? names.map(({ name }) => this.#freeUpTo(name, protocol));
      limits.set(group, upTo);
      const free = names.filter((_, place) => (upTo[place] ?? -1) >= port);
      const [name, ...aliases] = free.map((named) => named.name);
      if (name === undefined) continue;
      if (!this.#add) {
        notAdded.push(`${name} ${key}`);
        continue;
      }
      const fact: RefreshFact = {
        kind: "new",
        name,
        key,
        message: `“${name}” is newly registered on ${key}.`,
      };
      const comment = descriptionOf(group, name) ?? "";
      this.#newLines.push({ name, aliases, port, protocol, comment, fact });
    }
    return notAdded;
  }

  /** Puts new lines where ports of their number stand. */
  #insertLines(): void {
    for (const added of this.#newLines.toSorted(comparePlaces)) {
      const neighbour = this.#file.neighbour(added.port);
      this.#file.insertBehind(neighbour, this.#newText(added, neighbour), added.fact);
    }
  }

  /** Writes a new line as its neighbour is written, without the comment where that is too long. */
  #newText({ name, aliases, port, protocol, comment }: NewLine, neighbour?: MeantLine): string {
    const place = portKey(port, protocol);
    if (neighbour === undefined)
      return [name, place, ...(aliases.length > 0 ? [aliases.join(" ")] : [])].join("\t");
    const write = (words: string): string => {
      const parts = { names: [name, ...aliases], place, comment: words };
      return this.#model.write(this.#file.source, neighbour, parts);
    };
    const text = write(comment);
    return text.length > this.#maxLineBytes ? write("") : text;
  }
}

/**
 * Takes names out of a line until it fits: those that were added, from the last on, then the others. The
 * first name stays.
 */
function cutToFit(
  names: readonly string[],
  added: readonly string[],
  fits: (names: readonly string[]) => boolean,
): { readonly fitting: readonly string[]; readonly rest: readonly string[] } {
  const areNew = new Set(added);
  const places = [...names.keys()].slice(1).toReversed();
  const order = [...places.filter(isNew), ...places.filter((place) => !isNew(place))];
  const without = (count: number): readonly string[] => {
    const gone = new Set(order.slice(0, count));
    return names.filter((_, place) => !gone.has(place));
  };
  let [least, most] = [0, order.length];
  while (least < most) {
    const middle = (least + most) >> 1;
    if (fits(without(middle))) most = middle;
    else least = middle + 1;
  }
  const rest = order.slice(0, least).toReversed();
  return { fitting: without(least), rest: rest.map((place) => names[place] ?? "") };

  function isNew(place: number): boolean {
    return areNew.has(names[place] ?? "");
  }
}

function dateFact(message: string): RefreshFact {
  return { kind: "date", name: "", key: "", message };
}

function isOtherName(name: string, group: PortGroup | undefined): boolean {
  const names = group?.names.flatMap(({ name: each, record }) =>
    record === undefined ? [] : [{ name: each, record }],
  );
  const own = names?.find((each) => each.name === name);
  return own !== undefined && isOtherNameOf(name, own.record, names ?? []);
}

function descriptionOf(group: PortGroup | undefined, name: string): string | undefined {
  const record = group?.names.find((each) => each.name === name)?.record;
  return record?.description === undefined ? undefined : plainLine(record.description);
}
