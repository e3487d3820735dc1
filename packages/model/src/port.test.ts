import {
  containsPort,
  firstPort,
  formatPort,
  lastPort,
  parsePort,
  portClass,
} from "@portolan/model";
import { describe, expect, it } from "vitest";

describe("parsePort", () => {
  it.each([
    ["0", 0],
    ["80", 80],
    ["65535", 65535],
    ["6000-6063", { first: 6000, last: 6063 }],
    ["80-80", { first: 80, last: 80 }],
  ])("reads %s", (text, port) => {
    expect(parsePort(text)).toEqual(port);
    expect(formatPort(port)).toBe(text);
  });

  it.each([
    "",
    "080",
    "65536",
    "-1",
    "+80",
    "80 ",
    "90-80",
    "1-65536",
    "80-",
    "0x50",
    "８０",
    "1e3",
  ])("refuses “%s”", (text) => {
    expect(parsePort(text)).toBeUndefined();
  });
});

it("knows the ends of a range and what lies inside", () => {
  const x11 = { first: 6000, last: 6063 };
  expect([firstPort(x11), lastPort(x11), firstPort(80), lastPort(80)]).toEqual([
    6000, 6063, 80, 80,
  ]);
  expect([5999, 6000, 6010, 6063, 6064].map((port) => containsPort(x11, port))).toEqual([
    false,
    true,
    true,
    true,
    false,
  ]);
});

it("classes ports as RFC 6335 §6 does", () => {
  expect([0, 1023, 1024, 49151, 49152, 65535].map(portClass)).toEqual([
    "system",
    "system",
    "user",
    "user",
    "dynamic",
    "dynamic",
  ]);
});
