import type { Registry, Report } from "@portolan/model";
import { Markup } from "./markup.js";
import { xmlProblems } from "./problems.js";
import { HEADER_FIELDS, NAMESPACE } from "./shape.js";
import { writePerson, writeRecord } from "./write-entries.js";

/** Configures {@link toXml}. */
export interface ToXmlOptions {
  /** Where to report what XML cannot hold. */
  readonly report?: Report;
}

/**
 * Writes a registry as IANA's XML: its elements in one order, one child a line. The same registry
 * gives the same bytes, and {@link fromXml} reads it back equal.
 *
 * @example
 * toXml(registry); // "<?xml version='1.0' encoding='UTF-8'?>\n…"
 */
export function toXml(registry: Registry, options: ToXmlOptions = {}): string {
  let xml = "";
  for (const chunk of xmlChunks(registry, options)) xml += chunk;
  return xml;
}

// As IANA begins the file; the stylesheet and the schema stand beside it on IANA's server.
const PROLOG = `<?xml version='1.0' encoding='UTF-8'?>
<?xml-stylesheet type="text/xsl" href="service-names-port-numbers.xsl"?>
<?xml-model href="service-names-port-numbers.rng" schematypens="http://relaxng.org/ns/structure/1.0" ?>
`;

/** Writes the text of {@link toXml} in pieces, each made when it is asked for. */
export function* xmlChunks(
  registry: Registry,
  options: ToXmlOptions = {},
): Generator<string, void, undefined> {
  let pieces: string[] = [];
  for (const element of elements(registry, options.report)) {
    pieces.push(element);
    // Joined soon, what they were made of need not be kept.
    if (pieces.length < PIECES_PER_CHUNK) continue;
    yield pieces.join("");
    pieces = [];
  }
  yield pieces.join("");
}

const PIECES_PER_CHUNK = 128;

function* elements(registry: Registry, report: Report | undefined): Generator<string> {
  const markup = new Markup(report);
  reportLosses(registry, report);
  const attributes = [
    ["xmlns", NAMESPACE],
    ["id", registry.id],
  ] as const;
  yield `${PROLOG}${markup.openTag("registry", attributes)}\n`;
  for (const element of headerElements(registry, markup)) yield `  ${element}\n`;
  for (const record of registry.records) yield `  ${writeRecord(record, markup)}\n`;
  for (const { anchor, text } of registry.footnotes) {
    yield `  ${markup.element("footnote", [["anchor", anchor]], markup.runningText(text))}\n`;
  }
  if (registry.people.length > 0) {
    yield "  <people>\n";
    for (const person of registry.people) yield `    ${writePerson(person, markup)}\n`;
    yield "  </people>\n";
  }
  yield "</registry>\n";
}

function* headerElements(registry: Registry, markup: Markup): Generator<string> {
  for (const [name, field] of HEADER_FIELDS) {
    const text = registry[field];
    if (text !== undefined) yield markup.element(name, [], markup.text(text));
  }
  for (const reference of registry.references) yield markup.reference(reference);
  for (const expert of registry.experts) yield markup.element("expert", [], markup.text(expert));
  for (const { title, text } of registry.notes) {
    yield markup.element("note", [["title", title]], markup.runningText(text));
  }
}

/** Reports what the model says about how it was read, for which XML has no place. */
function reportLosses(registry: Registry, report: Report | undefined): void {
  const inferred = [...registry.records, ...registry.people].filter(
    (entry) => entry.inferred !== undefined,
  ).length;
  const losses = [
    ...(registry.page === undefined ? [] : ["the page that the registry was"]),
    ...(inferred === 0 ? [] : [`the marks of inferred fields (${inferred} entries)`]),
  ];
  for (const what of losses) report?.add(xmlProblems, "xml/not-carried", { values: { what } });
}
