/** What IANA writes of ports that nobody has, in the registry and in the older lists. */
const STATES =
  "(?:IANA )?(?:unassigned|reserved|de-?registered|de-?comm?iss?ioned|deprecated|removed|discarded|returned|withdrawn)";

const STATE = new RegExp(`^\\(?${STATES}\\b`, "i");

/** Tells whether a description begins with what IANA writes of a port that nobody has. */
export function beginsWithState(description: string): boolean {
  return STATE.test(description);
}

/** With what else IANA describes a port without a name; a damaged word is none of these. */
const NAMELESS = new RegExp(
  `^\\(?(?:any (?:private|terminal)|possibly used|${STATES})(?![\\w.|/[\\]])`,
  "i",
);

/** Tells whether IANA writes such a description of a port without a name. */
export function isOfNamelessPort(description: string): boolean {
  return NAMELESS.test(description);
}
