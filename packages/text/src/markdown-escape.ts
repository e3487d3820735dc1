/** Matches most texts: words between single blanks, without a character that may be a mark. */
const HARMLESS = /^(?:[!-%')+-;=?-[\]^a-z{}]| (?! ))*$/;

/**
 * Puts a text on one line and makes every mark of GitHub Flavored Markdown and HTML in it show as
 * it stands. Underlines inside words, and brackets that begin no link, are left as they are.
 *
 * The backslash form is that of CommonMark §2.4; `<`, `>` and `&` are written as entities, because
 * some renderers pass HTML through before they look at backslashes.
 */
export function escapeText(text: string): string {
  if (HARMLESS.test(text)) return text;
  return text
    .replace(/[ \t\r\n\f\v]+/g, " ")
    .replaceAll("\u0000", "\uFFFD") // CommonMark §2.3
    .replace(/[\\`*~|]/g, "\\$&")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/(?<![A-Za-z\d])_|_(?![A-Za-z\d])/g, "\\_")
    .replace(/(?<=^|\])\(/g, "\\(")
    .replace(/^(?=\s)[^ ]|[^ ](?<=\s)$/g, (blank) => `&#${blank.charCodeAt(0)};`);
}

/** Makes a text safe as the label of a link. */
export function escapeLabel(text: string): string {
  return escapeText(text).replace(/[[\]]/g, "\\$&");
}

/** Makes a URL safe as the target of a link: what would end it is percent-encoded. */
export function escapeUrl(url: string): string {
  return url
    .replace(/[\s<>()|\\`"]/g, (char) => encodeURIComponent(char).replace(/[()]/g, percentEncoded))
    .replace(/&/g, "&amp;");
}

function percentEncoded(char: string): string {
  return `%${char.charCodeAt(0).toString(16)}`;
}
