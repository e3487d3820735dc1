import { PortNames, type Registry, Report } from "@portolan/model";
import {
  type DnsSdRow,
  dnsSdRows,
  type PortRow,
  portRows,
  type Selection,
  select,
} from "@portolan/query";
import { readInputFile } from "@portolan/source";
import type { Command } from "commander";
import type { Console } from "../console.js";
import { addDestinationOptions, type Destination, deliver } from "../delivery.js";
import { type ExitCode, UsageError } from "../exit.js";
import { loadRegistry } from "../load.js";
import { addNotes } from "../notes.js";
import {
  addReadingOptions,
  addSelectionOptions,
  oneOf,
  type ReadingArguments,
  type SelectionArguments,
  selectionOf,
} from "../options.js";
import {
  columnsNamed,
  json,
  ROW_FORMATS,
  type RowColumn,
  type RowFormat,
  rowChunks,
} from "../rows.js";

/** Writes what is selected of a registry. */
type Writer = (
  registry: Registry,
  selection: Selection,
  report: Report,
  options: Pick<ExportOptions, "frequencies">,
) => string | Iterable<string> | Promise<string>;

/** Describes what one program, or kind of program, takes: a table, or a file of its own. */
type Target = { readonly summary: string } & (
  | { readonly table: TargetTable }
  | { readonly write: Writer }
);

/** Says what a table is made of, and how it is written unless that is told. */
interface TargetTable {
  readonly of: "ports" | "types";
  readonly format: RowFormat;
  readonly columns: string;
}

const PORT_FIELDS = [
  "key",
  "port",
  "protocol",
  "protocolNumber",
  "name",
  "names",
  "description",
  "status",
  "class",
  "range",
  "assignees",
  "references",
  "registrationDate",
  "modificationDate",
  "unauthorizedUse",
] as const satisfies readonly (keyof PortRow | "protocolNumber")[];

const TYPE_FIELDS = [
  "type",
  "name",
  "protocols",
  "ports",
  "subtypes",
  "txtKeys",
  "description",
  "assignees",
  "references",
] as const satisfies readonly (keyof DnsSdRow)[];

const TARGETS: ReadonlyMap<string, Target> = new Map<string, Target>([
  [
    "ports",
    {
      summary: "a look-up table of ports, with all their names",
      table: { of: "ports", format: "csv", columns: "port,protocol,name,names,description,status" },
    },
  ],
  [
    "dns-sd",
    {
      summary: "DNS-SD service types with subtypes, ports and TXT keys",
      table: { of: "types", format: "json", columns: TYPE_FIELDS.join(",") },
    },
  ],
  [
    "graylog",
    {
      summary: "Graylog, CSV file adapter",
      table: { of: "ports", format: "csv", columns: "key,value=name" },
    },
  ],
  ["logstash", { summary: "Logstash, dictionary of the translate filter", write: toDictionary }],
  [
    "splunk",
    {
      summary: "Splunk, lookup with the names of its Network Traffic model",
      table: {
        of: "ports",
        format: "csv",
        columns: "dest_port=port,transport=protocol,app=name,app_names=names,description,status",
      },
    },
  ],
  [
    "ecs",
    {
      summary: "Elasticsearch, enrich index with names of the Elastic Common Schema",
      table: {
        of: "ports",
        format: "jsonl",
        columns:
          "destination.port=port,network.transport=protocol,network.iana_number=protocolNumber,network.protocol=name,service.name=name,tags=names,message=description",
      },
    },
  ],
  ["zeek", { summary: "Zeek, table of the input framework", write: toZeek }],
  ["nmap", { summary: "nmap, file nmap-services", write: toNmap }],
  ["wireshark", { summary: "Wireshark, file services", write: toWireshark }],
  ["avahi", { summary: "Avahi, file service-types", write: toAvahi }],
  ["nmap-srv", { summary: "nmap, list dns-srv-names of DNS-SD types", write: toTypeList }],
]);

/** Names what can be exported. */
export const EXPORT_TARGETS: readonly string[] = [...TARGETS.keys()];

/** Names under which older versions knew a target. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ["lookup-csv", "graylog"],
  ["lookup-yaml", "logstash"],
  ["nmap-services", "nmap"],
]);

/** Defines `portolan export`. */
export function addExport(program: Command, console: Console): void {
  const command = program
    // As a command inside another, which it once was, it goes on working.
    .command("export", { hidden: program.parent !== null })
    .description("Writes a look-up table, or the file of another program.")
    .argument("<target>", EXPORT_TARGETS.join(", "))
    .argument("[input...]", "files, in any format; - is standard input; several are joined")
    .option("--to <format>", "of a table: csv, json, jsonl or yaml (else what the target takes)")
    .option(
      "--columns <columns>",
      "of a table: fields, or heading=field, such as port,service=name",
    )
    .option(
      "--frequencies <file>",
      "of nmap: another nmap-services, whose frequencies are taken, and whose lines are kept where the registry has no name",
    )
    .option("--safe-cells", "of CSV: no cell that a spreadsheet runs as a formula");
  addDestinationOptions(command);
  addReadingOptions(command, "to export");
  addSelectionOptions(command);
  addNotes(command, {
    text: [
      `${[...TARGETS].map(([name, { summary }]) => `${name}: ${summary}`).join("; ")}.`,
      `Fields of ports: ${PORT_FIELDS.join(", ")}. Of a port's names the canonical one is first.`,
      `Fields of dns-sd: ${TYPE_FIELDS.join(", ")}.`,
    ],
    examples: [
      "portolan export ports --to json --columns key,names,description",
      "portolan export splunk -o ports.csv --check",
      "portolan export nmap --frequencies /usr/share/nmap/nmap-services -o nmap-services",
      "portolan export dns-sd --where 'TXT keys' -o dns-sd.json",
    ],
    exit: ["done or up to date", "--check found a difference"],
  }).action(async (target: string, inputs: string[], options: ExportOptions) => {
    console.exitCode = await exportTo(target, inputs, options, console);
  });
}

/** Holds the options of `portolan export` as they appear on the command line. */
interface ExportOptions extends SelectionArguments, ReadingArguments, Destination {
  readonly to?: string;
  readonly columns?: string;
  readonly frequencies?: string;
  readonly safeCells?: boolean;
}

/** Carries out `portolan export`. */
async function exportTo(
  name: string,
  inputs: readonly string[],
  options: ExportOptions,
  console: Console,
): Promise<ExitCode> {
  const target = TARGETS.get(OTHER_NAMES.get(name) ?? name);
  if (target === undefined)
    throw new UsageError(`“${name}” is none of the targets ${EXPORT_TARGETS.join(", ")}.`);
  const write = writerOf(name, target, options);
  const selection = await selectionOf(options);
  const { registry } = await loadRegistry(inputs, options, console);
  const report = new Report();
  const text = await write(registry, selection, report, options);
  return deliver(text, options, console, report);
}

/** Reads how the target is written, and refuses options that it cannot follow. */
function writerOf(
  name: string,
  target: Target,
  { to, columns, frequencies, safeCells = false }: ExportOptions,
): Writer {
  if (frequencies !== undefined && name !== "nmap" && OTHER_NAMES.get(name) !== "nmap")
    throw new UsageError(`--frequencies goes with nmap; ${name} has none.`);
  const format = oneOf("--to", to, ROW_FORMATS);
  if ("write" in target) {
    const given = [
      to === undefined ? "" : "--to",
      columns === undefined ? "" : "--columns",
      safeCells ? "--safe-cells" : "",
    ].find((option) => option !== "");
    if (given !== undefined)
      throw new UsageError(`${given} goes with tables; ${name} has a form of its own.`);
    return target.write;
  }
  const { table } = target;
  const fields = table.of === "ports" ? PORT_FIELDS : TYPE_FIELDS;
  const chosen = columnsNamed(columns ?? table.columns, fields);
  const notation = format ?? table.format;
  if (safeCells && notation !== "csv") throw new UsageError("--safe-cells goes with CSV.");
  return (registry, selection) =>
    rowChunks(rowsOf(registry, selection, table.of, chosen), notation, {
      columns: chosen,
      safeCells,
    });
}

/** Protocol numbers of the transport protocols (IANA's registry “protocol-numbers”). */
const PROTOCOL_NUMBERS: ReadonlyMap<string, number> = new Map([
  ["tcp", 6],
  ["udp", 17],
  ["dccp", 33],
  ["sctp", 132],
]);

function* rowsOf(
  registry: Registry,
  selection: Selection,
  table: "ports" | "types",
  columns: readonly RowColumn[],
): Generator<Readonly<Record<string, unknown>>> {
  if (table === "types") {
    for (const row of dnsSdRows(select(registry, selection))) yield { ...row };
    return;
  }
  const isNumbered = columns.some(({ field }) => field === "protocolNumber");
  for (const row of portRows(registry, selection))
    yield isNumbered ? { ...row, protocolNumber: PROTOCOL_NUMBERS.get(row.protocol) } : { ...row };
}

/** Writes `"443/tcp": "https"`, a YAML dictionary. */
function* toDictionary(registry: Registry, selection: Selection): Generator<string> {
  for (const { key, name } of portRows(registry, selection)) yield `${json(key)}: ${json(name)}\n`;
}

/** Writes what `Input::add_table` reads: tabs between fields, `-` for what is not there. */
function* toZeek(registry: Registry, selection: Selection): Generator<string> {
  const field = (text: string): string => text.replace(/[\t\n\r]/g, " ") || "-";
  yield "#fields\tservice_port\tname\tnames\tdescription\n";
  for (const { key, protocol, name, names, description } of portRows(registry, selection)) {
    // The type port of Zeek knows these two.
    if (protocol !== "tcp" && protocol !== "udp") continue;
    const list = names.map((one) => one.replaceAll(",", "\\x2c")).join(",");
    yield `${[key, name, list, description].map(field).join("\t")}\n`;
  }
}

async function toNmap(
  registry: Registry,
  selection: Selection,
  report: Report,
  { frequencies: path }: Pick<ExportOptions, "frequencies">,
): Promise<string> {
  const { fromServices, toNmapServices } = await import("@portolan/services");
  const chosen = select(registry, selection);
  if (path === undefined) return toNmapServices(chosen, { report });
  const { frequencies, registry: theirs } = fromServices((await readInputFile(path)).text);
  if (frequencies.size === 0)
    throw new UsageError(`${path} is no nmap-services file: it has no frequencies.`);
  // A port that the registry has a name for is the registry's, selected or not.
  const registered = new PortNames(registry.records);
  const others = select(theirs, selection).records.filter(
    ({ port, protocol = "" }) =>
      typeof port === "number" && registered.nameOf(port, protocol) === undefined,
  );
  return toNmapServices(chosen, { report, frequencies, others });
}

async function toWireshark(
  registry: Registry,
  selection: Selection,
  report: Report,
): Promise<string> {
  const { toWiresharkServices } = await import("@portolan/services");
  return toWiresharkServices(select(registry, selection), { report });
}

/** Writes `_http._tcp:World Wide Web HTTP` for each type. */
function toAvahi(registry: Registry, selection: Selection): Iterable<string> {
  return plainTypes(registry, selection).map(
    ({ type, name, description }) => `${type}:${description === "" ? name : description}\n`,
  );
}

function toTypeList(registry: Registry, selection: Selection): Iterable<string> {
  return plainTypes(registry, selection).map(({ type }) => `${type}\n`);
}

/** Gives the types that a list with one type a line can hold: their names have no blank and no colon. */
function plainTypes(registry: Registry, selection: Selection): readonly DnsSdRow[] {
  return dnsSdRows(select(registry, selection)).filter(({ type }) =>
    /^[\x21-\x39\x3B-\x7E]+$/.test(type),
  );
}
