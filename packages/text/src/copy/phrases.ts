/**
 * The words by which a copy without cell borders shows where a column begins. Beside each stands
 * how many of the 14,380 records of 2022-10-21 no other rule would read right.
 */
type Phrases = readonly string[];

/** How the column Unauthorized Use Reported begins. */
const UNAUTHORIZED_USE: Phrases = [
  "Kn(?:ow|wo)n (?:Unauthorized Use|UNAUTHORIZED USE)s?\\b", // 74
  "Unauthorized Use Known\\b", // 26
  "Unauthorized use by ", // 2
  "Unofficial use of ", // 1
  "PORT \\d+ also being used unofficially\\b", // 2
  "\\S+ assigned the port, ", // 4
];

/** How the column Assignment Notes begins where it follows the description directly. */
const NOTES: Phrases = [
  "Defined TXT keys:", // 23
  "This entry (?:is|has) ", // 28
  // Of 2017-03-10; since then a date comes before it.
  "This is a duplicate of ", // 2
  "[Tt]his port (?:was|has been) ", // 2
  "\\(Removed ", // 2
  "\\S+ \\(unof+ici?ally\\) (?:is )?using ", // 3
  "<== NOTE ", // 2
  '"[^"\\s]+" assignment withdrawn', // 1
  "Not a real service type\\.", // 1
];

/** Notes that may also be descriptions. They are descriptions where nothing comes before them. */
const NOTES_OR_DESCRIPTIONS: Phrases = [
  "De-registered \\(", // 1
  "Deprecated \\w+ \\d{4}", // 1
];

const anyOf = (phrases: Phrases): string => phrases.join("|");

const UNAUTHORIZED_START = new RegExp(`^(?:${anyOf(UNAUTHORIZED_USE)}|yes(?= |$))`);
const NOTES_START = new RegExp(`^(?:${anyOf(NOTES)})`);
const ANY_PHRASE = new RegExp(
  `(?<=^| )(?:${anyOf([...UNAUTHORIZED_USE, ...NOTES])}|yes$)|(?<= )(?:${anyOf(NOTES_OR_DESCRIPTIONS)})`,
);

/** A report that ends with the ports it is about, so that what follows is a note. */
const PORTS_REPORT =
  /^(?:Known Unauthorized Uses?|Unauthorized Use Known)\b:?(?: on)?(?: ports?)? \d+(?:-\d+)?(?:(?:,| and| &) \d+(?:-\d+)?)*(?= |$)/i;

/** Tells whether a text begins as reports of unauthorized use do. */
export function beginsUnauthorizedUse(text: string): boolean {
  return UNAUTHORIZED_START.test(text);
}

/** Tells whether a text begins as assignment notes often do. */
export function beginsNotes(text: string): boolean {
  return NOTES_START.test(text);
}

/** What follows a line break in a description: the sentence about a name that was spelled otherwise. */
const WELL_FORMED = /^IANA assigned this well-formed\b/;

/** What follows a line break in notes that define TXT keys: `key=<value>`, `key: Text`, `key any …`. */
const TXT_KEY =
  /^[\w.-]{1,20}=\S|^[a-z][\w-]{0,11}: [A-Z]|^[a-z][\w-]{0,11} (?:alphanumeric|any |\S+ \| )|^All of these TXT record keys /;

/**
 * Knows of a cell whose text comes in lines whether the next one goes on with it. It keeps no text: a
 * cell of very many lines would be looked at anew for each.
 */
export class OpenCell {
  #isEmpty = true;
  #speaksOfKeys = false;
  #endsWithKeys = false;

  /** @param text - what the cell has so far. */
  constructor(text = "") {
    this.add(text);
  }

  /** Whether the cell has nothing but blanks so far. */
  get isEmpty(): boolean {
    return this.#isEmpty;
  }

  /** Adds a line, or the rest of one. */
  add(text: string): void {
    if (!/\S/.test(text)) return;
    this.#isEmpty = false;
    this.#speaksOfKeys ||= /\bkeys\b/i.test(text);
    this.#endsWithKeys = text.trimEnd().endsWith("keys:");
  }

  /**
   * Tells whether a line goes on with the cell after a line break, in one of the forms that all line
   * breaks of the published registries of 2016 to 2025 have.
   */
  goesOnWith(line: string): boolean {
    if (WELL_FORMED.test(line) || beginsNotes(line)) return true;
    if (!this.#speaksOfKeys) return false;
    return TXT_KEY.test(line) || (this.#endsWithKeys && /^[a-z][\w-]*$/.test(line));
  }
}

/** Finds the first phrase with which one of the two last columns begins; -1 where there is none. */
export function findPhrase(text: string): number {
  return text.search(ANY_PHRASE);
}

/** Returns the length of a report of unauthorized use, when notes may follow it. */
export function unauthorizedUseLength(text: string): number {
  if (/^yes(?= |$)/.test(text)) return "yes".length;
  return (PORTS_REPORT.exec(text)?.[0] ?? text).length;
}
