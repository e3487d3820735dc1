import { isRegistryDate } from "./date.js";

/** Says in which order a column writes day and month. */
export type DateOrder = "day-first" | "month-first" | "unknown";

/** A date of three numbers that ends with the year: the first two are day and month. */
const YEAR_LAST = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})$/;
const YEAR_FIRST = /^(\d{4})([/.-])(\d{1,2})(?:\2(\d{1,2}))?$/;
const MONTH_AND_YEAR = /^(\d{1,2})[/.](\d{4})$/;
const EIGHT_DIGITS = /^(\d{4})(\d\d)(\d\d)$/;
const NAMED_MONTH = /^(?:(\d{1,2})[ /-])?([A-Za-z]{3})[a-z]{0,6}[ /-](\d{4})$/;
/** A time of day, and the zone, after a date. */
const TIME = /^([^T ]{8,10})[T ]\d{1,2}:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?$/;

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** Gives the numbers of a date whose order of day and month its own text may not tell. */
function numbersOf(
  text: string,
): readonly [first: number, second: number, year: string] | undefined {
  // Nearly every date begins with its year.
  if (isDigit(text, 1) && isDigit(text, 2)) return undefined;
  const [, first, , second, year] = YEAR_LAST.exec(withoutTime(text)) ?? [];
  if (first === undefined || second === undefined || year === undefined) return undefined;
  return [Number(first), Number(second), year];
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0x30 && code <= 0x39;
}

/** Tells whether a text is a date whose order of day and month the others of its column may have to tell. */
export function isOrderOpen(text: string): boolean {
  return numbersOf(text) !== undefined;
}

/** Gives the order that a date proves, as one number can only be the day. */
export function dateOrderOf(text: string): DateOrder | undefined {
  const [first = 0, second = 0] = numbersOf(text) ?? [];
  if (first > 12 && second <= 12) return "day-first";
  return second > 12 && first <= 12 ? "month-first" : undefined;
}

/** Gives a date that a person or program wrote as the registry writes it; undefined where that is not certain. */
export function understandDate(text: string, order: DateOrder): string | undefined {
  const date = withoutTime(text);
  const numbers = numbersOf(date);
  if (numbers !== undefined) {
    const [first, second, year] = numbers;
    // Two digits may be a year, a month or a day.
    if (order === "unknown" || year.length === 2) return undefined;
    return order === "day-first" ? dateOf(year, second, first) : dateOf(year, first, second);
  }
  const [, year, , month, day] = YEAR_FIRST.exec(date) ?? [];
  if (year !== undefined) return dateOf(year, Number(month), day === undefined ? day : Number(day));
  const [, monthAlone, itsYear] = MONTH_AND_YEAR.exec(date) ?? [];
  if (itsYear !== undefined) return dateOf(itsYear, Number(monthAlone));
  const [, digits, digitsMonth, digitsDay] = EIGHT_DIGITS.exec(date) ?? [];
  if (digits !== undefined) return dateOf(digits, Number(digitsMonth), Number(digitsDay));
  const [, namedDay, name = "", namedYear] = NAMED_MONTH.exec(date) ?? [];
  if (namedYear === undefined) return undefined;
  const named = MONTHS.indexOf(name.toLowerCase()) + 1;
  return dateOf(namedYear, named, namedDay === undefined ? namedDay : Number(namedDay));
}

function dateOf(year: string, month: number, day?: number): string | undefined {
  const parts = day === undefined ? [month] : [month, day];
  const date = [year, ...parts.map((part) => String(part).padStart(2, "0"))].join("-");
  return isRegistryDate(date) ? date : undefined;
}

function withoutTime(text: string): string {
  const trimmed = text.trim();
  return TIME.exec(trimmed)?.[1] ?? trimmed;
}
