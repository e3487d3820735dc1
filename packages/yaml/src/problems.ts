/** Lists what can be wrong with a text as YAML; what is wrong with the data has codes `data/…`. */
export const yamlProblems = {
  "yaml/syntax": [
    "error",
    "The text is not YAML: {what}.",
    "Correct the text at this place, or check that the file is whole.",
  ],
  "yaml/entry-broken": [
    "error",
    "This entry is not YAML: {what}; it is left out.",
    "Correct the text at this place.",
  ],
  "yaml/several-documents": [
    "error",
    "Another document begins here; only the first one is read.",
    "Give one document; “---” begins another.",
  ],
  "yaml/duplicate-key": [
    "error",
    "The key “{key}” appears more than once in one mapping; the last one counts.",
    "Leave one of them.",
  ],
  "yaml/alias-unknown": [
    "error",
    "Nothing before the alias “*{name}” has this name.",
    "Write the value out, or correct the name.",
  ],
  "yaml/alias-endless": [
    "error",
    "The alias “*{name}” stands for something that it is a part of.",
    "Write the value out.",
  ],
  "yaml/alias-limit": [
    "error",
    "The aliases of the text repeat more than {limit} values.",
    "Write the values out.",
  ],
  "yaml/nested-too-deeply": [
    "error",
    "Lists and mappings nest more than {limit} deep here; what they are a part of is left out.",
    "Take the nesting out; a registry nests a few levels.",
  ],
  "yaml/unclear": [
    "warning",
    "A part of the text may mean something else: {what}.",
    "Take the tag or directive out, or correct it.",
  ],
} as const;
