import { isTransportProtocol } from "@portolan/model";
import { requireText } from "@portolan/model/internal";

/** Names a way to write identifiers; `http-alt` over TCP is `HTTP_ALT_TCP`, `httpAltTcp`, `HttpAltTcp`. */
export type NamingStyle = "SCREAMING_SNAKE" | "camelCase" | "PascalCase";

/** Names what an identifier stands for, beside the port of a service. */
export type IdentifierKind = "ports" | "dns-sd";

/**
 * Gives the identifier of a service over a transport protocol. It depends on nothing but its
 * arguments, and no two services share one: the text can be read back.
 *
 * - Letters and digits stay, in the case of the style; a hyphen joins words.
 * - The last word is the protocol, `any` for a record without one.
 * - `$` comes before what a well-formed service name (RFC 6335 §5.1) or a lower-case one has not:
 *   `$_` is a low line, `$B` a capital B, `$plus` a plus sign, `$u2a$` the character U+002A.
 * - `_` comes before a digit at the start.
 *
 * @example
 * identifierOf("SCREAMING_SNAKE", "3com-tsmux", "udp"); // "_3COM_TSMUX_UDP"
 * identifierOf("SCREAMING_SNAKE", "udt_os", "tcp"); // "UDT$_OS_TCP"
 * identifierOf("camelCase", "whois++", undefined); // "whois$plus$plusAny"
 */
export function identifierOf(
  style: NamingStyle,
  name: string,
  protocol: string | undefined,
  kind?: IdentifierKind,
): string {
  requireText(name, "identifierOf", "name");
  const end = kind === undefined ? "" : encode(style, `-${kind}`, false);
  if (protocol === undefined || isTransportProtocol(protocol)) {
    return encode(style, `${name}-${protocol ?? "any"}`, true) + end;
  }
  // A protocol that the registry does not know may be any text; it must not look like one of them.
  const codes = protocol.replace(/./gs, numbered);
  return encode(style, `${name}-`, true) + codes + end;
}

/** Writes text as an identifier, or the rest of one, so that it can be read back. */
function encode(style: NamingStyle, text: string, isStart: boolean): string {
  let written = isStart && /^\d/.test(text) ? "_" : "";
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    const isFirst = isStart && i === 0;
    if (isSmallLetter(char)) written += isCapitalIn(style, isFirst) ? char.toUpperCase() : char;
    else if (/\d/.test(char)) written += char;
    else if (char !== "-" || isFirst) written += escapeCharacter(char);
    else if (style !== "SCREAMING_SNAKE" && isSmallLetter(text.charAt(i + 1))) {
      i++;
      written += text.charAt(i).toUpperCase();
    } else written += "_";
  }
  return written;
}

function isSmallLetter(char: string): boolean {
  return /^[a-z]$/.test(char);
}

/** Tells whether a style writes a small letter without a hyphen before it as a capital. */
function isCapitalIn(style: NamingStyle, isFirst: boolean): boolean {
  return style === "SCREAMING_SNAKE" || (style === "PascalCase" && isFirst);
}

/**
 * Words for the characters that registered names have. None is the beginning of another, or of
 * `u` and a number: so it does not matter what follows.
 */
const WORDS: ReadonlyMap<string, string> = new Map([
  ["-", "hyphen"],
  ["+", "plus"],
  ["*", "star"],
  ["/", "slash"],
  [".", "dot"],
  [" ", "blank"],
  ["(", "open"],
  [")", "close"],
]);

/** Writes a character that is no part of an ordinary name. */
function escapeCharacter(char: string): string {
  if (/[_A-Z]/.test(char)) return `$${char}`;
  const word = WORDS.get(char);
  return word === undefined ? numbered(char) : `$${word}`;
}

/** Writes a UTF-16 code unit by its number. */
function numbered(char: string): string {
  return `$u${char.charCodeAt(0).toString(16)}$`;
}
