import {
  createRegistry,
  type Person,
  type Port,
  type Reference,
  type Registry,
  type ServiceRecord,
} from "@portolan/model";

/**
 * Makes a registry with the statistics of IANA's: how many records have a name, a port, a range, a
 * date, a note; how long the texts are; how many people there are. The same every time.
 *
 * Source of the shares: the registry of 2025-09-22.
 */
export function syntheticRegistry(recordCount = 14_485): Registry {
  const random = new Random(6335);
  const people = Array.from({ length: Math.ceil(recordCount * 0.39) }, (_, i) =>
    syntheticPerson(random, i),
  );
  const records: ServiceRecord[] = [];
  let port = 1;
  // Those without a port, DNS-SD service types most of them, stand at the end.
  const withPort = recordCount * 0.927;
  while (records.length < recordCount) {
    if (records.length >= withPort) records.push(portlessRecord(random, people));
    else if (random.chance(0.11)) {
      records.push(unassignedBlock(random, port));
      port += 9;
    } else {
      records.push(...assignedPair(random, people, port).slice(0, recordCount - records.length));
      port += 3;
    }
  }
  return createRegistry({
    id: "service-names-port-numbers",
    title: "Service Name and Transport Protocol Port Number Registry",
    category: "Service Names and Transport Protocol Port Numbers",
    updated: "2025-09-22",
    experts: [random.text(150)],
    references: [{ type: "rfc", data: "rfc6335" }],
    notes: [{ text: random.text(1800) }],
    records,
    people,
    footnotes: [{ anchor: "1", text: random.text(300) }],
  });
}

function syntheticPerson(random: Random, number: number): Person {
  return {
    id: `Given${number}_Family`,
    name: `Given${number} Family`,
    ...(random.chance(0.1) ? { organization: random.text(20) } : {}),
    uris: [`mailto:given.family${number}&example.org`],
    ...(random.chance(0.4) ? { updated: random.date() } : {}),
  };
}

/** One service for tcp and for udp, as most were registered before RFC 6335. */
function assignedPair(
  random: Random,
  people: readonly Person[],
  port: Port,
): readonly ServiceRecord[] {
  const service = {
    name: random.serviceName(),
    port,
    description: random.text(20),
    ...contactOf(random, people),
    ...(random.chance(0.36) ? { registrationDate: random.date() } : {}),
    ...(random.chance(0.04) ? { modificationDate: random.date() } : {}),
    ...(random.chance(0.01) ? { unauthorizedUse: random.text(37) } : {}),
    ...(random.chance(0.02) ? { notes: random.text(60) } : {}),
    references: referencesOf(random),
  };
  return ["tcp", "udp"].map((protocol) => ({ ...service, protocol }));
}

function portlessRecord(random: Random, people: readonly Person[]): ServiceRecord {
  return {
    name: random.serviceName(),
    ...(random.chance(0.4) ? { protocol: random.chance(0.8) ? "tcp" : "udp" } : {}),
    description: random.text(25),
    ...contactOf(random, people),
    ...(random.chance(0.5) ? { registrationDate: random.date() } : {}),
    references: referencesOf(random),
    notes: ["Defined TXT keys:", { break: true }, `\n  ${random.text(70)}`],
  };
}

function unassignedBlock(random: Random, first: number): ServiceRecord {
  return {
    port: random.chance(0.6) ? { first, last: first + 8 } : first,
    description: "Unassigned",
    contacts: [],
    references: [],
  };
}

function contactOf(
  random: Random,
  people: readonly Person[],
): Pick<ServiceRecord, "assignees" | "contacts"> {
  const ids = [random.oneOf(people).id];
  return random.chance(0.15)
    ? { assignees: [random.oneOf(people).id], contacts: ids }
    : { contacts: ids };
}

function referencesOf(random: Random): readonly Reference[] {
  return random.chance(0.035) ? [{ type: "rfc", data: `rfc${1000 + random.below(8000)}` }] : [];
}

/** Gives pseudo-random numbers, the same row for the same seed (Marsaglia's xorshift, 32 bits). */
class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** A whole number from 0 to `limit` − 1. */
  below(limit: number): number {
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    return (this.#state >>> 0) % limit;
  }

  chance(share: number): boolean {
    return this.below(1000) < share * 1000;
  }

  oneOf<T>(values: readonly T[]): T {
    const value = values[this.below(values.length)];
    if (value === undefined) throw new RangeError("There is nothing to choose from.");
    return value;
  }

  /** Words of about `length` characters together; a few need escaping or quoting. */
  text(length: number): string {
    let text = this.#word(8);
    while (text.length < length) {
      text += this.chance(0.02) ? ", R&D <" : " ";
      text += this.#word(3 + this.below(7));
    }
    return text;
  }

  serviceName(): string {
    return `${this.#word(5)}-${this.below(1000)}`;
  }

  date(): string {
    const [month, day] = [12, 28].map((limit) => String(1 + this.below(limit)).padStart(2, "0"));
    const yearMonth = `${1995 + this.below(30)}-${month}`;
    return this.chance(0.5) ? yearMonth : `${yearMonth}-${day}`;
  }

  #word(length: number): string {
    let word = "";
    for (let i = 0; i < length; i++) word += String.fromCharCode(0x61 + this.below(26));
    return word;
  }
}
