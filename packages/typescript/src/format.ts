import type { Format } from "@portolan/model";
import type { ToTypeScriptOptions } from "./to-typescript.js";

/** Knows TypeScript constants; it is only written. */
export const typescriptFormat: Format<"typescript", Omit<ToTypeScriptOptions, "report">> = {
  name: "typescript",
  title: "TypeScript constants",
  otherNames: ["ts"],
  extensions: [".ts", ".mts"],
  reads: [],
  loadWriter: async () => {
    const { typeScriptChunks } = await import("./to-typescript.js");
    return (registry, options, report) => typeScriptChunks(registry, { ...options, report });
  },
  options: [
    {
      name: "shape",
      flags: "--shape <shape>",
      help: "{words} (constants)",
      is: "word",
      words: ["constants", "module"],
    },
    {
      name: "naming",
      flags: "--naming <style>",
      help: "{words} (SCREAMING_SNAKE)",
      is: "word",
      words: ["SCREAMING_SNAKE", "camelCase", "PascalCase"],
    },
    {
      name: "descriptions",
      flags: "--descriptions",
      help: "descriptions as documentation comments",
      is: "switch",
    },
    { name: "dnsSd", flags: "--dns-sd", help: "services without a port too", is: "switch" },
    { name: "protocols", is: "list" },
  ],
  losses: [
    {
      code: "unnamed",
      what: "Ports without a service name are left out.",
      why: "A constant needs a name.",
    },
    {
      code: "without-port",
      what: "Services without a port are left out, unless DNS-SD names are asked for.",
      why: "They have no number.",
    },
  ],
};
