import {
  type ProtocolNumbersResult,
  type ProtocolRecord,
  Report,
  type Span,
} from "@portolan/model";
import { servicesProblems } from "./problems.js";

/**
 * Reads an /etc/protocols file of any system. The keyword of a record is the alias that differs from
 * the line's name in case only, as IANA writes it, else the name; the comment is its description,
 * and a mark `(deprecated)` at its end goes to the keyword, where IANA has it.
 *
 * @example
 * fromProtocols("tcp 6 TCP # transmission control\n").numbers.records[0]?.keyword; // "TCP"
 */
export function fromProtocols(source: string): ProtocolNumbersResult {
  const report = new Report(source);
  const records: ProtocolRecord[] = [];
  const offsets: number[] = [];
  for (const { 0: line, index } of source.matchAll(/[^\n]+/g)) {
    const hash = line.indexOf("#");
    const body = hash === -1 ? line : line.slice(0, hash);
    const comment = hash === -1 ? "" : line.slice(hash + 1).trim();
    const [name, number, ...aliases] = body.match(/\S+/g) ?? [];
    if (name === undefined) continue;
    const start = index + line.indexOf(name);
    const record = toRecord(name, number, aliases, comment, report, {
      start,
      end: index + body.trimEnd().length,
    });
    if (record === undefined) continue;
    records.push(record);
    offsets.push(start);
  }
  const updated = HEADER_DATE.exec(source)?.[1];
  return {
    numbers: updated === undefined ? { records } : { updated, records },
    problems: report.problems,
    offsets,
  };
}

const HEADER_DATE = /^# .*\bProtocol Numbers of (\d{4}-\d{2}-\d{2})\b/m;
const DEPRECATED = /\s*\(deprecated\)$/i;
const MAX_NUMBER = 65_535;

function toRecord(
  name: string,
  number: string | undefined,
  aliases: readonly string[],
  comment: string,
  report: Report,
  span: Span,
): ProtocolRecord | undefined {
  if (number === undefined) {
    report.add(servicesProblems, "protocols/line-incomplete", { span, values: { found: name } });
    return undefined;
  }
  if (!/^\d{1,5}$/.test(number) || Number(number) > MAX_NUMBER) {
    report.add(servicesProblems, "protocols/number-invalid", { span, values: { found: number } });
    return undefined;
  }
  const form = aliases.find((alias) => alias.toLowerCase() === name.toLowerCase()) ?? name;
  const others = aliases.filter((alias) => alias !== form);
  const description = comment.replace(DEPRECATED, "");
  return {
    number: Number(number),
    keyword: description === comment ? form : `${form} (deprecated)`,
    ...(others.length === 0 ? {} : { aliases: others }),
    ...(description === "" ? {} : { description }),
    references: [],
  };
}
