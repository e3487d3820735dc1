/** Lists the problems of converting a registry part by part. */
export const streamProblems = {
  "stream/header-late": [
    "error",
    "Something is added to the registry's header after its records, when the header is written already.",
    "Move what describes the registry before its first record.",
  ],
  "stream/too-long": [
    "error",
    "This format is read whole, and more than {limit} characters cannot be held.",
    "Give the registry in a format that is read in parts, or in several files.",
  ],
} as const;
