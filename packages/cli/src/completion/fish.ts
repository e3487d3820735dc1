import type { CompletedCommand, CompletedOption, Values } from "./words.js";

/** Writes fish's completion: a `complete` for each command, option and operand. */
export function fishScript(commands: readonly CompletedCommand[]): string {
  const known = commands.filter(({ path }) => path.length > 0).map(({ path }) => path.join(" "));
  return `# fish completion for portolan

# Tells whether the words so far lead to just this command.
function __portolan_at
    set -l path
    for word in (commandline -opc)[2..-1]
        set -l longer (string join ' ' -- $path $word)
        contains -- "$longer" ${known.map(quote).join(" ")}
        and set path $path $word
    end
    test "$path" = "$argv[1]"
end

complete -c portolan -f
${commands.flatMap(commandLines).join("\n")}
`;
}

function commandLines({ path, options, commands, operands }: CompletedCommand): readonly string[] {
  const at = `complete -c portolan -n ${quote(`__portolan_at ${quote(path.join(" "))}`)}`;
  const inside = commands.map(
    (command) => `${at} -a ${command.path.at(-1)} -d ${quote(command.summary)}`,
  );
  // fish offers operands by kind, not by place.
  const offered = new Set(operands.flatMap((values) => operandWords(values)));
  return [
    ...inside,
    ...options.map((option) => `${at} ${optionWords(option)}`),
    ...[...offered].map((words) => `${at} ${words}`),
  ];
}

function optionWords({ flags, description, values }: CompletedOption): string {
  const named = flags.map((flag) =>
    flag.startsWith("--") ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`,
  );
  const value = values === undefined ? [] : [valueWords(values)];
  return [...named, ...value, `-d ${quote(description)}`].join(" ");
}

function valueWords(values: Values): string {
  const [operand] = operandWords(values);
  return operand === undefined ? "-x" : `-r ${operand}`;
}

function operandWords(values: Values): readonly string[] {
  switch (values.kind) {
    case "words":
      return [`-f -a ${quote(values.words.join(" "))}`];
    case "names":
      return [
        `-f -a ${quote("(portolan names -- (commandline -ct | string unescape) 2>/dev/null)")}`,
      ];
    case "files":
      return ["-F"];
    case "text":
      return [];
    default:
      return values satisfies never;
  }
}

function quote(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}
