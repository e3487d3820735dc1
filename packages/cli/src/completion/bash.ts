import type { CompletedCommand, CompletedOption, Values } from "./words.js";

/**
 * Writes bash's completion. It finds the command that the words so far lead to, then offers what may
 * follow: a value of the option before, an option, a command inside, or an operand.
 */
export function bashScript(commands: readonly CompletedCommand[]): string {
  const named = commands.filter(({ path }) => path.length > 0).map(({ path }) => quoted(path));
  return `# bash completion for portolan

_portolan() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}"
  local path="" operands=0 i
  # bash takes --to=csv for three words.
  if [[ $word == = ]]; then word=""; elif [[ $before == = ]]; then before="\${COMP_WORDS[COMP_CWORD-2]}"; fi
  # What the word so far stands for: without an open quote, and without escapes.
  local typed=\${word#[\\'\\"]}; typed=\${typed//\\\\/}
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$path \${COMP_WORDS[i]}" in
      ${named.join("|")}) path+=" \${COMP_WORDS[i]}"; operands=0 ;;
      *" "-*) ;;
      *) ((operands++)) ;;
    esac
  done
  COMPREPLY=()
  case "$before" in
${optionCases(commands).join("\n")}
  esac
  case "$path" in
${commands.map(commandCase).join("\n")}
  esac
}

# Offers what stands in lines. bash puts an answer into the line as it is, so it is escaped; behind a
# quote an escape would stay, so only what needs none is offered there.
_portolan_offer() {
  local answer escaped
  while IFS= read -r answer; do
    printf -v escaped %q "$answer"
    [[ $word == [\\'\\"]* && $answer != "$escaped" ]] || COMPREPLY+=("$escaped")
  done
}
_portolan_words() { _portolan_offer < <(compgen -W "$1" -- "$typed"); }
_portolan_names() { _portolan_offer < <(portolan names -- "$typed" 2>/dev/null); }
_portolan_files() { compopt -o default 2>/dev/null || _portolan_offer < <(compgen -f -- "$typed"); }

complete -F _portolan portolan
`;
}

/** The same flag means the same in every command. */
function optionCases(commands: readonly CompletedCommand[]): readonly string[] {
  const cases = new Map<string, string>();
  for (const { flags, values } of commands.flatMap(({ options }) => options)) {
    if (values !== undefined) cases.set(flags.join("|"), offer(values));
  }
  return [...cases].map(([flags, offered]) => `    ${flags}) ${offered}; return ;;`);
}

function commandCase({ path, options, commands, operands }: CompletedCommand): string {
  const flags = options.flatMap((option: CompletedOption) => option.flags).join(" ");
  const inside = commands.map((command) => command.path.at(-1)).join(" ");
  return `    ${quoted(path)})
      if [[ $word == -* ]]; then _portolan_words "${flags}"
      ${inside === "" ? operandOffers(operands) : `else _portolan_words "${inside}"`}
      fi ;;`;
}

/** Offers by place; the last stands for all that follow. */
function operandOffers(operands: readonly Values[]): string {
  const last = operands.at(-1);
  if (last === undefined) return "else :";
  const places = operands
    .slice(0, -1)
    .map((values, place) => `elif ((operands == ${place})); then ${offer(values)}`);
  return [...places, `else ${offer(last)}`].join("\n      ");
}

function offer(values: Values): string {
  switch (values.kind) {
    case "words":
      return `_portolan_words "${values.words.join(" ")}"`;
    case "names":
      return "_portolan_names";
    case "files":
      return "_portolan_files";
    case "text":
      return ":";
    default:
      return values satisfies never;
  }
}

/** Writes a path as the script keeps it: with a blank before each name. */
function quoted(path: readonly string[]): string {
  return `"${path.map((name) => ` ${name}`).join("")}"`;
}
