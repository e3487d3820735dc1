import {
  createRegistry,
  finishRecord,
  type ParseResult,
  Report,
  type ServiceRecord,
  type Span,
} from "@portolan/model";
import { readLines, type ServiceLine, type Token } from "./read-lines.js";

/**
 * Reads an /etc/services file of any system. The first name of a line becomes a record with the
 * comment as its description; each alias becomes a record of the same port and protocol with IANA's
 * own note `This entry is an alias to "…".`, so that `aliasOf` understands it. The registry's date
 * is that of the header which `toServices` writes.
 *
 * @example
 * fromServices("http 80/tcp www # World Wide Web\n").registry.records.map(({ name }) => name);
 * // ["http", "www"]
 */
export function fromServices(source: string): ParseResult {
  const report = new Report(source);
  const records: ServiceRecord[] = [];
  const offsets: number[] = [];
  for (const line of readLines(source, report)) {
    for (const name of line.names) {
      records.push(toRecord(line, name, report));
      offsets.push(name.start);
    }
  }
  const updated = HEADER_DATE.exec(source)?.[1];
  return {
    registry: createRegistry(updated === undefined ? { records } : { records, updated }),
    problems: report.problems,
    offsets,
  };
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
