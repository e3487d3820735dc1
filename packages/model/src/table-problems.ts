/** Lists what spreadsheets and programs do to the cells of a table; each is told once for a table. */
export const tableProblems = {
  "table/dates-rewritten": [
    "warning",
    "Dates in the column “{column}” are not written as the registry writes them, such as “{found}”; they were understood: {count}.",
    "Nothing, or write dates as YYYY-MM-DD.",
  ],
  "table/dates-unclear": [
    "warning",
    "Dates in the column “{column}” may mean several days, such as “{found}”; they are kept as text: {count}.",
    "Write dates as YYYY-MM-DD.",
  ],
  "table/ports-decimal": [
    "warning",
    "Ports have decimals, such as “{found}”; they were read as whole numbers: {count}.",
    "Nothing, or write ports without decimals.",
  ],
  "table/ports-rewritten": [
    "warning",
    "Ports are not written as the registry writes them, such as “{found}”; they were understood: {count}.",
    "Nothing, or write 80 and 6000-6063.",
  ],
  "table/protocols-rewritten": [
    "warning",
    "Transport protocols are not in lower case, such as “{found}”; they were understood: {count}.",
    "Nothing, or write them in lower case.",
  ],
  "table/protocols-joined": [
    "warning",
    "Cells name several transport protocols, such as “{found}”; each was read as a record of its own: {count}.",
    "Nothing, or give each protocol a row.",
  ],
  "table/ports-joined": [
    "warning",
    "Cells name several ports, such as “{found}”; each was read as a record of its own: {count}.",
    "Nothing, or give each port a row.",
  ],
  "table/ports-with-protocol": [
    "warning",
    "Ports have their protocol beside them, such as “{found}”; they were read as two cells: {count}.",
    "Nothing, or give port and protocol a column each.",
  ],
  "table/rows-cut-off": [
    "error",
    "Names or ports end with dots, such as “{found}”: what wrote the table had no room for all; the rows are left out: {count}.",
    "Have it write whole cells and all rows.",
  ],
  "table/texts-cut-off": [
    "warning",
    "Descriptions end with dots, such as “{found}”, where what wrote the table may have had no room: {count}.",
    "Have it write whole cells, if there was more.",
  ],
  "table/range-ends": [
    "error",
    "The column “{found}” has the last ports of ranges, of which another has the first; the registry has both in one cell.",
    "Write them in one column: 6000-6063.",
  ],
  "table/other-ports": [
    "error",
    "The column “{found}” has ports, too, which may be those that are meant; the registry has one column of them.",
    "Take out the columns of other ports, and head the one that is left “Port Number”.",
  ],
  "table/protocol-columns": [
    "error",
    "The column “{found}” says which ports are for that protocol; the registry names the protocol in a cell of each row.",
    "Write the protocols in one column: tcp, or tcp/udp.",
  ],
  "table/totals": [
    "warning",
    "The row “{found}” counts those above it, or adds them up; it is left out.",
    "Nothing, or take the row out.",
  ],
  "table/empty-marked": [
    "warning",
    "Cells of “{found}” are empty ones, as programs write those: {count}.",
    "Nothing, or leave such cells empty.",
  ],
} as const;
