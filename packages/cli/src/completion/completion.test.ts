import { expect, test } from "vitest";
import { fishScript } from "./fish.js";
import type { CompletedCommand, Values } from "./words.js";
import { zshScript } from "./zsh.js";

const words: Values = { kind: "words", words: ["one", "two"] };

/** A program with each kind of option and operand, and a command inside a command. */
const COMMANDS: readonly CompletedCommand[] = (() => {
  const inside: CompletedCommand = {
    path: ["outer", "inner"],
    summary: "it's [inside]",
    options: [],
    commands: [],
    operands: [{ kind: "files" }, { kind: "names" }, words],
  };
  const outer: CompletedCommand = {
    path: ["outer"],
    summary: "holds one",
    options: [{ flags: ["--on"], description: "switch [it] on" }],
    commands: [inside],
    operands: [],
  };
  const whole: CompletedCommand = {
    path: [],
    summary: "",
    options: [
      { flags: ["-t", "--to"], description: "where it's put", values: words },
      { flags: ["-n"], description: "name", values: { kind: "names" } },
      { flags: ["--text"], description: "words", values: { kind: "text" } },
      { flags: ["--file"], description: "file", values: { kind: "files" } },
    ],
    commands: [outer],
    operands: [],
  };
  return [whole, outer, inside];
})();

test("fish has a line for each command, option and operand, by the command that it is of", () => {
  const [head = "", lines = ""] = fishScript(COMMANDS).split("complete -c portolan -f\n");
  expect(head).toContain(`contains -- "$longer" 'outer' 'outer inner'\n`);
  const names = "'(portolan names -- (commandline -ct | string unescape) 2>/dev/null)'";
  const at = (path: string): string => `complete -c portolan -n '__portolan_at \\'${path}\\''`;
  expect(lines.trimEnd().split("\n")).toEqual([
    `${at("")} -a outer -d 'holds one'`,
    `${at("")} -s t -l to -r -f -a 'one two' -d 'where it\\'s put'`,
    `${at("")} -s n -r -f -a ${names} -d 'name'`,
    `${at("")} -l text -x -d 'words'`,
    `${at("")} -l file -r -F -d 'file'`,
    `${at("outer")} -a inner -d 'it\\'s [inside]'`,
    `${at("outer")} -l on -d 'switch [it] on'`,
    `${at("outer inner")} -F`,
    `${at("outer inner")} -f -a ${names}`,
    `${at("outer inner")} -f -a 'one two'`,
  ]);
});

test("zsh has a function for each command, with its options, operands and commands", () => {
  const script = zshScript(COMMANDS);
  const functions = script.split(/^(?=_portolan\w*\(\) \{$)/m).slice(1);
  expect(functions.map((text) => text.match(/^\w+/)?.[0])).toEqual([
    "_portolan",
    "_portolan_outer",
    "_portolan_outer_inner",
  ]);
  const specs = functions.map((text) => text.match(/(?<= \\\n {4}).+?(?= \\$|$)/gm));
  expect(specs).toEqual([
    [
      String.raw`'(-t --to)-t+[where it'\''s put]:value:(one two)'`,
      String.raw`'(-t --to)--to=[where it'\''s put]:value:(one two)'`,
      "'-n+[name]:value:_portolan_names'",
      "'--text=[words]:value: '",
      "'--file=[file]:value:_files'",
      "'1: :->command'",
      "'*:: :->operands'",
    ],
    [String.raw`'--on[switch \[it\] on]'`, "'1: :->command'", "'*:: :->operands'"],
    ["'1:operand:_files'", "'2:operand:_portolan_names'", "'*:operand:(one two)'"],
  ]);
  expect(functions[0]).toContain("commands=(\n    'outer:holds one'\n  )\n");
  expect(functions[0]).toContain("in\n      outer) _portolan_outer ;;\n    esac ;;");
  expect(functions[1]).toContain(String.raw`'inner:it'\''s [inside]'`);
});
