import { isRegistryDate } from "@portolan/model";

/** Tells whether a text looks like a port or a range of ports, valid or not, and like no month. */
export function isPortText(text: string): boolean {
  return /^\d{1,5}(?:-\d{1,5})?$/.test(text) && !isRegistryDate(text);
}
