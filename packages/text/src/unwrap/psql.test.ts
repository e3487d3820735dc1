import { fromText } from "@portolan/text";
import { describe, expect, it } from "vitest";

describe("psql", () => {
  const expected = [
    "ftp 21 tcp: File Transfer Protocol [Control] and a long text that must wrap",
    "domain 53 udp: Domain Name Server",
    "_ipp undefined tcp: Internet Printing Protocol over HTTPS, with more",
    "http 80 tcp: World Wide Web HTTP and so on and on",
  ];
  const shown = (lines: readonly string[]): readonly string[] => {
    const { registry, problems } = fromText(`${lines.join("\n")}\n`);
    expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
    return registry.records.map(
      ({ name, port, protocol, description }) => `${name} ${port} ${protocol}: ${description}`,
    );
  };

  it.each([
    [
      "`\\pset format wrapped`",
      [
        " name  | port | protocol |           description            ",
        "-------+------+----------+----------------------------------",
        " ftp   |   21 | tcp      | File Transfer Protocol [Control].",
        "       |      |          |. and a long text that must wrap",
        " domai.|   53 | udp      | Domain Name Server",
        ".n     |      |          | ",
        " _ipp  |      | tcp      | Internet Printing Protocol over .",
        "       |      |          |.HTTPS, with more",
        " http  |   80 | tcp      | World Wide Web HTTP and so on an.",
        "       |      |          |.d on",
        "(4 rows)",
      ],
    ],
    [
      "`\\pset linestyle unicode`, wrapped, with borders",
      [
        "┌──────┬──────┬──────────┬───────────────────────┐",
        "│ name │ port │ protocol │      description      │",
        "├──────┼──────┼──────────┼───────────────────────┤",
        "│ ftp  │   21 │ tcp      │ File Transfer Protoco…│",
        "│      │      │          │…l [Control] and a lon…│",
        "│      │      │          │…g text that must wrap │",
        "│ doma…│   53 │ udp      │ Domain Name Server    │",
        "│…in   │      │          │                       │",
        "│ _ipp │      │ tcp      │ Internet Printing Pro…│",
        "│      │      │          │…tocol over HTTPS, wit…│",
        "│      │      │          │…h more                │",
        "│ http │   80 │ tcp      │ World Wide Web HTTP a…│",
        "│      │      │          │…nd so on and on       │",
        "└──────┴──────┴──────────┴───────────────────────┘",
        "(4 rows)",
      ],
    ],
    [
      "`psql --tuples-only`",
      [
        " ftp    |   21 | tcp      | File Transfer Protocol [Control] and a long text that must wrap",
        " domain |   53 | udp      | Domain Name Server",
        " _ipp   |      | tcp      | Internet Printing Protocol over HTTPS, with more",
        " http   |   80 | tcp      | World Wide Web HTTP and so on and on",
      ],
    ],
  ])("with %s loses nothing", (_, lines) => {
    expect(shown(lines)).toEqual(expected);
  });
});
