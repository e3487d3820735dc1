import type { AuditFindings } from "./audit-findings.js";
import { portKey } from "./port-groups.js";
import type { ServiceLine } from "./read-lines.js";
import { targetProfile } from "./targets.js";

/**
 * Finds lines that a resolver does not see as they stand: a C library takes the first line of a name
 * and of a port, Go the last line of a name, in lower case; musl cuts long lines.
 */
export function findShadowed(
  source: string,
  lines: readonly ServiceLine[],
  findings: AuditFindings,
): void {
  const firstOfName = new Map<string, ServiceLine>();
  const lastOfName = new Map<string, ServiceLine>();
  const firstOfPort = new Map<string, ServiceLine>();
  for (const line of lines) {
    const key = portKey(line.port.text, line.protocol.text);
    if (!firstOfPort.has(key)) firstOfPort.set(key, line);
    for (const { text } of line.names) {
      const name = nameKey(text, line);
      if (!firstOfName.has(name)) firstOfName.set(name, line);
      lastOfName.set(name, line);
    }
  }
  for (const line of lines) {
    const key = portKey(line.port.text, line.protocol.text);
    const byPort = firstOfPort.get(key);
    for (const name of line.names) {
      const inC = firstOfName.get(nameKey(name.text, line)) ?? line;
      const inGo = lastOfName.get(nameKey(name.text, line)) ?? line;
      if (inC.port.text !== line.port.text) {
        const values = { line: findings.lineAt(inC.start) };
        findings.add("audit/shadowed-in-c", line, name, { name: name.text, values });
      }
      if (inGo.port.text !== line.port.text) {
        const values = { line: findings.lineAt(inGo.start) };
        findings.add("audit/shadowed-in-go", line, name, { name: name.text, values });
      }
      if (!canBeAskedInGo(name.text, line, lastOfName)) {
        findings.add("audit/unreachable-in-go", line, name, { name: name.text });
      }
    }
    const [first] = line.names;
    if (byPort !== undefined && byPort.names[0].text !== first.text) {
      const values = { line: findings.lineAt(byPort.start) };
      findings.add("audit/port-answered-before", line, first, { name: first.text, values });
    }
    checkLength(source, line, findings);
  }
}

function nameKey(name: string, { protocol }: ServiceLine): string {
  return `${protocol.text} ${name}`;
}

/** Tells whether Go, which asks in lower case and for a limited length, can ask for a name at all. */
function canBeAskedInGo(
  name: string,
  line: ServiceLine,
  lines: ReadonlyMap<string, ServiceLine>,
): boolean {
  const { maxNameBytes, protocols } = targetProfile("go");
  if (protocols?.includes(line.protocol.text) === false) return true;
  if (name.length > maxNameBytes) return false;
  const lower = name.toLowerCase();
  return lower === name || lines.get(nameKey(lower, line))?.port.text === line.port.text;
}

/** Counts the bytes from the start of the line in UTF-8, up to its line feed. */
function checkLength(source: string, line: ServiceLine, findings: AuditFindings): void {
  const start = source.lastIndexOf("\n", line.start) + 1;
  const end = source.indexOf("\n", line.start);
  const text = source.slice(start, end === -1 ? source.length : end);
  const bytes = utf8Length(text);
  if (bytes <= targetProfile("musl").maxLineBytes) return;
  const [first] = line.names;
  findings.add("audit/line-too-long", line, line, { name: first.text, values: { bytes } });
}

function utf8Length(text: string): number {
  let bytes = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
