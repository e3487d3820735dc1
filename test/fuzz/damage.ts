import { fromCsv, toCsv } from "@portolan/csv";
import { fromHtml, toHtml } from "@portolan/html";
import { fromJson, fromJsonl, toJson, toJsonl } from "@portolan/json";
import { createRegistry, type ParseResult, type Registry } from "@portolan/model";
import { fromServices, toServices } from "@portolan/services";
import { COPY_SHAPES, fromText, toCopy, toMarkdown, toText } from "@portolan/text";
import { fromXml, toXml } from "@portolan/xml";
import { fromYaml, toYaml } from "@portolan/yaml";
import type { Random } from "./random.js";

const DESCRIPTION = ['Says "a, b; c" & <d>', { break: true as const }, "\n  {e}: [f] # 'g' \\ h"];

const REGISTRY: Registry = createRegistry({
  id: "service-names-port-numbers",
  title: "Service Name and Transport Protocol Port Number Registry",
  updated: "2025-09-22",
  records: Array.from({ length: 24 }, (_, i) => ({
    ...(i % 5 === 3 ? {} : { name: `service-${i}` }),
    port: i % 7 === 2 ? { first: 6000 + i * 10, last: 6005 + i * 10 } : 1000 + i,
    protocol: i % 2 === 0 ? "tcp" : "udp",
    ...(i % 3 === 0 ? { description: DESCRIPTION } : { description: `Service number ${i}` }),
    contacts: i % 4 === 0 ? [] : [`Person_${i % 3}`],
    ...(i % 6 === 1 ? { assignees: ["IESG"] } : {}),
    registrationDate: "2001-06-07",
    references: i % 4 === 1 ? [{ type: "rfc" as const, data: "rfc6335" }] : [],
  })),
  people: [0, 1, 2].map((i) => ({ id: `Person_${i}`, name: `Person ${i}`, uris: ["mailto:p"] })),
});

/** A registry as one format has it. */
interface Form {
  readonly source: string;
  readonly read: (source: string) => ParseResult;
  /** How far before its offset a row begins. */
  readonly lead?: number;
  /** What follows the last sign of a row, up to the next. */
  readonly tail: RegExp;
  /** What makes of a row something else that the format knows, and need not be told. */
  readonly other?: RegExp;
}

const LIST_END = /,?\s*(?:\](?:\s*,\s*"(?:people|footnotes)"[\s\S]*|\s*\}?\s*))?$/;

/** The last row of a text is left alone: what follows it is none of it. */
const TEXT_END = /\s*$/;

/**
 * The same in rows of one line. In plain text a name stands in the middle of its lines, which no offset
 * tells from those of its neighbours.
 */
const ONE_LINE: Registry = {
  ...REGISTRY,
  records: REGISTRY.records.map((record, i) => ({ ...record, description: `Number-${i}` })),
};

export const FORMS: Readonly<Record<string, Form>> = {
  csv: { source: toCsv(REGISTRY), read: fromCsv, tail: /\r\n$/ },
  "JSON Lines": { source: toJsonl(REGISTRY), read: fromJsonl, tail: /\n$/ },
  JSON: { source: toJson(REGISTRY), read: fromJson, tail: LIST_END },
  "JSON, indented": { source: toJson(REGISTRY, { indent: 2 }), read: fromJson, tail: LIST_END },
  "JSON on one line": { source: toJson(REGISTRY, { indent: 0 }), read: fromJson, tail: LIST_END },
  "a list of flat rows": {
    source: `[${toJsonl(REGISTRY).trimEnd().replaceAll("\n", ",\n")}]\n`,
    read: fromJson,
    tail: LIST_END,
  },
  YAML: {
    source: toYaml(REGISTRY),
    read: fromYaml,
    lead: 4,
    tail: /\s*-?\s*(?:people:[\s\S]*)?$/,
  },
  HTML: { source: toHtml(REGISTRY), read: fromHtml, tail: /\s*(?:<\/tbody>[\s\S]*)?$/ },
  XML: { source: toXml(REGISTRY), read: fromXml, tail: /\s*(?:<people>[\s\S]*)?$/ },
  services: { source: toServices(REGISTRY), read: fromServices, tail: /\n$/, other: /^#/ },
  "IANA's plain text": { source: toText(ONE_LINE), read: fromText, tail: TEXT_END },
  Markdown: { source: toMarkdown(ONE_LINE), read: fromText, tail: TEXT_END },
  ...Object.fromEntries(
    COPY_SHAPES.map((shape): [string, Form] => [
      `a copy, ${shape}`,
      { source: toCopy(ONE_LINE, shape), read: fromText, tail: TEXT_END },
    ]),
  ),
};

/** Signs that mean something in one of the formats. */
const SIGNS = [..."\"',{}[]:\\\n<>&=x7 \t\r;-#/é|"];

const shown = ({ registry }: ParseResult): readonly string[] =>
  registry.records.map((record) => JSON.stringify(record));

/** Damages single rows of a form, each time from the whole text. */
export class RowDamage {
  readonly #form: Form;
  readonly #whole: ParseResult;
  readonly #records: readonly string[];

  constructor(form: Form) {
    this.#form = form;
    this.#whole = form.read(form.source);
    this.#records = shown(this.#whole);
  }

  /** How many rows there are; none, where the form has an error before it is damaged. */
  get rows(): number {
    const hasError = this.#whole.problems.some(({ severity }) => severity === "error");
    return hasError ? 0 : this.#records.length;
  }

  /** Damages one row by chance; gives what is wrong, and nothing where that costs and tells this row only. */
  tryOne(random: Random): string | undefined {
    const { source, read, lead = 0, tail, other } = this.#form;
    const records = this.#records;
    const index = random.below(records.length - (tail === TEXT_END ? 1 : 0));
    const start = (this.#whole.offsets[index] ?? 0) - lead;
    const upTo = source.slice(start, this.#whole.offsets[index + 1] ?? source.length);
    const end = start + upTo.replace(tail, "").length;
    const at = start + random.below(end - start);
    const removed = random.pick([0, 1, 1 + random.below(8)]);
    const put = random.below(2) === 0 ? "" : random.pick(SIGNS);
    const damaged = source.slice(0, at) + put + source.slice(Math.min(end, at + removed));
    const result = read(damaged);
    const found = shown(result);
    const what = `row ${index}, at ${at - start} of ${JSON.stringify(source.slice(start, end))}: ${removed} signs, ${JSON.stringify(put)} in their place`;
    const lost = records.filter((record, i) => i !== index && !found.includes(record));
    if (lost.length > 0) return `${lost.length} other rows are lost or changed: ${what}`;
    // A row that is gone is told at one of its lines; the fault may show in the line after.
    if (found.length >= records.length || other?.test(damaged.slice(start))) return undefined;
    // Two lines more: the fault may show where the next row begins. Lines count by LF, whatever is put in.
    const from = damaged.lastIndexOf("\n", start - 1) + 1;
    const rest = /^(?:[^\n]*\n){0,3}/.exec(damaged.slice(end + damaged.length - source.length));
    const to = end + damaged.length - source.length + (rest?.[0].length ?? 0);
    const isTold = result.problems.some(
      (problem) => problem.start && from <= problem.start.offset && problem.start.offset <= to,
    );
    return isTold ? undefined : `a row is gone, and nothing said of it: ${what}`;
  }
}
