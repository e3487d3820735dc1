import type { Command } from "commander";
import type { Console } from "./console.js";

/** Defines a command with its arguments and options, and what it does. */
type AddCommand = (
  program: Command,
  console: Console,
  /** Defines the whole command line, for the commands that describe it. */
  defineAll: () => Promise<Command>,
) => void;

/** Describes one command of the list. */
interface CommandEntry {
  readonly name: string;
  /** What it does, for the list of commands; absent for what only completion scripts call. */
  readonly summary?: string;
  /** Loads the definition. */
  readonly load: () => Promise<AddCommand>;
}

/** Holds commands that belong together. */
interface CommandGroup {
  readonly heading: string;
  readonly commands: readonly CommandEntry[];
}

/**
 * Lists the commands. The list is apart from the definitions so that it can be shown, and one
 * command be run, without loading all of them.
 */
export const COMMAND_GROUPS: readonly CommandGroup[] = [
  {
    heading: "Convert",
    commands: [
      {
        name: "convert",
        summary: "write a registry, or part of it, in another format",
        load: async () => (await import("./commands/convert.js")).addConvert,
      },
      {
        name: "export",
        summary: "write look-up tables and the files of other programs",
        load: async () => (await import("./commands/export.js")).addExport,
      },
      {
        name: "services",
        summary: "audit and refresh /etc/services; write /etc/protocols",
        load: async () => (await import("./commands/services.js")).addServices,
      },
      {
        name: "formats",
        summary: "show what can be read and written, and what is lost",
        load: async () => (await import("./commands/formats.js")).addFormats,
      },
    ],
  },
  {
    heading: "Ask",
    commands: [
      {
        name: "lookup",
        summary: "tell what the registry says of ports, names and DNS-SD types",
        load: async () => (await import("./commands/lookup.js")).addLookup,
      },
      {
        name: "search",
        summary: "find records as the search box of IANA's page does",
        load: async () => (await import("./commands/search.js")).addSearch,
      },
      {
        name: "chart",
        summary: "draw all ports: a page to explore, a picture, a map in the terminal",
        load: async () => (await import("./commands/chart.js")).addChart,
      },
      {
        name: "stats",
        summary: "count records by status, class, protocol and year",
        load: async () => (await import("./commands/stats.js")).addStats,
      },
    ],
  },
  {
    heading: "Compare and check",
    commands: [
      {
        name: "diff",
        summary: "tell what changed between two registries",
        load: async () => (await import("./commands/diff.js")).addDiff,
      },
      {
        name: "apply",
        summary: "make the new registry of an old one and a difference",
        load: async () => (await import("./commands/apply.js")).addApply,
      },
      {
        name: "lint",
        summary: "find what is wrong in a registry, or a trap for its users",
        load: async () => (await import("./commands/lint.js")).addLint,
      },
    ],
  },
  {
    heading: "Keep up to date",
    commands: [
      {
        name: "sync",
        summary: "download the registry, verify it, and keep the last good copy",
        load: async () => (await import("./commands/sync.js")).addSync,
      },
      {
        name: "fixtures",
        summary: "make the registry fixtures of a test suite anew",
        load: async () => (await import("./commands/fixtures.js")).addFixtures,
      },
    ],
  },
  {
    heading: "Set up",
    commands: [
      {
        name: "completion",
        summary: "print a completion script for bash, zsh or fish",
        load: async () => (await import("./commands/completion.js")).addCompletion,
      },
      {
        name: "man",
        summary: "print the manual page",
        load: async () => (await import("./commands/man.js")).addMan,
      },
      {
        name: "names",
        load: async () => (await import("./commands/names.js")).addNames,
      },
    ],
  },
];

/** Lists every command. */
export const COMMANDS: readonly CommandEntry[] = COMMAND_GROUPS.flatMap(({ commands }) => commands);
