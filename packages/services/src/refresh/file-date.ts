import { requireText } from "@portolan/model/internal";
import type { Edit } from "../audit/findings.js";
import type { PortGroup } from "../port-groups.js";

/** Dates as our own files, Fedora's and SUSE's say them. */
const HEADER_DATE =
  /^#.*?\b(?:registry of |services version: last updated |\(?last updated (?:on )?)(\d{4}-\d{2}-\d{2})\b/im;

/** Gives the date of the registry that a file says it was made from. */
export function servicesDate(source: string): string | undefined {
  requireText(source, "servicesDate", "source");
  return dateIn(source)?.text;
}

/** Finds the date of the registry that a file was made from. */
export function dateIn(source: string): Edit | undefined {
  const match = HEADER_DATE.exec(source);
  const [all, text] = match ?? [];
  if (match === null || all === undefined || text === undefined) return undefined;
  const end = match.index + all.length;
  return { start: end - text.length, end, text };
}

/** Holds the line by which a file keeps newly registered ports on offer. */
export interface Offer extends Edit {
  readonly date: string;
}

const OFFER = /^# Ports registered after (\d{4}-\d{2}-\d{2}) are not added yet\.(?:\r?\n|$)/m;

/** Gives the line that keeps on offer what is registered after a date. */
export function offerLine(date: string): string {
  return `# Ports registered after ${date} are not added yet.`;
}

/** Finds the line that keeps newly registered ports on offer. */
export function openOffer(source: string): Offer | undefined {
  const match = OFFER.exec(source);
  const [line, date] = match ?? [];
  if (match === null || line === undefined || date === undefined) return undefined;
  return { start: match.index, end: match.index + line.length, text: line.trimEnd(), date };
}

/** Tells whether a port has only names that were registered after a date; of a month, any day counts. */
export function isRegisteredAfter(date: string | undefined, { names }: PortGroup): boolean {
  if (date === undefined) return false;
  return names.every(({ record }) => {
    const registered = record?.registrationDate ?? "";
    return registered.length < date.length
      ? registered !== "" && registered >= date.slice(0, registered.length)
      : registered > date;
  });
}
