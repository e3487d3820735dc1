import { jsonlChunks } from "@portolan/json";
import { formatPort, oneLine, type Registry } from "@portolan/model";
import {
  search as find,
  parseColumns,
  regexFinder,
  type SearchHit,
  type SearchOptions,
  select,
  type TextFinder,
  type TextSpan,
} from "@portolan/query";
import type { Ansis } from "ansis";
import { DIFFERENT, DONE, type ExitCode, UsageError } from "../exit.js";
import { type Session, writeChunks } from "../io.js";
import { loadNamedRegistry } from "../load.js";
import { counted, remark } from "../remark.js";
import { stylesOf } from "../render/style.js";
import { renderTable } from "../render/table.js";
import { type SelectionArguments, selectionOf } from "../selection-arguments.js";
import { askable } from "../usable.js";

/** Holds the options of `portolan search` as they stand on the command line. */
export interface SearchArguments extends SelectionArguments {
  readonly registry?: string;
  readonly field?: string;
  readonly regex?: boolean;
  readonly count?: boolean;
  readonly json?: boolean;
}

/** Carries out `portolan search`. */
export async function search(
  text: string,
  options: SearchArguments,
  session: Session,
): Promise<ExitCode> {
  const selection = await selectionOf(options);
  const columns = columnsOf(options);
  const wanted = options.regex ? await regexOf(text) : text;
  const registry = await askable(await loadNamedRegistry(options.registry, session), session);
  const hits = find(select(registry, selection), wanted, columns);
  await writeChunks(session.stdout, render(hits, registry, options, session));
  if (hits.length === 0)
    await remark(`Nothing found in ${counted(registry.records.length, "record")}.`, session);
  return hits.length > 0 ? DONE : DIFFERENT;
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

function render(
  hits: readonly SearchHit[],
  registry: Registry,
  { count, json }: SearchArguments,
  session: Session,
): readonly string[] {
  if (count) return [json ? `${JSON.stringify({ count: hits.length })}\n` : `${hits.length}\n`];
  if (json) {
    const found = { ...registry, records: hits.map(({ record }) => record) };
    const rows = [...jsonlChunks(found)].join("").trimEnd().split("\n");
    return [hits.length === 0 ? "[]\n" : `[\n${rows.map((row) => `  ${row}`).join(",\n")}\n]\n`];
  }
  if (hits.length === 0) return [];
  const styles = stylesOf(session.stdout, session);
  const head = ["NAME", "PORT", "PROTOCOL", "DESCRIPTION"].map((heading) => styles.dim(heading));
  return [
    renderTable(
      hits.map((hit) => rowOf(hit, styles)),
      session.stdout,
      { head },
    ),
  ];
}

function rowOf({ record, matches }: SearchHit, styles: Ansis): readonly string[] {
  const { name = "", port, protocol = "", description } = record;
  const cells = {
    name,
    port: port === undefined ? "" : formatPort(port),
    protocol,
    description: description === undefined ? "" : oneLine(description),
  };
  const keys = ["name", "port", "protocol", "description"] as const;
  const elsewhere = matches.filter(
    ({ column, isTarget }) => isTarget || !keys.some((key) => key === column),
  );
  const shown = keys.map((key) => {
    const match = matches.find(({ column, isTarget }) => column === key && !isTarget);
    return match === undefined ? cells[key] : highlight(cells[key], match.spans, styles);
  });
  // A record found by what the table does not show says where.
  const [place] = elsewhere;
  if (place !== undefined && elsewhere.length === matches.length) {
    shown[3] = `${shown[3]} ${styles.dim(`(${place.column}: ${place.text})`)}`.trimStart();
  }
  return shown;
}

function highlight(text: string, spans: readonly TextSpan[], styles: Ansis): string {
  let shown = "";
  let at = 0;
  for (const { start, end } of spans) {
    shown += text.slice(at, start) + styles.bold(text.slice(start, end));
    at = end;
  }
  return shown + text.slice(at);
}
