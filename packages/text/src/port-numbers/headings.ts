/** The headings of the list; RFC 1060 has the number first, and a second list for Unix. */
export const PORT_LIST_HEADINGS: RegExp =
  /^[ \t\f]*(?:Keyword[ \t]+Decimal|Decimal[ \t]+Keyword|Service Name[ \t]+Port\/Protocol)[ \t]+Description(?:[ \t]+References?)?[ \t]*\r?$/im;
