import { readFileSync } from "node:fs";
import { loadWriter, type WritableFormat } from "@portolan/convert";
import { COLUMNS, type Registry, Report } from "@portolan/model";
import { renderingOf, renderRecord, toData } from "@portolan/model/internal";
import { toText } from "@portolan/text";
import { fromXml } from "@portolan/xml";
import { csvFormatRows } from "d3-dsv";
import { dump as dumpYaml } from "js-yaml";
import { stringify as stringifyYaml } from "yaml";
import type { Contender } from "../rounds.js";
import type { Prepare } from "./contest.js";

/** Prepares the writer of a format; the floor is `JSON.stringify` of what the format carries. */
function writing(
  format: WritableFormat,
  carried: (registry: Registry) => unknown,
  others: (registry: Registry) => readonly Contender[] = () => [],
): Prepare {
  return async (inputs) => {
    const { registry } = fromXml(readFileSync(inputs.paths.xml, "utf8"));
    const write = await loadWriter(format);
    const data = carried(registry);
    return [
      { name: "portolan", kind: "ours", run: () => textOf(write(registry, {}, new Report())) },
      { name: "JSON.stringify", kind: "floor", run: () => JSON.stringify(data) },
      ...others(registry),
    ];
  };
}

const whole = (registry: Registry): unknown => registry;
const records = (registry: Registry): unknown => registry.records;

export const writeXml: Prepare = writing("xml", whole);
export const writeHtml: Prepare = writing("html", whole);
export const writeText: Prepare = writing("text", whole, (registry) => [
  // What the command writes is read back, to tell what the text does not say.
  { name: "portolan, not read back", kind: "peer", run: () => toText(registry) },
]);
export const writeServices: Prepare = writing("services", records);
export const writeJson: Prepare = writing("json", whole);
export const writeJsonl: Prepare = writing("jsonl", records);
export const writeTypeScript: Prepare = writing("typescript", records);
export const writeMarkdown: Prepare = writing("markdown", records);

export const writeCsv: Prepare = writing("csv", records, (registry) => {
  const rendering = renderingOf(registry);
  const rows = registry.records.map((record) => {
    const cells = renderRecord(record, rendering);
    return COLUMNS.map(({ key }) => cells[key]);
  });
  // The cells are there already: what is left is the quoting.
  return [{ name: "d3-dsv, of ready cells", kind: "peer", run: () => csvFormatRows(rows) }];
});

export const writeYaml: Prepare = writing("yaml", whole, (registry) => {
  const data = toData(registry);
  return [
    {
      name: "yaml.stringify",
      kind: "library",
      run: () => stringifyYaml(data, { aliasDuplicateObjects: false, lineWidth: 0 }),
    },
    { name: "js-yaml", kind: "peer", run: () => dumpYaml(data, { noRefs: true }) },
  ];
});

function textOf(chunks: Iterable<string>): string {
  let text = "";
  for (const chunk of chunks) text += chunk;
  return text;
}
