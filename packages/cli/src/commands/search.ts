import {
  COLUMNS,
  type ColumnKey,
  firstPort,
  PortNames,
  portClass,
  type Registry,
  statusOf,
} from "@portolan/model";
import {
  search as find,
  parseColumns,
  regexFinder,
  type SearchHit,
  type SearchOptions,
  select,
  shownTexts,
  type TextFinder,
} from "@portolan/query";
import type { Command } from "commander";
import { type Console, counted } from "../console.js";
import { DIFFERENT, DONE, type ExitCode, UsageError } from "../exit.js";
import { loadNamedRegistry } from "../load.js";
import { addNotes } from "../notes.js";
import {
  addReadingOptions,
  addSelectionOptions,
  type ReadingArguments,
  type SelectionArguments,
  selectionOf,
} from "../options.js";
import { type Room, table } from "../render/layout.js";
import { dim, highlighted } from "../render/style.js";
import { columnsNamed, type RowColumn, rowChunks } from "../rows.js";

/** Defines `portolan search`. */
export function addSearch(program: Command, console: Console): void {
  const command = program
    .command("search")
    .description(
      "Finds records as the search box of IANA's page does: in all columns, in whatever case, in the order of the registry.",
    )
    .argument("[text]", "text to find; without one, all records", "")
    .option("--field <columns>", "look into these columns only, such as name,notes")
    .option("--regex", "the text is a regular expression (RE2 syntax)")
    .option("--count", "show the number of records only")
    .option("--columns <columns>", "show these columns, such as name,port,reference,status")
    .option("--json", "as JSON, the rows of jsonl")
    .option("--jsonl", "as JSON, one row a line")
    .option("--csv", "as CSV, with IANA's headings");
  addReadingOptions(command, "to search");
  addSelectionOptions(command);
  addNotes(command, {
    text: [
      `Columns are ${FIELDS.join(", ")}. firstName is the canonical name of the record's port. Rows from the excerpt have "coverage":"excerpt" in JSON.`,
    ],
    examples: [
      "portolan search pcp",
      "portolan search --port 440-446 --columns name,port,protocol,assignee",
      'portolan search "port control" --protocol udp',
      "portolan search '^x-' --regex --field name --json",
    ],
    exit: ["found", "nothing found"],
  }).action(async (text: string, options: SearchArguments) => {
    console.exitCode = await search(text, options, console);
  });
}

/** Holds the options of `portolan search` as they appear on the command line. */
interface SearchArguments extends SelectionArguments, ReadingArguments {
  readonly field?: string;
  readonly regex?: boolean;
  readonly count?: boolean;
  readonly columns?: string;
  readonly json?: boolean;
  readonly jsonl?: boolean;
  readonly csv?: boolean;
}

/** What a record says in no column of its own. */
const DERIVED = ["status", "class", "firstName"] as const;

/** Names what can be shown of a record: IANA's columns, then what follows from them. */
const FIELDS: readonly (ColumnKey | (typeof DERIVED)[number])[] = [
  ...COLUMNS.map(({ key }) => key),
  ...DERIVED,
];

/** Stands beside the columns asked for, where the answer comes from an excerpt. */
const COVERAGE: RowColumn = { field: "coverage", heading: "coverage" };

const DEFAULT_COLUMNS = "name,port,protocol,description";

/** Carries out `portolan search`. */
async function search(text: string, options: SearchArguments, console: Console): Promise<ExitCode> {
  const form = formOf(options);
  const selection = await selectionOf(options);
  const searched = columnsOf(options);
  const shown = options.columns === undefined ? undefined : columnsNamed(options.columns, FIELDS);
  const wanted = options.regex ? await regexOf(text) : text;
  const use = { takesExcerpt: true, countsWarnings: true };
  const { registry } = await loadNamedRegistry(options, console, use);
  const hits = find(select(registry, selection), wanted, searched);
  if (options.count) await showCount(hits.length, registry, options, console);
  else if (form !== undefined) await console.writeData(await rowsAs(form, hits, registry, shown));
  else if (hits.length > 0) await console.show(tableOf(hits, registry, shown, console.out));
  const searchedRecords = counted(registry.records.length, "record");
  if (hits.length === 0)
    await console.remark(
      registry.coverage === "excerpt"
        ? `Nothing found in the excerpt, ${searchedRecords}; that says nothing of the registry.`
        : `Nothing found in ${searchedRecords}.`,
    );
  return hits.length > 0 ? DONE : DIFFERENT;
}

type Form = "json" | "jsonl" | "csv";

/** Reads in which form the rows are wanted; none is a table for people. */
function formOf(options: SearchArguments): Form | undefined {
  const given = (["json", "jsonl", "csv"] as const).filter((form) => options[form]);
  const [form, other] = given;
  if (form !== undefined && other !== undefined)
    throw new UsageError(`Choose one of --${form} and --${other}.`);
  if (options.count && (form === "jsonl" || form === "csv"))
    throw new UsageError(`Choose one of --count and --${form}.`);
  return form;
}

function columnsOf({ field }: SearchArguments): SearchOptions {
  if (field === undefined) return {};
  const parsed = parseColumns(field);
  if ("message" in parsed) throw new UsageError(`--field: ${parsed.message}`);
  return { columns: parsed.value };
}

async function regexOf(pattern: string): Promise<TextFinder> {
  const parsed = await regexFinder(pattern);
  if ("message" in parsed) throw new UsageError(parsed.message);
  return parsed.value;
}

function showCount(
  count: number,
  registry: Registry,
  { json }: SearchArguments,
  console: Console,
): Promise<void> {
  return json
    ? console.writeData(`${JSON.stringify({ count, ...coverageOf(registry) })}\n`)
    : console.show(`${count}\n`);
}

/** Says in JSON that an answer comes from an excerpt, as look-ups do; of the registry nothing. */
function coverageOf({ coverage }: Registry): { readonly coverage?: "excerpt" } {
  return coverage === "excerpt" ? { coverage } : {};
}

/** Writes the rows for programs: whole as convert writes them, or some columns of them. */
async function rowsAs(
  form: Form,
  hits: readonly SearchHit[],
  registry: Registry,
  columns: readonly RowColumn[] | undefined,
): Promise<string | Iterable<string>> {
  const { coverage } = coverageOf(registry);
  if (columns !== undefined) {
    const said = coverage === undefined || form === "csv" ? columns : [...columns, COVERAGE];
    return rowChunks(fieldsOf(hits, registry), form, { columns: said });
  }
  const found = { ...registry, records: hits.map(({ record }) => record) };
  if (form === "csv") return (await import("@portolan/csv")).csvChunks(found);
  const { jsonlChunks } = await import("@portolan/json");
  if (form === "jsonl" && coverage === undefined) return jsonlChunks(found);
  if (hits.length === 0) return form === "json" ? "[]\n" : "";
  const lines = [...jsonlChunks(found)].join("").trimEnd().split("\n");
  const rows =
    coverage === undefined
      ? lines
      : lines.map((line) => line.replace(/\}$/, `,"coverage":"${coverage}"}`));
  if (form === "jsonl") return `${rows.join("\n")}\n`;
  return `[\n${rows.map((row) => `  ${row}`).join(",\n")}\n]\n`;
}

/** Returns the fields of each record; a column without text is not there. */
function* fieldsOf(
  hits: readonly SearchHit[],
  registry: Registry,
): Generator<Readonly<Record<string, unknown>>> {
  const { records } = registry;
  let names: PortNames | undefined;
  for (const { record } of hits) {
    const { port, protocol } = record;
    yield {
      ...Object.fromEntries(shownTexts(record)),
      ...coverageOf(registry),
      status: statusOf(record),
      class: port === undefined ? undefined : portClass(port),
      // The names of all ports are made only for those who ask for one.
      get firstName() {
        if (port === undefined || protocol === undefined) return undefined;
        names ??= new PortNames(records);
        return names.nameOf(firstPort(port), protocol);
      },
    };
  }
}

/** Lays the hits out for people, with what was found marked. */
function tableOf(
  hits: readonly SearchHit[],
  registry: Registry,
  chosen: readonly RowColumn[] | undefined,
  room: Room,
): string {
  const columns = chosen ?? columnsNamed(DEFAULT_COLUMNS, FIELDS);
  const head = columns.map(({ field, heading }) =>
    dim(heading === field ? headOf(field) : heading),
  );
  const rows = Array.from(fieldsOf(hits, registry), (fields, at) => {
    const { matches = [] } = hits[at] ?? {};
    const cells = columns.map(({ field }) => {
      const text = fields[field] ?? "";
      const match = matches.find(({ column, isTarget }) => column === field && !isTarget);
      return match === undefined ? `${text}` : highlighted(`${text}`, match.spans);
    });
    const elsewhere = matches.filter(
      ({ column, isTarget }) => isTarget || !columns.some(({ field }) => field === column),
    );
    // A record found by what the table does not show says where.
    const [place] = elsewhere;
    const last = cells.length - 1;
    if (place !== undefined && elsewhere.length === matches.length)
      cells[last] = `${cells[last]} ${dim(`(${place.column}: ${place.text})`)}`.trimStart();
    return cells;
  });
  return table([head, ...rows], room);
}

/** `serviceCode` is headed `SERVICE CODE`. */
function headOf(field: string): string {
  return field.replace(/[A-Z]/g, " $&").toUpperCase();
}
