import type { Port } from "@portolan/model";

/**
 * Writes literals as the formatters of the day (Prettier 3, Biome 2 with spaces) print them: two
 * blanks of indent, lines of at most 80 columns, double quotes, trailing commas.
 */
export type Literal =
  | number
  | string
  | readonly Literal[]
  | { readonly members: readonly (readonly [key: string, value: Literal])[] };

/** Columns a formatter fills. */
export const LINE_WIDTH = 80;

/**
 * Writes a literal after the text it is given to (`export const HTTP_TCP =`, `http:`): on a line
 * of its own where not even its first bracket fits beside that text.
 *
 * @param indent number of blanks that the line begins with.
 * @param end what follows the literal on its last line.
 */
export function printGiven(start: string, literal: Literal, indent: number, end: string): string {
  const flat = printFlat(literal);
  const canBreak = typeof literal === "object" && flat.length > 2;
  const beside = indent + start.length + 1;
  const needed = canBreak ? 1 : flat.length + end.length;
  if (typeof literal === "number" || beside + needed <= LINE_WIDTH) {
    return `${start} ${printLiteral(literal, indent, beside + end.length)}${end}`;
  }
  const below = indent + 2;
  return `${start}\n${" ".repeat(below)}${printLiteral(literal, below, below + end.length)}${end}`;
}

/**
 * Writes a literal.
 *
 * @param indent number of blanks that its line begins with.
 * @param used columns of the line that are taken, before and after it.
 */
function printLiteral(literal: Literal, indent: number, used: number): string {
  const flat = printFlat(literal);
  if (typeof literal !== "object") return flat;
  if (flat.length === 2 || (used + flat.length <= LINE_WIDTH && !mustBreak(literal))) return flat;
  const inner = indent + 2;
  const isObject = "members" in literal;
  const lines = isObject ? printMembers(literal.members, inner) : printItems(literal, inner);
  const broken = lines.map((line) => `${" ".repeat(inner)}${line}\n`).join("");
  const [open, close] = isObject ? "{}" : "[]";
  return `${open}\n${broken}${" ".repeat(indent)}${close}`;
}

/** Makes the literal of a port or a range of ports. */
export function portLiteral(port: Port): Literal {
  if (typeof port === "number") return port;
  return {
    members: [
      ["first", port.first],
      ["last", port.last],
    ],
  };
}

function printMembers(
  members: readonly (readonly [key: string, value: Literal])[],
  indent: number,
): readonly string[] {
  return members.map(([key, value]) => printGiven(`${propertyKey(key)}:`, value, indent, ","));
}

/** Writes the items of a list one a line; of numbers alone, as many as a line takes. */
function printItems(items: readonly Literal[], indent: number): readonly string[] {
  const written = items.map((item) => `${printLiteral(item, indent, indent + 1)},`);
  if (!items.every((item) => typeof item === "number")) return written;
  const lines: string[] = [];
  for (const item of written) {
    const last = lines.at(-1);
    if (last === undefined || indent + last.length + 1 + item.length > LINE_WIDTH) lines.push(item);
    else lines[lines.length - 1] = `${last} ${item}`;
  }
  return lines;
}

/** Tells whether formatters break a literal however short: one with a list of several objects. */
function mustBreak(literal: Literal): boolean {
  if (typeof literal === "number" || typeof literal === "string") return false;
  if ("members" in literal) return literal.members.some(([, value]) => mustBreak(value));
  const isOfObjects = literal.every((item) => typeof item === "object" && "members" in item);
  return literal.some(mustBreak) || (literal.length > 1 && isOfObjects);
}

function printFlat(literal: Literal): string {
  if (typeof literal === "number") return String(literal);
  if (typeof literal === "string") return stringLiteral(literal);
  if (!("members" in literal)) return `[${literal.map(printFlat).join(", ")}]`;
  if (literal.members.length === 0) return "{}";
  const members = literal.members.map(([key, value]) => `${propertyKey(key)}: ${printFlat(value)}`);
  return `{ ${members.join(", ")} }`;
}

/**
 * Writes a string literal in ASCII letters: with the quotes that need fewer escapes, double ones
 * where it makes no difference.
 */
export function stringLiteral(text: string): string {
  const doubles = text.split('"').length;
  const quote = doubles > text.split("'").length ? "'" : '"';
  const escaped = text.replace(/[^ -~]|[\\"']/g, (char) => {
    if (char === "\\" || char === quote) return `\\${char}`;
    if (char === '"' || char === "'") return char;
    return `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
  return quote + escaped + quote;
}

/** Writes a property key: without quotes where that is possible, `__proto__` so that it is one. */
export function propertyKey(name: string): string {
  if (name === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(name) ? name : stringLiteral(name);
}

/**
 * Makes text harmless inside a comment: one line of characters that are drawn, nothing that ends
 * the comment and nothing that editors take for a tag (`@deprecated`, `{@link …}`).
 */
export function commentText(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Surrogate}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, " ")
    .replace(/ {2,}/g, " ")
    .trim()
    .replaceAll("*/", "*\\/")
    .replace(/(^|[\s{])@/g, "$1\\@");
}

/** Writes a documentation comment of one line, with its line break; nothing for no text. */
export function docComment(text: string | undefined, indent: string): string {
  const harmless = commentText(text ?? "");
  return harmless === "" ? "" : `${indent}/** ${harmless} */\n`;
}
