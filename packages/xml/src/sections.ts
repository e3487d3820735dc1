import { isXmlName } from "./characters.js";
import { type Fault, malformed } from "./fault.js";

const OPENER = /<(?:!--|!\[CDATA\[|!|\?)/g;

/** Gives what closes each opener, and what is wrong with the content between them. */
const SECTIONS: ReadonlyMap<string, readonly [closer: string, faultIn: FaultIn, what: string]> =
  new Map([
    ["<!--", ["-->", commentFault, "comment"]],
    ["<![CDATA[", ["]]>", () => undefined, "CDATA section"]],
    ["<?", ["?>", instructionFault, "processing instruction"]],
  ]);

type FaultIn = (content: string, isFirst: boolean) => string | undefined;

/** Walks over `<!…` and `<?…`, which the library's validator skips without looking inside. */
export function findBadSection(source: string): Fault | undefined {
  const first = source.startsWith("\uFEFF") ? 1 : 0;
  OPENER.lastIndex = 0;
  for (let found = OPENER.exec(source); found !== null; found = OPENER.exec(source)) {
    const offset = found.index;
    const section = SECTIONS.get(found[0]);
    if (section === undefined) return { code: "xml/document-type", offset };
    const [closer, faultIn, what] = section;
    const end = source.indexOf(closer, OPENER.lastIndex);
    if (end === -1) return malformed(offset, `A ${what} is not closed.`);
    const fault = faultIn(source.slice(OPENER.lastIndex, end), offset === first);
    if (fault !== undefined) return malformed(offset, fault);
    OPENER.lastIndex = end;
  }
  return undefined;
}

function commentFault(content: string): string | undefined {
  return content.includes("--") || content.endsWith("-") ? "A comment has -- inside." : undefined;
}

/** The XML declaration (XML 1.0 §2.8), between `<?` and `?>`. */
const DECLARATION =
  /^xml\s+version\s*=\s*(["'])1\.\d+\1(?:\s+encoding\s*=\s*(["'])[A-Za-z][\w.-]*\2)?(?:\s+standalone\s*=\s*(["'])(?:yes|no)\3)?\s*$/;

function instructionFault(content: string, isFirst: boolean): string | undefined {
  const name = /^[^\s?]*/.exec(content)?.[0] ?? "";
  if (!isXmlName(name)) return "A processing instruction has no name.";
  if (name.toLowerCase() !== "xml") return undefined;
  if (!isFirst) return "An XML declaration stands after the beginning.";
  return DECLARATION.test(content) ? undefined : "The XML declaration is broken.";
}

const MISC = /[ \t\r\n]+|<!--[\s\S]*?-->|<\?[\s\S]*?\?>/y;

/**
 * Finds what stands after the root element and may not (XML 1.0 §2.1 allows comments, processing
 * instructions and white space). The validator overlooks it where the root is `<registry/>`.
 */
export function findAfterRoot(source: string, rootEnd: number): Fault | undefined {
  MISC.lastIndex = rootEnd;
  let offset = rootEnd;
  while (MISC.test(source)) offset = MISC.lastIndex;
  return offset === source.length ? undefined : { code: "xml/after-root", offset };
}

/** Finds a CDATA section before the root element, where the validator overlooks it (XML 1.0 §2.8). */
export function findEarlyText(source: string): Fault | undefined {
  let offset = source.startsWith("\uFEFF") ? 1 : 0;
  MISC.lastIndex = offset;
  while (MISC.test(source)) offset = MISC.lastIndex;
  return source.startsWith("<![CDATA[", offset)
    ? malformed(offset, "Text stands before the root element.")
    : undefined;
}

const SECTION = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>/g;

/**
 * Puts blanks for the quotes in processing instructions, in which the library looks for attributes
 * and does not bear an apostrophe.
 */
export function withoutQuotes(source: string): string {
  return source.replace(SECTION, (section) =>
    section.startsWith("<?") ? section.replace(/["']/g, " ") : section,
  );
}

/** Puts blanks for comments, CDATA sections and processing instructions; offsets stay the same. */
export function withoutSections(source: string): string {
  return source.replace(SECTION, (section) => " ".repeat(section.length));
}
