import { docComment } from "./comment.js";
import { type Literal, portLiteral, printGiven } from "./literal.js";
import { identifierOf, type NamingStyle } from "./naming.js";
import type { Service } from "./services.js";

/** Says how constants are written. */
export interface ConstantsStyle {
  readonly naming: NamingStyle;
  readonly descriptions: boolean;
  readonly dnsSd: boolean;
}

interface Constant {
  readonly identifier: string;
  readonly value: Literal;
  readonly description: string | undefined;
}

/** Writes one exported constant for each service, sorted by name, in pieces. */
export function* constantChunks(
  services: readonly Service[],
  style: ConstantsStyle,
): Generator<string> {
  const constants = new Map<string, Constant>();
  for (const service of services) {
    for (const constant of constantsOf(service, style)) {
      if (!constants.has(constant.identifier)) constants.set(constant.identifier, constant);
    }
  }
  if (constants.size === 0) yield "\nexport {};\n";
  let gap = "\n";
  for (const { identifier, value, description } of constants.values()) {
    const comment = style.descriptions ? docComment(description, "") : "";
    yield gap + comment + printConstant(identifier, value);
    gap = "";
  }
}

/**
 * Gives the constants of a service: its port; all ports, where there are several; its DNS-SD
 * types, which services over UDP, SCTP and DCCP share (RFC 6763 §7).
 */
function* constantsOf(
  { name, protocol, port, ports, dnsSdTypes, description }: Service,
  { naming, dnsSd }: ConstantsStyle,
): Generator<Constant> {
  if (port !== undefined) {
    const identifier = identifierOf(naming, name, protocol);
    yield { identifier, value: portLiteral(port), description };
  }
  if (ports.length > 1) {
    const identifier = identifierOf(naming, name, protocol, "ports");
    yield { identifier, value: ports.map(portLiteral), description };
  }
  if (!dnsSd) return;
  for (const type of dnsSdTypes) {
    const transport = type.endsWith("._tcp") ? "tcp" : "udp";
    const identifier = identifierOf(naming, name, transport, "dns-sd");
    yield { identifier, value: type, description };
  }
}

function printConstant(identifier: string, value: Literal): string {
  const end = typeof value === "object" ? " as const;" : ";";
  return `${printGiven(`export const ${identifier} =`, value, 0, end)}\n`;
}
