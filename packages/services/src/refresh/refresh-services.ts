import { MAX_PORT, type Registry, Report, TRANSPORT_PROTOCOLS } from "@portolan/model";
import {
  addToGroup,
  type Group,
  lastAtMost,
  requireObject,
  requireRegistry,
  requireText,
} from "@portolan/model/internal";
import { applyEdits, type Edit } from "../audit/findings.js";
import { type MeantLine, readMeantLines } from "../audit/meant-lines.js";
import { RegisteredNames } from "../audit/registered-names.js";
import { plainLine } from "../line-text.js";
import { isOtherNameOf, type PortGroup, portKey } from "../port-groups.js";
import { type Target, targetProfile } from "../targets.js";
import { LineModel } from "./line-layout.js";

/** Names what changed in the registry, as far as it changes a line. */
export type RefreshKind = "renamed" | "alias" | "gone" | "moved" | "description" | "new" | "date";

/** Holds one fact of the registry that changed. */
export interface RefreshFact {
  readonly kind: RefreshKind;
  readonly name: string;
  /** The port and protocol of the line, `80/tcp`; empty for the date. */
  readonly key: string;
  /** One sentence. */
  readonly message: string;
}

/** Holds what becomes of one line. */
export interface RefreshChange {
  /** One-based line of the file as it was. */
  readonly line: number;
  /** The line as it was; absent where lines are added before it. */
  readonly before?: string;
  /** The lines that stand there afterwards. */
  readonly after: readonly string[];
  readonly facts: readonly RefreshFact[];
}

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

/** Gives the date of the registry that a file says it was made from. */
export function servicesDate(source: string): string | undefined {
  requireText(source, "servicesDate", "source");
  return dateIn(source)?.text;
}

/** Dates as our own files, Fedora's and SUSE's say them. */
const HEADER_DATE =
  /^#.*?\b(?:registry of |services version: last updated |\(?last updated (?:on )?)(\d{4}-\d{2}-\d{2})\b/im;

function dateIn(source: string): Edit | undefined {
  const match = HEADER_DATE.exec(source);
  const [all, text] = match ?? [];
  if (match === null || all === undefined || text === undefined) return undefined;
  const end = match.index + all.length;
  return { start: end - text.length, end, text };
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

class Refresh {
  readonly #source: string;
  readonly #old: RegisteredNames;
  readonly #fresh: RegisteredNames;
  readonly #dates: readonly [old: string | undefined, fresh: string | undefined];
  readonly #options: RefreshOptions;
  readonly #maxLineBytes: number;
  readonly #needsLowerCase: boolean;
  readonly #protocols: readonly string[];
  readonly #lines: readonly MeantLine[];
  /** The highest port up to each line. */
  #highest: readonly number[] | undefined;
  readonly #byKey = new Map<string, Group<MeantLine>>();
  /** Ports of each name in the file, by protocol and name. */
  readonly #ports = new Map<string, Set<number>>();
  readonly #positions: Report;
  readonly #model = new LineModel();
  readonly #edits: Edit[] = [];
  readonly #changes: RefreshChange[] = [];
  readonly #newLines: NewLine[] = [];
  readonly #lineFeed: string;

  constructor(source: string, old: Registry, fresh: Registry, options: RefreshOptions) {
    const profile = targetProfile(options.target ?? "portable");
    this.#source = source;
    this.#old = new RegisteredNames(old);
    this.#fresh = new RegisteredNames(fresh);
    this.#dates = [old.updated, fresh.updated];
    this.#options = options;
    this.#maxLineBytes = profile.maxLineBytes;
    this.#needsLowerCase = profile.needsLowerCase;
    this.#protocols = profile.protocols ?? TRANSPORT_PROTOCOLS;
    this.#positions = new Report(source);
    this.#lines = [...readMeantLines(source, new Report(source))].filter(
      ({ port, protocol, start, end }) =>
        typeof port === "number" &&
        (TRANSPORT_PROTOCOLS as readonly string[]).includes(protocol) &&
        !source.slice(start, end).includes("\n"),
    );
    for (const meant of this.#lines) {
      addToGroup(this.#byKey, meant.key, meant);
      for (const { text } of meant.names) this.#addPort(text, meant);
    }
    this.#lineFeed = source.includes("\r\n") ? "\r\n" : "\n";
  }

  run(): RefreshResult {
    const header = this.#changeDate();
    for (const meant of this.#lines) {
      this.#changeLine(meant);
      this.#model.see(this.#source, meant);
    }
    const offer = openOffer(this.#source);
    const notAdded = this.#findNew(offer?.date);
    this.#changeOffer(offer, notAdded.length > 0, header);
    this.#insertLines();
    return {
      text: applyEdits(this.#source, this.#edits),
      changes: this.#changes.toSorted((a, b) => a.line - b.line),
      notAdded,
    };
  }

  #addPort(name: string, { port, protocol }: MeantLine): void {
    const key = `${protocol} ${name}`;
    const ports = this.#ports.get(key) ?? new Set();
    this.#ports.set(key, ports.add(Number(port)));
  }

  /**
   * Writes the new date where the file says from which registry it comes, and says the old one.
   *
   * @returns the offset of the line behind; undefined where the date stays, or there is none.
   */
  #changeDate(): number | undefined {
    const [old, fresh] = this.#dates;
    const date = dateIn(this.#source);
    if (date === undefined || fresh === undefined || date.text !== old || date.text === fresh)
      return undefined;
    const edit = { ...date, text: fresh };
    const start = this.#source.lastIndexOf("\n", date.start) + 1;
    const feed = this.#source.indexOf("\n", date.start);
    const before = this.#source.slice(start, feed === -1 ? undefined : feed).replace(/\r$/, "");
    const after = before.replace(date.text, fresh);
    const message = `The file is up to date with the registry of ${fresh}.`;
    this.#edits.push(edit);
    this.#changeHeader(date.start, { before, after: [after] }, message);
    return feed === -1 ? undefined : feed + 1;
  }

  /**
   * Says in the file since when newly registered ports are on offer, where nobody has decided about them:
   * by the new date alone they would never be offered again. A decision takes the line out.
   *
   * @param behind where the line goes: behind that of the date, if that moves on.
   */
  #changeOffer(offer: Offer | undefined, isOpen: boolean, behind: number | undefined): void {
    const isDecided = this.#options.add !== undefined;
    const [old = ""] = this.#dates;
    if (offer !== undefined && isDecided) {
      const { start, end, text } = offer;
      const message = `No port registered after ${offer.date} is on offer any more.`;
      this.#edits.push({ start, end, text: "" });
      this.#changeHeader(start, { before: text, after: [] }, message);
    } else if (offer === undefined && !isDecided && isOpen && behind !== undefined) {
      const text = offerLine(old);
      this.#edits.push({ start: behind, end: behind, text: `${text}${this.#lineFeed}` });
      const message = `Ports registered after ${old} are not in the file, and stay on offer.`;
      this.#changeHeader(behind, { after: [text] }, message);
    }
  }

  #changeHeader(at: number, texts: Pick<RefreshChange, "before" | "after">, message: string): void {
    const facts = [{ kind: "date", name: "", key: "", message }] as const;
    this.#changes.push({ line: this.#positions.at(at).line, ...texts, facts });
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
      (name) => isOld(name) && !isFresh(name) && !this.#isMarked(name, meant),
    );
    const moved = gone.filter((name) => this.#move(name, meant, facts));
    const kept = own.filter((name) => !moved.includes(name));
    const left = gone.filter((name) => !moved.includes(name));
    for (const name of left)
      add("gone", name, `“${name}” is not registered on ${key} any more; it is kept and marked.`);

    const added = this.#addedNames(meant);
    const form = added
      .map((name) => name.toLowerCase())
      .filter((name) => this.#needsLowerCase && !added.includes(name) && !own.includes(name));
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
    else this.#rewrite(meant, after, { comment, marks, added: [...added, ...form] }, facts);
  }

  /** Tells whether the lines of a port say already that a name is not registered. */
  #isMarked(name: string, { key }: MeantLine): boolean {
    return (this.#byKey.get(key) ?? []).some(({ line, start }) => {
      const above = this.#source.slice(this.#source.lastIndexOf("\n", start - 2) + 1, start);
      const comments = `${above.startsWith("#") ? above : ""}\n${line.comment?.text ?? ""}`;
      const marks = comments.matchAll(/(?:^|[;:] |# ?)([^;:#\n]+) no longer registered \(/gm);
      return Array.from(marks).some(([, names = ""]) => names.trim().split(", ").includes(name));
    });
  }

  get #freshDate(): string {
    return this.#dates[1] ?? "today";
  }

  #newKey(name: string, protocol: string): string {
    const place = this.#fresh.lowest(name, protocol);
    return place === undefined ? "" : portKey(place.port, place.protocol);
  }

  /** Takes a name along that the registry has on another port now; tells whether it has. */
  #move(name: string, meant: MeantLine, facts: RefreshFact[]): boolean {
    const { protocol, key, line } = meant;
    const place = this.#fresh.lowest(name, protocol);
    if (place === undefined || this.#old.has(name, place.port, protocol)) return false;
    const to = portKey(place.port, protocol);
    const fact: RefreshFact = {
      kind: "moved",
      name,
      key,
      message: `“${name}” moved from ${key} to ${to}.`,
    };
    facts.push(fact);
    if (this.#ports.get(`${protocol} ${name}`)?.has(place.port)) return true;
    const comment = line.names[0].text === name ? (line.comment?.text ?? "") : "";
    this.#newLines.push({ name, aliases: [], port: place.port, protocol, comment, fact });
    return true;
  }

  /** Gives the names that the registry added to a port, and that are found there. */
  #addedNames(meant: MeantLine): readonly string[] {
    const { key, protocol } = meant;
    const lines = this.#byKey.get(key) ?? [];
    const isFirst = lines.find(({ names }) =>
      names.some(({ text }) => this.#old.has(text, Number(meant.port), protocol)),
    );
    if (isFirst !== meant) return [];
    return this.#namesOf(this.#fresh, meant).filter(
      (name) =>
        !this.#old.has(name, Number(meant.port), protocol) &&
        this.#isFree(name, Number(meant.port), protocol),
    );
  }

  /** Tells whether a name leads to a port once it stands there. */
  #isFree(name: string, port: number, protocol: string): boolean {
    return this.#freeUpTo(name, protocol) >= port;
  }

  /** Gives the highest port that a name leads to once it stands there. */
  #freeUpTo(name: string, protocol: string): number {
    if (this.#ports.has(`${protocol} ${name}`)) return -1;
    const lowest = this.#fresh.lowest(name, protocol);
    return lowest?.port ?? MAX_PORT;
  }

  #namesOf(registered: RegisteredNames, { key }: MeantLine): readonly string[] {
    const group = registered.group(key);
    return group?.names.map(({ name }) => name) ?? [];
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
    const isRenamed = isOtherName(first, group) && !isOtherName(first, this.#oldGroup(meant));
    return isGone || isRenamed ? canonical : undefined;
  }

  #oldGroup({ key }: MeantLine): PortGroup | undefined {
    return this.#old.group(key);
  }

  /** Gives the new comment of a line whose comment is the registry's old description. */
  #comment(meant: MeantLine, facts: RefreshFact[]): string | undefined {
    const { line, names, key } = meant;
    const words = line.comment?.text.replace(/\s+/g, " ");
    if (words === undefined) return undefined;
    for (const { text: name } of names) {
      const old = descriptionOf(this.#oldGroup(meant), name);
      const fresh = descriptionOf(this.#fresh.group(key), name);
      if (old !== words || fresh === undefined || fresh === "" || fresh === old) continue;
      const message = `“${name}” on ${key} is described as “${fresh}” now.`;
      facts.push({ kind: "description", name, key, message });
      return fresh;
    }
    return undefined;
  }

  #commentOut(meant: MeantLine, marks: readonly string[], facts: readonly RefreshFact[]): void {
    const text = this.#textOf(meant);
    const separator = meant.line.comment === undefined ? "\t# " : "; ";
    this.#replace(meant, [`#${text}${separator}${marks.join("; ")}`], facts);
  }

  /** Writes a line anew, and what does not fit into it into lines of its own. */
  #rewrite(
    meant: MeantLine,
    names: readonly string[],
    change: { comment: string | undefined; marks: readonly string[]; added: readonly string[] },
    facts: readonly RefreshFact[],
  ): void {
    const { comment = meant.line.comment?.text ?? "", marks, added } = change;
    const marked = [...(comment === "" ? [] : [comment]), ...marks].join("; ");
    const write = (lineNames: readonly string[], words: string): string =>
      this.#model.write(this.#source, meant, { names: lineNames, comment: words });
    const limit = Math.max(this.#maxLineBytes, this.#textOf(meant).length);
    const whole = write(names, marked);
    if (whole.length <= limit) {
      this.#replace(meant, [whole], facts);
      return;
    }
    // A mark goes before the line, and aliases that do not fit go on in the next.
    const before = marks.map((mark) => `# ${portKey(String(meant.port), meant.protocol)}: ${mark}`);
    const fitting = [...names];
    const rest: string[] = [];
    while (write(fitting, comment).length > limit) {
      const lastAdded = fitting.findLastIndex((name, i) => i > 0 && added.includes(name));
      const last = lastAdded === -1 ? fitting.length - 1 : lastAdded;
      if (last === 0) break;
      rest.unshift(...fitting.splice(last, 1));
    }
    const further = rest.map((name) =>
      this.#model.write(this.#source, meant, { names: [name], comment: "" }).trimEnd(),
    );
    this.#replace(meant, [...before, write(fitting, comment), ...further], facts);
  }

  #textOf({ start, end }: MeantLine): string {
    return this.#source.slice(start, end).replace(/\r$/, "");
  }

  #replace(meant: MeantLine, after: readonly string[], facts: readonly RefreshFact[]): void {
    const before = this.#textOf(meant);
    if (after.length === 1 && after[0] === before) return;
    const { start } = meant;
    this.#edits.push({
      start,
      end: start + before.length,
      text: after.join(this.#lineFeed),
    });
    this.#changes.push({ line: this.#positions.at(start).line, before, after, facts });
  }

  /**
   * Finds what is newly registered on ports that the file does not have.
   *
   * @param since what was registered after that date is new, too.
   */
  #findNew(since: string | undefined): readonly string[] {
    const notAdded: string[] = [];
    const added = new Set(this.#newLines.map(({ port, protocol }) => portKey(port, protocol)));
    const limits = new Map<PortGroup["names"], Map<string, readonly number[]>>();
    for (const group of this.#fresh.groups()) {
      const { port, protocol, names } = group;
      const key = portKey(port, protocol);
      const [first] = names;
      const isWanted = this.#protocols.includes(protocol) && !this.#byKey.has(key);
      if (first === undefined || !isWanted) continue;
      if (this.#old.group(key) !== undefined && !isRegisteredAfter(since, group)) continue;
      if (added.has(key)) continue;
      // The ports of a range share their list of names.
      const ofList = limits.get(names) ?? new Map<string, readonly number[]>();
      limits.set(names, ofList);
      const upTo = ofList.get(protocol) ?? names.map(({ name }) => this.#freeUpTo(name, protocol));
      ofList.set(protocol, upTo);
      const free = names.filter((_, place) => (upTo[place] ?? -1) >= port);
      const [name, ...aliases] = free.map((named) => named.name);
      if (name === undefined) continue;
      if (!this.#options.add) {
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
    const sorted = this.#newLines.toSorted(
      (a, b) =>
        a.port - b.port ||
        TRANSPORT_PROTOCOLS.indexOf(a.protocol as never) -
          TRANSPORT_PROTOCOLS.indexOf(b.protocol as never),
    );
    for (const added of sorted) {
      const model = this.#neighbour(added.port);
      const place = portKey(added.port, added.protocol);
      const names = [added.name, ...added.aliases];
      let text: string;
      if (model === undefined)
        text = `${names[0]}\t${place}${names.length > 1 ? `\t${names.slice(1).join(" ")}` : ""}`;
      else {
        const write = (words: string): string =>
          this.#model.write(this.#source, model, { names, place, comment: words });
        text = write(added.comment);
        if (text.length > this.#maxLineBytes) text = write("");
      }
      const at = model === undefined ? this.#source.length : this.#endOfLine(model);
      const isAtEnd =
        at === this.#source.length && this.#source !== "" && !this.#source.endsWith("\n");
      this.#edits.push({
        start: at,
        end: at,
        text: `${isAtEnd ? this.#lineFeed : ""}${text}${this.#lineFeed}`,
      });
      this.#changes.push({
        line: this.#positions.at(at).line,
        after: [text],
        facts: [added.fact],
      });
    }
  }

  /** Gives the last line before which ports only rise, and whose port is not higher. */
  #neighbour(port: number): MeantLine | undefined {
    let highest = 0;
    this.#highest ??= this.#lines.map((meant) => {
      highest = Math.max(highest, Number(meant.port));
      return highest;
    });
    return this.#lines[lastAtMost(this.#highest, port)];
  }

  #endOfLine({ end }: MeantLine): number {
    return Math.min(end + 1, this.#source.length);
  }
}

/** Holds the line by which a file keeps newly registered ports on offer. */
interface Offer {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly date: string;
}

const OFFER = /^# Ports registered after (\d{4}-\d{2}-\d{2}) are not added yet\.(?:\r?\n|$)/m;

function offerLine(date: string): string {
  return `# Ports registered after ${date} are not added yet.`;
}

function openOffer(source: string): Offer | undefined {
  const match = OFFER.exec(source);
  const [line, date] = match ?? [];
  if (match === null || line === undefined || date === undefined) return undefined;
  return { start: match.index, end: match.index + line.length, text: line.trimEnd(), date };
}

/** Tells whether a port has only names that were registered after a date; of a month, any day counts. */
function isRegisteredAfter(date: string | undefined, { names }: PortGroup): boolean {
  if (date === undefined) return false;
  return names.every(({ record }) => {
    const registered = record?.registrationDate ?? "";
    return registered.length < date.length
      ? registered !== "" && registered >= date.slice(0, registered.length)
      : registered > date;
  });
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
