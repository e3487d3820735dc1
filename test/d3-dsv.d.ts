// The package has no types of its own; this is the part that the tests use.
declare module "d3-dsv" {
  /** Reads CSV into rows of cells. */
  export function csvParseRows(text: string): string[][];
  /** Writes rows of cells as CSV. */
  export function csvFormatRows(rows: readonly (readonly string[])[]): string;
  export function dsvFormat(separator: string): {
    formatRows(rows: readonly (readonly string[])[]): string;
  };
}
