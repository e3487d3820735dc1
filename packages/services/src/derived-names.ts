import type { CompatibilityEntry } from "./compatibility-packs.js";
import type { NamePorts } from "./name-ports.js";
import type { Omissions } from "./omissions.js";
import { hasName, type PortGroup } from "./port-groups.js";

/**
 * Adds the aliases of compatibility packs to the ports that their service is on. An alias never
 * takes a name away from another port, whatever the protocol: it is left out instead.
 */
export function addPackAliases(
  groups: readonly PortGroup[],
  entries: readonly CompatibilityEntry[],
  ports: NamePorts,
  omissions: Omissions,
): readonly PortGroup[] {
  if (entries.length === 0) return groups;
  return groups.map((group) => {
    const aliases = entries
      .filter(
        ({ port, protocols, service }) =>
          port === group.port && protocols.includes(group.protocol) && hasName(group, service),
      )
      .flatMap((entry) => entry.aliases);
    return addNames(group, aliases, ports, omissions);
  });
}

/** Adds the lower-case form of every name with capital letters, for resolvers that ask for that. */
export function addLowerCaseForms(
  groups: readonly PortGroup[],
  ports: NamePorts,
  omissions: Omissions,
): readonly PortGroup[] {
  return groups.map((group) => {
    if (!group.names.some(({ name }) => CAPITAL.test(name))) return group;
    const forms = group.names
      .filter(({ name }) => CAPITAL.test(name))
      .map(({ name }) => name.toLowerCase());
    return addNames(group, forms, ports, omissions);
  });
}

const CAPITAL = /[A-Z]/;

function addNames(
  group: PortGroup,
  names: readonly string[],
  ports: NamePorts,
  omissions: Omissions,
): PortGroup {
  const { port, protocol } = group;
  const added = [];
  for (const name of new Set(names)) {
    if (hasName(group, name)) continue;
    if (ports.isFreeFor(name, port)) {
      ports.set(name, protocol, port);
      added.push({ name });
    } else omissions.add("alias-elsewhere", undefined, { name, port, protocol });
  }
  return added.length === 0 ? group : { ...group, names: [...group.names, ...added] };
}
