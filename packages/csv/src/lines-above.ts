/** Most lines above the headings that programs write: a title, a date, how it was selected. */
export const MOST_LINES_ABOVE = 20;

/** Fewest headings by which a line below others is taken for the header line. */
export const FEWEST_HEADINGS = 3;
