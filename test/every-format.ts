// Runs in Node and in a browser: browser.test.ts holds what it gives there against what it gives here.

import { FORMATS, isReadableFormat, readRegistry, writeRegistry } from "@portolan/convert";
import { createRegistry, type Registry, type ServiceRecord } from "@portolan/model";
import {
  createIndex,
  diff,
  diffLines,
  diffReport,
  lint,
  lookup,
  regexFinder,
  search,
} from "@portolan/query";

const common: ServiceRecord = { contacts: ["Jane_Doe"], references: [], protocol: "tcp" };
const registry: Registry = createRegistry({
  id: "service-names-port-numbers",
  title: "Service Name and Transport Protocol Port Number Registry",
  updated: "2025-10-16",
  records: [
    { ...common, name: "http", port: 80, registrationDate: "2001-02" },
    { ...common, name: "x11", port: { first: 6000, last: 6063 }, description: "Größe" },
  ],
  people: [{ id: "Jane_Doe", name: "Jane Doe", uris: ["mailto:jane&example.org"] }],
});

/** Holds sources that only the library behind a reader can read, or refuse, not the short way. */
const ODD_SOURCES: Readonly<Record<string, string>> = {
  csv: 'Service Name,Port Number,Transport Protocol\n"x"11,6000-6063,tcp\nhttp,80,tcp\n',
  html: "<p><table><tr><th>Service Name<th>Port Number<th>Transport Protocol<th>Description<tr><td>http<td>80<td>tcp</table>",
  json: '{"records": [{"name": "http", "port": 80},]}',
  yaml: 'records: [{ name: !!str http, "port": 80 }]\n',
};

/** Writes a registry in every format, reads it in each that can be read, and asks it something. */
export async function everyFormat(): Promise<Readonly<Record<string, unknown>>> {
  const results: Record<string, unknown> = {};
  for (const { name } of FORMATS) {
    const written = await writeRegistry(registry, name);
    results[name] = isReadableFormat(name) ? await ask(written.text) : written;
  }
  for (const [name, source] of Object.entries(ODD_SOURCES)) {
    results[`odd ${name}`] = await ask(source);
  }
  return results;
}

/** Reads a text of whatever format and gives what each of the query functions says of it. */
async function ask(source: string): Promise<Readonly<Record<string, unknown>>> {
  const { format, registry: found, problems } = await readRegistry(source);
  const words = await regexFinder("gr(ö|oe)(ß|ss)e");
  return {
    format,
    problems: problems.map(({ code, message, start }) => ({ code, message, start })),
    holders: lookup(createIndex(found), "80").entries.map(({ record }) => record.name),
    hits: "value" in words ? search(found, words.value).length : words.message,
    findings: lint(found).map(({ code }) => code),
    differences: diffLines(diffReport(diff(registry, found))).map(({ cells }) => cells.join(" ")),
  };
}
