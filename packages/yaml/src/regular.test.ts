import { Report } from "@portolan/model";
import type { DataDocument, DataPath, Span } from "@portolan/model/internal";
import { describe, expect, test } from "vitest";
import { readWithLibrary } from "./library.js";
import { readRegular } from "./regular.js";

/** Gives every value of the data with its place. */
function placesOf({
  data,
  locate,
}: DataDocument): readonly (readonly [string, Span | undefined])[] {
  const walk = (value: unknown, path: DataPath): (readonly [string, Span | undefined])[] => [
    [path.join("."), locate(path)],
    ...(typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([key, part]) =>
          walk(part, [...path, Array.isArray(value) ? Number(key) : key]),
        )
      : []),
  ];
  return walk(data, []);
}

describe("the regular form means the same to the library, value by value and place by place", () => {
  test.each([
    "records: []\n",
    "a: {}\n",
    'a: ""\nb: 0\nc: 65535\nd: true\n',
    'a:\n  - "x"\n  - 1\n  - b: "y"\n    c:\n      - "z"\n  - {}\n  - []\n',
    'a:\n  b:\n    c: "d"\n  "e f":\n    "": "g"\nh: "i"\n',
    'a: "\\" \\\\ \\/ \\n \\u0000 \\ud800 \\ud83d\\ude00 \u00e9\u{1f6a2}\ud800"\n',
    'a: "# no comment: - ? & * | > % @ ` { } [ ]"\n',
    'no: "x"\nnull: "y"\ny: 1\ntrue: 2\n',
    '"<<": "x"\n"a": "y"\nconstructor: "z"\n',
    `${"k".repeat(1000)}: 1\n"${"q".repeat(1000)}": 2\n`,
  ])("%j", (source) => {
    const regular = readRegular(source);
    const report = new Report(source);
    const library = readWithLibrary(source, report);
    expect(report.problems).toEqual([]);
    expect(regular).toBeDefined();
    if (regular === undefined || library === undefined) return;
    expect(regular.data).toStrictEqual(library.data);
    expect(placesOf(regular)).toEqual(placesOf(library));
    expect(regular.locate(["nothing", 1])).toBe(library.locate(["nothing", 1]));
  });
});

test.each([
  "",
  "\n",
  "{}\n",
  "a: 1",
  "a: 1 \n",
  "a: 01\n",
  "a: -1\n",
  "a: 1e3\n",
  "a: false\n",
  "a: ~\n",
  "a: x\n",
  "a: 'x'\n",
  'a: "x" \n',
  'a: "x" # y\n',
  'a: "x\n  y"\n',
  'a: "\\x41"\n',
  'a: "\t"\n',
  'a: "\u0085"\n',
  'a: "x" "y"\n',
  "a:\n- 1\n",
  "a:\n   - 1\n",
  "a:\n  - 1\n   - 2\n",
  "a:\n  - 1\n  b: 2\n",
  "a:\n  -  1\n",
  "a:\n  - - 1\n",
  "a:\n\n  - 1\n",
  "a:\n",
  "a:  1\n",
  "a :1\n",
  "a: 1\r\n",
  "a: 1\n\n",
  "a: 1\na: 2\n",
  '"__proto__": 1\n',
  "? a\n: 1\n",
  "- a: 1\n",
  " a: 1\n",
  "a: 1\n...\n",
  "--- a\n",
  "\ufeffa: 1\n",
  "a: &b 1\n",
  "a1: 1\n",
  `${"k".repeat(1001)}: 1\n`,
])("any other form is left to the library: %j", (source) => {
  expect(readRegular(source)).toBeUndefined();
});
