import { compareTexts } from "./order.js";

const DATE = /^\d{4}-(?:0[1-9]|1[0-2])(?:-\d{2})?$/;

/** A month, or a day that every month has. */
const EVERY_YEAR = /^\d{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|1\d|2[0-8]))?$/;

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/**
 * Tells whether a text is a date as the registry writes them, `YYYY-MM` or `YYYY-MM-DD`, that
 * exists in the calendar.
 *
 * @example
 * isRegistryDate("2003-08"); // true
 * isRegistryDate("2023-02-29"); // false
 */
export function isRegistryDate(text: string): boolean {
  if (EVERY_YEAR.test(text)) return true;
  if (!DATE.test(text)) return false;
  const day = Number(text.slice(8));
  return day >= 1 && day <= daysInMonth(Number(text.slice(0, 4)), Number(text.slice(5, 7)));
}

/** Gives the number of days of a one-based month in the Gregorian calendar. */
function daysInMonth(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeap ? 29 : (DAYS[month - 1] ?? 0);
}

/**
 * Compares two registry dates; a month counts as its first day.
 *
 * @returns a negative number, zero or a positive number, as for sorting.
 */
export function compareDates(a: string, b: string): number {
  const left = a.length === 7 ? `${a}-01` : a;
  const right = b.length === 7 ? `${b}-01` : b;
  return compareTexts(left, right);
}
