import { requireNumber, requireText } from "./argument.js";

const MAX_SERVICE_CODE = 0xffffffff;

/**
 * Reads a DCCP service code as the registry writes it, a decimal unsigned 32-bit number
 * (RFC 4340 §8.1.2).
 *
 * @returns undefined for anything else.
 */
export function parseServiceCode(text: string): number | undefined {
  requireText(text, "parseServiceCode", "text");
  if (!/^(?:0|[1-9]\d{0,9})$/.test(text)) return undefined;
  const code = Number(text);
  return code > MAX_SERVICE_CODE ? undefined : code;
}

/**
 * Gives the four characters of a service code, as `SC:` forms write them (RFC 4340 §8.1.2).
 *
 * @returns undefined where a byte is not printable ASCII.
 * @example
 * serviceCodeLetters(1145656131); // "DISC"
 */
export function serviceCodeLetters(code: number): string | undefined {
  requireNumber(code, "serviceCodeLetters", "code");
  const bytes = [24, 16, 8, 0].map((shift) => (code >>> shift) & 0xff);
  return bytes.every((byte) => byte >= 0x20 && byte <= 0x7e)
    ? String.fromCharCode(...bytes)
    : undefined;
}
