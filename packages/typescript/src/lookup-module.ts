import { TRANSPORT_PROTOCOLS } from "@portolan/model";
import { docComment } from "./comment.js";
import {
  LINE_WIDTH,
  type Literal,
  portLiteral,
  printGiven,
  propertyKey,
  stringLiteral,
} from "./literal.js";
import type { Service } from "./services.js";

const PORT_TYPE = `
/** Holds a port number, or the first and the last port of a range. */
export type Port = number | { readonly first: number; readonly last: number };
`;

const TYPE_GUARD = `
/** Tells whether a text is the name of a service. */
export function isServiceName(text: string): text is ServiceName {
  return Object.prototype.hasOwnProperty.call(services, text);
}
`;

/** Writes a module with the ports of each service by name and protocol, in pieces. */
export function* lookupModuleChunks(
  services: readonly Service[],
  { descriptions }: { readonly descriptions: boolean },
): Generator<string> {
  const byName = groupByName(services);
  yield PORT_TYPE;
  yield portsInterface(services);
  yield nameUnion([...byName.keys()]);
  yield "\n/** Holds the ports of each service, sorted by name. */\n";
  yield "export const services: Readonly<Record<ServiceName, Ports>> = {";
  let lineBreak = "\n";
  for (const [name, entries] of byName) {
    yield lineBreak;
    if (descriptions) yield docComment(describe(entries), "  ");
    yield `  ${printGiven(`${propertyKey(name)}:`, portsLiteral(entries), 2, ",")}\n`;
    lineBreak = "";
  }
  yield "};\n";
  yield TYPE_GUARD;
}

function groupByName(services: readonly Service[]): ReadonlyMap<string, readonly Service[]> {
  const byName = new Map<string, Service[]>();
  for (const service of services) {
    const entries = byName.get(service.name);
    if (entries === undefined) byName.set(service.name, [service]);
    else entries.push(service);
  }
  return byName;
}

function describe(entries: readonly Service[]): string | undefined {
  return entries.find(({ description }) => description !== undefined)?.description;
}

function portsLiteral(entries: readonly Service[]): Literal {
  return {
    members: entries.map((entry) => [protocolKey(entry), entry.ports.map(portLiteral)]),
  };
}

function protocolKey({ protocol = "any" }: Service): string {
  return protocol;
}

/** Writes the type of a service's ports, with the registry's protocols and any others met. */
function portsInterface(services: readonly Service[]): string {
  const protocols = new Set([...TRANSPORT_PROTOCOLS, "any", ...services.map(protocolKey).sort()]);
  const members = [...protocols].map((key) => `  readonly ${memberName(key)}?: readonly Port[];\n`);
  return `
/**
 * Holds the ports of a service by transport protocol, in ascending order; \`any\`
 * stands for a registration without one. A service that is registered without a
 * port has an empty list.
 */
export interface Ports {
${members.join("")}}
`;
}

/** In a type, unlike in an object, `__proto__` is a member like any other. */
function memberName(key: string): string {
  return key === "__proto__" ? key : propertyKey(key);
}

function nameUnion(names: readonly string[]): string {
  const start = "\n/** Names a service. */\nexport type ServiceName =";
  const members = names.length === 0 ? ["never"] : names.map(stringLiteral);
  const flat = ` ${members.join(" | ")};\n`;
  if ("export type ServiceName =".length + flat.length - 1 <= LINE_WIDTH) return start + flat;
  if (members.length === 1) return `${start}\n  ${members.join("")};\n`;
  return `${start}\n${members.map((member) => `  | ${member}`).join("\n")};\n`;
}
