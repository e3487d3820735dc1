import { expect, test } from "vitest";
import type { PortGroup } from "../port-groups.js";
import { isRegisteredAfter } from "./file-date.js";

/** Makes a port with names that were registered on these days, or on none. */
const portOf = (...dates: readonly (string | undefined)[]): PortGroup => ({
  port: 1,
  last: 1,
  protocol: "tcp",
  origin: "registry",
  names: dates.map((date, i) => ({
    name: `a${i}`,
    record: {
      contacts: [],
      references: [],
      ...(date === undefined ? {} : { registrationDate: date }),
    },
  })),
});

test.each([
  ["2020-05-10", ["2020-05-10"], false],
  ["2020-05-10", ["2020-05-11"], true],
  ["2020-05-10", ["2020-05-09"], false],
  ["2020-05-10", ["2020-05"], true],
  ["2020-05-10", ["2020-06"], true],
  ["2020-05-10", ["2020-04"], false],
  ["2020-05-10", [undefined], false],
  ["2020-05-10", ["2020-05-11", "2020-05-12"], true],
  ["2020-05-10", ["2020-05-11", "2020-05-10"], false],
  [undefined, ["2020-05-11"], false],
])("after %s are the names of %j registered: %s", (date, registered, expected) => {
  expect(isRegisteredAfter(date, portOf(...registered))).toBe(expected);
});
