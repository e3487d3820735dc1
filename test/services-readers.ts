/**
 * Readers of /etc/services written from the documented grammar of resolvers that are not on this
 * machine, or that cannot list what they see. They are on purpose as naive as the originals.
 */

/** What a line gives: its first name is what a port answers with. */
export interface ServiceAnswer {
  readonly names: readonly string[];
  readonly port: number;
  readonly protocol: string;
}

/** Looks names and ports up, as a resolver does. */
export interface Resolver {
  /** Gives the port of a name, undefined where it is not found. */
  portOf(name: string, protocol: string): number | undefined;
  /** Gives the name of a port; a resolver that is never asked by port has no such function. */
  readonly nameOf?: (port: number, protocol: string) => string | undefined;
  /** Everything that it can ever answer. */
  readonly answers: readonly ServiceAnswer[];
}

/** Answers with the first line that fits, as most resolvers do. */
export function firstMatch(answers: readonly ServiceAnswer[]): Resolver {
  const ports = new Map<string, number>();
  const names = new Map<string, string>();
  for (const answer of answers) {
    const { port, protocol } = answer;
    const key = `${port}/${protocol}`;
    if (!names.has(key)) names.set(key, answer.names[0] ?? "");
    for (const name of answer.names) {
      if (!ports.has(`${name}/${protocol}`)) ports.set(`${name}/${protocol}`, port);
    }
  }
  return {
    portOf: (name, protocol) => ports.get(`${name}/${protocol}`),
    nameOf: (port, protocol) => names.get(`${port}/${protocol}`),
    answers,
  };
}

/** FreeBSD and OpenBSD `lib/libc/net/getservent.c`: blanks and tabs, `/` or `,`, first match. */
export function readAsBsd(text: string): Resolver {
  const answers: ServiceAnswer[] = [];
  for (const line of text.split("\n")) {
    // OpenBSD's services(5): lines longer than BUFSIZ (1,024) are ignored.
    if (line.startsWith("#") || line.startsWith("+") || line.length >= 1023) continue;
    const [name, place, ...aliases] = (line.split("#")[0] ?? "").split(/[ \t]+/).filter(Boolean);
    const match = /^(\d+)[,/](.*)$/.exec(place ?? "");
    const port = Number(match?.[1]);
    if (/^[ \t]/.test(line) || name === undefined || match === null || port > 65535) continue;
    answers.push({ names: [name, ...aliases], port, protocol: match[2] ?? "" });
  }
  return firstMatch(answers);
}

/**
 * FreeBSD and NetBSD `services_mkdb.c`: lines of one port and protocol are merged, then stored in
 * the order of ports without overwriting.
 *
 * @throws where the program would stop: a sixth protocol, or more than BUFSIZ bytes of aliases.
 */
export function readAsServicesDb(text: string): Resolver {
  const protocols: string[] = [];
  const table = new Map<number, Map<string, string[]>>();
  for (const line of text.replace(/\\\n/g, "").split("\n")) {
    if (/^\s*(?:#|$)/.test(line)) continue;
    const [name, place = "", ...rest] = line.split(/[ \t]+/).filter(Boolean);
    const hash = rest.findIndex((word) => word.includes("#"));
    const aliases = hash === -1 ? rest : rest.slice(0, hash);
    const [number = "", protocol] = place.split(/\/(.*)/);
    // strtoul with base 0: octal and hexadecimal are numbers too.
    const port = /^0[0-7]+$/.test(number) ? Number.parseInt(number, 8) : Number(number);
    if (!protocol || number === "" || !(port <= 65535) || name === undefined) continue;
    if (!protocols.includes(protocol)) protocols.push(protocol);
    if (protocols.length > 5) throw new Error(`Ran out of protocols adding ${protocol}`);
    const byProtocol = table.get(port) ?? new Map<string, string[]>();
    table.set(port, byProtocol);
    const names = byProtocol.get(protocol) ?? [];
    byProtocol.set(protocol, names);
    for (const each of [name, ...aliases]) if (!names.includes(each)) names.push(each);
    if (names.join(" ").length >= 1024) throw new Error(`aliases for ${name} truncated`);
  }
  const answers = [...table]
    .sort(([a], [b]) => a - b)
    .flatMap(([port, byProtocol]) =>
      protocols.flatMap((protocol) => {
        const names = byProtocol.get(protocol);
        return names === undefined ? [] : [{ names, port, protocol }];
      }),
    );
  return firstMatch(answers);
}

/** Go `src/net/port_unix.go` and `lookup.go`: the last line wins, and the query is lower-cased. */
export function readAsGo(text: string): Resolver {
  const services = new Map<string, Map<string, number>>();
  for (const line of text.split("\n")) {
    const fields = (line.split("#")[0] ?? "").split(/[ \r\t\n]+/).filter(Boolean);
    const match = /^(\d+)\/(.*)$/.exec(fields[1] ?? "");
    if (match === null || Number(match[1]) <= 0) continue;
    const ports = services.get(match[2] ?? "") ?? new Map<string, number>();
    services.set(match[2] ?? "", ports);
    fields.forEach((field, i) => {
      if (i !== 1) ports.set(field, Number(match[1]));
    });
  }
  const lookUp = (name: string, protocol: string): number | undefined => {
    if (protocol !== "tcp" && protocol !== "udp") return undefined;
    if (name.length > "mobility-header".length + 10) return undefined;
    const asked = name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
    return services.get(protocol)?.get(asked);
  };
  const answers = [...services].flatMap(([protocol, ports]) =>
    [...ports]
      .filter(([name]) => lookUp(name, protocol) === ports.get(name))
      .map(([name, port]) => ({ names: [name], port, protocol })),
  );
  return { portOf: lookUp, answers };
}

/**
 * musl `src/network/lookup_serv.c` and `getnameinfo.c`: `fgets` into 128 bytes, so that a longer
 * line is several; tcp and udp by their first four bytes; names of 31 bytes at most by port.
 */
export function readAsMusl(text: string): Resolver & { hits(name: string): readonly number[] } {
  const answers: ServiceAnswer[] = [];
  for (const whole of text.split(/(?<=\n)/)) {
    for (let at = 0; at < whole.length; at += 127) {
      const line = whole.slice(at, at + 127).split("#")[0] ?? "";
      const match = /^[^ \t-\r]*[ \t-\r]+(\d+)(\/tcp|\/udp)/.exec(line);
      if (match === null || Number(match[1]) > 65535) continue;
      const names = line.split(/[ \t-\r]+/).filter(Boolean);
      names.splice(/^[ \t-\r]/.test(line) ? 0 : 1, 1);
      answers.push({ names, port: Number(match[1]), protocol: (match[2] ?? "").slice(1) });
    }
  }
  const { portOf } = firstMatch(answers);
  const byPort = firstMatch(answers.filter(({ names }) => (names[0]?.length ?? 0) <= 31));
  const ports = new Map<string, number[]>();
  for (const { names, port } of answers)
    for (const name of new Set(names)) ports.set(name, [...(ports.get(name) ?? []), port]);
  return {
    portOf,
    ...(byPort.nameOf === undefined ? {} : { nameOf: byPort.nameOf }),
    answers,
    // MAXSERVS is 2: getaddrinfo answers with the first two lines of a name.
    hits: (name) => (ports.get(name) ?? []).slice(0, 2),
  };
}
