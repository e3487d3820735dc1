/**
 * Opening and closing marks of the styles. They are noncharacters of Unicode (U+FDD0 …), so that
 * laying a text out never mistakes a control character of the data for a style of ours: the screen
 * replaces marks by colour sequences, and shows every control character as an escape.
 */
const FIRST_MARK = 0xfdd0;
const MARKS = /[\uFDD0-\uFDDF]/g;

/** Opening and closing SGR codes (ECMA-48 §8.3.117), in the order of the marks. */
const CODES: readonly (readonly [on: number, off: number])[] = [
  [1, 22],
  [2, 22],
  [31, 39],
  [32, 39],
  [33, 39],
  [34, 39],
  [35, 39],
  [36, 39],
];

/** Marks a text as shown in a style. */
export type Style = (text: string) => string;

function styleAt(index: number): Style {
  const on = String.fromCharCode(FIRST_MARK + 2 * index);
  const off = String.fromCharCode(FIRST_MARK + 2 * index + 1);
  return (text) => (text === "" ? "" : `${on}${text}${off}`);
}

export const bold: Style = styleAt(0);
export const dim: Style = styleAt(1);
export const red: Style = styleAt(2);
export const green: Style = styleAt(3);
export const yellow: Style = styleAt(4);
export const blue: Style = styleAt(5);
export const magenta: Style = styleAt(6);
export const cyan: Style = styleAt(7);

/** Puts parts of a text in bold, but for those that are not all in it, or begin in another. */
export function highlighted(
  text: string,
  spans: readonly { readonly start: number; readonly end: number }[],
): string {
  let shown = "";
  let at = 0;
  for (const { start, end } of spans) {
    if (start < at || end > text.length) continue;
    shown += text.slice(at, start) + bold(text.slice(start, end));
    at = end;
  }
  return shown + text.slice(at);
}

/** Replaces the marks of styles by colour sequences, or takes them away. */
export function paint(text: string, isColored: boolean): string {
  return text.replace(MARKS, (mark) => {
    const index = mark.charCodeAt(0) - FIRST_MARK;
    return isColored ? `\u001B[${CODES[index >> 1]?.[index % 2]}m` : "";
  });
}

/** Takes the marks of styles away. */
export function unstyled(text: string): string {
  return paint(text, false);
}

/** Gives the marks of styles alone, so that a text that is cut ends every style that it begins. */
export function marksIn(text: string): string {
  return (text.match(MARKS) ?? []).join("");
}
