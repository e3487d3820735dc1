import { inspect } from "node:util";
import { expect, test } from "vitest";
import { blue, bold, cyan, dim, green, magenta, paint, red, yellow } from "./style.js";

test.each(Object.entries({ bold, dim, red, green, yellow, blue, magenta, cyan }))(
  "%s has the codes of Node's own table, and none where colours are not shown",
  (name, style) => {
    const [on, off] = inspect.colors[name] ?? [];
    expect(paint(style("text"), true)).toBe(`\u001B[${on}mtext\u001B[${off}m`);
    expect(paint(style("text"), false)).toBe("text");
  },
);
