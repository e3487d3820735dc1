import type { CompletedCommand, CompletedOption, Values } from "./words.js";

/** Writes zsh's completion: a function for each command, in terms of zsh's own `_arguments`. */
export function zshScript(commands: readonly CompletedCommand[]): string {
  return `#compdef portolan
# zsh completion for portolan

${commands.map(commandFunction).join("\n")}
_portolan_names() { compadd -- \${(f)"$(portolan names -- "\${(Q)PREFIX}" 2>/dev/null)"} }

# Works from a folder of $fpath and when it is sourced.
if [[ $funcstack[1] == _portolan ]]; then _portolan "$@"; else compdef _portolan portolan; fi
`;
}

function commandFunction(command: CompletedCommand): string {
  const options = command.options.flatMap(optionSpecs);
  const name = functionName(command);
  if (command.commands.length === 0) {
    const operands = command.operands.map((values, i) => {
      const place = i === command.operands.length - 1 ? "*" : String(i + 1);
      return quote(`${place}:operand:${action(values)}`);
    });
    return `${name}() {\n  _arguments -s ${[...options, ...operands].map(line).join("")}\n}\n`;
  }
  const inside = command.commands.map(
    ({ path, summary }) => `\n    ${quote(`${path.at(-1)}:${summary}`)}`,
  );
  const calls = command.commands.map(
    (one) => `\n      ${one.path.at(-1)}) ${functionName(one)} ;;`,
  );
  const states = ["'1: :->command'", "'*:: :->operands'"];
  return `${name}() {
  local context state state_descr line
  typeset -A opt_args
  local -a commands=(${inside.join("")}
  )
  _arguments -C ${[...options, ...states].map(line).join("")}
  case $state in
    command) _describe command commands ;;
    operands) case $words[1] in${calls.join("")}
    esac ;;
  esac
}
`;
}

function line(spec: string): string {
  return ` \\\n    ${spec}`;
}

/** Writes an option for `_arguments`, its short and its long form each, which exclude one another. */
function optionSpecs({ flags, description, values }: CompletedOption): readonly string[] {
  const others = flags.length > 1 ? `(${flags.join(" ")})` : "";
  const text = description.replace(/[[\]\\]/g, "\\$&");
  return flags.map((flag) => {
    if (values === undefined) return quote(`${others}${flag}[${text}]`);
    const assign = flag.startsWith("--") ? "=" : "+";
    return quote(`${others}${flag}${assign}[${text}]:value:${action(values)}`);
  });
}

function action(values: Values): string {
  switch (values.kind) {
    case "words":
      return `(${values.words.join(" ")})`;
    case "names":
      return "_portolan_names";
    case "files":
      return "_files";
    case "text":
      return " ";
    default:
      return values satisfies never;
  }
}

function functionName({ path }: CompletedCommand): string {
  return ["_portolan", ...path].join("_");
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
