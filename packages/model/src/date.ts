const DATE = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/;

/**
 * Tells whether a text is a date as the registry writes them, `YYYY-MM` or `YYYY-MM-DD`, that
 * exists in the calendar.
 *
 * @example
 * isRegistryDate("2003-08"); // true
 * isRegistryDate("2023-02-29"); // false
 */
export function isRegistryDate(text: string): boolean {
  const match = DATE.exec(text);
  if (match === null) return false;
  const year = Number(match[1]);
  const month = Number(match[2]);
  if (month < 1 || month > 12) return false;
  if (match[3] === undefined) return true;
  const day = Number(match[3]);
  return day >= 1 && day <= daysInMonth(year, month);
}

/** Gives the number of days of a one-based month. */
function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
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
