import { COMMAND_GROUPS } from "./commands.js";
import { GLOBAL_OPTIONS } from "./global-options.js";
import { definitionList, wrapWords } from "./render/wrap.js";

/** What the command is, in a sentence. */
export const DESCRIPTION =
  "Reads the IANA service name and port number registry in every shape, and writes what you need from it.";

const EXAMPLES = `Examples:
  $ portolan lookup 443/tcp https
  $ portolan convert registry.xml --to services -o services
  $ portolan convert page1.txt page2.txt --to csv --port 1-1023
`;

/**
 * Writes the help of the whole command, its commands in groups.
 *
 * @param width columns to fit into.
 */
export function overview(width: number): string {
  const groups = COMMAND_GROUPS.map(({ heading, commands }) => ({
    heading,
    items: commands.flatMap(({ name, summary }) =>
      summary === undefined ? [] : [[name, summary] as const],
    ),
  }));
  const options = Object.values(GLOBAL_OPTIONS).map(
    ({ flags, description }) => [flags, description] as const,
  );
  const terms = [...groups.flatMap(({ items }) => items), ...options].map(([term]) => term.length);
  const list = (heading: string, items: readonly (readonly [string, string])[]): string =>
    `${heading}:\n${definitionList(items, { width, termWidth: Math.max(...terms) })}`;
  return [
    "Usage: portolan <command> [options]\n",
    wrapWords(DESCRIPTION, width),
    ...groups.map(({ heading, items }) => list(heading, items)),
    list("Options of every command", options),
    EXAMPLES,
    wrapWords(
      "portolan <command> --help shows a command's options and examples. " +
        "Exit codes: 0 done; 1 different, not found or with findings; 2 could not be done.",
      width,
    ),
  ].join("\n");
}
