import { compareDates } from "@portolan/model";

/** Which column a date belongs to. */
export type DateColumn = "registrationDate" | "modificationDate";

/** Holds what is known of a row with one date. */
export interface DatedRow {
  readonly date: string;
  readonly name: string;
  /** Lowest port; absent where the row has none. */
  readonly port?: number;
  readonly protocol: string;
  /** Assignee and contact as written, `[Jon_Postel]`; empty where there are none. */
  readonly assignee: string;
  readonly contact: string;
  /** The document has rows of the same name and port for both tcp and udp. */
  readonly listedForBoth: boolean;
  /** A contact of the document was last changed on that date. */
  readonly dateOfContact: boolean;
}

/** Month of RFC 6335: since then each request is for one transport and names the assignee. */
const RFC_6335 = "2011-08";
const IESG = "[IESG]";

/**
 * Decides whether the only date of a row is that of registration or of modification, which a copy
 * without empty cells does not show.
 *
 * Ports under 4000 were given out before dates were recorded, so a full date there is mostly that
 * of a change. Measured on the published registries of 2022-10-21 and 2023-09-12: right for 98.2 %
 * of the 4700 rows with one date. In brackets: right and wrong of 2023-09-12.
 */
export function columnOfSingleDate(row: DatedRow): DateColumn {
  const { date, port, protocol } = row;
  const byIesg = row.assignee === IESG;

  if (date.length === "YYYY-MM".length) return "registrationDate"; // 2534/2
  if (row.assignee === "" && row.contact === "") return "modificationDate"; // 80/11
  if (port === undefined) return "registrationDate"; // 398/5
  if (port >= 4000) {
    // 4/3 and 1329/32
    return byIesg && row.listedForBoth ? "modificationDate" : "registrationDate";
  }
  if (compareDates(date, RFC_6335) < 0) {
    // 2/0 and 116/8
    return port < 1024 && !row.dateOfContact ? "modificationDate" : "registrationDate";
  }
  if (protocol === "sctp" || protocol === "dccp") {
    // 9/0
    return row.assignee === row.contact ? "modificationDate" : "registrationDate";
  }
  if (row.listedForBoth) return "modificationDate"; // 140/17
  return byIesg && port < 1024 ? "modificationDate" : "registrationDate"; // 22/9
}
