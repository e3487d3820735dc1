/** Lists what the TypeScript writer leaves out. */
export const typeScriptProblems = {
  "typescript/port-not-a-number": [
    "warning",
    "Records whose port could not be understood are left out: {count}.",
    "Correct the port in the source.",
  ],
} as const;
