/** Lists what the TypeScript writer leaves out. */
export const typeScriptProblems = {
  "typescript/unnamed": [
    "warning",
    "Records without a service name have nothing a constant could be called: {count}.",
    "Nothing; use another format for unassigned and reserved ports.",
  ],
  "typescript/without-port": [
    "warning",
    "Records with a name but without a port are left out: {count}.",
    "Ask for DNS-SD names with the option dnsSd.",
  ],
  "typescript/port-not-a-number": [
    "warning",
    "Records whose port could not be understood are left out: {count}.",
    "Correct the port in the source.",
  ],
} as const;
