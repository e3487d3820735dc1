import { firstPort, lastPort, MAX_PORT, type Port, type ServiceRecord } from "@portolan/model";
import { type PlaceTable, placeTable } from "./place-table.js";

/** Lists the places of records by their first port. */
export interface PortTable extends PlaceTable {
  /** For each of `places`: the last port of its record. */
  readonly lasts: Uint32Array;
  /** For each of `places`: the highest last port up to there. */
  readonly reaches: Uint32Array;
}

/** Makes the table of the records that have a port. */
export function portTable(records: readonly ServiceRecord[]): PortTable {
  const ports = records.map(({ port }) => port);
  const entries = ports.flatMap((port, place) =>
    port !== undefined && isPort(firstPort(port)) ? [[firstPort(port), place] as const] : [],
  );
  const table = placeTable(MAX_PORT + 1, entries);
  const lasts = table.places.map((place) => lastPort(ports[place] ?? 0));
  let reach = 0;
  const reaches = lasts.map((last) => {
    reach = Math.max(reach, last);
    return reach;
  });
  return { ...table, lasts, reaches };
}

/** Tells whether a number can be asked for; a registry that no reader made may hold others. */
function isPort(number: number): boolean {
  return number >= 0 && number <= MAX_PORT;
}

/**
 * Gives the places whose port or range overlaps a port or range, rising. It walks down from the last
 * one that begins in time and stops where no earlier one reaches far enough; in IANA's registry,
 * where ranges hardly overlap, that is after one or two steps.
 */
export function placesOnPort(
  { starts, places, lasts, reaches }: PortTable,
  port: Port,
): readonly number[] {
  const first = firstPort(port);
  const found: number[] = [];
  let at = (starts[Math.min(lastPort(port), MAX_PORT) + 1] ?? 0) - 1;
  for (; at >= 0 && (reaches[at] ?? 0) >= first; at--)
    if ((lasts[at] ?? 0) >= first) found.push(places[at] ?? 0);
  found.reverse();
  // Most registries stand in the order of their ports.
  return isRising(found) ? found : found.sort((a, b) => a - b);
}

function isRising(numbers: readonly number[]): boolean {
  for (let i = 1; i < numbers.length; i++)
    if ((numbers[i] ?? 0) < (numbers[i - 1] ?? 0)) return false;
  return true;
}
