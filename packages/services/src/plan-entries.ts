import type { Registry } from "@portolan/model";
import { compatibilityEntries } from "./compatibility-packs.js";
import { addLowerCaseForms, addPackAliases } from "./derived-names.js";
import { limitToTarget } from "./limit-to-target.js";
import { mergeLocalLines, readLocalLines } from "./local-lines.js";
import { lowestPorts, NamePorts } from "./name-ports.js";
import { Omissions } from "./omissions.js";
import type { Rules, ServicesPlanOptions } from "./options.js";
import type { ServicesEntry } from "./plan-entry.js";
import { groupByPort, type PortGroup } from "./port-groups.js";
import { findHomes, type Homes, settleGroup } from "./settle-names.js";

/**
 * Plans the entries of a services file, in the order of ports, tcp before udp; each is made when it
 * is asked for. What is not expressed goes to `omissions`, which are complete after the last entry.
 */
export function planEntries(
  registry: Registry,
  options: ServicesPlanOptions,
  rules: Rules,
  omissions: Omissions,
): Iterable<ServicesEntry> {
  const { base = "", overrides = "", wholeRegistry } = options;
  const registered = groupByPort(registry, rules.ranges, omissions);
  const { groups, chosen } = mergeLocalLines(
    registered,
    readLocalLines(base, omissions),
    readLocalLines(overrides, omissions),
    () =>
      lowestPorts(
        wholeRegistry === undefined
          ? registered
          : groupByPort(wholeRegistry, rules.ranges, new Omissions()),
      ),
    omissions,
  );
  const expressible = limitToTarget(groups, rules.profile, omissions);
  const ports = new NamePorts();
  const homes = findHomes(expressible, chosen, ports);
  const packs = compatibilityEntries(rules.packs);
  const withPacks = addPackAliases(expressible, packs, ports, omissions);
  const complete = rules.profile.needsLowerCase
    ? addLowerCaseForms(withPacks, ports, omissions)
    : withPacks;
  const settled = settleNames(complete, homes, rules, omissions);
  return options.names === undefined ? settled : onlyNamed([...settled], options.names, omissions);
}

/** Gives the entries as they are asked for: a whole file need not be held to be written. */
function* settleNames(
  groups: readonly PortGroup[],
  homes: Homes,
  rules: Rules,
  omissions: Omissions,
): Generator<ServicesEntry, void, undefined> {
  for (const group of groups) {
    const entry = settleGroup(group, homes, rules, omissions);
    if (entry !== undefined) yield entry;
  }
}

/**
 * Keeps the entries with a name that is asked for, as `name` or `name/protocol`, and what is not
 * expressed of these names and entries.
 */
function onlyNamed(
  entries: readonly ServicesEntry[],
  names: Iterable<string>,
  omissions: Omissions,
): readonly ServicesEntry[] {
  const wanted = new Set(names);
  const missing = new Set(wanted);
  const wantedOf = (found: readonly string[], protocol = ""): readonly string[] =>
    found.flatMap((each) => [each, `${each}/${protocol}`]).filter((each) => wanted.has(each));
  const chosen = entries.filter(({ name, aliases, protocol }) => {
    const hits = wantedOf([name, ...aliases], protocol);
    for (const hit of hits) missing.delete(hit);
    return hits.length > 0;
  });
  const records = new Set(chosen.flatMap((entry) => entry.records));
  omissions.keepOnly(({ reason, name = "", protocol, record }) => {
    const isChosen = record !== undefined && records.has(record);
    const isLocal = reason === "local-line-unreadable";
    return isChosen || isLocal || wantedOf([name], protocol).length > 0;
  });
  // What is there and not expressed is known.
  for (const { name = "", protocol } of omissions.list)
    for (const known of wantedOf([name], protocol)) missing.delete(known);
  for (const name of missing) omissions.add("name-unknown", undefined, { name });
  return chosen;
}
