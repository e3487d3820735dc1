import { isRegistryDate } from "@portolan/model";

/** Says of which date a registry is, in a header; a text that is no date is not repeated. */
export function datePhrase(updated: string | undefined): string {
  return updated !== undefined && isRegistryDate(updated) ? `of ${updated}` : "without a date";
}
