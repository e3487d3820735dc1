import { createRegistry, type ParseResult, Report, type ServiceRecord } from "@portolan/model";
import { finishRecord, requireText, type Span } from "@portolan/model/internal";
import { examine, type ServicesDialect } from "./dialect.js";
import { FURTHER_PORTS } from "./line-text.js";
import { portKey } from "./port-groups.js";
import { servicesProblems } from "./problems.js";
import { readLines, type ServiceLine, type Token } from "./read-lines.js";

/** Holds what a services file says. */
export interface ServicesResult extends ParseResult {
  /** Which of the three forms the file has. */
  readonly dialect: ServicesDialect;
  /** How often a port is open, as nmap-services has it, by `port/protocol`. */
  readonly frequencies: PortFrequencies;
}

/** Holds how often ports are open: a text such as `0.182286` for a key such as `22/tcp`. */
export type PortFrequencies = ReadonlyMap<string, string>;

/**
 * Reads a file of services: /etc/services of any system, nmap-services, or Wireshark's `services`.
 * The file's own marks tell which it is; what is none of them gives an error and no records.
 *
 * - The first name of a line becomes a record with the comment as its description. In /etc/services
 *   each alias becomes a record of the same port and protocol with IANA's own note `This entry is an
 *   alias to "…".`, so that `aliasOf` understands it.
 * - In nmap-services each line is a record, `unknown` one without a name; see `frequencies`.
 * - In Wireshark's file each protocol of a line becomes a record: `80/tcp/udp`.
 *
 * The registry's date is that of the header which `toServices` writes. Lines by which it frames
 * further ports say nothing new and are no records.
 *
 * @example
 * fromServices("http 80/tcp www # World Wide Web\n").registry.records.map(({ name }) => name);
 * // ["http", "www"]
 */
export function fromServices(source: string): ServicesResult {
  requireText(source, "fromServices", "source");
  const report = new Report(source);
  const { dialect, fault } = examine(source);
  const frequencies = new Map<string, string>();
  const records: ServiceRecord[] = [];
  const offsets: number[] = [];
  const add = (record: ServiceRecord, { start }: Token): void => {
    records.push(record);
    offsets.push(start);
  };
  if (fault !== undefined) report.add(servicesProblems, fault.code, { span: fault });
  else {
    const frame = new FrameLines(source, records);
    for (const line of readLines(source, report)) {
      if (dialect === "nmap-services") add(nmapRecord(line, frequencies, report), line.names[0]);
      else if (dialect === "wireshark") {
        for (const protocol of protocolsOf(line.protocol))
          add(toRecord({ ...line, protocol }, line.names[0], report), line.names[0]);
      } else {
        if (frame.has(line)) continue;
        for (const name of line.names) add(toRecord(line, name, report), name);
      }
    }
    if (records.length === 0 && report.problems.length === 0)
      report.add(servicesProblems, "services/no-services");
  }
  const updated = HEADER_DATE.exec(source)?.[1];
  return {
    registry: createRegistry(updated === undefined ? { records } : { records, updated }),
    problems: report.problems,
    offsets,
    dialect,
    frequencies,
  };
}

/** Knows the lines by which `toServices` frames further ports: they repeat a line above. */
class FrameLines {
  readonly #start: number;
  /** The names of the lines below the start. */
  readonly #names: ReadonlySet<string>;
  readonly #records: readonly ServiceRecord[];
  /** Those of them that were read, with their ports. */
  #known: Set<string> | undefined;

  constructor(source: string, records: readonly ServiceRecord[]) {
    const start = source.indexOf(FURTHER_PORTS);
    this.#start = start === -1 ? source.length : start;
    this.#names = new Set(source.slice(this.#start).match(/^[^\s#]+/gm));
    this.#records = records;
  }

  has({ start, names, port, protocol, comment }: ServiceLine): boolean {
    if (start < this.#start) return false;
    this.#known ??= new Set(
      this.#records
        .filter((record) => this.#names.has(record.name ?? ""))
        .map((record) => `${record.name} ${record.port}/${record.protocol}`),
    );
    const text = `${names[0].text} ${port.text}/${protocol.text}`;
    if (names.length === 1 && comment === undefined && this.#known.has(text)) return true;
    this.#known.add(text);
    return false;
  }
}

const HEADER_DATE = /^# .*\bRegistry of (\d{4}-\d{2}-\d{2})\b/m;

function toRecord(line: ServiceLine, name: Token, report: Report): ServiceRecord {
  const [first] = line.names;
  const { port, protocol, comment } = line;
  // Port and protocol belong to the whole line: only the first name complains about them.
  const reportTo = name === first ? report : new Report();
  const place: Partial<Record<string, Span>> = { name, port, protocol };
  return finishRecord(
    {
      name: name.text,
      port: port.text,
      protocol: protocol.text,
      ...(name === first
        ? { description: comment?.text }
        : { notes: `This entry is an alias to "${first.text}".` }),
    },
    reportTo,
    (column) => place[column],
  );
}

/** A share of ports that were found open: `0.182286`, or as nmap read it once, `4842/10000`. */
const FREQUENCY = /^\d+(?:\.\d+)?(?:\/\d+(?:\.\d+)?)?$/;

/** Makes the record of a line of nmap-services, whose third word is a frequency. */
function nmapRecord(
  line: ServiceLine,
  frequencies: Map<string, string>,
  report: Report,
): ServiceRecord {
  const { names, port, protocol, comment } = line;
  const [name, frequency] = names;
  const place: Partial<Record<string, Span>> = { name, port, protocol };
  if (frequency !== undefined && FREQUENCY.test(frequency.text))
    frequencies.set(portKey(port.text, protocol.text), frequency.text);
  else
    report.add(servicesProblems, "services/frequency-invalid", {
      span: frequency ?? name,
      values: { found: frequency?.text ?? "" },
    });
  return finishRecord(
    {
      ...(name.text === UNKNOWN_NAME ? {} : { name: name.text }),
      port: port.text,
      protocol: protocol.text,
      description: comment?.text,
    },
    report,
    (column) => place[column],
  );
}

/** The name that nmap-services gives to a port of no known service. */
export const UNKNOWN_NAME = "unknown";

/** Splits the protocols of a line of Wireshark's file: `tcp/udp`. */
function protocolsOf({ text, start }: Token): readonly Token[] {
  let from = start;
  return text.split("/").map((protocol) => {
    const token = { text: protocol, start: from, end: from + protocol.length };
    from = token.end + 1;
    return token;
  });
}
