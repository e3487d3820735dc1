/** Lists what can be wrong with a text as JSON; what is wrong with the data has codes `data/…`. */
export const jsonProblems = {
  "json/syntax": [
    "error",
    "The text is not JSON: {what}.",
    "Correct the text at this place, or check that the file is whole.",
  ],
  "json/entry-broken": [
    "error",
    "This entry is not JSON: {what}; it is left out.",
    "Correct the text at this place.",
  ],
  "json/duplicate-key": [
    "error",
    "The key “{key}” appears more than once in one object; the last one counts.",
    "Leave one of them.",
  ],
  "json/nested-too-deeply": [
    "error",
    "Lists and objects nest more than {limit} deep here; what they are a part of is left out.",
    "Take the nesting out; a registry nests a few levels.",
  ],
  "json/rows-inside": [
    "warning",
    "The rows of the table are read from “{path}”; what is beside it is left out.",
    "Nothing, or give the list of rows alone.",
  ],
} as const;

/** Lists what can be wrong with the rows of the flat table beyond {@link jsonProblems}. */
export const jsonlProblems = {
  "jsonl/not-a-row": [
    "error",
    "This is {found}, not a row of the registry's table; it is left out.",
    "Give an object with the columns as keys, such as “name” and “port”.",
  ],
  "jsonl/no-rows": [
    "warning",
    "There is no row.",
    "Nothing, if none was wanted; else make the file again, which may have been cut off.",
  ],
  "jsonl/rows-implausible": [
    "error",
    "{count} of {total} rows have no port or name with a protocol beside it, so these are other objects; the first of them holds “{found}”.",
    "Give the registry, or correct the keys.",
  ],
  "jsonl/column-renamed": [
    "warning",
    "The key “{found}” is read as the column “{heading}”.",
    "Nothing, or use the keys of our own JSON Lines.",
  ],
  "jsonl/list-ambiguous": [
    "warning",
    "The list “{found}” has brackets inside its items and will be read back as another list.",
    "Correct the person id or reference; it should have balanced brackets, or none.",
  ],
} as const;
