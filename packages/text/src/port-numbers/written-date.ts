const MONTHS: readonly string[] = [
  ...["jan", "feb", "mar", "apr", "may", "jun"],
  ...["jul", "aug", "sep", "oct", "nov", "dec"],
];

const MONTH = String.raw`(?<month>[A-Z][a-z]{2,8})\.?`;
const YEAR = String.raw`(?<year>(?:19|20)\d\d)`;
const FORMS: readonly RegExp[] = [
  new RegExp(String.raw`(?<!\d)${YEAR}-(?<number>\d{1,2})(?:-(?<day>\d{1,2}))?(?!\d|-\d)`),
  new RegExp(String.raw`(?<!\d)(?<day>\d{1,2})(?:st|nd|rd|th)?[ -]${MONTH},?[ -]${YEAR}(?!\d)`),
  new RegExp(String.raw`(?<![A-Za-z])${MONTH} (?<day>\d{1,2}),? ${YEAR}(?!\d)`),
  new RegExp(String.raw`(?<![A-Za-z])${MONTH},? ${YEAR}(?!\d)`),
];

/** Holds a date as the registry writes it, and where it was found. */
export interface WrittenDate {
  /** `YYYY-MM` or `YYYY-MM-DD`. */
  readonly date: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Finds the first date of a text in whatever form the lists before 2011 have it.
 *
 * @example
 * findWrittenDate("28 September 2007"); // { date: "2007-09-28", start: 0, end: 17 }
 * findWrittenDate("June 2006"); // { date: "2006-06", start: 0, end: 9 }
 */
export function findWrittenDate(text: string): WrittenDate | undefined {
  let first: WrittenDate | undefined;
  for (const form of FORMS) {
    const match = form.exec(text);
    const date = match === null ? undefined : dateOf(match.groups ?? {});
    if (match === null || date === undefined) continue;
    if (first === undefined || match.index < first.start)
      first = { date, start: match.index, end: match.index + match[0].length };
  }
  return first;
}

function dateOf(parts: { readonly [part: string]: string | undefined }): string | undefined {
  const { year, month, day, number: digits } = parts;
  // “Novebmer” is met: three letters are enough for every month.
  const number =
    month === undefined ? Number(digits) : MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1;
  if (year === undefined || number < 1 || number > 12) return undefined;
  const start = `${year}-${String(number).padStart(2, "0")}`;
  if (day === undefined) return start;
  return Number(day) < 1 || Number(day) > 31 ? undefined : `${start}-${day.padStart(2, "0")}`;
}
