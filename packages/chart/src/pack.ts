import type { Registry, ServiceRecord } from "@portolan/model";
import { deflateSync, strFromU8, strToU8 } from "fflate";
import type { ChartChanges } from "./changes.js";

/** Holds what a page shows. */
export interface ChartData {
  readonly registry: Registry;
  /** What changed since an older registry. */
  readonly changes?: ChartChanges;
}

/** Stands for a field that is not there; no value of a field is a negative number. */
const ABSENT = -1;
/** Stands for the value of the record before: a service has a record for tcp and one for udp. */
const REPEATED = -2;

/** Holds the data of a page in the form in which it travels: its registry by columns. */
interface PackedData extends Omit<ChartData, "registry"> {
  readonly head: Omit<Registry, "records">;
  readonly count: number;
  /** For each field of a record its values, record by record. */
  readonly columns: Readonly<Record<string, readonly unknown[]>>;
}

/** Writes the data of a page: by columns, what repeats said once, deflated, in base64. */
export function packData({ registry: { records, ...head }, ...rest }: ChartData): string {
  const keys = [...new Set(records.flatMap(Object.keys))] as (keyof ServiceRecord)[];
  const columns = Object.fromEntries(keys.map((key) => [key, columnOf(records, key)]));
  const packed: PackedData = { head, count: records.length, columns, ...rest };
  return btoa(strFromU8(deflateSync(strToU8(JSON.stringify(packed)), { level: 9 }), true));
}

// Browsers and Node have it; only the types of the bare language do not name it.
declare const btoa: (bytes: string) => string;

function columnOf(records: readonly ServiceRecord[], key: keyof ServiceRecord): readonly unknown[] {
  let before = "";
  return records.map((record) => {
    const value = record[key];
    if (value === undefined) return ABSENT;
    const text = JSON.stringify(value);
    if (text === before) return REPEATED;
    before = text;
    return value;
  });
}

/** Reads what {@link packData} wrote, once it is inflated: browsers do that faster than any script. */
export function unpackData(text: string): ChartData {
  const { head, count, columns, ...rest }: PackedData = JSON.parse(text);
  const fields = Object.entries(columns).map(([key, cells]) => ({
    key,
    cells,
    value: undefined as unknown,
  }));
  // Record by record: column by column, the fields of all are moved about again and again.
  const records = Array.from({ length: count }, (_, place) => {
    const record: Record<string, unknown> = {};
    for (const field of fields) {
      const cell = field.cells[place];
      if (cell === ABSENT) continue;
      if (cell !== REPEATED) field.value = cell;
      record[field.key] = field.value;
    }
    return record as unknown as ServiceRecord;
  });
  return { registry: { ...head, records }, ...rest };
}
