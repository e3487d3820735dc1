import { SourceError } from "./source-error.js";

/** What people give that is no text, by its first bytes, with what to do instead. */
const NO_TEXTS: readonly (readonly [begins: string, what: string])[] = [
  ["%PDF-", "a PDF; save its text with pdftotext -layout"],
  ["bplist00", "a web archive or property list in Apple's binary form; save the page as HTML"],
  ["\xD0\xCF\x11\xE0", "a file of an old Office program; save the sheet as CSV"],
  ["SQLite format 3\0", "a SQLite database; export the table as CSV"],
  ["PAR1", "a Parquet file; export the table as CSV"],
  ["BZh", "compressed with bzip2; unpack it first, with bunzip2"],
  ["\xFD7zXZ\0", "compressed with xz; unpack it first, with unxz"],
  ["\x28\xB5\x2F\xFD", "compressed with zstd; unpack it first, with unzstd"],
  ["7z\xBC\xAF\x27\x1C", "a 7z archive; unpack it first"],
  ["\x89PNG", "a picture; the registry is needed as text"],
  ["\xFF\xD8\xFF", "a picture; the registry is needed as text"],
  ["GIF8", "a picture; the registry is needed as text"],
  ["\x7FELF", "a program"],
];

const LFS_POINTER = "version https://git-lfs.github.com/spec/";

/**
 * Refuses what is no text by its first bytes.
 *
 * @throws {SourceError} that says what it is, and what to do.
 */
export function refuseWhatIsNoText(head: Uint8Array, input: string): void {
  const text = Buffer.from(head).toString("latin1");
  const what = text.startsWith(LFS_POINTER)
    ? "a pointer of Git LFS, not the file itself; get that with git lfs pull"
    : text.startsWith("PK\x03\x04") || text.startsWith("PK\x05\x06")
      ? zipKind(text)
      : (NO_TEXTS.find(([begins]) => text.startsWith(begins))?.[1] ??
        (text.slice(257, 262) === "ustar" ? "a tar archive; unpack it first" : undefined) ??
        (isBinary(text) ? "binary data, not text" : undefined));
  if (what !== undefined) throw new SourceError("source/not-text", input, `It is ${what}.`);
}

/** Backspace, tab, line feed, vertical tab, form feed, carriage return and escape appear in text. */
const TEXT_CONTROLS: ReadonlySet<number> = new Set([0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1b]);

/**
 * Tells whether so many characters are control characters, NUL among them, as text never has: a tenth
 * of all bytes are, a few are in a damaged file or one that somebody made to deceive a terminal.
 */
function isBinary(text: string): boolean {
  let controls = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 && !TEXT_CONTROLS.has(code)) controls++;
  }
  return controls * 20 > text.length;
}

function zipKind(text: string): string {
  if (/xl\/|\[Content_Types\]|_rels\/|docProps\//.test(text))
    return "a workbook of Excel (or another Office file); save the sheet as CSV";
  if (text.includes("mimetypeapplication/vnd.oasis.opendocument"))
    return "an OpenDocument file; save the sheet as CSV";
  return "a zip archive; unpack it first, with unzip";
}
