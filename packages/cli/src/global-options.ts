/** Describes an option that every command takes. */
export interface GlobalOption {
  readonly flags: string;
  readonly description: string;
}

/** Lists the options that every command takes, before its name and after it. */
export const GLOBAL_OPTIONS: {
  readonly [name in "color" | "quiet" | "verbose" | "version" | "help"]: GlobalOption;
} = {
  color: { flags: "--color <when>", description: "colour: auto, always or never (auto)" },
  quiet: { flags: "-q, --quiet", description: "show errors only" },
  verbose: { flags: "-v, --verbose", description: "show every problem, and what was read" },
  version: { flags: "-V, --version", description: "show the version" },
  help: { flags: "-h, --help", description: "show help" },
};
