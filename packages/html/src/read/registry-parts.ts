import type { Footnote, Person, ServiceRecord } from "@portolan/model";

/** Gathers what the tables of a page hold. */
export interface RegistryParts {
  readonly records: ServiceRecord[];
  /** Zero-based offset of each record's row. */
  readonly offsets: number[];
  readonly people: Person[];
  readonly footnotes: Footnote[];
  hasRecordTable: boolean;
  /** The registry's id, by which IANA names the table of records: `table-service-names-…`. */
  id: string | undefined;
}
