import type { OmissionReason, Omissions } from "./omissions.js";
import type { GroupName, PortGroup } from "./port-groups.js";
import type { TargetProfile } from "./targets.js";

/** Leaves out what the target's look-ups can never find: other protocols, and names too long. */
export function limitToTarget(
  groups: readonly PortGroup[],
  { protocols, maxProtocols, maxNameBytes }: TargetProfile,
  omissions: Omissions,
): readonly PortGroup[] {
  const limited: PortGroup[] = [];
  const written = new Set<string>();
  for (const group of groups) {
    const { protocol, names } = group;
    const isKnown = protocols === undefined || protocols.includes(protocol);
    if (isKnown && written.size < maxProtocols) written.add(protocol);
    if (!written.has(protocol)) omit("protocol-not-expressible", names, group, omissions);
    else if (lengthOfLongest(names) <= maxNameBytes) limited.push(group);
    else {
      const tooLong = names.filter(({ name }) => name.length > maxNameBytes);
      omit("name-not-expressible", tooLong, group, omissions);
      const others = names.filter((named) => !tooLong.includes(named));
      if (others.length > 0) limited.push({ ...group, names: others });
    }
  }
  return limited;
}

function lengthOfLongest(names: readonly GroupName[]): number {
  let longest = 0;
  for (const { name } of names) longest = Math.max(longest, name.length);
  return longest;
}

function omit(
  reason: OmissionReason,
  names: readonly GroupName[],
  { port, protocol }: PortGroup,
  omissions: Omissions,
): void {
  for (const { name, record } of names) omissions.add(reason, record, { name, port, protocol });
}
