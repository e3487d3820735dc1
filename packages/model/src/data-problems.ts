/** Lists what can be wrong with plain data that should be a registry, in JSON as in YAML. */
export const dataProblems = {
  "data/not-a-registry": [
    "error",
    "The document is {found}, not a registry.",
    "Give an object whose “records” is a list of records; a table with one record a line is JSON Lines.",
  ],
  "data/type-wrong": [
    "error",
    "“{path}” is {found}, not {expected}; it is left out.",
    "Correct the value, or leave the field out.",
  ],
  "data/field-missing": ["error", "“{path}” has no “{field}”; it is left out.", "Add the field."],
  "data/field-unknown": [
    "warning",
    "“{path}” is not a field of the registry model; it is ignored.",
    "Correct the name of the field, or take it out.",
  ],
  "data/field-empty": [
    "warning",
    "“{path}” is empty; it is left out.",
    "Leave the field out, or fill it.",
  ],
  "data/nested-too-deeply": [
    "error",
    "“{path}” lies in more than {limit} paragraphs one inside the other; it is left out.",
    "Take paragraphs out of paragraphs.",
  ],
} as const;
