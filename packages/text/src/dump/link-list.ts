import type { Reference } from "@portolan/model";

/** Matches a reference whose label is a numbered link: `[[12]RFC6335]`. */
const LINKED_LABEL = /\[\[(\d+)\]([^[\]]+)\]/g;

/** Matches a number in front of what is no reference: `[12]mailto:…`. */
const LINK_NUMBER = /\[\d+\](?=[a-z]+:)/g;

/** Matches a number in front of anything, as in the head of a page: `[1] Internet`. */
const ANY_NUMBER = /\[\d+\] ?(?=\S)/g;

/** Takes the numbers of links off the text of a cell; a reference `[1]` to a footnote stays. */
export function withoutLinkNumbers(text: string): string {
  return text.includes("[") ? text.replace(/\[\[\d+\]/g, "[").replace(LINK_NUMBER, "") : text;
}

/** Takes the numbers of links off a line above the tables, where there are no footnotes. */
export function withoutHeaderNumbers(line: string): string {
  return line.replace(ANY_NUMBER, "");
}

/** Tells whether a text has numbered links. */
export function hasLinkNumbers(source: string): boolean {
  return /\[\[\d+\]\S/.test(source) || /\[\d+\]mailto:/.test(source);
}

/** The title of the list of links, and of its parts. */
const LIST_TITLE = /^\s*References:?\s*$/;
const PART_TITLE = /^\s*(?:Visible|Hidden) links:?\s*$/;

/** A line of the list: `  12. https://…`, or `[12] https://…`. An address may have blanks. */
const LINK_LINE = /^\s*(?:\d+\.|\[\d+\]) [A-Za-z][\w+.-]*:\S/;

/** Tells whether a line is one of a list of links, its titles included. */
export function isOfLinkList(text: string): boolean {
  return LINK_LINE.test(text) || PART_TITLE.test(text) || LIST_TITLE.test(text);
}

/** Tells whether a list of links begins at one of some lines: its title, and a line of it below. */
export function beginsLinkList(texts: readonly string[], at: number): boolean {
  if (!LIST_TITLE.test(texts[at] ?? "")) return false;
  let next = at + 1;
  while (next < texts.length && !/\S/.test(texts[next] ?? "")) next++;
  return next === texts.length || isOfLinkList(texts[next] ?? "");
}

/** Matches the title of a list of links, with the beginning of its first line or part. */
const LIST_START = /^[ \t]*References:?[ \t\r]*\n(?=\s*(?:\d+\. |Visible links|Hidden links))/m;

/**
 * Finds the web addresses that labels of references lead to: `[[12]TR-1]` above, `12. https://…`
 * in the list of links at the end of its page. A label with several addresses has none.
 */
export function linkTargets(source: string): ReadonlyMap<string, string> {
  const targets = new Map<string, string>();
  const conflicting = new Set<string>();
  const [first = "", ...lists] = source.split(LIST_START);
  let page = first;
  for (const list of lists) {
    const addresses = new Map(
      [...list.matchAll(/^ *(\d+)\. (https?:\S+)\r?$/gm)].map(([, number, address]) => [
        number,
        address,
      ]),
    );
    for (const [, number, label = ""] of page.matchAll(LINKED_LABEL)) {
      const address = addresses.get(number);
      if (address === undefined) continue;
      if ((targets.get(label) ?? address) !== address) conflicting.add(label);
      targets.set(label, address);
    }
    // Behind the list another page may stand.
    page = list;
  }
  for (const label of conflicting) targets.delete(label);
  return targets;
}

/** Returns a reference the address that the page lists for its label, where the label is all it has. */
export function withTarget(reference: Reference, targets: ReadonlyMap<string, string>): Reference {
  const { text } = reference;
  const data = text === undefined ? undefined : targets.get(text);
  return text === undefined || data === undefined ? reference : { type: "uri", data, text };
}
