/** Lists the problems of plain text, read or written. */
export const textProblems = {
  "text/not-recognised": [
    "error",
    "The text has no table of the service name and port number registry.",
    "Give IANA's own text file, a text browser's dump or a copy of the registry's page.",
  ],
  "text/other-registry": [
    "error",
    "This is the registry “{found}”, not that of service names and port numbers.",
    "Give a text of the Service Name and Transport Protocol Port Number Registry.",
  ],
  "text/rows-implausible": [
    "error",
    "{count} of {total} rows have no port or name with a protocol beside it, so the columns were not found; no record is read. The first of these rows holds “{found}”.",
    "Give IANA's own text file, a text browser's dump or a copy of the registry's page.",
  ],
  "text/no-records": [
    "warning",
    "There are headings, but no record below them.",
    "Copy the page again, to its end, if the search found anything.",
  ],
  "text/line-skipped": [
    "warning",
    "“{found}” stands outside the tables, in no section of the page; it is left out.",
    "Remove the line, or put it where it belongs.",
  ],
  "text/column-missing": [
    "warning",
    "The table has no column “{found}”; it is empty in every record.",
    "Copy the whole table if the page shows the column.",
  ],
  "text/column-renamed": [
    "warning",
    "The column “{found}” stands where IANA has “{heading}” and is read as that.",
    "Write the heading as IANA does.",
  ],
  "text/column-unknown": [
    "warning",
    "“{found}” is not a column of the registry; it is skipped.",
    "Correct the heading, or remove the column.",
  ],
  "text/column-duplicate": [
    "warning",
    "The column “{found}” stands there twice; the first one counts.",
    "Remove one of the two.",
  ],
  "text/columns-crossed": [
    "error",
    "Texts do not keep to the columns of the headings, in {count} lines of {total} rows, so the columns were not found; no record is read.",
    "Give a copy with tabs between its cells, or one whose columns are as wide as their texts.",
  ],
  "text/column-crossed": [
    "warning",
    "The text stands across the border of two columns; it may be cut in the wrong place.",
    "Put the columns of the line under their headings.",
  ],
  "text/cell-misplaced": [
    "warning",
    "“{found}” does not stand where the cells of its column do; it may be part of another cell.",
    "Compare the row with IANA's text.",
  ],
  "text/contact-missing": [
    "warning",
    "The row ends behind its assignee, {found}, where IANA always has a contact; the line may be cut short.",
    "Compare the row with IANA's text.",
  ],
  "text/line-blank": [
    "warning",
    "An empty line stands between two rows, where IANA's text has none; a row may be lost. Others are not told.",
    "Compare the rows around the line with IANA's text.",
  ],
  "text/row-cut-short": [
    "warning",
    "The row ends behind “{found}”, where such rows go on; the line may be cut short.",
    "Compare the row with IANA's text.",
  ],
  "text/state-unknown": [
    "warning",
    "“{found}” is nothing that IANA writes of a port without a name; the line may be damaged.",
    "Compare the row with IANA's text.",
  ],
  "text/reference-unlike": [
    "warning",
    "“{found}” begins like an RFC and is none; the line may be damaged.",
    "Compare the row with IANA's text.",
  ],
  "text/bracket-open": [
    "warning",
    "“{found}” opens a bracket and does not close it, or the reverse; the line may be damaged.",
    "Compare the row with IANA's text.",
  ],
  "text/row-repeated": [
    "warning",
    "The row is the same as the one before, which IANA never has; both are kept.",
    "Remove one of the two.",
  ],
  "text/name-alone": [
    "warning",
    "The row has nothing but “{found}”, which is taken for a service name; it may be no record.",
    "Remove the line if it is none.",
  ],
  "text/row-off-centre": [
    "warning",
    "The cells of the row do not stand in its middle; its first and last lines are uncertain.",
    "Take the text as IANA publishes it.",
  ],
  "text/row-ambiguous": [
    "warning",
    "Where this row and the one before part is not certain: the layout allows two ways.",
    "Compare the two rows with IANA's CSV or XML.",
  ],
  "text/cells-surplus": [
    "warning",
    "The row has {found} cells where there can be {expected}; the last ones are read as one.",
    "Check that no cell holds a separator.",
  ],
  "text/quotes-kept": [
    "warning",
    "Cells in quotes that nothing in them asks for, beside others like them without quotes: {count}. The quotes are kept as part of the text, as a browser's copy has them.",
    "Take these quotes off if a program has put them there.",
  ],
  "text/quotes-removed": [
    "warning",
    "Cells in quotes that nothing in them asks for, though other cells have none: {count}. The quotes are taken for the file's, and left out.",
    "Write each quote of the text twice, inside a quoted cell.",
  ],
  "text/quote-in-cell": [
    "warning",
    "“{found}” has a quote, though other cells are quoted as spreadsheets do it; the cell is read as it is.",
    "Quote the whole cell, and write the quotes inside it twice.",
  ],
  "text/row-short": [
    "warning",
    "The row has {found} cells where the others have {expected}; those that it lacks are empty.",
    "Copy the row again, if it is cut short.",
  ],
  "text/line-joined": [
    "warning",
    "“{found}” is read as a part of the row above, which it may not be.",
    "Remove the line if it is no part of the row.",
  ],
  "text/row-cut-off": [
    "warning",
    "The last row ends in the middle; what there is of it is kept.",
    "Copy the page again, to its end.",
  ],
  "text/row-unreadable": [
    "error",
    "“{found}” is neither a record nor a part of one; it is left out.",
    "Remove the line, or copy the table again.",
  ],
  "text/person-unreadable": [
    "error",
    "“{found}” is no row of the contact information, which begins with an id in brackets; it is left out.",
    "Remove the line, or copy the contact information again.",
  ],
  "text/people-without-ids": [
    "error",
    "This contact information has no column “ID”, by which records name people; it is left out.",
    "Copy the contact information again, with its column of ids.",
  ],
  "text/person-unlisted": [
    "warning",
    "The contact information lacks {count} of the people that the records name; the first is {found}. The copy may be cut off.",
    "Copy the page to its end, with its contact information.",
  ],
  "text/person-differs": [
    "warning",
    "[{found}] stands in the contact information before, with other values; the first ones are kept.",
    "Copy all pages on the same day.",
  ],
  "text/footnote-differs": [
    "warning",
    "[{found}] stands in the footnotes before, with another text; the first one is kept, and is what records of both pages cite.",
    "Copy all pages on the same day.",
  ],
  "text/footnote-unreadable": [
    "error",
    "“{found}” is no footnote, which begins with a number in brackets; it is left out.",
    "Remove the line, or copy the footnotes again.",
  ],
  "text/record-differs": [
    "warning",
    "Another page has the same name, port and protocol with other values; both rows are kept.",
    "Copy all pages on the same day.",
  ],
  "text/table-not-compared": [
    "warning",
    "The table before has more than {most} rows, too many for a page; rows of it that are repeated here are kept twice.",
    "Give each text as an input of its own.",
  ],
  "text/record-inferred": [
    "warning",
    "The copy does not show which cells are empty; a rule decided what belongs to {found}.",
    "Use IANA's CSV or XML where these columns matter.",
  ],
  "text/person-inferred": [
    "warning",
    "The copy does not show which cells are empty; a rule decided between name and organization of [{found}].",
    "Use IANA's CSV or XML where the difference matters.",
  ],
  "text/person-ids-inferred": [
    "warning",
    "The text names people without ids; those of {count} people were made of their names.",
    "Use IANA's CSV or XML where ids matter.",
  ],
  "text/port-alone": [
    "warning",
    "The line has the port {found} and nothing else; it is left out.",
    "Nothing to do, unless the rest of the line is lost.",
  ],
  "text/entry-commented": [
    "warning",
    "The entry of “{found}” is commented out; its port is kept without the keyword.",
    "Nothing to do: IANA took the keyword back.",
  ],
  "text/contact-of-nothing": [
    "warning",
    "“{found}” looks like a contact, but there is no entry above it; it is left out.",
    "Copy the list again, with the entries above this line.",
  ],
  "text/contact-words": [
    "warning",
    "“{found}” in the line of a contact is neither a name, an address nor a date; it is left out.",
    "Correct the line, or remove the words.",
  ],
  "text/remark-unplaced": [
    "warning",
    "“{found}” speaks of no entry of the list; it is kept as a note of the registry.",
    "Nothing to do, unless an entry is missing.",
  ],
  "text/word-broken": [
    "warning",
    "{count} lines have a word of more than 256 characters, which is broken; the first is “{first}”.",
    "Write JSON, YAML or XML where nothing may be lost.",
  ],
  "text/records-altered": [
    "warning",
    "{count} of the records are not read back as they are; the first is “{first}”. Where rows or cells part, or a character, is lost.",
    "Write JSON, YAML or XML where nothing may be lost.",
  ],
  "text/people-altered": [
    "warning",
    "{count} of the people are not read back as they are; the first is “{first}”.",
    "Write JSON, YAML or XML where nothing may be lost.",
  ],
  "text/header-altered": [
    "warning",
    "The registry is not read back with the same {part}.",
    "Write JSON, YAML or XML where nothing may be lost.",
  ],
} as const;
