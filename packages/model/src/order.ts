import { isTransportProtocol, TRANSPORT_PROTOCOLS } from "./protocol.js";

/** Compares two texts for sorting, by UTF-16 code units: the same everywhere. */
export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Compares two protocols for sorting: the registry's in its order, then none, then others. */
export function compareProtocols(a: string | undefined, b: string | undefined): number {
  return protocolRank(a) - protocolRank(b) || compareTexts(a ?? "", b ?? "");
}

function protocolRank(protocol: string | undefined): number {
  const known = TRANSPORT_PROTOCOLS.length;
  if (protocol === undefined) return known;
  return isTransportProtocol(protocol) ? TRANSPORT_PROTOCOLS.indexOf(protocol) : known + 1;
}
