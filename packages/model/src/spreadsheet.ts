import { type Cells, COLUMNS, DATE_COLUMNS } from "./columns.js";
import { isRegistryDate } from "./date.js";
import { defined } from "./defined.js";
import type { NeededColumn } from "./headings.js";
import type { Position } from "./line-index.js";
import { type Port, parsePort } from "./port.js";
import type { Report } from "./problem.js";
import { isTransportProtocol, type TransportProtocol } from "./protocol.js";
import type { Locate } from "./record-draft.js";
import type { ColumnKey, ServiceRecord } from "./registry.js";
import { tableProblems } from "./table-problems.js";
import { type DateOrder, dateOrderOf, isOrderOpen, understandDate } from "./written-dates.js";
import {
  isPlainPort,
  type UnderstoodPort,
  understandPorts,
  understandProtocols,
} from "./written-ports.js";

/** What programs write for an empty cell. */
const EMPTY_MARKS: ReadonlySet<string> = new Set([
  ...["\\N", "NULL", "Null", "null", "(null)", "<null>", "None", "none", "nil", "NIL"],
  ...["NA", "N/A", "n/a", "<NA>", "#N/A", "NaN", "nan", "-", "--", "\u2013", "\u2014"],
]);

/** Those of them that no service and no protocol is called, whatever stands in other columns. */
const NO_WORDS: ReadonlySet<string> = new Set(["NaN", "nan", "<NA>", "\\N"]);

/** What programs and people call the row below a table that counts its rows, or adds up its numbers. */
const TOTALS = /^(?:(?:grand |sub-?)?totals?|sum|count)\s?:?$/i;

const LONGEST_MARK = Math.max(...Array.from(EMPTY_MARKS, (mark) => mark.length));

function isEmptyMark(text: string): boolean {
  return text.length <= LONGEST_MARK && EMPTY_MARKS.has(text);
}

/** The columns that have numbers and dates alone: a word there stands for nothing. */
const NEVER_WORDS: readonly ColumnKey[] = ["port", ...DATE_COLUMNS, "serviceCode"];

/** The columns that tell first that a table marks its empty cells, dates before the others. */
const TELLING: readonly ColumnKey[] = [...DATE_COLUMNS, "port", "serviceCode", "description"];

type DateKey = (typeof DATE_COLUMNS)[number];

type Texts = { [Key in ColumnKey]?: string };

/** Holds a port and protocol of a row, as far as its record has another. */
interface Place {
  readonly port?: Port;
  readonly protocol?: TransportProtocol;
}

const NONE: readonly never[] = [];

/** Gives what a record has at a place; what is no port or protocol it has from its row. */
function placeOf({ port: text = "", protocol = "" }: Cells): Place {
  const port = parsePort(text);
  return {
    ...(port !== undefined && { port }),
    ...(isTransportProtocol(protocol) && { protocol }),
  };
}

/** Says where the cells of a row are. */
export interface RowPlace {
  readonly report: Report;
  /** Gives the place of a cell, or of the row where there is none. */
  readonly locate: Locate;
  /**
   * Whether the row may be another than one of the registry, as in any table without all its columns: what wrote
   * that may have cut cells off, marked empty ones, or added a total.
   */
  readonly mayBeOther: boolean;
}

type ToldCode = Exclude<keyof typeof tableProblems, NeededColumn>;

/** Lists what is told of a whole table, in order; of dates for each column. */
const TOLD: readonly (readonly [code: ToldCode, column?: DateKey])[] = [
  ...DATE_COLUMNS.flatMap((column) => [
    ["table/dates-rewritten", column] as const,
    ["table/dates-unclear", column] as const,
  ]),
  ["table/ports-decimal"],
  ["table/ports-rewritten"],
  ["table/ports-joined"],
  ["table/protocols-rewritten"],
  ["table/protocols-joined"],
  ["table/ports-with-protocol"],
  ["table/rows-cut-off"],
  ["table/texts-cut-off"],
  ["table/totals"],
  ["table/empty-marked"],
];

/** Counts what is told once for a whole table, with its first text and place. */
interface Tally {
  readonly found: string;
  readonly at: Position;
  count: number;
}

/**
 * Understands the cells of a table that went through a spreadsheet: dates of other forms, ports with
 * decimals. Nothing is guessed: `18/05/2017` tells its order, and so does a column that has such a
 * date; `05/06/2017` alone stays as it is.
 */
export class SpreadsheetCells {
  readonly #orders = new Map<DateKey, DateOrder>();
  #isLearned = false;
  /** What is told, by its code and the column of dates. */
  readonly #tallies = new Map<string, Tally>();
  /** What stands for nothing in the columns that have no cell without text. */
  #emptyMark: string | undefined;
  #marked: readonly ColumnKey[] = [];
  /** How many rows were read of a table that has not all columns, and what their ports add up to. */
  #count = 0;
  #sum = 0;

  /**
   * Tells whether a row has a date whose order of day and month only the rest of its column can
   * tell, or a word that stands for nothing. Then {@link learn} must see that first.
   */
  needsWhole(cells: Cells): boolean {
    if (this.#isLearned) return false;
    // Every row is asked, and a function for each column takes twice as long.
    for (let i = 0; i < TELLING.length; i++) {
      const text = cells[TELLING[i] as ColumnKey] ?? "";
      if (text === "") continue;
      if (isEmptyMark(text) || (i < DATE_COLUMNS.length && isOrderOpen(text))) return true;
    }
    return false;
  }

  /** Learns from all rows of a table what its cells mean: the order of day and month, and which are empty. */
  learn(rows: Iterable<Cells>): void {
    this.#isLearned = true;
    const seen = new Map(DATE_COLUMNS.map((key) => [key, new Set<DateOrder>()]));
    const withEmpty = new Set<ColumnKey>();
    let marks = 0;
    for (const cells of rows) {
      for (const key of DATE_COLUMNS) {
        const order = dateOrderOf(cells[key] ?? "");
        if (order !== undefined) seen.get(key)?.add(order);
      }
      for (const { key } of COLUMNS) if (cells[key] === "") withEmpty.add(key);
      for (const key of NEVER_WORDS)
        if (isEmptyMark(cells[key] ?? "")) {
          this.#emptyMark ??= cells[key];
          marks++;
        }
    }
    // Whoever marks empty cells marks all: one, or one beside cells without text, is what somebody wrote.
    if (marks < 2 || NEVER_WORDS.some((key) => withEmpty.has(key))) this.#emptyMark = undefined;
    this.#marked = COLUMNS.map(({ key }) => key).filter((key) => !withEmpty.has(key));
    for (const [key, orders] of seen) {
      const [order = "unknown", another] = orders;
      this.#orders.set(key, another === undefined ? order : "unknown");
    }
  }

  /**
   * Gives the records of a row: the one that its cells make, and the same at each other port and protocol that
   * they name; none where its name or port is cut off, or is the dots of rows that are left out, or it is a total.
   *
   * @param make - makes the record of cells as the registry writes them: the same object where they are so.
   */
  records(
    cells: Cells,
    place: RowPlace,
    make: (cells: Cells) => ServiceRecord,
  ): readonly ServiceRecord[] {
    let read: Texts = cells;
    if (this.#emptyMark !== undefined) read = this.#withoutMarks(read, this.#emptyMark, place);
    if (place.mayBeOther) {
      read = this.#withoutNoWords(read, place);
      if (this.#isCutOff(read, place) || this.#isTotal(read, place)) {
        // What else is wrong with the row is told all the same.
        make(read);
        return NONE;
      }
    }
    let others: readonly Cells[] = NONE;
    const { port = "", protocol = "" } = read;
    if (!isPlainPort(port) || (protocol !== "" && !isTransportProtocol(protocol))) {
      const [first, ...more] = this.#placesOf(read, place);
      read = { ...read, ...first };
      others = more;
    }
    /** The dates that stay as they are because nothing tells what they mean. */
    let unclear: { [Key in DateKey]?: string } | undefined;
    for (const key of DATE_COLUMNS) {
      const text = read[key] ?? "";
      if (text === "" || isRegistryDate(text)) continue;
      const bare = text.trim();
      const order = this.#orders.get(key) ?? "unknown";
      const date = isRegistryDate(bare) ? bare : understandDate(bare, order);
      if (date === undefined) {
        if (!isOrderOpen(bare)) continue;
        this.#tell("table/dates-unclear", key, text, place);
        unclear = { ...unclear, [key]: text };
      } else if (date !== bare) this.#tell("table/dates-rewritten", key, text, place);
      read = { ...read, [key]: date ?? "" };
    }
    const record = make(read);
    const first = unclear === undefined ? record : { ...record, ...unclear };
    // Nearly every row is one record, and copying it into a longer list takes time.
    if (others.length === 0) return [first];
    return [first, ...others.map((other) => ({ ...first, ...placeOf(other) }))];
  }

  /** Notes cells that end with dots; tells whether they make the row none. */
  #isCutOff(cells: Cells, place: RowPlace): boolean {
    const { name, port, description } = cells;
    if (endsWithDots(description))
      this.#tell("table/texts-cut-off", "description", description, place);
    const column = endsWithDots(name) ? "name" : endsWithDots(port) ? "port" : undefined;
    if (column !== undefined) this.#tell("table/rows-cut-off", column, cells[column] ?? "", place);
    return column !== undefined;
  }

  /** Empties cells for name and protocol of what can be neither. */
  #withoutNoWords(cells: Cells, place: RowPlace): Cells {
    let read: Texts = cells;
    for (const key of ["name", "protocol"] as const) {
      const found = cells[key];
      if (found === undefined || !NO_WORDS.has(found)) continue;
      this.#tell("table/empty-marked", key, found, place);
      read = { ...read, [key]: "" };
    }
    return read;
  }

  /** Tells whether a row counts the rows above it or adds up their ports, and notes it; else counts it. */
  #isTotal(cells: Cells, place: RowPlace): boolean {
    const { name = "", port = "", protocol = "" } = cells;
    if (protocol === "" && TOTALS.test(name) && this.#count > 0) {
      const totals = [String(this.#count), String(this.#sum)];
      if (Object.values(cells).some((text) => totals.includes(text))) {
        this.#tell("table/totals", "name", name, place);
        return true;
      }
    }
    this.#count++;
    this.#sum += Number(port) || 0;
    return false;
  }

  /** Gives the cells of each port and protocol that a row names, as the registry writes them; at least one. */
  #placesOf({ port, protocol }: Cells, place: RowPlace): readonly Cells[] {
    const named = understandProtocols(protocol ?? "");
    if (protocol !== undefined && named !== undefined && named[0] !== protocol) {
      const code = named.length > 1 ? "table/protocols-joined" : "table/protocols-rewritten";
      this.#tell(code, "protocol", protocol, place);
    }
    const ports = this.#portsOf(port ?? "", protocol ?? "", place);
    const places = new Map<string, Cells>();
    for (const one of ports ?? [undefined])
      for (const its of one?.protocols ?? named ?? [protocol])
        places.set(`${one?.port}/${its}`, defined({ port: one?.port, protocol: its }));
    return [...places.values()];
  }

  /** Gives the ports that a cell writes in another way than the registry, where what they mean is certain. */
  #portsOf(
    found: string,
    protocol: string,
    place: RowPlace,
  ): readonly UnderstoodPort[] | undefined {
    const ports = isPlainPort(found) ? NONE : (understandPorts(found) ?? NONE);
    const [first] = ports;
    if (first === undefined || (ports.length === 1 && first.port === found)) return undefined;
    const named = understandProtocols(protocol)?.join("/");
    const beside = first.protocols;
    const fit = ports.every(
      ({ protocols }) => protocol === "" || (protocols ?? beside)?.join("/") === (beside && named),
    );
    // A stroke alone parts other things, too, and lines beside lines may be pairs.
    const isOpen = found.includes("/")
      ? named === undefined && beside === undefined
      : found.includes("\n") && /^\w+(?:\s+\w+)+$/.test(protocol);
    if (!fit || (ports.length > 1 && isOpen)) return undefined;
    const isDecimal = first.spelling === "decimal";
    const code =
      ports.length > 1
        ? "table/ports-joined"
        : beside !== undefined
          ? "table/ports-with-protocol"
          : isDecimal
            ? "table/ports-decimal"
            : "table/ports-rewritten";
    this.#tell(code, "port", found, place);
    if (ports.some(({ protocols = NONE }) => protocols.length > 1))
      this.#tell("table/protocols-joined", "port", found, place);
    return ports;
  }

  /** Empties the cells that have what stands for nothing in this table. */
  #withoutMarks(cells: Cells, mark: string, place: RowPlace): Cells {
    let read: Texts = cells;
    for (const key of this.#marked) {
      if (cells[key] !== mark) continue;
      this.#tell("table/empty-marked", key, mark, place);
      read = { ...read, [key]: "" };
    }
    return read;
  }

  #tell(code: ToldCode, column: ColumnKey, found: string, { report, locate }: RowPlace): void {
    const key = tallyKey(code, column);
    const tally = this.#tallies.get(key);
    if (tally !== undefined) tally.count++;
    else this.#tallies.set(key, { found, at: report.at(locate(column)?.start ?? 0), count: 1 });
  }

  /** Reports what was found in the whole table. */
  finish(headingOf: (column: ColumnKey) => string, report: Report): void {
    for (const [code, column] of TOLD) {
      const tally = this.#tallies.get(tallyKey(code, column));
      if (tally === undefined) continue;
      const { found, at, count } = tally;
      const values = { ...(column && { column: headingOf(column) }), found, count };
      report.add(tableProblems, code, { at, values });
    }
  }
}

/** Gives the key of a tally: dates are counted for each column. */
function tallyKey(code: ToldCode, column: ColumnKey | undefined): string {
  return code.startsWith("table/dates-") ? `${code} ${column}` : code;
}

/** Tells whether a cell ends as programs end what they cut off: `a-very-lo...`, or is the dots alone. */
function endsWithDots(text: string | undefined): text is string {
  return text !== undefined && (text.endsWith("\u2026") || text.endsWith("..."));
}
