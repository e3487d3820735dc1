import { type Cells, COLUMNS, type ColumnKey } from "@portolan/model";
import type { Layout } from "./layout.js";
import type { Row } from "./scan-row.js";

/** Says in which cell of a row, from zero, each column stands; NOWHERE for one that is missing. */
type Places = Readonly<Record<ColumnKey, number>>;

/** A place behind all cells. */
const NOWHERE = 0xffff;

/**
 * Holds the texts of one row under their columns, until it takes the next row. A text that is the
 * same in both stays the same string: a service has a row for tcp and one for udp, so that the records
 * of a registry hold a fifth less memory.
 */
export class RowTexts implements Required<Cells> {
  name = "";
  port = "";
  protocol = "";
  description = "";
  assignee = "";
  contact = "";
  registrationDate = "";
  modificationDate = "";
  reference = "";
  serviceCode = "";
  unauthorizedUse = "";
  notes = "";
  readonly #at: Places;

  constructor({ columns }: Layout) {
    this.#at = placesOf(columns);
  }

  /** Takes the cells of the next row; a missing cell is empty. */
  take({ cells }: Row): void {
    const at = this.#at;
    this.name = renew(this.name, cells[at.name]);
    this.port = renew(this.port, cells[at.port]);
    this.protocol = renew(this.protocol, cells[at.protocol]);
    this.description = renew(this.description, cells[at.description]);
    this.assignee = renew(this.assignee, cells[at.assignee]);
    this.contact = renew(this.contact, cells[at.contact]);
    this.registrationDate = renew(this.registrationDate, cells[at.registrationDate]);
    this.modificationDate = renew(this.modificationDate, cells[at.modificationDate]);
    this.reference = renew(this.reference, cells[at.reference]);
    this.serviceCode = renew(this.serviceCode, cells[at.serviceCode]);
    this.unauthorizedUse = renew(this.unauthorizedUse, cells[at.unauthorizedUse]);
    this.notes = renew(this.notes, cells[at.notes]);
  }
}

/** Gives the old string where both are the same text. */
function renew(old: string, text = ""): string {
  return text === old ? old : text;
}

/** Finds the place of each column. */
function placesOf(columns: Layout["columns"]): Places {
  const places = COLUMNS.map(({ key }) => {
    const place = columns.indexOf(key);
    return [key, place === -1 ? NOWHERE : place];
  });
  return Object.fromEntries(places);
}
