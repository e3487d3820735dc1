import { firstPort, parsePort } from "@portolan/model";
import type { PersonReading, PlacedRow } from "../reading.js";
import { columnOfSingleDate } from "./single-date.js";

const BOTH = ["tcp", "udp"] as const;

/** Puts the date of each row that has but one into the column where it most likely belongs. */
export function placeSingleDates(
  rows: readonly PlacedRow[],
  people: readonly PersonReading[],
): void {
  const protocols = protocolsByService(rows);
  const updated = new Map(people.map((person) => [person.id, person.updated]));
  for (const { cells, date, inferred } of rows) {
    if (date === undefined) continue;
    const { protocol = "", assignee = "", contact = "" } = cells;
    const port = parsePort(cells.port ?? "");
    const listed = protocols.get(serviceKey(cells));
    const column = columnOfSingleDate({
      date,
      ...(port === undefined ? {} : { port: firstPort(port) }),
      protocol,
      assignee,
      contact,
      listedForBoth: listed !== undefined && BOTH.every((each) => listed.has(each)),
      dateOfContact: idsIn(assignee + contact).some((id) => updated.get(id) === date),
    });
    cells[column] = date;
    inferred.push(column);
  }
}

function protocolsByService(rows: readonly PlacedRow[]): ReadonlyMap<string, ReadonlySet<string>> {
  const protocols = new Map<string, Set<string>>();
  for (const { cells } of rows) {
    const key = serviceKey(cells);
    const listed = protocols.get(key);
    if (listed === undefined) protocols.set(key, new Set([cells.protocol ?? ""]));
    else listed.add(cells.protocol ?? "");
  }
  return protocols;
}

function serviceKey({ name, port }: PlacedRow["cells"]): string {
  return `${port ?? ""} ${name ?? ""}`;
}

function idsIn(groups: string): readonly string[] {
  return groups.slice(1, -1).split("][");
}
