const DATE = /^\d{4}-\d{2}(?:-\d{2})?$/;

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
  if (!DATE.test(text)) return false;
  const year = Number(text.slice(0, 4));
  const month = Number(text.slice(5, 7));
  if (month < 1 || month > 12) return false;
  if (text.length === 7) return true;
  const day = Number(text.slice(8));
  return day >= 1 && day <= daysInMonth(year, month);
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
  return left < right ? -1 : left > right ? 1 : 0;
}
