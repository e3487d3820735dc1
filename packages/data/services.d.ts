/**
 * Holds one service: its name, its port (first and last of a range; null for a service without one), its
 * transport protocols with commas between, and its description on one line.
 */
export type ServiceRow = readonly [
  name: string,
  port: number | readonly [first: number, last: number] | null,
  protocols: string,
  description: string,
];

/** Holds the registry's services as a compact table, in the registry's order. */
declare const table: {
  readonly updated: string;
  readonly coverage: "whole" | "excerpt";
  readonly services: readonly ServiceRow[];
};
export default table;
