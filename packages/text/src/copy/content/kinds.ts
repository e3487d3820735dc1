import { isRegistryDate, isTransportProtocol } from "@portolan/model";

/** Tells whether a text looks like a port or a range of ports, valid or not, and like no month. */
export function isPortText(text: string): boolean {
  return /^\d{1,5}(?:-\d{1,5})?$/.test(text) && !isRegistryDate(text);
}

/** Tells whether words or cells can only be the first ones of a record: `[name] port protocol`. */
export function beginsWithPort([first = "", second = "", third = ""]: readonly string[]): boolean {
  if (isPortText(first)) return isTransportProtocol(second);
  return isPortText(second) && isTransportProtocol(third);
}
