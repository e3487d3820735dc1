import { describe, expect, test } from "vitest";
import { FORMS, RowDamage } from "./fuzz/damage.js";
import { Random } from "./fuzz/random.js";

// The short form of `pnpm fuzz --damage 1000`.

/** Texts take longer to read than what says where its cells end. */
const timesOf = (name: string): number => (/copy|text|Markdown/.test(name) ? 60 : 300);

describe.each(Object.entries(FORMS))("%s", (name, form) => {
  const damage = new RowDamage(form);

  test("is whole", () => {
    expect(damage.rows).toBeGreaterThanOrEqual(24);
  });

  test("damage inside one row costs that row only, and is told there", () => {
    const faults = Array.from({ length: timesOf(name) }, (_, number) =>
      damage.tryOne(new Random(6335, name, number)),
    );
    expect(faults.filter((fault) => fault !== undefined)).toEqual([]);
  });
});
