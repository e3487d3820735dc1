/** Lists the problems of joining several documents. */
export const joinProblems = {
  "join/record-differs": [
    "warning",
    "The record {record} differs from that of another input, which is newer or comes first; that one is kept.",
    "Give the inputs of one day, or leave out the older one.",
  ],
  "join/person-differs": [
    "warning",
    "The contact {id} differs from that of another input, which is newer or comes first; that one is kept.",
    "Give the inputs of one day, or leave out the older one.",
  ],
  "join/footnote-differs": [
    "warning",
    "The footnote {id} differs from that of another input, which is newer or comes first; that one is kept, and is what records of both cite.",
    "Give the inputs of one day, or leave out the older one.",
  ],
} as const;
