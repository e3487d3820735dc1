/** Names a pack of aliases that a family of systems has always carried. */
export type CompatibilityPack = "debian" | "fedora" | "bsd" | "gentoo" | "windows";

/** Lists the compatibility packs. */
export const COMPATIBILITY_PACKS: readonly CompatibilityPack[] = [
  "debian",
  "fedora",
  "bsd",
  "gentoo",
  "windows",
];

/** Holds aliases that no record of the registry has, for one of its services. */
export interface CompatibilityEntry {
  readonly port: number;
  readonly protocols: readonly string[];
  /** Registered name of the service that the aliases stand for. */
  readonly service: string;
  readonly aliases: readonly string[];
  readonly packs: readonly CompatibilityPack[];
  /** Why programs and configurations ask for them. */
  readonly reason: string;
}

/** Reads a table of packs: a row a line, columns apart by two blanks or more. */
export function packTable(table: string): string[][] {
  const rows = table.trim().split("\n");
  return rows.map((row) => row.split(/ {2,}/));
}

// Sources: Debian netbase 6.4, Fedora setup, FreeBSD usr.sbin/services_mkdb/services. Left out are
// names that those files give to another service than the registry does (zebra on 2601, poppassd
// on 106) and names that the registry has on another port (dicom, icp): they would change answers.
const TABLE = `
9     tcp udp  discard       sink null       debian fedora bsd gentoo windows  4.2BSD's own name, kept by every Unix since
11    tcp      systat        users           debian fedora bsd gentoo windows  4.2BSD's own name, kept by every Unix since
17    tcp      qotd          quote           debian fedora bsd gentoo windows  4.2BSD's own name, kept by every Unix since
19    tcp udp  chargen       ttytst source   debian fedora bsd gentoo windows  4.2BSD's own name, kept by every Unix since
25    tcp      smtp          mail            debian fedora bsd gentoo windows  4.2BSD's own name, kept by every Unix since
37    tcp udp  time          timserver       debian fedora bsd gentoo windows  4.2BSD's own name, kept by every Unix since
39    tcp udp  rlp           resource        fedora bsd gentoo                 4.2BSD's own name, kept by every Unix since
43    tcp      nicname       whois           debian fedora bsd gentoo windows  the command is whois; RFC 3912
67    udp      bootps        dhcps           bsd windows                       DHCP took over the BOOTP ports (RFC 2131)
68    udp      bootpc        dhcpc           fedora bsd windows                DHCP took over the BOOTP ports (RFC 2131)
88    tcp udp  kerberos      kerberos5 krb5  debian fedora gentoo              MIT Kerberos configurations
88    tcp udp  kerberos      kerberos-sec    debian bsd windows                Heimdal and Active Directory rules
101   tcp      hostname      hostnames       fedora bsd gentoo windows         plural spelling of older lists
102   tcp      iso-tsap      tsap            debian fedora bsd gentoo          ISODE asks for tsap
105   tcp udp  cso           cso-ns          bsd gentoo                        spelling with the CCSO name server's suffix
109   tcp      pop2          pop-2           fedora gentoo                     spelling of older lists
109   tcp      pop2          postoffice      fedora bsd gentoo windows         spelling of older lists
110   tcp      pop3          pop-3           debian fedora gentoo              spelling of older lists
111   tcp udp  sunrpc        portmapper      debian fedora gentoo              the name of the program
111   tcp udp  sunrpc        rpcbind         fedora bsd gentoo windows         the name of the program since SunOS 5
113   tcp      auth          authentication  debian fedora gentoo              the title of RFC 931, Authentication Server
113   tcp      auth          tap             debian fedora bsd gentoo windows  carried for old ident daemons
119   tcp      nntp          readnews untp   debian fedora gentoo              USENET News Transfer Protocol
119   tcp      nntp          usenet          bsd windows                       the network that NNTP carries
135   tcp      epmap         loc-srv         debian bsd gentoo windows         DCE's location service; registered by name only
143   tcp      imap          imap2           debian fedora bsd gentoo          IMAP version 2 (RFC 1176); inetd and fail2ban files name it
143   tcp      imap          imap4           bsd windows                       IMAP version 4 (RFC 9051)
162   tcp udp  snmptrap      snmp-trap       debian fedora bsd gentoo          spelling of older lists
210   tcp      z39-50        z3950           debian fedora gentoo              spelling without a hyphen
210   tcp      z39-50        wais            debian fedora bsd gentoo          WAIS ran over Z39.50
371   udp      clearcase     Clearcase       debian                            the spelling of the product
464   tcp udp  kpasswd       kpasswd5        bsd                               Heimdal asks for kpasswd5
465   tcp      submissions   smtps           debian fedora bsd gentoo          what port 465 was called before RFC 8314
465   tcp      submissions   ssmtp           debian fedora gentoo              what port 465 was called before RFC 8314
513   udp      who           whod            debian fedora bsd gentoo windows  4.2BSD's own name, kept by every Unix since
514   tcp      shell         cmd             debian fedora bsd gentoo windows  4.2BSD's own name, kept by every Unix since
514   tcp      shell         syslog          debian                            syslog daemons that receive by TCP on the port of rsh
515   tcp      printer       spooler         debian fedora bsd gentoo windows  4.2BSD's own name, kept by every Unix since
519   tcp udp  utime         unixtime        fedora bsd gentoo                 4.2BSD's own name, kept by every Unix since
520   udp      router        route routed    debian fedora bsd gentoo windows  4.2BSD's own name, kept by every Unix since
525   udp      timed         timeserver      fedora bsd gentoo windows         4.2BSD's own name, kept by every Unix since
526   tcp      tempo         newdate         fedora bsd gentoo windows         4.2BSD's own name, kept by every Unix since
530   tcp      courier       rpc             fedora bsd gentoo windows         4.2BSD's own name, kept by every Unix since
531   tcp      conference    chat            fedora bsd gentoo windows         4.2BSD's own name, kept by every Unix since
540   tcp      uucp          uucpd           debian fedora bsd gentoo windows  4.2BSD's own name, kept by every Unix since
544   tcp      kshell        krcmd           debian fedora bsd gentoo windows  Kerberos' rcmd
550   udp      new-rwho      new-who         bsd windows                       4.2BSD's own name, kept by every Unix since
556   tcp      remotefs      rfs rfs_server  fedora bsd gentoo windows         Brunhoff's remote file system
560   udp      rmonitor      rmonitord       fedora bsd windows                4.2BSD's own name, kept by every Unix since
563   tcp      nntps         snntp           debian fedora bsd gentoo windows  spelling of older lists
750   udp      kerberos-iv   kerberos4 kdc   debian fedora gentoo              Kerberos 4
1352  tcp      lotusnote     lotusnotes      debian                            the name of the product
1645  tcp udp  sightline     datametrics     debian fedora gentoo              what older lists call the port
1645  tcp udp  sightline     old-radius      debian fedora gentoo              RADIUS before it had 1812 (RFC 2865 §3)
1646  tcp udp  sa-msg-port   old-radacct     debian fedora gentoo              RADIUS accounting before it had 1813 (RFC 2866 §3)
1813  tcp udp  radius-acct   radacct         debian fedora gentoo              short form that RADIUS servers ask for
3690  tcp      svn           subversion      debian                            the name of the program
4949  tcp      munin         lrrd            debian                            Munin's former name
5061  tcp udp  sips          sip-tls         debian fedora bsd                 what older lists call the port
5222  tcp      xmpp-client   jabber-client   debian fedora                     Jabber became XMPP (RFC 6120)
5269  tcp      xmpp-server   jabber-server   debian fedora                     Jabber became XMPP (RFC 6120)
5432  tcp      postgresql    postgres        debian fedora                     the name of the program
5556  tcp      freeciv       rptp            debian                            rplay's protocol on the same port
6566  tcp      sane-port     sane saned      debian                            the name of the program
7100  tcp      font-service  xfs             debian fedora gentoo              the name of the program
8080  tcp      http-alt      webcache        debian fedora gentoo              Squid; unlike http-alt found on this port only
`;

/** Lists the aliases of all packs, by port. */
export const COMPATIBILITY_ENTRIES: readonly CompatibilityEntry[] = packTable(TABLE).map(
  ([port, protocols = "", service = "", aliases = "", packs = "", reason = ""]) => ({
    port: Number(port),
    protocols: protocols.split(" "),
    service,
    aliases: aliases.split(" "),
    packs: packs.split(" ") as readonly CompatibilityPack[],
    reason,
  }),
);

/** Tells whether something belongs to one of some packs. */
export function hasPacks(
  { packs }: { readonly packs: readonly CompatibilityPack[] },
  wanted: readonly CompatibilityPack[],
): boolean {
  return packs.some((pack) => wanted.includes(pack));
}

/** Returns the entries of the packs asked for, those of the first pack first. */
export function compatibilityEntries(
  packs: readonly CompatibilityPack[],
): readonly CompatibilityEntry[] {
  const chosen = new Set<CompatibilityEntry>();
  for (const pack of packs) {
    if (!COMPATIBILITY_PACKS.includes(pack)) {
      throw new TypeError(`There is no compatibility pack “${String(pack)}”.`);
    }
    for (const entry of COMPATIBILITY_ENTRIES) if (entry.packs.includes(pack)) chosen.add(entry);
  }
  return [...chosen];
}
