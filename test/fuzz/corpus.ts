import { existsSync, readdirSync, readFileSync } from "node:fs";
import { READABLE_FORMATS, type ReadableFormat, writeRegistry } from "@portolan/convert";
import { createRegistry, type Registry } from "@portolan/model";
import { COPY_SHAPES, toCopy, toMarkdown, toText } from "@portolan/text";
import { hasSnapshots, NEWEST_DAY, readSnapshot, sharedPath } from "../shared.js";
import type { Random } from "./random.js";

/** Holds texts of each format, from which damaged ones are made. */
export type Corpus = Readonly<Record<ReadableFormat, Texts>>;

/** Holds texts of a format. */
export interface Texts {
  readonly all: readonly string[];
  /** The same with few rows, of which most cases are made: they show most in the least time. */
  readonly short: readonly string[];
}

/** Gives a text of a format, most often a short one. */
export function pickText(corpus: Corpus, format: ReadableFormat, random: Random): string {
  const { all, short } = corpus[format];
  return random.pick(random.below(8) === 0 ? all : short);
}

/** A longer text is cut: most of its rows show nothing that some do not. */
const LONGEST = 8_000;

/** How much is kept of the beginning and of the end of a text to make it short, up to the end of a line. */
const SHORT_HEAD = 2_200;
const SHORT_TAIL = 500;

function shortened(text: string): string {
  const from = text.indexOf("\n", SHORT_HEAD);
  const to = text.lastIndexOf("\n", text.length - SHORT_TAIL);
  return from === -1 || to <= from ? text : text.slice(0, from) + text.slice(to);
}

/** What stands in each name of {@link markedRegistry}, and in no other text. */
export const MARK = /zq\d\dz/g;

/** Makes a registry whose records can be told in whatever becomes of it: each has a mark. */
function markedRegistry(count: number): Registry {
  return createRegistry({
    id: "service-names-port-numbers",
    title: "Service Name and Transport Protocol Port Number Registry",
    updated: "2025-09-22",
    records: Array.from({ length: count }, (_, i) => ({
      name: `zq${10 + i}z`,
      port: i % 7 === 2 ? { first: 6000 + i * 10, last: 6005 + i * 10 } : 1000 + 37 * i,
      protocol: i % 2 === 0 ? "tcp" : "udp",
      description: i % 3 === 0 ? 'Says "a, b" & <d>' : `Service number ${i}`,
      contacts: i % 4 === 0 ? [] : [`Person_${i % 3}`],
      ...(i % 6 === 1 ? { assignees: ["IESG"] } : {}),
      registrationDate: "2001-06-07",
      references: i % 4 === 1 ? [{ type: "rfc" as const, data: "rfc6335" }] : [],
      ...(i % 5 === 2 ? { notes: "Defined TXT keys: a=<b>" } : {}),
    })),
    people: [0, 1, 2].map((i) => ({ id: `Person_${i}`, name: `Person ${i}`, uris: ["mailto:p"] })),
  });
}

const EXTENSIONS: Readonly<Record<string, ReadableFormat>> = {
  csv: "csv",
  tsv: "csv",
  xml: "xml",
  html: "html",
  txt: "text",
  md: "text",
  services: "services",
  json: "json",
  jsonl: "jsonl",
  yaml: "yaml",
};

/** What IANA publishes: parts of it are taken where it is there. */
const PUBLISHED = [
  ["csv", "csv"],
  ["xml", "xml"],
  ["xhtml", "html"],
  ["txt", "text"],
] as const;

/**
 * Gives texts of every format, the marked ones first.
 *
 * @param withShared - adds what stands beside the project: published states, and texts that people sent.
 */
export async function readCorpus(fixtures: URL, withShared: boolean): Promise<Corpus> {
  const corpus = await writtenTexts(markedRegistry(20));
  const few = await writtenTexts(markedRegistry(5));
  for (const folder of readdirSync(fixtures)) {
    const at = new URL(`${folder}/`, fixtures);
    if (folder.includes(".")) continue;
    for (const file of readdirSync(at)) {
      const [name, extension = ""] = file.split(".");
      const format = file === "services" ? "services" : EXTENSIONS[extension];
      if (format === undefined || name === "problems") continue;
      corpus[format].push(readFileSync(new URL(file, at), "utf8").slice(0, LONGEST));
    }
  }
  if (withShared) addShared(corpus);
  return Object.fromEntries(
    READABLE_FORMATS.map((format): [ReadableFormat, Texts] => {
      const all = corpus[format];
      return [format, { all, short: [...few[format], ...all.map(shortened)] }];
    }),
  ) as Corpus;
}

/** Writes a registry in all forms of all formats. */
async function writtenTexts(registry: Registry): Promise<Record<ReadableFormat, string[]>> {
  const texts = Object.fromEntries(
    await Promise.all(
      READABLE_FORMATS.map(async (format): Promise<[ReadableFormat, string[]]> => {
        const { text } = await writeRegistry(registry, format);
        return [format, [text]];
      }),
    ),
  ) as Record<ReadableFormat, string[]>;
  texts.text.push(
    ...COPY_SHAPES.map((shape) => toCopy(registry, shape)),
    toMarkdown(registry),
    toText(registry),
  );
  texts.json.push(
    JSON.stringify(registry),
    `[${texts.jsonl[0]?.trimEnd().replaceAll("\n", ",\n")}]`,
  );
  return texts;
}

function addShared(corpus: Record<ReadableFormat, string[]>): void {
  const sent = sharedPath("findings/inputs");
  for (const file of existsSync(sent) ? readdirSync(sent) : []) {
    const format = EXTENSIONS[file.split(".").at(-1) ?? ""];
    if (format !== undefined)
      corpus[format].push(readFileSync(`${sent}/${file}`, "utf8").slice(0, LONGEST));
  }
  for (const [extension, format] of hasSnapshots ? PUBLISHED : []) {
    const published = readSnapshot(NEWEST_DAY, extension);
    for (const part of [0, 0.3, 0.6, 0.97]) {
      const from = published.indexOf("\n", 2_000 + part * published.length);
      corpus[format].push(published.slice(0, 2_000) + published.slice(from).slice(0, LONGEST));
    }
  }
}
