import { PortNames, type ServiceRecord } from "@portolan/model";
import fc from "fast-check";
import { expect, test } from "vitest";

const record = (parts: Partial<ServiceRecord>): ServiceRecord => ({
  contacts: [],
  references: [],
  ...parts,
});

test("any names agree with a plain search", () => {
  const port = fc.oneof(
    fc.integer({ min: 0, max: 12 }),
    fc.tuple(fc.nat(12), fc.nat(6)).map(([first, length]) => ({ first, last: first + length })),
  );
  const anyRecord = fc
    .record({
      name: fc.constantFrom("a", "b", "c", "d"),
      port,
      protocol: fc.constantFrom("tcp", "udp", "odd"),
      notes: fc.constantFrom("", 'This entry is an alias to "a".'),
    })
    .map(record);
  fc.assert(
    fc.property(fc.array(anyRecord, { maxLength: 12 }), (records) => {
      const names = new PortNames(records);
      const expected = [];
      for (let number = 1; number <= 20; number++) {
        for (const protocol of ["tcp", "udp", "odd"]) {
          const on = records.filter((each) => {
            const { first, last } =
              typeof each.port === "object" ? each.port : { first: each.port, last: each.port };
            return each.protocol === protocol && (first ?? 99) <= number && number <= (last ?? 0);
          });
          const own = new Set(on.map(({ name = "" }) => name));
          if (own.size > 0) expected.push({ port: number, protocol });
          const found = names.namesOf(number, protocol).map(({ name }) => name);
          expect(new Set(found)).toEqual(own);
          expect(found).toHaveLength(own.size);
          const aliases = on.filter(
            ({ name, notes }, i) =>
              notes !== "" && name !== "a" && on.findIndex((o) => o.name === name) === i,
          );
          if (own.has("a")) {
            for (const { name = "" } of aliases)
              expect(found.indexOf(name)).toBeGreaterThan(found.indexOf("a"));
          }
        }
      }
      expect([...names.places()]).toEqual(expected);
    }),
  );
});
