/** Lists the problems of plain text, read or written. */
export const textProblems = {
  "text/not-recognised": [
    "error",
    "The text has no table of the service name and port number registry.",
    "Give IANA's own text file, a text browser's dump or a copy of the registry's page.",
  ],
} as const;
