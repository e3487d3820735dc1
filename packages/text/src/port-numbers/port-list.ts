import {
  type ColumnKey,
  createRegistry,
  type Footnote,
  type Port,
  parsePort,
  type Reference,
  type RegistryNote,
  type Report,
  type ServiceRecord,
} from "@portolan/model";
import {
  collapseSpace,
  defined,
  finishRecord,
  type RecordDraft,
  type Span,
} from "@portolan/model/internal";
import type { TextDialect, TextReading } from "../dialect.js";
import { isStrayRow, type Line, linesOf, reportLines } from "../page/lines.js";
import { beginsWithState } from "../page/port-state.js";
import { textProblems } from "../problems.js";
import { type ListedContact, PeopleOfContacts, readContactBlock, referenceOf } from "./contacts.js";
import {
  commentedEntry,
  entryOf,
  expandTabs,
  type FoundEntry,
  isUnmarkedEntry,
  type ListHead,
} from "./entry-line.js";
import { PORT_LIST_HEADINGS } from "./headings.js";
import { findWrittenDate } from "./written-date.js";

/**
 * Reads the registry's text of before 2011, `port-numbers`, and the same list in RFC 1060, 1340 and
 * 1700:
 *
 * ```
 * Keyword         Decimal    Description                     References
 * -------         -------    -----------                     ----------
 *                   0/tcp    Reserved
 * tcpmux            1/tcp    TCP Port Service Multiplexer
 * #                          Mark Lottor <MKL&nisc.sri.com>
 * #                 4/tcp    Unassigned
 * ```
 */
export const portNumbersDialect: TextDialect = {
  name: "port-numbers",
  recognises: (source) => /decimal|port\/protocol/i.test(source) && PORT_LIST_HEADINGS.test(source),
  read: (source, report) => new PortList(source, report).read(),
};

/** A ruler below headings. */
const RULER = /^[ \t]*-{3,}(?:[ \t]+-{3,})*[ \t]*$/;

/** What stands at the end and the beginning of each page of an RFC. */
const PAGE_END = /\[Page \d+\]\s*$/i;
const PAGE_START = /^(?:RFC \d+\s|\S.*\sRFC \d+\s*$)/;
const PAGE_DATE = /^RFC \d+\s+(?:\S.*\s)?(?<month>[A-Z][a-z]+ \d{4})\s*$/;

/** The second line of a page's head, which older RFCs have: the title of the section. */
const PAGE_TITLE = /^[A-Z][A-Za-z]*(?: [A-Za-z]+)*\s*$/;

const LAST_UPDATED = /^\s*\(?last updated:?\s+(?<date>[^()]*?)\)?\s*$/i;

/** A line of capitals: the title of a section. */
const SECTION = /^[ \t]*(?=[A-Z]{2})[A-Z][A-Z \t/&-]*[A-Z]:?[ \t]*$/;

/** A contact in an indented line whose `#` is missing. */
const CONTACT_UNMARKED = /^[ \t]+\S[^<>]*<[^<>\s]+[&@][^<>\s]+>/;

/** Remarks that are neither a contact nor part of a description. */
const REMARK =
  /^(?:the (?:following|previous)|problem\b|contact for|new contact|use of \d|<==|note\b|(?:possible|potential) conflict|ports? \d)/i;

/** Remarks about somebody who uses a port that is not theirs. */
const UNAUTHORIZED =
  /unoff?ici?ally|unofficial|unauthori[sz]ed|also (?:being )?used|without an assignment/i;

/** A label between brackets that names people by their initials: `JBP`, `BV15`. */
const INITIALS = /^(?!RFC|IEN|STD)[A-Z]{2,4}\d{0,3}$/;

/** A label that is a reference, and no part of a description as `[Default Data]` is. */
const CITATION = /^(?:RFC[ -]?\d+|RFC-[\w.-]+|IEN[ -]?\d+|draft-\S+|\d{1,3})$/;

/** A line of the list of people in an RFC: `[BV15]  Bernie Volz  Process Software  VOLZ@PROCESS.COM`. */
const PERSON = /^[ \t]*\[(?<initials>[A-Z]{1,4}\d{0,3})\][ \t]+(?<rest>\S.*)$/;

/** Most groups of brackets at the end of a description. */
const MOST_GROUPS = 20;

/** Most entries between a remark and those it speaks of. */
const NEAR = 40;

/** Holds an entry while the lines below it are read. */
interface Entry {
  readonly line: Line;
  readonly draft: RecordDraft;
  readonly port: Port | undefined;
  readonly words: string[];
  /** Labels of people who are named by their initials. */
  readonly initials: string[];
  contacts: readonly ListedContact[];
  readonly isCommented: boolean;
}

type LineKind = "entry" | "comment" | "remark" | "other";

class PortList {
  readonly #source: string;
  readonly #report: Report;
  readonly #entries: Entry[] = [];
  readonly #prose: Line[] = [];
  readonly #notes: RegistryNote[] = [];
  readonly #footnotes: Footnote[] = [];
  readonly #people = new PeopleOfContacts();
  readonly #byInitials = new Map<string, ListedContact>();
  readonly #remarks: { readonly line: Line; text: string; readonly above: number }[] = [];
  #title: string | undefined;
  #updated: string | undefined;
  #head: ListHead | undefined;
  #section: string | undefined;
  /** Number of the first entry that the next contact is for. */
  #groupStart = 0;
  /** Number of the first entry of the list. */
  #listStart = 0;
  #contactLines: Line[] = [];
  #hasContactLines = false;
  /** Lines inside the list that are no entries, until it shows whether the list goes on. */
  #strays: Line[] = [];
  /** What the line before was, of which the next may be the rest. */
  #last: LineKind = "other";
  /** What the last line with words was: the first line of a page may be the rest of it. */
  #lastWords: LineKind = "other";
  /** Where between two pages the reader is. */
  #page: "inside" | "turning" | "head" | "top" = "inside";

  constructor(source: string, report: Report) {
    this.#source = source;
    this.#report = report;
  }

  read(): TextReading {
    for (const line of linesOf(this.#source)) this.#readLine(line);
    this.#finishContacts();
    this.#closeList();
    this.#finishProse();
    this.#placeRemarks();
    const records = this.#entries.map((entry) => this.#recordOf(entry));
    if (records.length === 0) this.#report.add(textProblems, "text/no-records");
    const count = this.#people.people.length;
    if (count > 0)
      this.#report.add(textProblems, "text/person-ids-inferred", { values: { count } });
    const registry = createRegistry(
      defined({
        title: this.#title,
        updated: this.#updated,
        notes: this.#notes,
        records,
        people: this.#people.people,
        footnotes: this.#footnotes,
      }),
    );
    return { registry, offsets: this.#entries.map(({ line }) => line.start) };
  }

  #readLine(line: Line): void {
    const text = line.text.replace(/^\f/, "");
    if (this.#isFurniture(text) || this.#isBetweenPages(text)) return;
    this.#readWords(line, text);
    if (/\S/.test(text)) this.#lastWords = this.#last;
  }

  #readWords(line: Line, text: string): void {
    if (PORT_LIST_HEADINGS.test(text)) {
      this.#finishContacts();
      this.#closeList();
      this.#openList(text);
      return;
    }
    if (RULER.test(text) && this.#last === "other") return;
    if (SECTION.test(text)) {
      this.#finishContacts();
      this.#closeList();
      this.#beginSection(text);
      return;
    }
    if (this.#head !== undefined) this.#readListLine({ ...line, text });
    else if (!this.#readPerson(text)) this.#prose.push({ ...line, text });
  }

  /** Tells whether a line belongs to the page of an RFC, or says when the list was changed. */
  #isFurniture(text: string): boolean {
    const { date: updated } = LAST_UPDATED.exec(text)?.groups ?? {};
    if (updated !== undefined) {
      const date = findWrittenDate(updated)?.date;
      if (date !== undefined) this.#updated ??= date;
      return date !== undefined;
    }
    const { month } = PAGE_DATE.exec(text)?.groups ?? {};
    if (month !== undefined) {
      const date = findWrittenDate(month)?.date;
      if (date !== undefined) this.#updated ??= date;
      if (this.#page === "turning") this.#page = "head";
      return true;
    }
    if (!PAGE_END.test(text)) return false;
    this.#page = "turning";
    return true;
  }

  /** Tells whether a line stands between two pages: blank, or the head of the page. */
  #isBetweenPages(text: string): boolean {
    if (this.#page === "inside") return false;
    if (!/\S/.test(text)) {
      if (this.#page === "head") this.#page = "top";
      return true;
    }
    const isHead =
      this.#page === "turning"
        ? PAGE_START.test(text)
        : this.#page === "head" && PAGE_TITLE.test(text);
    this.#page = isHead ? (this.#page === "turning" ? "head" : "top") : "inside";
    if (!isHead) this.#last = this.#lastWords;
    return isHead;
  }

  #openList(text: string): void {
    const line = expandTabs(text);
    const indent = line.search(/\S/);
    const numberFirst = /^decimal/i.test(line.slice(indent));
    const second = line.search(numberFirst ? /keyword/i : /decimal|port\//i);
    this.#head = { numberFirst, indent, second, description: line.search(/description/i) };
    this.#last = "other";
    this.#groupStart = this.#entries.length;
    this.#listStart = this.#entries.length;
  }

  #closeList(): void {
    // Below the last entry there is prose; a list without entries has lines that could not be read.
    if (this.#entries.length === this.#listStart) this.#reportStrays();
    for (const line of this.#strays) this.#prose.push(line);
    this.#strays = [];
    this.#head = undefined;
    this.#last = "other";
  }

  #beginSection(text: string): void {
    const title = collapseSpace(text.replace(/:\s*$/, ""));
    const isFirst = this.#section === undefined && this.#entries.length === 0;
    this.#finishProse();
    if (isFirst && /^PORT NUMBERS$/.test(title)) this.#title = title;
    else this.#section = title;
  }

  #readListLine(line: Line): void {
    const { text } = line;
    const isUnmarked = this.#head?.numberFirst === false && isUnmarkedEntry(text);
    if (isUnmarked || /^[ \t]*#/.test(text)) {
      // What lacks its `#` keeps the blanks in front of its port.
      const comment = isUnmarked
        ? text.replace(/^[ \t]*[#*]?[ \t]*/, "# ")
        : text.replace(/^[ \t]*#/, "#");
      this.#readComment({ ...line, text: comment });
      return;
    }
    if (!/\S/.test(text)) {
      // A blank line parts pages, and at the end of the list what follows it.
      this.#strays.push(line);
      if (this.#last === "entry") this.#last = "other";
      return;
    }
    const found = this.#head === undefined ? undefined : entryOf(text, this.#head);
    if (found !== undefined) {
      this.#reportStrays();
      this.#finishContacts();
      this.#addEntry(line, found);
    } else if (this.#last !== "other" && this.#goesOn(text)) {
      // A comment whose `#` is missing, else the rest of a description.
      if (CONTACT_UNMARKED.test(text) || this.#isRestOfComments(text))
        this.#readComment({ ...line, text: `#${text}` });
      else this.#goOn(line);
    } else {
      this.#last = "other";
      this.#strays.push(line);
    }
  }

  /** Tells whether a line goes on with a description that went on in comments. */
  #isRestOfComments(text: string): boolean {
    return this.#last === "comment" && this.#contactLines.length === 0 && /^\s*[a-z]/.test(text);
  }

  #goOn(line: Line): void {
    if (this.#last === "entry") this.#entries.at(-1)?.words.push(line.text);
    else this.#strays.push(line);
  }

  /** Tells whether an indented line goes on with the description above it. */
  #goesOn(text: string): boolean {
    const indent = expandTabs(text).search(/\S/);
    return indent > 0 && indent >= Math.min(this.#head?.description ?? 0, 20) - 4;
  }

  /** Lines between two entries that are neither: each is a problem. */
  #reportStrays(): void {
    for (const line of this.#strays.splice(0)) {
      const found = line.text.trim();
      if (found === "") continue;
      // The text of 2006 has a port in a line of its own.
      const code = /^\d{1,5}$/.test(found) ? "text/port-alone" : "text/row-unreadable";
      this.#report.add(textProblems, code, { span: line, values: { found } });
    }
  }

  #addEntry(line: Line, found: FoundEntry, isCommented = false): void {
    const { name, port, protocol, description } = found;
    // Ports that nobody has part the entries of one contact from those of another.
    const before = this.#entries.at(-1);
    const isParted = before !== undefined && isFarAbove(port, before.draft.port);
    if (before?.isCommented === !isCommented || isParted) this.#groupStart = this.#entries.length;
    this.#entries.push({
      line,
      draft: { name, port, protocol: protocol?.toLowerCase() },
      port: parsePort(port),
      words: [description],
      initials: [],
      contacts: [],
      isCommented,
    });
    this.#last = "entry";
  }

  #readComment(line: Line): void {
    const { text } = line;
    const before = this.#last;
    this.#last = "comment";
    this.#reportStrays();
    const entry = commentedEntry(text);
    if (entry !== undefined) {
      this.#finishContacts();
      this.#addEntry(line, { ...entry, name: undefined }, true);
      if (entry.name !== undefined) this.#reportWithdrawn(line, entry.name);
      return;
    }
    const words = text
      .replace(/^#+/, "")
      .replace(/#+[. \t]*$/, "")
      .trim();
    if (words === "") return;
    const isBanner = /^##/.test(text) || /#[. \t]*$/.test(text);
    const isSentence = /^# \S+(?: \S+){4}/.test(text) && !/[<@&]/.test(words);
    if (isBanner || isSentence || REMARK.test(words)) {
      this.#addRemark(line, words.replace(/^PROBLEM /, ""), before === "remark");
      return;
    }
    // `exec 512/tcp remote process execution;` goes on in comments, which begin in lower case.
    const isRest = (before === "entry" || before === "comment") && this.#contactLines.length === 0;
    const last = this.#entries.at(-1);
    if (isRest && last !== undefined && /^[a-z]/.test(words) && !/[<@&]/.test(words)) {
      last.words.push(words);
      return;
    }
    this.#contactLines.push({ ...line, text: words });
  }

  /** Keeps a remark; its lines are one, because a port may stand in any of them. */
  #addRemark(line: Line, text: string, goesOn: boolean): void {
    this.#last = "remark";
    const before = goesOn ? this.#remarks.at(-1) : undefined;
    if (before === undefined) this.#remarks.push({ line, text, above: this.#entries.length - 1 });
    else before.text = `${before.text} ${text}`;
  }

  #reportWithdrawn(line: Line, found: string): void {
    this.#report.add(textProblems, "text/entry-commented", { span: line, values: { found } });
    const entry = this.#entries.at(-1);
    if (entry !== undefined) entry.draft.notes = `Commented out; the keyword was ${found}.`;
  }

  /** Gives the entries above what the lines of contacts say. */
  #finishContacts(): void {
    if (this.#contactLines.length === 0) return;
    const lines = this.#contactLines.splice(0);
    this.#hasContactLines = true;
    const { contacts, references, dates, rest } = readContactBlock(lines.map(({ text }) => text));
    const group = this.#entries.slice(this.#groupStart);
    this.#groupStart = this.#entries.length;
    const [first] = lines;
    if (group.length === 0 && first !== undefined) {
      const values = { found: first.text };
      this.#report.add(textProblems, "text/contact-of-nothing", { span: first, values });
    }
    for (const found of rest) {
      const span = lines.find(({ text }) => text.includes(found)) ?? first;
      this.#report.add(textProblems, "text/contact-words", { span, values: { found } });
    }
    for (const entry of group) {
      entry.contacts = contacts;
      entry.draft.references = references;
      const registered = dates[0];
      const changed = dates.at(-1);
      if (registered !== undefined) entry.draft.registrationDate = registered;
      if (changed !== registered) entry.draft.modificationDate = changed;
    }
  }

  /** Gives remarks to the entries they speak of. */
  #placeRemarks(): void {
    for (const { line, text, above } of this.#remarks) {
      const entries = this.#entriesOfRemark(text, above);
      const isReport = UNAUTHORIZED.test(text);
      const remark = text.replace(/^The following entry records/, "This entry records");
      for (const { draft } of entries) {
        if (isReport) draft.unauthorizedUse = joined(draft.unauthorizedUse, remark);
        else draft.notes = joined(draft.notes as string | undefined, remark);
      }
      if (entries.length > 0) continue;
      this.#report.add(textProblems, "text/remark-unplaced", {
        span: line,
        values: { found: text },
      });
      this.#notes.push({ text });
    }
  }

  /** Finds the entries of the ports that a remark names, else those below it or above it. */
  #entriesOfRemark(text: string, above: number): readonly Entry[] {
    const named = /(?:ports?|use of|using|on|^)[ \t]*(\d{1,5}(?:-\d{1,5})?)(?![\w-])/i.exec(text);
    const blocks = /(?<![\w-])(\d{1,5}-\d{1,5})(?![\w-])/.exec(text);
    const port = parsePort((blocks ?? named)?.[1] ?? "");
    const near = this.#entries.slice(Math.max(0, above - NEAR), above + NEAR);
    const ofPort = near.filter((entry) => port !== undefined && isWithin(entry.port, port));
    if (ofPort.length > 0) return ofPort;
    if (port !== undefined && !/^the /i.test(text)) return [];
    const words = new Set(text.toLowerCase().match(/[\w-]{4,}/g));
    const ofName = near.filter(({ draft }) => words.has(draft.name?.toLowerCase() ?? ""));
    if (ofName.length > 0) return ofName;
    const next = this.#entries[above + 1];
    const last = this.#entries[above];
    if (next !== undefined && (last === undefined || /^the following/i.test(text)))
      return this.#sameKeyword(above + 1, 1);
    return this.#sameKeyword(above, -1);
  }

  /** Gives an entry and its neighbours of the same keyword and port, in one direction. */
  #sameKeyword(from: number, step: 1 | -1): readonly Entry[] {
    const first = this.#entries[from];
    const entries: Entry[] = [];
    for (let at = from; entries.length < NEAR; at += step) {
      const entry = this.#entries[at];
      if (entry === undefined || first === undefined) break;
      const { name, port } = entry.draft;
      if (name !== first.draft.name || port !== first.draft.port) break;
      entries.push(entry);
    }
    return entries;
  }

  /** Reads a line of an RFC's list of people, who are cited by their initials. */
  #readPerson(text: string): boolean {
    const { initials, rest } = PERSON.exec(text)?.groups ?? {};
    if (initials === undefined || rest === undefined || !INITIALS.test(initials)) return false;
    if (!/[@&<]/.test(rest) && !/ {3,}/.test(rest)) return false;
    const [words = "", ...more] = rest.trim().split(/ {2,}|\t+/);
    const block = readContactBlock([more.length === 0 ? words : [words, more.at(-1)].join(" ")]);
    const [contact] = block.contacts;
    if (contact === undefined) return false;
    const organization = more.length > 1 ? more[0] : undefined;
    this.#byInitials.set(initials, {
      ...contact,
      ...defined({ organization }),
    });
    return true;
  }

  /**
   * Makes notes, and footnotes that are marked by `(*)`, of the prose since the last section. Rows of a table
   * of another shape are none of it, and are told.
   */
  #finishProse(): void {
    const lines = this.#prose.splice(0);
    const paragraphs: string[] = [];
    let paragraph: string[] = [];
    const isHeading = (text: string): boolean => /^\s*Port Assignments:?\s*$/i.test(text);
    const finish = (): void => {
      const text = paragraph.join("\n").trim();
      paragraph = [];
      if (text === "") return;
      const footnote = /^\(\*\)\s*/.exec(text);
      if (footnote === null) paragraphs.push(text);
      else
        this.#footnotes.push({
          anchor: String(this.#footnotes.length + 1),
          text: collapseSpace(text.slice(footnote[0].length)),
        });
    };
    const rows: Line[] = [];
    for (const line of lines) {
      const { text } = line;
      if (isStrayRow(text)) rows.push(line);
      else if (/\S/.test(text) && !isHeading(text)) paragraph.push(text.trimEnd());
      else finish();
    }
    finish();
    reportLines(rows, textProblems, "text/line-skipped", this.#report);
    const title = this.#section;
    this.#section = undefined;
    const text = paragraphs.join("\n\n");
    if (text === "" && title === undefined) return;
    this.#notes.push(defined({ title, text }));
  }

  #recordOf(entry: Entry): ServiceRecord {
    const { line, draft } = entry;
    const description = this.#takeMarks(entry, collapseSpace(entry.words.join(" ")));
    const people = [...entry.contacts];
    const contacts = people.map((person) => this.#people.idOf(person));
    for (const label of entry.initials) {
      const id = this.#people.idOf(this.#byInitials.get(label) ?? { initials: label, uris: [] });
      if (!contacts.includes(id)) contacts.push(id);
    }
    if (draft.name === undefined) {
      const removed = beginsWithState(description) ? findWrittenDate(description)?.date : undefined;
      if (removed !== undefined) draft.modificationDate ??= removed;
    }
    const locate = (column: ColumnKey): Span => {
      const found = column === "port" || column === "protocol" ? draft[column] : undefined;
      const at = found === undefined ? -1 : line.text.toLowerCase().indexOf(found);
      return at === -1
        ? line
        : { start: line.start + at, end: line.start + at + (found?.length ?? 0) };
    };
    return finishRecord({ ...draft, description, contacts }, this.#report, locate);
  }

  /** Tells whether a label names a person: the list has no lines of contacts, or lists people. */
  #isInitials(label: string): boolean {
    if (!INITIALS.test(label)) return false;
    return this.#byInitials.has(label) || !this.#hasContactLines;
  }

  /** Takes references, footnote marks and a service code off the end of a description. */
  #takeMarks(entry: Entry, text: string): string {
    const references: Reference[] = [];
    let rest = text;
    for (let count = 0; count < MOST_GROUPS; count++) {
      const [whole, labels = ""] = /\s*\[([^[\]]*)\]\s*$/.exec(rest) ?? [];
      const items = labels.split(/\s*,\s*/);
      const people = items.filter((item) => this.#isInitials(item));
      const others = items.filter((item) => !people.includes(item));
      if (whole === undefined || !others.every((item) => CITATION.test(item))) break;
      entry.initials.unshift(...people);
      references.unshift(...others.map(citation));
      rest = rest.slice(0, -whole.length);
    }
    const code = /(?:^|\s+)SC[:=](\S{1,10})$/.exec(rest);
    const number = code === null ? undefined : serviceCodeOf(code[1] ?? "");
    if (code !== null && number !== undefined) {
      entry.draft.serviceCode = String(number);
      rest = rest.slice(0, code.index);
    }
    if (/\(\*\)$/.test(rest)) {
      rest = rest.slice(0, -3).trimEnd();
      references.unshift({ type: "note", data: "1" });
    }
    if (references.length > 0)
      entry.draft.references = [...references, ...(entry.draft.references ?? [])];
    return rest.trim();
  }
}

/** Most ports between two entries of one contact. */
const WIDEST_GAP = 10;

/** Tells whether more ports than entries of one contact ever leave free stand between two. */
function isFarAbove(port: string, before: string | undefined): boolean {
  return Number.parseInt(port, 10) - Number(before?.split("-").at(-1)) > WIDEST_GAP;
}

/** Tells whether a port is one of those of a range, or the range itself. */
function isWithin(port: Port | undefined, range: Port): boolean {
  if (port === undefined) return false;
  const of = (value: Port): readonly [number, number] =>
    typeof value === "number" ? [value, value] : [value.first, value.last];
  const [first, last] = of(port);
  const [from, to] = of(range);
  return first >= from && last <= to;
}

function joined(before: string | undefined, text: string): string {
  if (before === undefined) return text;
  return before.split("\n").includes(text) ? before : `${before}\n${text}`;
}

/** Reads the label of a citation: a number is that of a work in the document's own list. */
function citation(label: string): Reference {
  return /^\d+$/.test(label) ? { type: "text", text: label } : referenceOf(label);
}

/** Reads a service code as RFC 4340 §8.1.2 writes it: four letters, or a number. */
function serviceCodeOf(text: string): number | undefined {
  const decimal = /^=(\d{1,10})$/.exec(text)?.[1];
  if (decimal !== undefined) return Number(decimal);
  const hex = /^x([\dA-Fa-f]{1,8})$/.exec(text)?.[1];
  if (hex !== undefined) return Number.parseInt(hex, 16);
  if (!/^[!-~]{1,4}$/.test(text)) return undefined;
  return [...text.padEnd(4)].reduce((code, letter) => code * 256 + letter.charCodeAt(0), 0);
}
