import { createRegistry, type Registry, type ServiceRecord } from "@portolan/model";

type Row = Partial<ServiceRecord> & Pick<ServiceRecord, "name" | "port" | "protocol">;

function both(row: Omit<Row, "protocol">): readonly Row[] {
  return [{ ...row, protocol: "tcp" } as Row, { ...row, protocol: "udp" } as Row];
}

const alias = (of: string): Pick<ServiceRecord, "notes"> => ({
  notes: `This entry is an alias to "${of}".`,
});
const replacement = (of: string): Pick<ServiceRecord, "description"> => ({
  description: `IANA assigned this well-formed service name as a replacement for "${of}".`,
});

const ROWS: readonly Row[] = [
  { name: "zero", port: 0, protocol: "tcp" },
  ...both({ name: "msp", port: 18, description: "Message Send Protocol (historic)" }),
  ...both({ name: "sql-net", port: 66, ...replacement("sql*net") }),
  ...both({ name: "sql*net", port: 66, ...alias("sql-net") }),
  ...both({ name: "http", port: 80, description: "World Wide Web HTTP" }),
  ...both({ name: "www", port: 80, notes: 'This is a duplicate of the "http" service.' }),
  { name: "http", port: 80, protocol: "sctp" },
  { name: "exp1", port: 1021, protocol: "dccp" },
  ...both({ name: "914c/g", port: 211 }),
  ...both({ name: "http-alt", port: 591 }),
  // The tail of a long line must never become a service of its own, in musl.
  {
    name: "long-comment",
    port: 600,
    protocol: "tcp",
    description: `${"word ".repeat(23)}evil 6666/tcp more \\`,
  },
  { name: "wide", port: 601, protocol: "udp", description: "Größe – “naïve” # 東京 \\" },
  // More names than fit into a line of 127 bytes.
  ...Array.from({ length: 14 }, (_, i) => ({
    name: `many-names-${String(i).padStart(3, "0")}`,
    port: 700,
    protocol: "tcp",
  })),
  ...both({ name: "udt-os", port: 1382, ...replacement("udt_os") }),
  ...both({ name: "udt_os", port: 1382, ...alias("udt-os") }),
  ...both({ name: "EtherNet-IP-1", port: 2222, ...replacement("EtherNet/IP-1") }),
  ...both({ name: "EtherNet/IP-1", port: 2222, ...alias("EtherNet-IP-1") }),
  ...both({ name: "msp", port: 2438 }),
  ...both({ name: "Escale (Newton Dock)", port: 3679 }),
  ...both({ name: "Taken", port: 3700 }),
  ...both({ name: "taken", port: 3701 }),
  ...both({ name: "udt-os", port: 3900, ...replacement("udt_os") }),
  ...both({ name: "udt_os", port: 3900, ...alias("udt-os") }),
  { name: "+odd#name", port: 4000, protocol: "tcp" },
  ...both({ name: "x11", port: { first: 6000, last: 6003 }, description: "X Window System" }),
  { name: "ircu", port: { first: 6665, last: 6669 }, protocol: "tcp" },
  ...both({ name: "http-alt", port: 8008 }),
  ...both({ name: "http-alt", port: 8080 }),
  // A further port of a name that also has a name of its own.
  ...both({ name: "http-alt", port: 8081 }),
  ...both({ name: "alt-own", port: 8081 }),
  { name: "without-protocol", port: 6400 } as Row,
  { port: 49_152, protocol: "tcp", description: "Unassigned" } as Row,
  { name: "without-port", protocol: "tcp" } as Row,
];

/** Gives a small registry with every case that resolvers differ in. */
export function syntheticRegistry(): Registry {
  const records = ROWS.map((row) => ({ contacts: [], references: [], ...row }));
  return createRegistry({ updated: "2025-01-01", records });
}
