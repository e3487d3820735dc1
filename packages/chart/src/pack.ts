import type { Registry, ServiceRecord } from "@portolan/model";
import { defined } from "@portolan/model/internal";
import { deflateSync, strToU8 } from "fflate";
import type { ChartChanges } from "./changes.js";

/** Holds what a page shows. */
export interface ChartData {
  readonly registry: Registry;
  /** What changed since an older registry. */
  readonly changes?: ChartChanges;
}

/** Fields that most records have; each is a column of its own. */
const COLUMNS = [
  "name",
  "port",
  "protocol",
  "description",
  "assignees",
  "contacts",
  "registrationDate",
  "modificationDate",
  "references",
  "notes",
] as const satisfies readonly (keyof ServiceRecord)[];

/** Stands for a field that is not there; no value of a column is a negative number. */
const ABSENT = -1;
/** Stands for the value of the record before: a service has a record for tcp and one for udp. */
const REPEATED = -2;
const EMPTY: readonly never[] = [];

/** Holds a value of a column as JSON has it. */
type Cell = unknown;

/** Holds the data of a page in the form in which it travels. */
interface PackedData {
  readonly head: Omit<Registry, "records">;
  readonly count: number;
  readonly columns: Readonly<Record<string, readonly Cell[]>>;
  /** Fields that few records have, with the places of these. */
  readonly rare: Readonly<Record<string, readonly (readonly [place: number, value: Cell])[]>>;
  readonly changes?: ChartChanges;
}

/** Writes the data of a page as bytes: by columns, what repeats said once, deflated. */
export function packData({ registry, changes }: ChartData): Uint8Array {
  const { records, ...head } = registry;
  const rare: Record<string, [number, Cell][]> = {};
  for (const [place, record] of records.entries())
    for (const [key, value] of Object.entries(record)) {
      if (isColumn(key)) continue;
      rare[key] ??= [];
      rare[key].push([place, value]);
    }
  const packed: PackedData = defined({
    head,
    count: records.length,
    columns: Object.fromEntries(COLUMNS.map((key) => [key, cellsOfColumn(records, key)])),
    rare,
    changes,
  });
  return deflateSync(strToU8(JSON.stringify(packed)), { level: 9 });
}

/** Reads what {@link packData} wrote, once it is inflated: browsers do that faster than any script. */
export function unpackData(text: string): ChartData {
  const { head, count, columns, rare, changes }: PackedData = JSON.parse(text);
  const cells = COLUMNS.map((key) => columns[key] ?? []);
  const before: Cell[] = COLUMNS.map(() => undefined);
  const records: Record<string, Cell>[] = [];
  // Record by record: column by column, the fields of all are moved about again and again.
  for (let place = 0; place < count; place++) {
    const record: Record<string, Cell> = {};
    for (const [column, key] of COLUMNS.entries()) {
      const cell = cells[column]?.[place];
      if (cell === ABSENT) {
        if (isList(key)) record[key] = EMPTY;
        continue;
      }
      if (cell !== REPEATED) before[column] = cell;
      record[key] = before[column];
    }
    records.push(record);
  }
  for (const [key, values] of Object.entries(rare))
    for (const [place, value] of values) {
      const record = records[place];
      if (record !== undefined) record[key] = value;
    }
  const registry = { ...head, records: records as unknown as readonly ServiceRecord[] };
  return defined({ registry, changes });
}

function isColumn(key: string): boolean {
  return (COLUMNS as readonly string[]).includes(key);
}

/** Tells whether a field is a list that every record has, if only an empty one. */
function isList(key: string): boolean {
  return key === "contacts" || key === "references";
}

function cellsOfColumn(
  records: readonly ServiceRecord[],
  key: (typeof COLUMNS)[number],
): readonly Cell[] {
  let before = "";
  return records.map((record) => {
    const value = record[key];
    if (value === undefined || (isList(key) && Array.isArray(value) && value.length === 0))
      return ABSENT;
    const text = JSON.stringify(value);
    if (text === before) return REPEATED;
    before = text;
    return value;
  });
}

const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Writes bytes in base64 (RFC 4648 §4). */
export function toBase64(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(at, at + 3);
    const bits = (a << 16) | (b << 8) | c;
    const letters = [18, 12, 6, 0].map((shift) => BASE64[(bits >> shift) & 63] ?? "").join("");
    const missing = Math.max(0, at + 3 - bytes.length);
    pieces.push(missing === 0 ? letters : letters.slice(0, 4 - missing) + "=".repeat(missing));
  }
  return pieces.join("");
}
