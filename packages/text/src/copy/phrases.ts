/**
 * The words by which a copy without cell borders shows where a column begins. Each row says what
 * it is worth: how many of the 14,380 records of 2022-10-21 no other rule would read right.
 */
type Phrases = readonly (readonly [pattern: string, worth: number])[];

/** How the column Unauthorized Use Reported begins. */
const UNAUTHORIZED_USE: Phrases = [
  ["Kn(?:ow|wo)n (?:Unauthorized Use|UNAUTHORIZED USE)s?\\b", 0],
  ["Unauthorized Use Known\\b", 0],
  ["Unauthorized use by ", 0],
  ["Unofficial use of ", 0],
  ["PORT \\d+ also being used unofficially\\b", 0],
  ["\\S+ assigned the port, ", 0],
];

/** How the column Assignment Notes begins where nothing but the description stands before it. */
const NOTES: Phrases = [
  ["Defined TXT keys:", 0],
  ["This entry (?:is|has) ", 0],
  ["This is a duplicate of ", 0],
  ["[Tt]his port (?:was|has been) ", 0],
  ["\\(Removed ", 0],
  ["\\S+ \\(unof+ici?ally\\) (?:is )?using ", 0],
  ["<== NOTE ", 0],
  ['"[^"\\s]+" assignment withdrawn', 0],
  ["Not a real service type\\.", 0],
];

/** Notes that may be descriptions, too, and are so where nothing stands before them. */
const NOTES_OR_DESCRIPTIONS: Phrases = [
  ["De-registered \\(", 0],
  ["Deprecated \\w+ \\d{4}", 0],
];

const anyOf = (phrases: Phrases): string => phrases.map(([pattern]) => pattern).join("|");

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

/** Finds the first phrase with which one of the two last columns begins; -1 where there is none. */
export function findPhrase(text: string): number {
  return text.search(ANY_PHRASE);
}

/** Gives the length of a report of unauthorized use, when notes may follow it. */
export function unauthorizedUseLength(text: string): number {
  if (/^yes(?= |$)/.test(text)) return "yes".length;
  return (PORTS_REPORT.exec(text)?.[0] ?? text).length;
}
