import type { PortClass, PortRange } from "@portolan/model";

/** Lists the port classes from low to high. */
export const PORT_CLASSES: readonly PortClass[] = ["system", "user", "dynamic"];

/** First and last port of each class (RFC 6335 §6). */
export const CLASS_RANGES: Readonly<Record<PortClass, PortRange>> = {
  system: { first: 0, last: 1023 },
  user: { first: 1024, last: 49151 },
  dynamic: { first: 49152, last: 65535 },
};
