// A program of somebody who has installed the packages: compiled and run by consumer-types.test.ts.

import { Readable, Writable } from "node:stream";
import { readRegistry, type WritableFormat, writeRegistry } from "@portolan/convert";
import { fromCsv, toCsv } from "@portolan/csv";
import { toCsv as writeCsv } from "@portolan/csv/write";
import { fromHtml, toHtml } from "@portolan/html";
import { fromJson, fromJsonl, toJson, toJsonl } from "@portolan/json";
import {
  createRegistry,
  type ParseResult,
  type Port,
  type Registry,
  registryOf,
  type ServiceRecord,
} from "@portolan/model";
import { createIndex, diff, type Finding, isSame, lint, lookup, search } from "@portolan/query";
import { fromServices, type ToServicesOptions, toServices } from "@portolan/services";
import { decode } from "@portolan/source";
import { fromText, toText } from "@portolan/text";
import { toTypeScript } from "@portolan/typescript";
import { fromXml, toXml } from "@portolan/xml";
import { fromYaml, toYaml } from "@portolan/yaml";
import { type ExitCode, type Io, lookup as lookUp, run } from "portolan";

const record: ServiceRecord = {
  name: "http",
  port: 80,
  protocol: "tcp",
  description: "World Wide Web HTTP",
  contacts: [],
  references: [{ type: "rfc", data: "rfc9110" }],
};
const registry: Registry = createRegistry({
  id: "service-names-port-numbers",
  title: "Service Name and Transport Protocol Port Number Registry",
  updated: "2025-10-16",
  records: [record],
});

// Types that had become `any` would let these pass.
// @ts-expect-error: a number is no source
const refuses: unknown = () => fromCsv(80);
// @ts-expect-error: an unknown target
const target: ToServicesOptions = { target: "plan9" };

const results: Readonly<Record<string, ParseResult>> = {
  csv: fromCsv(toCsv(registry)),
  xml: fromXml(toXml(registry)),
  html: fromHtml(toHtml(registry)),
  text: fromText(toText(registry)),
  services: fromServices(toServices(registry)),
  json: fromJson(toJson(registry)),
  jsonl: fromJsonl(toJsonl(registry)),
  yaml: fromYaml(toYaml(registry)),
};
const ports = Object.entries(results).map(([format, result]) => {
  const port: Port | undefined = registryOf(result).records[0]?.port;
  return [format, port] as const;
});

const to: WritableFormat = "jsonl";
const { text } = await writeRegistry(registry, to);
const { format, registry: again } = await readRegistry(text);

const findings: readonly Finding[] = lint(registry);

async function output(...argv: readonly string[]): Promise<string> {
  let written = "";
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written += chunk.toString();
      done();
    },
  });
  const io: Io = {
    stdin: { stream: Readable.from([toXml(registry)]), isPiped: true },
    stdout: { stream, isTerminal: false },
    stderr: { stream, isTerminal: false },
    env: {},
  };
  const exitCode: ExitCode = await run(argv, io);
  return `${exitCode} ${written.trim()}`;
}

console.log(
  JSON.stringify({
    ports: Object.fromEntries(ports),
    converted: [format, again.records[0]?.name],
    found: lookup(createIndex(registry), "80/tcp").entries[0]?.record.name,
    hits: search(registry, "web").length,
    oneLibrary: lookUp === lookup && writeCsv === toCsv,
    same: isSame(diff(registry, registry)),
    findings: findings.length,
    decoded: await decode(new TextEncoder().encode("http"), "registry.csv"),
    constant: toTypeScript(registry)
      .split("\n")
      .find((line) => line.startsWith("export")),
    command: await output("convert", "--to", "services", "--no-header"),
    unused: [typeof refuses, target.target],
  }),
);
