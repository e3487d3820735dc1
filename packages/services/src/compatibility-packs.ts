import type { PortPlace } from "@portolan/model";

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

type Row = readonly [
  port: number,
  protocols: string,
  besides: string,
  names: string,
  packs: string,
];

// What Debian netbase 6.4, Fedora setup (of CentOS 7), FreeBSD, OpenBSD 7, Gentoo and Windows list and
// the registry never had: services that were never registered, some of them on a port that was registered for another service later, and names on
// ports beside the one that they are registered for (`dicom`, `icp`). Facts only: names and ports.
const ROWS: readonly Row[] = [
  [1, "ddp", "", "rtmp", "debian fedora bsd gentoo"],
  [2, "ddp", "", "nbp", "debian fedora bsd gentoo"],
  [4, "ddp", "", "echo", "debian fedora bsd gentoo"],
  [6, "ddp", "", "zip", "debian fedora bsd gentoo"],
  [9, "sctp", "discard", "sink null", "bsd"],
  [15, "tcp", "", "netstat", "debian fedora bsd"],
  [19, "sctp", "", "ttytst source", "bsd"],
  [21, "udp", "ftp", "fsp fspd", "debian gentoo"],
  [24, "tcp udp", "", "lmtp", "fedora"],
  [39, "udp", "rlp", "resource", "windows"],
  [43, "udp", "nicname", "whois", "fedora bsd gentoo"],
  [53, "tcp udp", "domain", "nameserver", "bsd"],
  [57, "tcp", "", "mtp", "bsd"],
  [67, "tcp", "bootps", "dhcps", "bsd"],
  [68, "tcp", "bootpc", "dhcpc", "fedora bsd"],
  [77, "tcp", "", "rje netrjs", "bsd"],
  [87, "tcp", "", "link ttylink", "bsd"],
  [88, "tcp udp", "kerberos", "krb5", "windows"],
  [98, "tcp", "tacnews", "linuxconf", "gentoo"],
  [101, "udp", "hostname", "hostnames", "fedora bsd gentoo"],
  [102, "udp", "iso-tsap", "tsap", "bsd gentoo"],
  [103, "tcp", "gppitnp", "x400", "bsd"],
  [104, "tcp", "acr-nema", "dicom", "debian"],
  [104, "tcp", "acr-nema", "x400-snd", "bsd"],
  [106, "tcp", "3com-tsmux", "poppassd", "debian fedora gentoo"],
  [106, "tcp", "3com-tsmux", "pop3pw poppassd", "bsd"],
  [106, "udp", "3com-tsmux", "poppassd", "fedora gentoo"],
  [109, "udp", "pop2", "postoffice", "bsd"],
  [109, "udp", "pop2", "pop-2", "gentoo"],
  [110, "udp", "pop3", "pop-3", "fedora gentoo"],
  [111, "tcp udp", "sunrpc", "portmap", "bsd windows"],
  [113, "tcp", "auth", "authentication", "fedora bsd gentoo"],
  [113, "udp", "auth", "authentication tap", "fedora"],
  [113, "udp", "auth", "tap", "bsd"],
  [119, "tcp", "nntp", "readnews untp", "fedora bsd gentoo"],
  [119, "udp", "nntp", "readnews untp", "fedora"],
  [119, "udp", "nntp", "usenet", "bsd"],
  [119, "udp", "nntp", "untp", "gentoo"],
  [126, "tcp udp", "nxedit", "unitary", "bsd gentoo"],
  [137, "tcp udp", "netbios-ns", "nbname", "windows"],
  [138, "udp", "netbios-dgm", "nbdatagram", "windows"],
  [139, "tcp", "netbios-ssn", "nbsession", "windows"],
  [143, "udp", "", "imap imap2", "bsd gentoo"],
  [143, "udp", "", "imap4", "bsd"],
  [148, "tcp udp", "jargon", "cronus", "bsd"],
  [162, "udp", "snmptrap", "snmp-trap", "windows"],
  [164, "udp", "cmip-agent", "smip-agent", "bsd"],
  [178, "tcp udp", "nextstep", "NeXTStep NextStep", "fedora bsd gentoo"],
  [190, "udp", "gacp", "cacp", "bsd"],
  [210, "tcp", "z39-50", "z3950", "fedora bsd gentoo"],
  [210, "udp", "z39-50", "z3950 wais", "fedora bsd gentoo"],
  [216, "tcp udp", "CAIlic", "atls", "bsd"],
  [244, "tcp udp", "inbusiness", "dayna", "bsd"],
  [359, "tcp udp", "", "tenebris_nts", "bsd"],
  [372, "tcp udp", "ulistproc", "ulistserv", "fedora bsd gentoo"],
  [393, "tcp udp", "meta5", "dis", "bsd"],
  [433, "tcp", "nnsp", "usenet", "bsd"],
  [448, "tcp udp", "ddm-ssl", "ddm-byte", "bsd"],
  [464, "tcp udp", "kpasswd", "kpwd", "fedora gentoo"],
  [465, "udp", "igmpv3lite", "smtps", "bsd"],
  [465, "udp", "igmpv3lite", "smtps ssmtp", "gentoo"],
  [500, "udp", "isakmp", "ike", "windows"],
  [515, "udp", "printer", "spooler", "fedora bsd gentoo"],
  [521, "tcp", "ripng", "efs", "bsd"],
  [525, "tcp", "timed", "timeserver", "fedora bsd gentoo"],
  [526, "udp", "tempo", "newdate", "bsd gentoo"],
  [530, "udp", "courier", "rpc", "bsd gentoo"],
  [531, "udp", "conference", "chat", "bsd gentoo"],
  [532, "tcp", "netnews", "readnews", "bsd gentoo windows"],
  [540, "udp", "uucp", "uucpd", "bsd gentoo"],
  [544, "udp", "kshell", "krcmd", "bsd gentoo"],
  [545, "tcp", "appleqtcsrvr", "ekshell", "bsd"],
  [550, "tcp", "new-rwho", "new-who", "bsd"],
  [552, "tcp udp", "devshr-nts", "deviceshare", "bsd"],
  [556, "udp", "remotefs", "rfs rfs_server", "bsd"],
  [556, "udp", "remotefs", "rfs_server rfs", "gentoo"],
  [560, "tcp", "rmonitor", "rmonitord", "bsd"],
  [562, "tcp udp", "chshell", "chcmd", "bsd"],
  [563, "udp", "nntps", "snntp", "bsd gentoo windows"],
  [571, "tcp udp", "meter", "umeter", "bsd"],
  [587, "tcp udp", "submission", "msa", "fedora bsd"],
  [610, "tcp udp", "npmp-local", "dqs313_qmaster", "fedora gentoo"],
  [611, "tcp udp", "npmp-gui", "dqs313_execd", "fedora gentoo"],
  [612, "tcp udp", "hmmp-ind", "dqs313_intercell", "fedora gentoo"],
  [616, "tcp", "sco-sysmgr", "gii", "fedora"],
  [636, "tcp udp", "ldaps", "sldap", "bsd"],
  [636, "tcp", "ldaps", "sldap", "windows"],
  [709, "tcp udp", "entrust-kmsh", "entrustmanager", "bsd"],
  [750, "tcp", "rfile", "kerberos4 kerberos-iv kdc", "debian fedora gentoo"],
  [750, "tcp", "rfile", "kerberos-iv kdc", "fedora bsd gentoo"],
  [750, "udp", "kerberos-iv", "kdc", "fedora bsd gentoo"],
  [750, "udp", "kerberos-iv", "kerberos-sec", "fedora"],
  [750, "tcp", "rfile", "kerberos-sec", "fedora"],
  [751, "tcp", "pump", "kerberos-master", "debian"],
  [751, "udp", "pump", "kerberos-master kerberos_master", "debian"],
  [751, "udp tcp", "pump", "kerberos_master", "fedora bsd gentoo"],
  [752, "udp", "qrh", "passwd-server passwd_server", "debian"],
  [752, "udp", "qrh", "passwd_server", "fedora"],
  [752, "tcp udp", "qrh", "passwd_server", "gentoo"],
  [754, "tcp", "tell", "krb-prop krb_prop krb5_prop hprop", "debian"],
  [754, "tcp", "tell", "krb_prop hprop", "bsd"],
  [754, "tcp", "tell", "krb5_prop", "fedora bsd"],
  [754, "tcp", "tell", "krb_prop krb5_prop", "gentoo"],
  [760, "tcp", "ns", "krbupdate kreg", "fedora bsd gentoo"],
  [761, "tcp", "rxe", "kpwd", "bsd"],
  [775, "tcp", "entomb", "moira-db moira_db", "debian"],
  [777, "tcp", "multiling-http", "moira-update moira_update", "debian"],
  [779, "udp", "", "moira-ureg moira_ureg", "debian"],
  [782, "tcp", "", "conserver", "bsd"],
  [783, "tcp", "", "spamd", "debian"],
  [808, "tcp udp", "", "omirr omirrd", "fedora"],
  [871, "tcp", "", "supfilesrv", "debian fedora bsd gentoo"],
  [875, "tcp udp", "", "rquotad", "fedora"],
  [888, "tcp", "accessbuilder", "cddb", "bsd"],
  [901, "tcp", "smpnameres", "swat", "fedora bsd gentoo"],
  [993, "udp", "", "imaps", "fedora bsd gentoo"],
  [995, "tcp udp", "pop3s", "spop3", "bsd windows"],
  [1109, "tcp", "", "kpop", "fedora bsd gentoo windows"],
  [1109, "udp", "", "kpop", "bsd"],
  [1127, "tcp", "kwdb-commn", "supfiledbg", "debian fedora bsd gentoo"],
  [1167, "udp", "cisco-ipsla", "phone", "windows"],
  [1178, "tcp", "sgi-storman", "skkserv", "debian fedora bsd gentoo"],
  [1210, "udp", "eoss", "predict", "debian"],
  [1236, "tcp", "bvcontrol", "rmtcfg", "debian fedora gentoo"],
  [1236, "udp", "bvcontrol", "rmtcfg", "gentoo"],
  [1313, "tcp", "bmc-patroldb", "xtel", "debian fedora gentoo"],
  [1314, "tcp", "pdps", "xtelw", "debian"],
  [1426, "tcp udp", "sais", "sas-1", "bsd"],
  [1433, "tcp udp", "ms-sql-s", "Microsoft-SQL-Server", "bsd"],
  [1434, "tcp udp", "ms-sql-m", "Microsoft-SQL-Monitor", "bsd"],
  [1436, "tcp udp", "saism", "sas-2", "bsd"],
  [1498, "tcp udp", "sybase-sqlany", "watcom-sql", "bsd"],
  [1501, "tcp udp", "saiscm", "sas-3", "bsd"],
  [1522, "tcp udp", "ricardo-lm", "rna-lm", "bsd"],
  [1524, "tcp", "ingreslock", "ingres", "windows"],
  [1529, "tcp", "coauthor", "support prmsd gnatsd", "fedora bsd"],
  [1529, "tcp", "coauthor", "support", "gentoo"],
  [1645, "udp", "sightline", "datametrics", "fedora bsd gentoo"],
  [1759, "udp", "spss-lm", "mtftp", "fedora"],
  [1813, "udp", "radius-acct", "radacct", "fedora bsd gentoo windows"],
  [2000, "tcp udp", "cisco-sccp", "sieve-filter", "fedora"],
  [2000, "tcp udp", "cisco-sccp", "callbook", "bsd"],
  [2003, "tcp", "brutus", "cfinger", "fedora"],
  [2003, "tcp", "brutus", "cfingerd", "bsd"],
  [2003, "tcp", "brutus", "cfinger lmtp", "gentoo"],
  [2005, "tcp", "berknet", "csync", "fedora"],
  [2005, "udp", "oracle", "csync", "fedora"],
  [2049, "udp tcp", "nfs", "nfsd", "bsd"],
  [2049, "sctp", "nfs", "nfsd", "bsd"],
  [2049, "udp", "nfs", "nfsd", "windows"],
  [2053, "tcp", "lot105-ds-upd", "knetd", "fedora gentoo windows"],
  [2105, "tcp", "minipay", "eklogin", "fedora bsd gentoo"],
  [2105, "udp", "minipay", "eklogin", "bsd"],
  [2106, "tcp", "mzap", "ekshell2", "bsd"],
  [2108, "tcp", "comcam", "rkinit", "bsd"],
  [2108, "udp", "comcam", "rkinit", "bsd"],
  [2110, "tcp", "umsp", "kf", "bsd"],
  [2111, "tcp", "dsatp", "kx", "bsd"],
  [2112, "tcp", "idonix-metanet", "kip", "bsd"],
  [2120, "tcp", "qencp", "kauth", "bsd"],
  [2121, "tcp", "scientia-ssdb", "iprop", "debian bsd"],
  [2150, "tcp udp", "dynamic3d", "ninstall", "fedora gentoo"],
  [2600, "tcp", "hpstgmgr", "zebrasrv", "debian fedora bsd gentoo"],
  [2600, "udp", "hpstgmgr", "zebrasrv", "gentoo"],
  [2601, "tcp", "discp-client", "zebra", "debian fedora bsd gentoo"],
  [2601, "udp", "discp-client", "zebra", "gentoo"],
  [2602, "tcp", "discp-server", "ripd", "debian fedora bsd gentoo"],
  [2602, "udp", "discp-server", "ripd", "gentoo"],
  [2603, "tcp", "servicemeter", "ripngd", "debian fedora bsd gentoo"],
  [2603, "udp", "servicemeter", "ripngd", "gentoo"],
  [2604, "tcp", "nsc-ccs", "ospfd", "debian fedora bsd gentoo"],
  [2604, "udp", "nsc-ccs", "ospfd", "gentoo"],
  [2605, "tcp", "nsc-posa", "bgpd", "debian fedora bsd gentoo"],
  [2605, "udp", "nsc-posa", "bgpd", "gentoo"],
  [2606, "tcp", "netmon", "ospf6d", "debian fedora bsd gentoo"],
  [2606, "udp", "netmon", "ospf6d", "gentoo"],
  [2607, "tcp", "connection", "ospfapi", "debian"],
  [2608, "tcp", "wag-service", "isisd", "debian"],
  [2627, "tcp udp", "moshebeeri", "webster", "bsd"],
  [2766, "tcp", "compaq-scp", "listen", "bsd"],
  [2988, "tcp udp", "hippad", "afbackup", "fedora gentoo"],
  [3086, "tcp", "jdl-dbkitchen", "sj3", "bsd"],
  [3128, "tcp", "ndl-aas", "squid", "fedora"],
  [3130, "udp", "icpv2", "icp", "debian gentoo"],
  [3260, "tcp", "iscsi-target", "iscsi", "bsd"],
  [3455, "udp", "prsvp", "rsvp-encap", "bsd"],
  [3517, "tcp udp", "802-11-iapp", "iapp", "bsd"],
  [3568, "tcp udp", "dof-tunnel-sec", "enc-tunel-sec", "fedora"],
  [3863, "sctp", "asap-sctp", "asap", "bsd"],
  [3863, "tcp", "asap-tcp", "asap", "bsd"],
  [3863, "udp", "asap-udp", "asap", "bsd"],
  [3864, "sctp", "asap-sctp-tls", "asap-tls", "bsd"],
  [3864, "tcp", "asap-tcp-tls", "asap-tls", "bsd"],
  [3928, "tcp udp", "netboot-pxe", "pxe", "gentoo"],
  [3970, "tcp udp", "lanrevagent", "cobraclient", "gentoo"],
  [3971, "tcp udp", "lanrevserver", "cobraserver", "gentoo"],
  [4003, "tcp udp", "pxc-splr-ft", "rquotad", "gentoo"],
  [4011, "udp", "altserviceboot", "pxe", "fedora"],
  [4045, "tcp udp", "npp", "lockd", "bsd"],
  [4190, "udp", "", "sieve", "bsd gentoo"],
  [4201, "udp", "", "fud", "fedora"],
  [4430, "tcp", "rsqlserver", "sqlserver", "fedora"],
  [4500, "tcp udp", "ipsec-nat-t", "ipsec-msft", "bsd windows"],
  [4500, "tcp udp", "ipsec-nat-t", "sae-urn", "bsd"],
  [4557, "tcp", "", "fax", "debian fedora bsd gentoo"],
  [4713, "tcp", "", "pulseaudio", "fedora"],
  [5232, "tcp", "csedaemon", "sgi-dgl", "fedora"],
  [5232, "udp", "", "sgi-dgl", "fedora"],
  [5354, "tcp udp", "mdnsresponder", "noclog", "fedora gentoo"],
  [5355, "tcp udp", "llmnr", "hostmon", "fedora gentoo"],
  [5432, "udp", "postgresql", "postgres", "fedora"],
  [5480, "tcp udp", "", "vami", "bsd"],
  [5555, "udp", "personal-agent", "rplay", "debian bsd gentoo"],
  [5555, "tcp", "personal-agent", "rplay", "gentoo"],
  [5667, "tcp", "", "nsca", "debian"],
  [5680, "tcp", "auriga-router", "canna", "debian fedora bsd gentoo"],
  [6000, "tcp", "x11", "x11-0", "debian"],
  [6001, "tcp", "x11", "x11-1", "debian"],
  [6002, "tcp", "x11", "x11-2", "debian"],
  [6003, "tcp", "x11", "x11-3", "debian"],
  [6004, "tcp", "x11", "x11-4", "debian"],
  [6005, "tcp", "x11", "x11-5", "debian"],
  [6006, "tcp", "x11", "x11-6", "debian"],
  [6007, "tcp", "x11", "x11-7", "debian"],
  [6010, "tcp", "x11", "x11-ssh-offset", "fedora"],
  [6010, "tcp udp", "x11", "x11-ssh", "bsd"],
  [6010, "tcp udp", "x11", "x11-ssh x11-ssh-offset", "gentoo"],
  [6666, "tcp", "ircu", "ircu-2", "fedora"],
  [6666, "udp", "", "ircu-2", "fedora"],
  [6667, "tcp", "ircu", "ircd", "debian fedora bsd gentoo"],
  [6667, "tcp", "ircu", "ircu-3", "fedora"],
  [6667, "udp", "", "ircu-3 ircd", "fedora"],
  [6667, "udp", "", "ircd", "gentoo"],
  [6668, "tcp", "ircu", "ircu-4", "fedora"],
  [6668, "udp", "", "ircu-4", "fedora"],
  [6669, "tcp", "ircu", "ircu-5", "fedora"],
  [6669, "udp", "", "ircu-5", "fedora"],
  [7000, "tcp", "afs3-fileserver", "bbs", "debian gentoo"],
  [7000, "udp", "afs3-fileserver", "bbs", "gentoo"],
  [7001, "tcp", "afs3-callback", "mi-ray", "windows"],
  [7010, "tcp udp", "ups-onlinet", "afs3-resserver", "bsd"],
  [7011, "tcp udp", "talon-disc", "afs3-remio", "bsd"],
  [7100, "udp", "font-service", "xfs", "gentoo"],
  [7326, "tcp", "", "icb", "bsd"],
  [7666, "tcp", "", "tircproxy", "fedora"],
  [8021, "tcp", "intu-ec-client", "zope-ftp", "debian"],
  [8021, "tcp", "intu-ec-client", "ftp-proxy", "bsd"],
  [8025, "tcp", "ca-audit-da", "spamd", "bsd"],
  [8025, "udp", "ca-audit-da", "spamd-sync", "bsd"],
  [8026, "tcp", "ca-audit-ds", "spamd-cfg", "bsd"],
  [8067, "udp", "", "dhcpd-sync", "bsd"],
  [8080, "udp", "http-alt", "webcache", "fedora gentoo"],
  [8081, "tcp", "sunproxyadmin", "tproxy", "debian fedora gentoo"],
  [8081, "udp", "sunproxyadmin", "tproxy", "fedora gentoo"],
  [8088, "tcp", "radan-http", "omniorb", "debian"],
  [8403, "tcp udp", "admind", "admind2", "fedora"],
  [8471, "tcp sctp", "pim-port", "pim", "bsd"],
  [8990, "tcp", "http-wmap", "clc-build-daemon", "debian"],
  [9098, "tcp", "", "xinetd", "debian"],
  [9100, "tcp", "pdl-datastream", "jetdirect laserjet hplj", "fedora"],
  [9100, "tcp", "pdl-datastream", "jetdirect", "bsd"],
  [9100, "tcp udp", "pdl-datastream", "jetdirect", "gentoo"],
  [9124, "tcp", "", "prom-sysctl", "bsd"],
  [9359, "udp", "", "mandelspawn mandelbrot", "fedora gentoo"],
  [9535, "tcp udp", "mngsuite", "man", "bsd"],
  [9535, "tcp", "mngsuite", "man", "windows"],
  [9673, "tcp", "", "zope", "debian"],
  [9902, "sctp", "enrp-sctp-tls", "enrp-tls", "bsd"],
  [10000, "tcp", "ndmp", "webmin", "debian"],
  [10081, "tcp", "famdc", "kamanda", "debian fedora gentoo"],
  [10081, "udp", "famdc", "kamanda", "fedora gentoo"],
  [10082, "tcp", "", "amandaidx", "debian fedora bsd gentoo"],
  [10083, "tcp", "", "amidxtape", "debian fedora bsd gentoo"],
  [11371, "tcp udp", "hkp", "pgpkeyserver", "fedora"],
  [17001, "udp", "", "sgi-cmsd", "debian"],
  [17002, "udp", "", "sgi-crsd", "debian"],
  [17003, "udp", "", "sgi-gcd", "debian"],
  [17004, "tcp", "", "sgi-cad", "debian"],
  [20011, "tcp udp", "", "isdnlog", "fedora gentoo"],
  [20012, "tcp", "", "vboxd", "gentoo"],
  [20012, "udp", "ss-idi-disc", "vboxd", "gentoo"],
  [22005, "tcp udp", "optohost004", "optohost005", "fedora"],
  [22273, "tcp udp", "wnn6", "wnn4", "fedora"],
  [22273, "tcp", "wnn6", "wnn4", "bsd"],
  [26740, "udp", "", "hunt", "bsd"],
  [27374, "tcp udp", "", "asp", "debian fedora gentoo"],
  [30865, "tcp", "", "csync2", "debian"],
  [55555, "tcp", "", "catiav5bb", "windows"],
  [55556, "tcp", "", "catiav5run", "windows"],
  [57000, "tcp", "", "dircproxy", "debian"],
  [60177, "tcp", "", "tfido", "debian fedora gentoo"],
  [60177, "udp", "", "tfido", "fedora gentoo"],
  [60179, "tcp", "", "fido", "debian fedora gentoo"],
  [60179, "udp", "", "fido", "fedora gentoo"],
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

/** Holds names that a pack has for a port and protocol. */
export interface PackNames extends PortPlace {
  /** The registered name of the port, besides which these are written; else they need none. */
  readonly besides?: string;
  readonly names: readonly string[];
}

/** Returns what some packs have: the aliases of services, those of the first pack first, then lines. */
export function packNames(packs: readonly CompatibilityPack[]): readonly PackNames[] {
  const entries = packs.flatMap((pack) => {
    if (!COMPATIBILITY_PACKS.includes(pack))
      throw new TypeError(`There is no compatibility pack “${String(pack)}”.`);
    return COMPATIBILITY_ENTRIES.filter((entry) => entry.packs.includes(pack));
  });
  const aliases = Array.from(new Set(entries), ({ service, aliases: names, ...entry }) => ({
    ...entry,
    besides: service,
    names,
  }));
  const lines = CARRIED_LINES.filter((line) => hasPacks(line, packs));
  return [...aliases, ...lines].flatMap(({ protocols, ...line }) =>
    protocols.map((protocol) => ({ ...line, protocol })),
  );
}
