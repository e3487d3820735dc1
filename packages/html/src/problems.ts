/** Lists the problems of the registry's page, read or written. */
export const htmlProblems = {
  "html/table-missing": [
    "error",
    "The page has no table with the headings of the service name and port number registry.",
    "Give IANA's page of this registry, or the part of it with the table and its headings.",
  ],
  "html/other-page": [
    "error",
    "The page “{title}” has no table with the headings of the service name and port number registry.",
    "Give IANA's page of this registry, or the part of it with the table and its headings.",
  ],
  "html/text-in-page": [
    "error",
    "The page holds the registry as plain text (<pre>), not as a table.",
    "Copy the text out of the page into a file of its own, and read that.",
  ],
  "html/rows-implausible": [
    "error",
    "{count} of {total} rows have no port or name with a protocol beside it, so this is another table; none is read. The first of these rows holds “{found}”.",
    "Give IANA's page of this registry.",
  ],
  "html/search-empty": [
    "warning",
    "The page is the result of a search for “{search}” that found nothing.",
    "Search for something else, or read the whole registry.",
  ],
  "html/heading-missing": [
    "warning",
    "The table has no headings; its columns are taken in IANA's order.",
    "Copy the headings too.",
  ],
  "html/table-unheaded": [
    "error",
    "A table without headings has ports and protocols, as in “{found}”; nobody can tell what is in its other columns, and it is left out.",
    "Give the table headings.",
  ],
  "html/column-missing": [
    "warning",
    "The table has no column “{found}”; it is empty in every record.",
    "Give the page with all twelve columns under IANA's headings.",
  ],
  "html/column-renamed": [
    "warning",
    "The column “{found}” is read as “{heading}”.",
    "Write the heading as IANA does.",
  ],
  "html/column-unknown": [
    "warning",
    "“{found}” is no column of the registry; its cells are left out.",
    "Use IANA's heading.",
  ],
  "html/column-duplicate": [
    "warning",
    "The column “{found}” appears twice; the first one counts.",
    "Remove one of the two.",
  ],
  "html/cell-count": [
    "warning",
    "The row has {found} cells where the heading has {expected}; cells are taken in order.",
    "Give each row one cell for each heading.",
  ],
  "html/heading-wide": [
    "error",
    "A heading stands over several columns, so nobody can tell what “{found}” is.",
    "Give each column a heading of its own.",
  ],
  "html/table-in-cell": [
    "error",
    "A cell of a record has a table of its own, with “{found}”; what is in it is left out.",
    "Write the cell without a table.",
  ],
  "html/rows-joined": [
    "warning",
    "Rows run into each other; they are told apart by their cells: {count}.",
    "Write </tr> and <tr> between the rows.",
  ],
  "html/row-unreadable": [
    "warning",
    "The row “{found}” holds no record or person; it is left out.",
    "Remove the row, or give it all its cells.",
  ],
  "html/row-outside-table": [
    "warning",
    "The table ends before this row; it and those that follow are read as if it did not.",
    "Remove the </table> before the row.",
  ],
  "html/rows-hidden": [
    "warning",
    "Rows of the table are in a comment, which no browser shows: {count}.",
    "Remove the comment, or its signs, if the rows count.",
  ],
  "html/tag-broken": [
    "warning",
    "A quote of this tag is lost; the tag is read without attributes.",
    "Write both quotes of each attribute.",
  ],
  "html/cut-off": [
    "error",
    "The page ends inside a table; a row that is not complete is left out.",
    "Load or copy the whole page.",
  ],
  "html/end-missing": [
    "warning",
    "The page ends without </html>; something may be missing.",
    "Load or copy the whole page.",
  ],
  "html/encoding-unknown": [
    "warning",
    "Characters here are not of the encoding “{found}” that the web archive names, or it is unknown; they stay encoded.",
    "Save the page as HTML, or as UTF-8.",
  ],
  "html/too-deep": [
    "warning",
    "Tables are in tables more than {limit} deep; those further inside are left out.",
    "Give the page without the tables around it.",
  ],
  "html/character-replaced": [
    "warning",
    "The character U+{code} cannot be in a page; U+FFFD is written instead.",
    "Remove the character from the registry.",
  ],
  "html/reference-altered": [
    "warning",
    "The page does not tell all of the reference “{found}”, which is read back as another one.",
    "Write XML, JSON or YAML where it matters.",
  ],
  "html/not-carried": [
    "warning",
    "The page has no place for {what}; it is left out.",
    "Write JSON or YAML to keep it.",
  ],
} as const;
