import { type Cells, COLUMNS, DATE_COLUMNS } from "./columns.js";
import { isRegistryDate } from "./date.js";
import { defined } from "./defined.js";
import type { Position } from "./line-index.js";
import { type Port, parsePort } from "./port.js";
import type { Report } from "./problem.js";
import { isTransportProtocol, type TransportProtocol } from "./protocol.js";
import type { ColumnKey, ServiceRecord } from "./registry.js";
import { type DateOrder, dateOrderOf, isOrderOpen, understandDate } from "./written-dates.js";
import {
  isPlainPort,
  type UnderstoodPort,
  understandPorts,
  understandProtocols,
} from "./written-ports.js";

/** Lists what spreadsheets and programs do to the cells of a table; each is told once for a table. */
export const tableProblems = {
  "table/dates-rewritten": [
    "warning",
    "Dates in the column “{column}” are not written as the registry writes them, such as “{found}”; they were understood: {count}.",
    "Nothing, or write dates as YYYY-MM-DD.",
  ],
  "table/dates-unclear": [
    "warning",
    "Dates in the column “{column}” may mean several days, such as “{found}”; they are kept as text: {count}.",
    "Write dates as YYYY-MM-DD.",
  ],
  "table/ports-decimal": [
    "warning",
    "Ports have decimals, such as “{found}”; they were read as whole numbers: {count}.",
    "Nothing, or write ports without decimals.",
  ],
  "table/ports-rewritten": [
    "warning",
    "Ports are not written as the registry writes them, such as “{found}”; they were understood: {count}.",
    "Nothing, or write 80 and 6000-6063.",
  ],
  "table/protocols-rewritten": [
    "warning",
    "Transport protocols are not in lower case, such as “{found}”; they were understood: {count}.",
    "Nothing, or write them in lower case.",
  ],
  "table/protocols-joined": [
    "warning",
    "Cells name several transport protocols, such as “{found}”; each was read as a record of its own: {count}.",
    "Nothing, or give each protocol a row.",
  ],
  "table/ports-joined": [
    "warning",
    "Cells name several ports, such as “{found}”; each was read as a record of its own: {count}.",
    "Nothing, or give each port a row.",
  ],
  "table/ports-with-protocol": [
    "warning",
    "Ports have their protocol beside them, such as “{found}”; they were read as two cells: {count}.",
    "Nothing, or give port and protocol a column each.",
  ],
  "table/rows-cut-off": [
    "error",
    "Names or ports end with dots, such as “{found}”: what wrote the table had no room for all; the rows are left out: {count}.",
    "Have it write whole cells and all rows.",
  ],
  "table/texts-cut-off": [
    "warning",
    "Descriptions end with dots, such as “{found}”, where what wrote the table may have had no room: {count}.",
    "Have it write whole cells, if there was more.",
  ],
  "table/range-ends": [
    "error",
    "The column “{found}” has the last ports of ranges, of which another has the first; the registry has both in one cell.",
    "Write them in one column: 6000-6063.",
  ],
  "table/protocol-columns": [
    "error",
    "The column “{found}” says which ports are for that protocol; the registry names the protocol in a cell of each row.",
    "Write the protocols in one column: tcp, or tcp/udp.",
  ],
  "table/empty-marked": [
    "warning",
    "Cells of “{found}” are empty ones, as dates and numbers show that are written so: {count}.",
    "Nothing, or leave such cells empty.",
  ],
} as const;

/** What programs write for an empty cell. */
const EMPTY_MARKS: ReadonlySet<string> = new Set([
  ...["\\N", "NULL", "Null", "null", "(null)", "<null>", "None", "none", "nil", "NIL"],
  ...["NA", "N/A", "n/a", "<NA>", "#N/A", "NaN", "nan", "-", "--", "\u2013", "\u2014"],
]);

const LONGEST_MARK = Math.max(...Array.from(EMPTY_MARKS, (mark) => mark.length));

function isEmptyMark(text: string): boolean {
  return text.length <= LONGEST_MARK && EMPTY_MARKS.has(text);
}

/** The columns that have numbers and dates alone: a word there stands for nothing. */
const NEVER_WORDS: readonly ColumnKey[] = ["port", ...DATE_COLUMNS, "serviceCode"];

/** The columns that tell first that a table marks its empty cells, dates before the others. */
const TELLING: readonly ColumnKey[] = [...DATE_COLUMNS, "port", "serviceCode", "description"];

type DateKey = (typeof DATE_COLUMNS)[number];

/** Holds a port and protocol of a row, as far as its record has another. */
interface Place {
  readonly port?: Port;
  readonly protocol?: TransportProtocol;
}

/** Says what the cells of a row mean. */
export interface UnderstoodCells {
  /** The cells as the registry writes them. */
  readonly cells: Cells;
  /** The other ports and protocols that the row is for as well: a record is for one. */
  readonly alsoAt: readonly Place[];
  /** Whether the row is no record: its name or port is cut off, or the dots of rows that are left out. */
  readonly isCutOff: boolean;
  /** The dates that stay as they are because nothing tells what they mean. */
  readonly unclear: { readonly [Key in DateKey]?: string } | undefined;
}

/** Gives the records of a row: the one that its cells make, and the same at each other port and protocol; or none. */
export function recordsOfRow(
  record: ServiceRecord,
  { alsoAt, isCutOff, unclear }: UnderstoodCells,
): readonly ServiceRecord[] {
  if (isCutOff) return [];
  const first = unclear === undefined ? record : { ...record, ...unclear };
  // Nearly every row is one record, and copying it into a longer list takes time.
  if (alsoAt.length === 0) return [first];
  return [first, ...alsoAt.map((place) => ({ ...first, ...place }))];
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

/** Gives the position of a row's cell. */
type Locate = (column: ColumnKey) => Position | undefined;

/** Counts what is told once for a whole document, with the first place and text. */
class Tally {
  count = 0;
  found = "";
  at: Position | undefined;

  add(found: string, at: Position | undefined): void {
    if (this.count++ > 0) return;
    this.found = found;
    this.at = at;
  }
}

/**
 * Understands the cells of a table that went through a spreadsheet: dates of other forms, ports with
 * decimals. Nothing is guessed: `18/05/2017` tells its order, and so does a column that has such a
 * date; `05/06/2017` alone stays as it is.
 */
export class SpreadsheetCells {
  readonly #orders = new Map<DateKey, DateOrder>();
  #isLearned = false;
  readonly #rewritten = new Map<DateKey, Tally>();
  readonly #unclear = new Map<DateKey, Tally>();
  readonly #decimals = new Tally();
  readonly #ports = new Tally();
  readonly #joinedPorts = new Tally();
  readonly #protocols = new Tally();
  readonly #joinedProtocols = new Tally();
  readonly #withProtocol = new Tally();
  readonly #cutRows = new Tally();
  readonly #cutTexts = new Tally();
  /** What stands for nothing in the columns that have no cell without text. */
  #emptyMark: string | undefined;
  #marked: readonly ColumnKey[] = [];
  readonly #empty = new Tally();

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
   * Understands the cells of a row; they are the same object where they are as the registry writes them.
   *
   * @param mayBeCutOff - whether what wrote the table may have cut cells off, as no table of all columns is.
   */
  read(cells: Cells, position: Locate, mayBeCutOff: boolean): UnderstoodCells {
    let read: { [Key in ColumnKey]?: string } = cells;
    let unclear: { [Key in DateKey]?: string } | undefined;
    if (this.#emptyMark !== undefined) read = this.#withoutMarks(read, this.#emptyMark, position);
    if (mayBeCutOff && this.#isCutOff(read, position)) {
      return { cells: read, alsoAt: NONE, isCutOff: true, unclear };
    }
    let alsoAt: readonly Place[] = NONE;
    const { port = "", protocol = "" } = read;
    if (!isPlainPort(port) || (protocol !== "" && !isTransportProtocol(protocol))) {
      const [first, ...others] = this.#placesOf(read, position);
      read = { ...read, ...first };
      if (others.length > 0) alsoAt = others.map(placeOf);
    }
    for (const key of DATE_COLUMNS) {
      const text = read[key] ?? "";
      if (text === "" || isRegistryDate(text)) continue;
      const bare = text.trim();
      const order = this.#orders.get(key) ?? "unknown";
      const date = isRegistryDate(bare) ? bare : understandDate(bare, order);
      if (date === undefined) {
        if (!isOrderOpen(bare)) continue;
        tallyOf(this.#unclear, key).add(text, position(key));
        unclear = { ...unclear, [key]: text };
      } else if (date !== bare) tallyOf(this.#rewritten, key).add(text, position(key));
      read = { ...read, [key]: date ?? "" };
    }
    return { cells: read, alsoAt, isCutOff: false, unclear };
  }

  /** Notes cells that end with dots; tells whether they make the row none. */
  #isCutOff(cells: Cells, position: Locate): boolean {
    const { name, port, description } = cells;
    if (endsWithDots(description)) this.#cutTexts.add(description, position("description"));
    const column = endsWithDots(name) ? "name" : endsWithDots(port) ? "port" : undefined;
    if (column !== undefined) this.#cutRows.add(cells[column] ?? "", position(column));
    return column !== undefined;
  }

  /** Gives the cells of each port and protocol that a row names, as the registry writes them; at least one. */
  #placesOf({ port, protocol }: Cells, position: Locate): readonly Cells[] {
    const named = understandProtocols(protocol ?? "");
    if (protocol !== undefined && named !== undefined && named[0] !== protocol) {
      const tally = named.length > 1 ? this.#joinedProtocols : this.#protocols;
      tally.add(protocol, position("protocol"));
    }
    const ports = this.#portsOf(port ?? "", protocol ?? "", position);
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
    position: Locate,
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
    if (ports.length > 1) this.#joinedPorts.add(found, position("port"));
    else if (beside !== undefined) this.#withProtocol.add(found, position("port"));
    else (first.spelling === "decimal" ? this.#decimals : this.#ports).add(found, position("port"));
    if (ports.some(({ protocols = NONE }) => protocols.length > 1))
      this.#joinedProtocols.add(found, position("port"));
    return ports;
  }

  /** Empties the cells that have what stands for nothing in this table. */
  #withoutMarks(cells: Cells, mark: string, position: Locate): Cells {
    let read: { [Key in ColumnKey]?: string } = cells;
    for (const key of this.#marked) {
      if (cells[key] !== mark) continue;
      this.#empty.add(mark, position(key));
      read = { ...read, [key]: "" };
    }
    return read;
  }

  /** Reports what was found in the whole table. */
  finish(headingOf: (column: ColumnKey) => string, report: Report): void {
    for (const key of DATE_COLUMNS) {
      for (const [code, { count, found, at }] of [
        ["table/dates-rewritten", tallyOf(this.#rewritten, key)],
        ["table/dates-unclear", tallyOf(this.#unclear, key)],
      ] as const)
        if (count > 0)
          report.add(tableProblems, code, { at, values: { column: headingOf(key), found, count } });
    }
    for (const [code, { count, found, at }] of [
      ["table/ports-decimal", this.#decimals],
      ["table/ports-rewritten", this.#ports],
      ["table/ports-joined", this.#joinedPorts],
      ["table/protocols-rewritten", this.#protocols],
      ["table/protocols-joined", this.#joinedProtocols],
      ["table/ports-with-protocol", this.#withProtocol],
      ["table/rows-cut-off", this.#cutRows],
      ["table/texts-cut-off", this.#cutTexts],
      ["table/empty-marked", this.#empty],
    ] as const)
      if (count > 0) report.add(tableProblems, code, { at, values: { found, count } });
  }
}

/** Tells whether a cell ends as programs end what they cut off: `a-very-lo...`, or is the dots alone. */
function endsWithDots(text: string | undefined): text is string {
  return text !== undefined && (text.endsWith("\u2026") || text.endsWith("..."));
}

function tallyOf(tallies: Map<DateKey, Tally>, key: DateKey): Tally {
  const tally = tallies.get(key) ?? new Tally();
  tallies.set(key, tally);
  return tally;
}
