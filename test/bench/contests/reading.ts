import { readFileSync } from "node:fs";
import { fromCsv } from "@portolan/csv";
import { fromHtml } from "@portolan/html";
import { fromJson, fromJsonl } from "@portolan/json";
import type { ParseResult } from "@portolan/model";
import { fromServices } from "@portolan/services";
import { fromText } from "@portolan/text";
import { fromXml } from "@portolan/xml";
import { fromYaml } from "@portolan/yaml";
import { parse as parseCsv } from "csv-parse/sync";
import { csvParseRows } from "d3-dsv";
import { XMLParser } from "fast-xml-parser";
import { load as loadYaml } from "js-yaml";
import { parse as parseHtml } from "parse5";
import { parse as parseYaml } from "yaml";
import { scanCsv, scanHtml, scanLines, scanXml } from "../floors.js";
import type { Contender } from "../rounds.js";
import { readWithSaxes } from "../saxes-records.js";
import type { Prepare } from "./contest.js";

export const readXml: Prepare = async ({ paths }) => {
  const source = readFileSync(paths.xml, "utf8");
  const library = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    trimValues: false,
    parseTagValue: false,
  });
  return [
    ours(fromXml, source),
    { name: "one-pass scan", kind: "floor", run: () => scanXml(source) },
    {
      name: "fast-xml-parser, preserveOrder",
      kind: "library",
      run: () => library.parse(source),
    },
    { name: "saxes into records", kind: "peer", run: () => readWithSaxes(source) },
  ];
};

export const readCsv: Prepare = async ({ paths }) => {
  const source = readFileSync(paths.csv, "utf8");
  return [
    ours(fromCsv, source),
    { name: "one-pass scan", kind: "floor", run: () => scanCsv(source) },
    { name: "csv-parse", kind: "library", run: () => parseCsv(source) },
    { name: "d3-dsv", kind: "peer", run: () => csvParseRows(source) },
  ];
};

export const readHtml: Prepare = async ({ paths }) => {
  const source = readFileSync(paths.html, "utf8");
  return [
    ours(fromHtml, source),
    { name: "one-pass scan", kind: "floor", run: () => scanHtml(source) },
    { name: "parse5", kind: "library", run: () => parseHtml(source) },
  ];
};

export const readText: Prepare = async ({ paths }) => {
  const source = readFileSync(paths.text, "utf8");
  const xml = readFileSync(paths.xml, "utf8");
  return [
    ours(fromText, source),
    { name: "one-pass scan", kind: "floor", run: () => scanLines(source) },
    { name: "XML → records", kind: "peer", run: () => fromXml(xml) },
  ];
};

export const readServices: Prepare = async ({ paths }) => {
  const source = readFileSync(paths.services, "utf8");
  return [
    ours(fromServices, source),
    { name: "one-pass scan", kind: "floor", run: () => scanLines(source) },
  ];
};

export const readJson: Prepare = async ({ paths }) => {
  const source = readFileSync(paths.json, "utf8");
  return [
    ours(fromJson, source),
    { name: "JSON.parse", kind: "floor", run: () => JSON.parse(source) },
  ];
};

export const readJsonl: Prepare = async ({ paths }) => {
  const source = readFileSync(paths.jsonl, "utf8");
  return [
    ours(fromJsonl, source),
    {
      name: "JSON.parse of each line",
      kind: "floor",
      run: () =>
        source
          .trimEnd()
          .split("\n")
          .map((line) => JSON.parse(line)),
    },
  ];
};

export const readYaml: Prepare = async ({ paths }) => {
  const source = readFileSync(paths.yaml, "utf8");
  return [
    ours(fromYaml, source),
    { name: "one-pass scan", kind: "floor", run: () => scanLines(source) },
    { name: "yaml.parse", kind: "library", run: () => parseYaml(source) },
    { name: "js-yaml", kind: "peer", run: () => loadYaml(source) },
  ];
};

function ours(read: (source: string) => ParseResult, source: string): Contender {
  return { name: "portolan", kind: "ours", run: () => read(source) };
}
