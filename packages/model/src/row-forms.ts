import type { Cells } from "./columns.js";
import type { Position } from "./line-index.js";
import { parsePort } from "./port.js";
import { understandPorts, understandProtocols } from "./written-ports.js";

/**
 * Says what the first cells of a row speak for: `record`, they are those of a record; `open`, they
 * could be, as a single word with no port and protocol beside it; `other`, they are something else.
 */
export type RowForm = "record" | "open" | "other";

/** Longest service name that is taken for one. The registry's have 15 characters, a few up to 36. */
const LONGEST_NAME = 64;

/** What a name of the registry is: one word with a letter, or words that end with a bracket. */
const NAME = /^(?![[\](){}|"“‘'`,.;:!?=<>]+)[^\s|[\]]*\p{L}[^\s|[\]]*$/u;
const NAME_OF_WORDS = /^\p{L}[^|[\]]*\)$/u;

/** What a protocol is that the registry may have one day: one short word. */
const PROTOCOL = /^[a-z][a-z0-9-]{0,11}$/i;

/** Texts that only records have: people, references, dates. */
const RECORD_MARK = /\[[^[\]]+\]|^\d{4}-\d{2}(?:-\d{2})?$/;

/**
 * Says whether a row has the form of a record: a port or name of the registry's form, and a protocol
 * of it or none.
 */
export function formOfRow(cells: Cells): RowForm {
  const { name = "", port = "", protocol = "" } = cells;
  const hasProtocol = understandProtocols(protocol) !== undefined;
  if (protocol !== "" && !hasProtocol && !PROTOCOL.test(protocol)) return "other";
  if (name !== "" && !isNameLike(name)) return "other";
  if (port !== "") {
    const ports = parsePort(port) === undefined ? understandPorts(port) : [];
    // `1/24`, or `1,3,5`, alone may count something else.
    const isOther =
      ports === undefined || (ports.length > 1 && !hasProtocol && !ports[0]?.protocols);
    if (isOther) return "other";
    return hasProtocol || protocol === "" ? "record" : "open";
  }
  if (name === "") return "other";
  if (protocol !== "") return hasProtocol ? "record" : "open";
  const { assignee = "", contact = "", registrationDate = "", reference = "" } = cells;
  const isMarked = [assignee, contact, registrationDate, reference].some((text) =>
    RECORD_MARK.test(text),
  );
  return isMarked ? "record" : "open";
}

/** What nearly every name is; the other patterns take four times as long. */
const COMMON_NAME = /^[a-z][a-z0-9-]{0,20}$/i;

function isNameLike(name: string): boolean {
  if (COMMON_NAME.test(name)) return true;
  return name.length <= LONGEST_NAME && (NAME.test(name) || NAME_OF_WORDS.test(name));
}

/**
 * Counts the rows of a table that have the form of records. Where most have another, the columns were
 * not found, or the text is something else: then none of its rows is a record.
 */
export class RowForms {
  #records = 0;
  #open = 0;
  #others = 0;
  /** The first row that is something else, or, where none is, that only could be a record. */
  #first: { readonly found: string; readonly place: Position } | undefined;
  #isOther = false;

  /**
   * Counts a row.
   *
   * @param place - gives the position of the row; asked for the first row that is no record.
   * @param form - what the row is, where more is known of it than its cells.
   */
  add(cells: Cells, place: () => Position, form: RowForm = formOfRow(cells)): RowForm {
    if (form === "record") this.#records++;
    else {
      if (form === "open") this.#open++;
      else this.#others++;
      const isFirst = form === "open" ? this.#first === undefined : !this.#isOther;
      if (isFirst) this.#first = { found: textOf(cells), place: place() };
      this.#isOther ||= form === "other";
    }
    return form;
  }

  /** Counts a row that is a record whatever its cells say. */
  addRecord(): void {
    this.#records++;
  }

  /** Number of rows that were counted. */
  get count(): number {
    return this.#records + this.#open + this.#others;
  }

  /**
   * Tells whether most rows are records, or there is no row.
   *
   * @param hasHeadings - whether the table has the registry's headings: then rows of a name only are enough.
   */
  areRecords(hasHeadings: boolean): boolean {
    const good = this.#records + (hasHeadings ? this.#open : 0);
    return this.count === 0 || (good > 0 && 2 * good >= this.count);
  }

  /** Says what a problem tells of rows that are not records, at the first of them that is none. */
  refusal(): {
    readonly at: Position | undefined;
    readonly values: { readonly count: number; readonly total: number; readonly found: string };
  } {
    const { found = "", place } = this.#first ?? {};
    return { at: place, values: { count: this.count - this.#records, total: this.count, found } };
  }
}

function textOf({ name, port, protocol, description }: Cells): string {
  return [name, port, protocol, description].filter(Boolean).join(" ");
}
