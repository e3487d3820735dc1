/**
 * Longest quoted cell, its quotes included. A cell in a spreadsheet holds half of that at most, and
 * IANA's longest is 1,532 characters: what is longer is a quote that was never closed.
 */
export const MAX_QUOTED = 65_536;

/**
 * Lists the problems of reading and writing CSV. A row with an error is left out, a row with a
 * warning is kept.
 */
export const csvProblems = {
  "csv/empty": ["error", "The input is empty.", "Give IANA's CSV, header line included."],
  "csv/not-the-registry": [
    "error",
    "The first row, “{found}”, does not name the columns of the registry, such as “Service Name” and “Port Number”.",
    "Give IANA's CSV, correct its headings, or name the format that the input is in.",
  ],
  "csv/rows-implausible": [
    "error",
    "{count} of {total} rows have no port or name with a protocol beside it, so this is another table, or its columns have other headings; the first of these rows holds “{found}”.",
    "Give the registry, or correct the headings.",
  ],
  "csv/lines-above": [
    "warning",
    "Lines above the header line are skipped: {count}. The first is “{found}”.",
    "Nothing, or remove the lines.",
  ],
  "csv/heading-damaged": [
    "error",
    "The heading “{found}” ends like “{heading}”, but something stands before it.",
    "Take off what a program has put before each line.",
  ],
  "csv/rows-in-header": [
    "error",
    "The first row has {count} cells that are no headings of the registry, and no row follows it.",
    "Put each row in a line of its own.",
  ],
  "csv/no-records": [
    "warning",
    "There is a header line, but no record after it.",
    "Download the file again; it may have been cut off.",
  ],
  "csv/header-missing": [
    "warning",
    "There is no header line; the columns are taken to be in IANA's order.",
    "Put IANA's header line in front.",
  ],
  "csv/header-quotes": [
    "warning",
    "The quotes of the header line are not in pairs; it is read without them.",
    "Remove the quotes from the header line.",
  ],
  "csv/header-repeated": [
    "warning",
    "The header line appears again; it is skipped.",
    "Remove the line; files that were joined have one header each.",
  ],
  "csv/delimiter": [
    "warning",
    "The cells are separated by {found}, not by commas.",
    "Nothing, or save the file with commas, as IANA does.",
  ],
  "csv/column-renamed": [
    "warning",
    "The column “{found}” is read as “{heading}”.",
    "Nothing, or use IANA's heading.",
  ],
  "csv/columns-unnamed": [
    "warning",
    "Columns without a heading are skipped: {count}.",
    "Give each column its heading, or remove it.",
  ],
  "csv/column-missing": [
    "warning",
    "There is no column “{found}”; it is empty in every record.",
    "Add the column if the source has it.",
  ],
  "csv/column-unknown": [
    "warning",
    "“{found}” is not a column of the registry; it is skipped.",
    "Correct the heading, or remove the column.",
  ],
  "csv/column-duplicate": [
    "warning",
    "The column “{found}” appears twice; the first one counts.",
    "Remove one of the two.",
  ],
  "csv/blank-lines": [
    "warning",
    "Blank lines between the rows were skipped: {count}.",
    "Remove the blank lines.",
  ],
  "csv/cells-missing": [
    "warning",
    "The row has {found} cells, but there are {expected} columns; the missing cells are empty.",
    "Check that no cell was lost, and end the row with its commas.",
  ],
  "csv/row-short": [
    "error",
    "The row has {found} of {expected} cells, with no port or protocol in its place; it is left out.",
    "Join the row with the one before if it was broken, or write all cells.",
  ],
  "csv/cells-extra": [
    "error",
    "The row has {found} cells, but there are {expected} columns; it is left out.",
    "Quote the cell that has a separator in it.",
  ],
  "csv/cut-off": [
    "error",
    "The input ends in the middle of a row, which has {found} of {expected} cells; it is left out.",
    "Download the file again.",
  ],
  "csv/quote-not-closed": [
    "error",
    "A quoted cell is not closed, or much later than any cell of the registry; the row is left out.",
    'Close the cell with ", and write each quote inside it twice.',
  ],
  "csv/quote-in-cell": [
    "warning",
    "There is a quote inside a cell that is not quoted; the cell is read as it is.",
    "Quote the whole cell, and write the quotes inside it twice.",
  ],
  "csv/text-after-quote": [
    "warning",
    "There is text after the closing quote of a cell; the cell is read as it is.",
    "Write the quotes inside a quoted cell twice.",
  ],
  "csv/quotes-kept": [
    "warning",
    "Cells in quotes that nothing in them asks for, beside others like them without quotes: {count}. The quotes are kept as part of the text, as a browser's copy has them.",
    "Take these quotes off if a program has put them there.",
  ],
  "csv/quotes-removed": [
    "warning",
    "Cells in quotes that nothing in them asks for, though other cells have none: {count}. The quotes are taken for the file's, and left out.",
    "Write each quote of the text twice, inside a quoted cell.",
  ],
  "csv/cells-protected": [
    "warning",
    "Cells with apostrophes that protect spreadsheets from formulas were kept as they are: {count}.",
    "Read the file with the option safeCells, which takes the apostrophes away.",
  ],
  "csv/list-ambiguous": [
    "warning",
    "The brackets in “{found}” ({record}) will be read back as another list.",
    "Correct the person id or reference; it should have balanced brackets, or none.",
  ],
  "csv/cell-too-long": [
    "warning",
    "A quoted cell has {found} characters ({record}); with more than {limit} the row is not read back.",
    "Shorten the text, or write JSON or YAML.",
  ],
  "csv/surrogate": [
    "warning",
    "Half of a surrogate pair ({record}) is no character; a file will hold U+FFFD in its place.",
    "Correct the text.",
  ],
} as const;
