/** Refuses an argument that a function cannot take, by the names of both. */
export function requireArgument(isTaken: boolean, of: string, name: string, wanted: string): void {
  if (!isTaken) throw new TypeError(`${of}: ${name} must be ${wanted}.`);
}

/** Refuses what is no text. */
export function requireText(value: unknown, of: string, name: string): void {
  requireArgument(typeof value === "string", of, name, "a string");
}

/** Refuses what is no object; `wanted` says which. */
export function requireObject(value: unknown, of: string, name: string, wanted: string): void {
  requireArgument(typeof value === "object" && value !== null, of, name, wanted);
}
