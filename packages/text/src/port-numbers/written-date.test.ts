import { expect, it } from "vitest";
import { findWrittenDate } from "./written-date.js";

it.each([
  ["2007-09-28", "2007-09-28"],
  ["2007-9-8", "2007-09-08"],
  ["2007-09", "2007-09"],
  ["28 September 2007", "2007-09-28"],
  ["1st Jan 1999", "1999-01-01"],
  ["31-Dec-2000", "2000-12-31"],
  ["September 28, 2007", "2007-09-28"],
  ["Novebmer 2006", "2006-11"],
  ["June, 2006", "2006-06"],
])("a date is found behind words, and before some: %s", (text, date) => {
  const start = "of ".length;
  expect(findWrittenDate(`of ${text} or so`)).toEqual({ date, start, end: start + text.length });
  expect(findWrittenDate(text)).toEqual({ date, start: 0, end: text.length });
});

it.each([
  ["the first day", "1 May 2001", "2001-05-01"],
  ["no day", "0 May 2001", "2001-05"],
  ["the last day", "31 May 2001", "2001-05-31"],
  ["a day more", "32 May 2001", "2001-05"],
  ["the first month", "2001-01", "2001-01"],
  ["no month", "2001-00", undefined],
  ["the last month", "2001-12", "2001-12"],
  ["a month more", "2001-13", undefined],
  ["a month that is none", "Mai 2001", undefined],
  ["a longer number", "12007-09", undefined],
  ["another century", "1899-01", undefined],
])("a date has days from 1 to 31 and months from 1 to 12: %s", (_, text, date) => {
  expect(findWrittenDate(text)?.date).toBe(date);
});

it("the first of several dates is found, in whatever form", () => {
  expect(findWrittenDate("May 2001, then 2002-03-04")?.date).toBe("2001-05");
  expect(findWrittenDate("2002-03-04, and May 2001")?.date).toBe("2002-03-04");
  expect(findWrittenDate("4 May 2001 and May 2002")?.date).toBe("2001-05-04");
});
