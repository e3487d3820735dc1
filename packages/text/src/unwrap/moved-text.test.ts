import { Report } from "@portolan/model";
import { expect, test } from "vitest";
import { MovedText, readMoved } from "./moved-text.js";

test("what ends a piece ends there in the source, too", () => {
  // The second piece of the text stands in the source before the first.
  const source = "second|first";
  const moved = new MovedText();
  moved.add("first", 7);
  moved.add("second", 0);
  const problems = { "x/odd": ["warning", "Odd.", "Mend it."] } as const;
  const report = new Report(source);
  readMoved(moved, report, (text, own) => {
    for (const word of ["first", "second"]) {
      const start = text.indexOf(word);
      own.add(problems, "x/odd", { span: { start, end: start + word.length } });
    }
    return { registry: { records: [] } as never, offsets: [] };
  });
  const words = report.problems.map(({ start, end }) => source.slice(start?.offset, end?.offset));
  expect(words).toEqual(["first", "second"]);
});
