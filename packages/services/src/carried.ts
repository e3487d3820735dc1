import { type CompatibilityPack, hasPacks } from "./compatibility-packs.js";

/** Holds a line that systems have always carried, although the registry says nothing of it. */
export interface CarriedLine {
  readonly port: number;
  readonly protocols: readonly string[];
  /** The registered name of the port, besides which systems carry the line; else it is the only one. */
  readonly besides?: string;
  /** The name, and then the aliases. */
  readonly names: readonly string[];
  readonly packs: readonly CompatibilityPack[];
}

type Row = readonly [
  port: number,
  protocols: string,
  besides: string,
  names: string,
  packs: string,
];

// What Debian netbase 6.4 and OpenBSD 7 list and the registry does not: services that were never
// registered, some of them on a port that was registered for another service later, and names on
// ports beside the one that they are registered for (`dicom`, `icp`). Facts only: names and ports.
const ROWS: readonly Row[] = [
  [1, "ddp", "", "rtmp", "debian bsd"],
  [2, "ddp", "", "nbp", "debian bsd"],
  [4, "ddp", "", "echo", "debian bsd"],
  [6, "ddp", "", "zip", "debian bsd"],
  [15, "tcp", "", "netstat", "debian bsd"],
  [21, "udp", "ftp", "fsp fspd", "debian"],
  [53, "tcp udp", "domain", "nameserver", "bsd"],
  [57, "tcp", "", "mtp", "bsd"],
  [77, "tcp", "", "rje netrjs", "bsd"],
  [87, "tcp", "", "link ttylink", "bsd"],
  [103, "tcp", "gppitnp", "x400", "bsd"],
  [104, "tcp", "acr-nema", "dicom", "debian"],
  [104, "tcp", "acr-nema", "x400-snd", "bsd"],
  [106, "tcp", "3com-tsmux", "poppassd", "debian"],
  [106, "tcp", "3com-tsmux", "pop3pw poppassd", "bsd"],
  [111, "tcp udp", "sunrpc", "portmap", "bsd"],
  [113, "tcp", "auth", "authentication", "bsd"],
  [119, "tcp", "nntp", "readnews untp", "bsd"],
  [143, "udp", "", "imap imap2", "bsd"],
  [178, "tcp udp", "nextstep", "NeXTStep NextStep", "bsd"],
  [210, "tcp", "z39-50", "z3950", "bsd"],
  [210, "udp", "z39-50", "z3950 wais", "bsd"],
  [372, "tcp udp", "ulistproc", "ulistserv", "bsd"],
  [433, "tcp", "nnsp", "usenet", "bsd"],
  [521, "tcp", "ripng", "efs", "bsd"],
  [532, "tcp", "netnews", "readnews", "bsd"],
  [545, "tcp", "appleqtcsrvr", "ekshell", "bsd"],
  [587, "tcp udp", "submission", "msa", "bsd"],
  [750, "tcp", "rfile", "kerberos4 kerberos-iv kdc", "debian"],
  [750, "tcp", "rfile", "kerberos-iv kdc", "bsd"],
  [750, "udp", "kerberos-iv", "kdc", "bsd"],
  [751, "tcp", "pump", "kerberos-master", "debian"],
  [751, "udp", "pump", "kerberos-master kerberos_master", "debian"],
  [751, "udp tcp", "pump", "kerberos_master", "bsd"],
  [752, "udp", "qrh", "passwd-server passwd_server", "debian"],
  [754, "tcp", "tell", "krb-prop krb_prop krb5_prop hprop", "debian"],
  [754, "tcp", "tell", "krb_prop hprop", "bsd"],
  [760, "tcp", "ns", "krbupdate kreg", "bsd"],
  [775, "tcp", "entomb", "moira-db moira_db", "debian"],
  [777, "tcp", "multiling-http", "moira-update moira_update", "debian"],
  [779, "udp", "", "moira-ureg moira_ureg", "debian"],
  [782, "tcp", "", "conserver", "bsd"],
  [783, "tcp", "", "spamd", "debian"],
  [871, "tcp", "", "supfilesrv", "debian bsd"],
  [888, "tcp", "accessbuilder", "cddb", "bsd"],
  [993, "udp", "", "imaps", "bsd"],
  [995, "tcp udp", "pop3s", "spop3", "bsd"],
  [1109, "tcp", "", "kpop", "bsd"],
  [1127, "tcp", "kwdb-commn", "supfiledbg", "debian bsd"],
  [1178, "tcp", "sgi-storman", "skkserv", "debian"],
  [1210, "udp", "eoss", "predict", "debian"],
  [1236, "tcp", "bvcontrol", "rmtcfg", "debian"],
  [1313, "tcp", "bmc-patroldb", "xtel", "debian"],
  [1314, "tcp", "pdps", "xtelw", "debian"],
  [1433, "tcp udp", "ms-sql-s", "Microsoft-SQL-Server", "bsd"],
  [1434, "tcp udp", "ms-sql-m", "Microsoft-SQL-Monitor", "bsd"],
  [1645, "udp", "sightline", "datametrics", "bsd"],
  [1813, "udp", "radius-acct", "radacct", "bsd"],
  [2049, "udp tcp", "nfs", "nfsd", "bsd"],
  [2105, "tcp", "minipay", "eklogin", "bsd"],
  [2106, "tcp", "mzap", "ekshell2", "bsd"],
  [2108, "tcp", "comcam", "rkinit", "bsd"],
  [2110, "tcp", "umsp", "kf", "bsd"],
  [2111, "tcp", "dsatp", "kx", "bsd"],
  [2112, "tcp", "idonix-metanet", "kip", "bsd"],
  [2120, "tcp", "qencp", "kauth", "bsd"],
  [2121, "tcp", "scientia-ssdb", "iprop", "debian bsd"],
  [2600, "tcp", "hpstgmgr", "zebrasrv", "debian"],
  [2601, "tcp", "discp-client", "zebra", "debian"],
  [2602, "tcp", "discp-server", "ripd", "debian"],
  [2603, "tcp", "servicemeter", "ripngd", "debian"],
  [2604, "tcp", "nsc-ccs", "ospfd", "debian"],
  [2605, "tcp", "nsc-posa", "bgpd", "debian"],
  [2606, "tcp", "netmon", "ospf6d", "debian"],
  [2607, "tcp", "connection", "ospfapi", "debian"],
  [2608, "tcp", "wag-service", "isisd", "debian"],
  [2627, "tcp udp", "moshebeeri", "webster", "bsd"],
  [3130, "udp", "icpv2", "icp", "debian"],
  [3260, "tcp", "iscsi-target", "iscsi", "bsd"],
  [3517, "tcp udp", "802-11-iapp", "iapp", "bsd"],
  [4190, "udp", "", "sieve", "bsd"],
  [4500, "tcp udp", "ipsec-nat-t", "ipsec-msft", "bsd"],
  [4557, "tcp", "", "fax", "debian"],
  [5555, "udp", "personal-agent", "rplay", "debian"],
  [5667, "tcp", "", "nsca", "debian"],
  [5680, "tcp", "auriga-router", "canna", "debian bsd"],
  [6000, "tcp", "x11", "x11-0", "debian"],
  [6001, "tcp", "x11", "x11-1", "debian"],
  [6002, "tcp", "x11", "x11-2", "debian"],
  [6003, "tcp", "x11", "x11-3", "debian"],
  [6004, "tcp", "x11", "x11-4", "debian"],
  [6005, "tcp", "x11", "x11-5", "debian"],
  [6006, "tcp", "x11", "x11-6", "debian"],
  [6007, "tcp", "x11", "x11-7", "debian"],
  [6667, "tcp", "ircu", "ircd", "debian"],
  [7000, "tcp", "afs3-fileserver", "bbs", "debian"],
  [7326, "tcp", "", "icb", "bsd"],
  [8021, "tcp", "intu-ec-client", "zope-ftp", "debian"],
  [8025, "tcp", "ca-audit-da", "spamd", "bsd"],
  [8025, "udp", "ca-audit-da", "spamd-sync", "bsd"],
  [8026, "tcp", "ca-audit-ds", "spamd-cfg", "bsd"],
  [8067, "udp", "", "dhcpd-sync", "bsd"],
  [8081, "tcp", "sunproxyadmin", "tproxy", "debian"],
  [8088, "tcp", "radan-http", "omniorb", "debian"],
  [8990, "tcp", "http-wmap", "clc-build-daemon", "debian"],
  [9098, "tcp", "", "xinetd", "debian"],
  [9673, "tcp", "", "zope", "debian"],
  [10000, "tcp", "ndmp", "webmin", "debian"],
  [10081, "tcp", "famdc", "kamanda", "debian"],
  [10082, "tcp", "", "amandaidx", "debian"],
  [10083, "tcp", "", "amidxtape", "debian"],
  [17001, "udp", "", "sgi-cmsd", "debian"],
  [17002, "udp", "", "sgi-crsd", "debian"],
  [17003, "udp", "", "sgi-gcd", "debian"],
  [17004, "tcp", "", "sgi-cad", "debian"],
  [26740, "udp", "", "hunt", "bsd"],
  [27374, "tcp udp", "", "asp", "debian"],
  [30865, "tcp", "", "csync2", "debian"],
  [57000, "tcp", "", "dircproxy", "debian"],
  [60177, "tcp", "", "tfido", "debian"],
  [60179, "tcp", "", "fido", "debian"],
];

/** Lists the lines that systems carry for names that the registry does not have there, by port. */
export const CARRIED_LINES: readonly CarriedLine[] = ROWS.map(
  ([port, protocols, besides, names, packs]) => ({
    port,
    protocols: protocols.split(" "),
    ...(besides === "" ? {} : { besides }),
    names: names.split(" "),
    packs: packs.split(" ") as readonly CompatibilityPack[],
  }),
);

/** Returns the carried lines of some packs. */
export function carriedLines(packs: readonly CompatibilityPack[]): readonly CarriedLine[] {
  return CARRIED_LINES.filter((line) => hasPacks(line, packs));
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
export function carriedBy(port: number, protocol: string): number {
  scores ??= scoresOf(SYSTEMS);
  return scores.get(`${port}/${protocol}`) ?? 0;
}

let scores: ReadonlyMap<string, number> | undefined;

function scoresOf(systems: readonly System[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { weight, ...ports } of systems) {
    for (const protocol of ["tcp", "udp"] as const) {
      for (const port of ports[protocol].split(" ")) {
        const key = `${port}/${protocol}`;
        sums.set(key, (sums.get(key) ?? 0) + weight);
      }
    }
  }
  return sums;
}
