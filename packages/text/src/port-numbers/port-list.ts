import {
  createRegistry,
  type Footnote,
  parsePort,
  type RegistryNote,
  type Report,
} from "@portolan/model";
import { collapseSpace, defined, type RecordDraft } from "@portolan/model/internal";
import type { TextDialect, TextReading } from "../dialect.js";
import { isStrayRow, type Line, reportLines } from "../page/lines.js";
import { textProblems } from "../problems.js";
import { PeopleOfContacts, readContactBlock } from "./contacts.js";
import {
  commentedEntry,
  entryOf,
  expandTabs,
  type FoundEntry,
  isUnmarkedEntry,
  type ListHead,
} from "./entry-line.js";
import { PORT_LIST_HEADINGS } from "./headings.js";
import { type Entry, placeRemarks, type Remark, recordOfEntry } from "./list-entries.js";
import { readPages } from "./list-pages.js";

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
  read: (source, report) => new PortList(report).read(source),
};

/** A ruler below headings. */
const RULER = /^[ \t]*-{3,}(?:[ \t]+-{3,})*[ \t]*$/;

/** A line of capitals: the title of a section. */
const SECTION = /^[ \t]*(?=[A-Z]{2})[A-Z][A-Z \t/&-]*[A-Z]:?[ \t]*$/;

/** A contact in an indented line whose `#` is missing. */
const CONTACT_UNMARKED = /^[ \t]+\S[^<>]*<[^<>\s]+[&@][^<>\s]+>/;

/** Remarks that are neither a contact nor part of a description. */
const REMARK =
  /^(?:the (?:following|previous)|problem\b|contact for|new contact|use of \d|<==|note\b|(?:possible|potential) conflict|ports? \d)/i;

/** A title above a list that says nothing of it. */
const PROSE_TITLE = /^\s*Port Assignments:?\s*$/i;

type LineKind = "entry" | "comment" | "remark" | "other";

class PortList {
  readonly #report: Report;
  readonly #entries: Entry[] = [];
  readonly #prose: Line[] = [];
  readonly #notes: RegistryNote[] = [];
  readonly #footnotes: Footnote[] = [];
  readonly #people = new PeopleOfContacts();
  readonly #remarks: Remark[] = [];
  #title: string | undefined;
  #head: ListHead | undefined;
  #section: string | undefined;
  /** Number of the first entry that the next contact is for. */
  #groupStart = 0;
  /** Number of the first entry of the list. */
  #listStart = 0;
  #contactLines: Line[] = [];
  /** Lines inside the list that are no entries, until it shows whether the list goes on. */
  #strays: Line[] = [];
  /** What the line before was, of which the next may be the rest. */
  #last: LineKind = "other";

  constructor(report: Report) {
    this.#report = report;
  }

  read(source: string): TextReading {
    const { lines, updated } = readPages(source);
    /** What the last line with words was: the first line of a page may be the rest of it. */
    let lastWords: LineKind = "other";
    for (const line of lines) {
      if (line.isTop) this.#last = lastWords;
      this.#readLine(line);
      if (/\S/.test(line.text)) lastWords = this.#last;
    }
    this.#closeList();
    this.#finishProse();
    for (const note of placeRemarks(this.#remarks, this.#entries, this.#report))
      this.#notes.push(note);
    const records = this.#entries.map((entry) => recordOfEntry(entry, this.#people, this.#report));
    if (records.length === 0) this.#report.add(textProblems, "text/no-records");
    const { people } = this.#people;
    const count = people.length;
    if (count > 0)
      this.#report.add(textProblems, "text/person-ids-inferred", { values: { count } });
    const registry = createRegistry(
      defined({
        title: this.#title,
        updated,
        notes: this.#notes,
        records,
        people,
        footnotes: this.#footnotes,
      }),
    );
    return { registry, offsets: this.#entries.map(({ line }) => line.start) };
  }

  #readLine(line: Line): void {
    const { text } = line;
    if (PORT_LIST_HEADINGS.test(text)) {
      this.#closeList();
      this.#openList(text);
    } else if (RULER.test(text) && this.#last === "other") return;
    else if (SECTION.test(text)) {
      this.#closeList();
      this.#beginSection(text);
    } else if (this.#head !== undefined) this.#readListLine(line, this.#head);
    else if (!this.#people.readListed(text)) this.#prose.push(line);
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
    this.#finishContacts();
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

  #readListLine(line: Line, head: ListHead): void {
    const { text } = line;
    const isUnmarked = !head.numberFirst && isUnmarkedEntry(text);
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
    const found = entryOf(text, head);
    if (found !== undefined) {
      this.#reportStrays();
      this.#addEntry(line, found);
    } else if (this.#last !== "other" && goesOn(text, head)) {
      const isOfComments = this.#last === "comment" && this.#contactLines.length === 0;
      // A comment whose `#` is missing, else the rest of a description.
      if (CONTACT_UNMARKED.test(text) || (isOfComments && /^\s*[a-z]/.test(text)))
        this.#readComment({ ...line, text: `#${text}` });
      else if (this.#last === "entry") this.#entries.at(-1)?.words.push(text);
      else this.#strays.push(line);
    } else {
      this.#last = "other";
      this.#strays.push(line);
    }
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

  #addEntry(line: Line, found: FoundEntry, isCommented = false): RecordDraft {
    this.#finishContacts();
    const { name, port, protocol, description } = found;
    // Ports that nobody has part the entries of one contact from those of another.
    const before = this.#entries.at(-1);
    const isParted = before !== undefined && isFarAbove(port, before.draft.port);
    if (before?.isCommented === !isCommented || isParted) this.#groupStart = this.#entries.length;
    const draft: RecordDraft = { name, port, protocol: protocol?.toLowerCase() };
    this.#entries.push({
      line,
      draft,
      port: parsePort(port),
      words: [description],
      contacts: [],
      isCommented,
    });
    this.#last = "entry";
    return draft;
  }

  #readComment(line: Line): void {
    const { text } = line;
    const before = this.#last;
    this.#last = "comment";
    this.#reportStrays();
    const entry = commentedEntry(text);
    if (entry !== undefined) {
      const draft = this.#addEntry(line, { ...entry, name: undefined }, true);
      const { name: found } = entry;
      if (found === undefined) return;
      draft.notes = `Commented out; the keyword was ${found}.`;
      this.#report.add(textProblems, "text/entry-commented", { span: line, values: { found } });
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
      this.#last = "remark";
      const remark = words.replace(/^PROBLEM /, "");
      // The lines of a remark are one, because a port may stand in any of them.
      const above = before === "remark" ? this.#remarks.at(-1) : undefined;
      if (above === undefined)
        this.#remarks.push({ line, text: remark, above: this.#entries.length - 1 });
      else above.text += ` ${remark}`;
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

  /** Gives the entries above what the lines of contacts say. */
  #finishContacts(): void {
    if (this.#contactLines.length === 0) return;
    const lines = this.#contactLines.splice(0);
    this.#people.areBelowEntries = true;
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

  /**
   * Makes notes, and footnotes that are marked by `(*)`, of the prose since the last section. Rows of a table
   * of another shape are none of it, and are told.
   */
  #finishProse(): void {
    const [rows, prose]: [Line[], string[]] = [[], []];
    for (const line of this.#prose.splice(0)) {
      if (isStrayRow(line.text)) rows.push(line);
      else prose.push(PROSE_TITLE.test(line.text) ? "" : line.text.trimEnd());
    }
    reportLines(rows, textProblems, "text/line-skipped", this.#report);
    const paragraphs: string[] = [];
    for (const lines of prose.join("\n").split(/\n{2,}/)) {
      const paragraph = lines.trim();
      const [mark] = /^\(\*\)\s*/.exec(paragraph) ?? [];
      if (mark !== undefined)
        this.#footnotes.push({
          anchor: String(this.#footnotes.length + 1),
          text: collapseSpace(paragraph.slice(mark.length)),
        });
      else if (paragraph !== "") paragraphs.push(paragraph);
    }
    const title = this.#section;
    this.#section = undefined;
    const text = paragraphs.join("\n\n");
    if (text === "" && title === undefined) return;
    this.#notes.push(defined({ title, text }));
  }
}

/** Tells whether an indented line goes on with the description above it. */
function goesOn(text: string, { description }: ListHead): boolean {
  const indent = expandTabs(text).search(/\S/);
  return indent > 0 && indent >= Math.min(description, 20) - 4;
}

/** Most ports between two entries of one contact. */
const WIDEST_GAP = 10;

/** Tells whether more ports than entries of one contact ever leave free stand between two. */
function isFarAbove(port: string, before: string | undefined): boolean {
  return Number.parseInt(port, 10) - Number(before?.split("-").at(-1)) > WIDEST_GAP;
}
