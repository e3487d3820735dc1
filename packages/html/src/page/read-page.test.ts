import { Report } from "@portolan/model";
import { describe, expect, it } from "vitest";
import type { Attribute, PageEvents } from "./events.js";
import { readByLibrary } from "./library.js";
import { readPage } from "./read-page.js";

/** Writes events down, neighbouring texts joined. */
class Recorder implements PageEvents {
  readonly lines: string[] = [];
  #text = "";

  open(name: string, attributes: readonly Attribute[], start: number, end: number): void {
    this.#add(`${start}-${end} <${name} ${JSON.stringify(attributes)}>`);
  }
  close(name: string, start: number): void {
    this.#add(`${start} </${name}>`);
  }
  text(characters: string): void {
    this.#text += characters;
  }
  comment(text: string, start: number): void {
    this.#add(`${start} comment ${JSON.stringify(text)}`);
  }
  brokenTag(start: number): void {
    this.#add(`${start} broken`);
  }
  done(): readonly string[] {
    this.#flush();
    return this.lines;
  }
  #add(line: string): void {
    this.#flush();
    this.lines.push(line);
  }
  #flush(): void {
    if (this.#text !== "") this.lines.push(JSON.stringify(this.#text));
    this.#text = "";
  }
}

function read(source: string, events: PageEvents): void {
  readPage(source, events, new Report());
}

function eventsOf(source: string, read: (source: string, events: PageEvents) => void) {
  const recorder = new Recorder();
  read(source, recorder);
  return recorder.done();
}

const byLibrary = (source: string) =>
  eventsOf(source, (text, events) => {
    for (let at = 0; at < text.length; ) at = readByLibrary(text, at, events, "end");
  });

// Pieces of pages, regular and not, and pieces of those pieces.
const PIECES = [
  ..."<>/!-?=\"'&;# \n\r\t\f\0xA]",
  ..."<td>,</td>,<td align=\"center\">,<TD ALIGN='left'>,<td nowrap>,<td/>,< td>,</ td>,</td >".split(
    ",",
  ),
  ...'<br/>|<br />|<br>|</br>|<p>|</p>|<a href="#x">|<a href=x>|<a href="a>b">|</a>'.split("|"),
  '<a href="?a=1&amp;b=2">|<a href="?a=1&b=2">|<a href="&copy;" href="2">|<a a="1" A="2">'.split(
    "|",
  ),
  "<title>|</title>|<script>|</script>|<script src='x'/>|<style>|</style>|<textarea>".split("|"),
  "</textarea>|<noscript>|</noscript>|</script x>|</SCRIPT\n>|<plaintext>|<svg>|</svg>".split("|"),
  "<!--|-->|--!>|<!-->|<!--->|<!-- c -->|<!---->|<!DOCTYPE html>|<!doctype|<?xml?>|<![CDATA[|]]>".split(
    "|",
  ),
  "&amp;|&lt;|&gt;|&quot;|&nbsp;|&copy;|&amp|&#65;|&#x41;|&#x80;|&#13;|&#0;|&#xD800;|&#1114112;".split(
    "|",
  ),
  "&#xF6;|&#x1F6A2;|&x;|& |&;|text|\r\n|🚢|\ud83d|\ude80|\u0001|\ufeff|é".split("|"),
].flat();

/** Gives numbers that look random and are the same in every run (a linear congruence of Knuth's). */
function* numbers(seed: number): Generator<number, never> {
  let state = seed;
  for (;;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state >>> 8;
  }
}

describe("reading a page by a scan gives the events of parse5's tokenizer", () => {
  it("for every pair of pieces", () => {
    for (const a of PIECES)
      for (const b of PIECES) expect(eventsOf(a + b, read)).toEqual(byLibrary(a + b));
  });

  it("for long rows of pieces", () => {
    const random = numbers(1);
    for (let round = 0; round < 20_000; round++) {
      let source = "";
      for (let length = random.next().value % 14; length >= 0; length--)
        source += PIECES[random.next().value % PIECES.length];
      expect(eventsOf(source, read), JSON.stringify(source)).toEqual(byLibrary(source));
    }
  });

  // HTML §13.2.5.80: which numbers mean themselves.
  it("for every number at which references change their meaning", () => {
    const borders = [0x20, 0x7f, 0xa0, 0xd800, 0xe000, 0xfdd0, 0xfdf0, 0xfffe, 0x10000, 0x110000];
    for (const code of borders.flatMap((border) => [border - 1, border]))
      for (const reference of [
        `&#${code};`,
        `&#x${code.toString(16)};`,
        `&#X0${code.toString(16)};`,
      ]) {
        const source = `a${reference}b<td title="${reference}">`;
        expect(eventsOf(source, read), reference).toEqual(byLibrary(source));
      }
  });

  it("for NUL wherever it stands", () => {
    for (const source of [
      "a\0b",
      "<t\0d>",
      '<td a="\0">',
      "<!--\0-->",
      "<title>\0</title>",
      "\0<td>",
    ])
      for (const more of ["", "<td>", "<td a=b>"])
        expect(eventsOf(source + more, read)).toEqual(byLibrary(source + more));
  });

  it("for more irregular things than it asks about one by one", () => {
    const source = "<td a=b>x</td>\r\n".repeat(300);
    expect(eventsOf(source, read)).toEqual(byLibrary(source));
  });
});

it("ends soon, whatever a page begins and never ends", () => {
  for (const piece of [
    "<",
    "<!--",
    "<a b='",
    '<a b="',
    "<!--a--!><b>",
    "&",
    "<script>",
    "</",
    "<title>",
  ])
    read(piece.repeat(100_000), new Recorder());
}, 20_000);
