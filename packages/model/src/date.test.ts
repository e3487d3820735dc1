import { compareDates, isRegistryDate } from "@portolan/model/internal";
import { expect, test } from "vitest";

const two = (value: number): string => String(value).padStart(2, "0");

test("a date is one that the calendar has", () => {
  for (const year of [1600, 1900, 1999, 2000, 2023, 2024, 2100, 2400]) {
    for (let month = 0; month <= 13; month++) {
      const isMonth = month >= 1 && month <= 12;
      expect(isRegistryDate(`${year}-${two(month)}`), `${year} ${month}`).toBe(isMonth);
      for (let day = 0; day <= 33; day++) {
        const date = new Date(Date.UTC(year, month - 1, day));
        const isDay = isMonth && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
        const text = `${year}-${two(month)}-${two(day)}`;
        expect(isRegistryDate(text), text).toBe(isDay);
      }
    }
  }
  for (const text of ["", "2001", "2001-1", "2001-01-1", "201-01-01", "12001-01-01", " 2001-01"])
    expect(isRegistryDate(text), text).toBe(false);
});

test("a month counts as its first day", () => {
  const dates = ["1999-12-31", "2000-01", "2000-01-02", "2000-01-31", "2000-02"];
  for (const [i, a] of dates.entries())
    for (const [j, b] of dates.entries())
      expect(Math.sign(compareDates(a, b)), `${a} ${b}`).toBe(Math.sign(i - j));
  expect(compareDates("2000-01", "2000-01-01")).toBe(0);
  expect(compareDates("2000-01-01", "2000-01")).toBe(0);
});
