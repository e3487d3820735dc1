/** Lists what can be wrong with a text as JSON; what is wrong with the data, or the rows of a table, has codes `data/…`. */
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
} as const;

/** Lists what can be wrong with the rows of the flat table beyond {@link jsonProblems}. */
export const jsonlProblems = {
  "jsonl/no-rows": [
    "warning",
    "There is no row.",
    "Nothing, if none was wanted; else make the file again, which may have been cut off.",
  ],
  "jsonl/list-ambiguous": [
    "warning",
    "The list “{found}” has brackets inside its items and will be read back as another list.",
    "Correct the person id or reference; it should have balanced brackets, or none.",
  ],
} as const;
