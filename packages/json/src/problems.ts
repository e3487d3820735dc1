/** Lists what can be wrong with a text as JSON; what is wrong with the data has codes `data/…`. */
export const jsonProblems = {
  "json/syntax": [
    "error",
    "The text is not JSON: {what}.",
    "Correct the text at this place, or check that the file is whole.",
  ],
  "json/duplicate-key": [
    "error",
    "The key “{key}” stands more than once in one object; the last one counts.",
    "Leave one of them.",
  ],
  "json/nested-too-deeply": [
    "error",
    "The text nests lists and objects more than {limit} deep.",
    "Give a registry; it nests a few levels.",
  ],
} as const;

/** Lists what can be wrong with a line of JSON Lines beyond {@link jsonProblems}. */
export const jsonlProblems = {
  "jsonl/not-a-row": [
    "error",
    "The line is {found}, not a row of the registry's table; it is left out.",
    "Give an object with the columns as keys, such as “name” and “port”.",
  ],
  "jsonl/list-ambiguous": [
    "warning",
    "The list “{found}” has brackets inside its items and will be read back as another list.",
    "Correct the person id or reference; it should have balanced brackets, or none.",
  ],
} as const;
