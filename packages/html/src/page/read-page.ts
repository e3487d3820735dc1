import type { Report } from "@portolan/model";
import { htmlProblems } from "../problems.js";
import { unpackArchive } from "./archive.js";
import type { PageEvents } from "./events.js";
import { readByLibrary } from "./library.js";
import { RegularReader } from "./regular.js";

/**
 * How many single things the library is asked about before it reads the rest: each question may
 * cost a look at the whole page, so the number bounds the time.
 */
const QUESTIONS = 100;

/**
 * Reads a page, or the page of a web archive, into events. The regular form, which is nearly
 * everything in the registry's pages, is read by a scan; whatever else there is, parse5 reads. The
 * events are the same as if parse5 had read it all.
 */
export function readPage(source: string, events: PageEvents, report: Report): void {
  const archived = unpackArchive(source);
  if (archived === undefined) {
    readMarkup(source, events);
    return;
  }
  const { text, offsetOf, charset: found, undecodedAt: start } = archived;
  if (start !== undefined)
    report.add(htmlProblems, "html/encoding-unknown", { span: { start }, values: { found } });
  readMarkup(text, movedEvents(events, offsetOf));
}

function readMarkup(source: string, events: PageEvents): void {
  let at = 0;
  if (!source.includes("\0")) {
    const regular = new RegularReader(source, events);
    for (let asked = 0; asked < QUESTIONS; asked++) {
      at = regular.read(at);
      if (at === source.length) return;
      at = readByLibrary(source, at, events, "tag");
    }
  }
  while (at < source.length) at = readByLibrary(source, at, events, "end");
}

/** Gives events with other offsets. */
function movedEvents(events: PageEvents, offsetOf: (offset: number) => number): PageEvents {
  return {
    open: (name, attributes, start, end) =>
      events.open(name, attributes, offsetOf(start), offsetOf(end)),
    close: (name, start) => events.close(name, offsetOf(start)),
    text: (characters) => events.text(characters),
    comment: (text, start) => events.comment(text, offsetOf(start)),
    brokenTag: (start) => events.brokenTag(offsetOf(start)),
  };
}
