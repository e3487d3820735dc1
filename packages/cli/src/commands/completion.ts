import { FORMATS, READABLE_FORMATS } from "@portolan/convert";
import { STATUSES, TRANSPORT_PROTOCOLS } from "@portolan/model";
import { PORT_CLASSES } from "@portolan/query";
import type { Command, Option } from "commander";

/** Lists the shells there is a completion for. */
export const SHELLS = ["bash", "zsh", "fish"] as const;

export type Shell = (typeof SHELLS)[number];

/** Gives the words that an option's value may be, by the option's long name; other values are files. */
const VALUES: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ["--to", FORMATS.map(({ name }) => name)],
  ["--from", READABLE_FORMATS],
  ["--protocol", [...TRANSPORT_PROTOCOLS, "none"]],
  ["--status", STATUSES],
  ["--class", PORT_CLASSES],
  ["--rendering", ["A", "B", "C", "none"]],
]);

/** Writes the completion script of a shell from the command line's own definitions. */
export function completionScript(shell: Shell, program: Command): string {
  switch (shell) {
    case "bash":
      return bashScript(program);
    case "zsh":
      // zsh reads bash's completions; the script is the same behind this line.
      return `#compdef portolan\nautoload -U +X bashcompinit && bashcompinit\n${bashScript(program)}`;
    case "fish":
      return fishScript(program);
    default:
      return shell satisfies never;
  }
}

function subcommands(program: Command): readonly Command[] {
  return program.commands.filter((command) => command.name() !== "help");
}

function flagsOf(option: Option): readonly string[] {
  return [option.short, option.long].filter((flag): flag is string => typeof flag === "string");
}

function bashScript(program: Command): string {
  const commands = subcommands(program);
  const cases = commands.map((command) => {
    const flags = [...command.options.flatMap(flagsOf), "--help"].join(" ");
    return `    ${command.name()}) options="${flags}" ;;`;
  });
  const values = [...VALUES].map(([flag, words]) => {
    const option = commands.flatMap((command) => command.options).find(({ long }) => long === flag);
    const flags = option === undefined ? [flag] : flagsOf(option);
    return `    ${flags.join("|")}) COMPREPLY=($(compgen -W "${words.join(" ")}" -- "$word")); return ;;`;
  });
  return `# bash completion for portolan
_portolan() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" options=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${commands.map((command) => command.name()).join(" ")} help --help --version" -- "$word"))
    return
  fi
  case "$before" in
${values.join("\n")}
  esac
  case "\${COMP_WORDS[1]}" in
    completion) COMPREPLY=($(compgen -W "${SHELLS.join(" ")}" -- "$word")); return ;;
${cases.join("\n")}
  esac
  if [[ "$word" == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$word"))
  else
    COMPREPLY=($(compgen -f -- "$word"))
  fi
}
complete -o filenames -F _portolan portolan
`;
}

function fishScript(program: Command): string {
  const lines = ["# fish completion for portolan"];
  for (const command of subcommands(program)) {
    const name = command.name();
    lines.push(
      `complete -c portolan -n __fish_use_subcommand -f -a ${name} -d ${fishQuote(command.description())}`,
    );
    for (const option of command.options) {
      const words = VALUES.get(option.long ?? "");
      const parts = [
        `complete -c portolan -n '__fish_seen_subcommand_from ${name}'`,
        option.short === undefined ? "" : `-s ${option.short.slice(1)}`,
        `-l ${(option.long ?? "").slice(2)}`,
        words === undefined ? (option.required ? "-r" : "") : `-x -a ${fishQuote(words.join(" "))}`,
        `-d ${fishQuote(option.description)}`,
      ];
      lines.push(parts.filter((part) => part !== "").join(" "));
    }
  }
  lines.push(
    `complete -c portolan -n '__fish_seen_subcommand_from completion' -f -a ${fishQuote(SHELLS.join(" "))}`,
  );
  return `${lines.join("\n")}\n`;
}

function fishQuote(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}
