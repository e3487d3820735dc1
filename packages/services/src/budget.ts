import { assigneesOf, PORT_CLASSES, portClass } from "@portolan/model";
import type { PortFrequencies } from "./from-services.js";
import type { Omissions } from "./omissions.js";
import { portKey, type ServicesEntry } from "./port-groups.js";

/**
 * Keeps what fits into a number of bytes, most wanted first: local lines; then what systems carry, by
 * how many do; then what is open most often, where that is known; then what the IETF standardized,
 * system ports before user ports and dynamic ports, and lower ports before higher ones. A port whose
 * name leads to another port brings that one with it. It stops at the first that does not fit, so
 * that a smaller budget always gives a part of what a larger one gives.
 *
 * @param sizeOf returns the bytes of an entry's lines with their line feeds.
 */
export function fitBudget(
  entries: readonly ServicesEntry[],
  budget: number,
  sizeOf: (entry: ServicesEntry) => number,
  frequencies: PortFrequencies,
  omissions: Omissions,
): readonly ServicesEntry[] {
  const byKey = new Map(entries.map((entry) => [portKey(entry.port, entry.protocol), entry]));
  const ranked = entries.map((entry) => ({ entry, rank: rankOf(entry, frequencies) }));
  ranked.sort((a, b) => compareRanks(a.rank, b.rank));
  const kept = new Set<ServicesEntry>();
  let room = budget;
  for (const { entry } of ranked) {
    const { foundOn, protocol } = entry;
    const home = foundOn === undefined ? undefined : byKey.get(portKey(foundOn, protocol));
    const wanted = [home, entry].filter((each) => each !== undefined && !kept.has(each));
    for (const each of wanted) if (each !== undefined) room -= sizeOf(each);
    if (room < 0) break;
    for (const each of wanted) if (each !== undefined) kept.add(each);
  }
  for (const entry of entries) {
    const { name, port, protocol, records } = entry;
    if (!kept.has(entry)) omissions.add("over-budget", records[0], { name, port, protocol });
  }
  return entries.filter((entry) => kept.has(entry));
}

/** Returns numbers by which entries are compared one after the other: less is wanted more. */
function rankOf(entry: ServicesEntry, frequencies: PortFrequencies): readonly number[] {
  const { port, protocol, origin, records, foundOn, range } = entry;
  const [record] = records;
  const isLocal = origin === "base" || origin === "overrides";
  // Of a range, its first port is what systems carry.
  const isInside = range !== undefined && range.first !== port;
  const carried = origin === "pack" ? 1 : isInside ? 0 : carriedBy(port, protocol);
  const isStandard =
    record !== undefined &&
    (record.references.some(({ type }) => type === "rfc") || assigneesOf(record).includes("IESG"));
  return [
    isLocal ? 0 : 1,
    -carried,
    -shareOf(frequencies.get(portKey(port, protocol))),
    foundOn === undefined ? 0 : 1,
    isStandard ? 0 : 1,
    PORT_CLASSES.indexOf(portClass(port)),
  ];
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (const [place, number] of a.entries()) {
    const difference = number - (b[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Returns a frequency as a number: `0.25`, or `1/4`. */
function shareOf(frequency = "0"): number {
  const [part = 0, whole = 1] = frequency.split("/").map(Number);
  return part / whole || 0;
}

interface System {
  /** How much it counts that this system carries a service. */
  readonly weight: number;
  readonly tcp: string;
  readonly udp: string;
}

// The registered services, by port, that systems with a chosen list carry. Debian counts twice: its
// list is still looked after. FreeBSD, Gentoo, Fedora and SUSE list most of the registry, which says
// nothing of use.
const SYSTEMS: readonly System[] = [
  // Debian netbase 6.4
  {
    weight: 2,
    tcp: "1 7 9 11 13 17 19 20 21 22 23 25 37 43 49 53 70 79 80 88 102 104 110 111 113 119 135 139 143 161 162 163 164 174 179 199 209 345 346 369 370 389 427 443 444 445 464 465 487 512 513 514 515 538 540 543 544 548 554 563 587 607 628 631 636 646 655 706 749 853 873 989 990 992 993 995 1080 1093 1094 1099 1194 1352 1433 1524 1646 1649 1677 1812 1813 2000 2049 2086 2101 2119 2135 2401 2430 2431 2432 2433 2583 2628 2792 2811 2947 3050 3205 3260 3306 3389 3493 3632 3689 3690 4031 4094 4190 4353 4369 4373 4460 4559 4691 4899 4949 5060 5222 5269 5308 5432 5556 5666 5671 5672 6000 6346 6347 6379 6444 6445 6446 6514 6566 6697 7100 8080 8140 9101 9102 9103 9418 9667 10050 10051 10080 10809 11112 11371 17500 22125 22128 22273 24554",
    udp: "7 9 13 19 37 49 53 67 68 69 88 111 123 137 138 161 162 163 164 177 213 319 320 369 370 371 389 427 443 464 500 512 513 514 517 518 520 538 546 547 554 623 636 646 655 750 853 1194 1434 1646 1701 1812 1813 2049 2086 2101 2102 2103 2104 2430 2431 2432 2433 2583 3130 3205 3493 4500 4569 5060 5353 6346 6347 6696 7000 7001 7002 7003 7004 7005 7007 7008 7009",
  },
  // OpenBSD 7
  {
    weight: 1,
    tcp: "1 7 9 11 13 17 18 19 20 21 22 23 25 37 42 43 53 67 68 70 79 80 88 95 101 102 105 107 109 110 111 113 115 117 119 123 129 135 137 138 139 143 152 163 164 177 178 179 191 194 199 201 202 204 206 213 220 389 427 433 443 445 464 468 512 513 514 515 526 530 531 532 540 543 544 548 554 556 587 631 636 646 706 749 873 888 993 995 1080 1433 1434 1524 1525 1723 1900 2049 2401 2983 3031 3306 3517 3689 4190 4444 4500 5002 5060 5432 8953 10050 10051 16992 16993 16994 16995",
    udp: "7 9 13 18 19 22 37 39 53 67 68 69 70 80 88 105 107 109 110 111 123 129 135 137 138 139 161 162 163 164 177 178 179 191 194 199 201 202 204 206 213 220 389 427 445 464 468 500 512 513 514 517 518 520 525 533 546 547 548 554 587 623 631 636 646 706 749 750 995 1433 1434 1524 1525 1646 1701 1723 1812 1813 1900 2049 3031 3517 3689 4444 4500 4789 5002 5060 7000 7001 7002 7003 7004 7005 7006 7007 7008 7009 10050 10051",
  },
  // Windows
  {
    weight: 1,
    tcp: "7 9 11 13 17 19 20 21 22 23 25 37 42 43 53 70 79 80 88 101 102 107 109 110 111 113 117 118 119 135 137 139 143 150 156 158 170 179 194 322 349 389 443 445 464 507 512 513 514 515 520 522 526 529 530 531 532 540 543 544 546 547 548 554 556 563 565 568 569 593 612 613 636 666 691 749 800 989 990 992 993 995 1034 1155 1270 1433 1434 1477 1478 1512 1524 1607 1711 1723 1731 1745 1755 1801 1863 1900 1944 2106 2177 2234 2382 2383 2393 2394 2460 2504 2525 2701 2702 2703 2704 2725 2869 3020 3074 3132 3268 3269 3343 3389 3535 3540 3544 3587 3702 3776 3847 3882 3935 4350 5355 5678 5679 5720 6073 7680 9753 11320 47624",
    udp: "7 9 11 13 17 19 37 39 42 53 67 68 69 88 111 123 135 137 138 161 162 213 322 349 443 445 464 500 507 512 513 514 517 518 520 522 525 529 533 546 547 548 550 554 560 561 563 565 568 569 593 612 613 666 691 749 750 800 995 1110 1155 1270 1433 1434 1477 1478 1512 1607 1701 1711 1731 1745 1755 1801 1812 1863 1900 1944 2049 2106 2177 2234 2382 2383 2393 2394 2460 2504 2525 2701 2702 2703 2704 2725 2869 3020 3074 3132 3268 3269 3343 3389 3535 3540 3544 3587 3702 3776 3935 4350 5355 5678 5679 5720 6073 7680 9753 11320 47624",
  },
];

/**
 * Returns how many systems carry the service of a port, Debian counted twice: a measure of what people
 * use.
 */
function carriedBy(port: number, protocol: string): number {
  scores ??= scoresOf(SYSTEMS);
  return scores.get(portKey(port, protocol)) ?? 0;
}

let scores: ReadonlyMap<string, number> | undefined;

function scoresOf(systems: readonly System[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { weight, ...ports } of systems) {
    for (const protocol of ["tcp", "udp"] as const) {
      for (const port of ports[protocol].split(" ")) {
        const key = portKey(port, protocol);
        sums.set(key, (sums.get(key) ?? 0) + weight);
      }
    }
  }
  return sums;
}
