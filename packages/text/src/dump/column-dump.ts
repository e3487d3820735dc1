import type { Report } from "@portolan/model";
import type { TextDialect, TextReading } from "../dialect.js";
import { TOP_LENGTH } from "../page/lines.js";
import { hasColumns, readColumnPage } from "../published/index.js";
import type { PageStyle } from "../published/table-reader.js";
import {
  hasLinkNumbers,
  isOfLinkList,
  linkTargets,
  withoutHeaderNumbers,
  withoutLinkNumbers,
  withTarget,
} from "./link-list.js";

/**
 * Reads the page as text browsers dump it in columns: elinks with its link numbers, links with
 * its blanks at the ends of lines, w3m with its broken words.
 */
export const columnDumpDialect: TextDialect = {
  name: "dump",
  recognises: (source) => hasColumns(source) && isDump(source.slice(0, TOP_LENGTH)),
  read: readColumnDump,
};

/** Tells whether a text browser wrote a page in columns, of which the top is given. */
export function isDump(top: string): boolean {
  return hasLinkNumbers(top) || isOfW3m(top) || isOfLinks(top);
}

function readColumnDump(source: string, report: Report): TextReading {
  return readColumnPage(source, report, styleOf(source));
}

function styleOf(source: string): PageStyle {
  const targets = linkTargets(source);
  const top = source.slice(0, TOP_LENGTH);
  const isNumbered = hasLinkNumbers(top);
  const breaksWords = isOfW3m(top);
  return {
    plain: (text) => (isNumbered ? withoutLinkNumbers(text) : text),
    plainHeader: (line) => (isNumbered ? withoutHeaderNumbers(line) : line),
    isOfLinkList,
    isBrokenWord: (left, right) => breaksWords && isBrokenByW3m(left, right),
    refine: (reference) => withTarget(reference, targets),
  };
}

/** w3m shows an image by its file's name and indents the values of the head by four blanks. */
function isOfW3m(source: string): boolean {
  return /\[(?:export|text)-csv\]/.test(source) || /^Last Updated\n {4}\d/m.test(source);
}

/** links fills the lines of a table with blanks to the table's width. */
function isOfLinks(source: string): boolean {
  return /\bDescription +Assignee\b.* \n/.test(source);
}

/** Where w3m breaks a word that is too long for its column: at the marks of addresses. */
const BREAK_AFTER = /(?:[^\s=/&#!|][=/&#!|]+|\[)$/;
const BREAK_BEFORE = /^[=/&#|]\S/;

function isBrokenByW3m(left: string, right: string): boolean {
  return BREAK_AFTER.test(left) || BREAK_BEFORE.test(right);
}
