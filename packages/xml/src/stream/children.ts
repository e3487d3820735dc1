import { Report } from "@portolan/model";
import { childElements, type XmlElement, type XmlReading } from "../element.js";
import { PlainScanner } from "../plain-scanner.js";
import { xmlProblems } from "../problems.js";
import { RegistryReader } from "../registry-reader.js";
import { complainOfGroup, isGroupMember } from "../root.js";
import { type Container, type Place, scanChildren } from "../scan-registry.js";
import type { Root } from "./head.js";
import type { PartQueue } from "./part-queue.js";
import { findSegment } from "./segment.js";
import { type StreamedText, TEXT_LIMIT } from "./streamed-text.js";
import { readWrapped } from "./wrapped-segment.js";

const END_TAG = /^<\/([a-z]+)\s*>$/;

/**
 * Reads the children of the root as they come. Plain ones are scanned; any other is cut out, with
 * what stands before it, and read by the library as if it were alone in its parent.
 */
export class StreamedChildren {
  readonly #root: Root;
  readonly #text: StreamedText;
  readonly #parts: PartQueue;
  readonly #reader: RegistryReader;
  #place: Place;
  #isStopped = false;
  /** Lines of the start tags of the root and of `<people>`. */
  readonly #lines: Record<Container, number>;

  constructor(root: Root, text: StreamedText, parts: PartQueue) {
    this.#root = root;
    this.#text = text;
    this.#parts = parts;
    this.#reader = new RegistryReader(root.element, (part) => parts.add(part));
    this.#place = root.isEmpty ? "end" : "registry";
    this.#lines = { registry: root.line, people: root.line };
  }

  /** Whether the root came to its end, and nothing was wrong with it. */
  get isComplete(): boolean {
    return this.#place === "end" && !this.#isStopped;
  }

  /**
   * Reads as much as there is.
   *
   * @returns whether more text is needed.
   */
  read(): boolean {
    while (!this.#isStopped) {
      if (this.#place === "end") return false;
      if (this.#text.isPlain && this.#scan(this.#place)) continue;
      if (this.#readSegment(this.#place)) continue;
      if (this.#text.isLast) this.#readRest(this.#place);
      else if (this.#text.isTooLong) this.#stop("xml/too-long", { limit: TEXT_LIMIT });
      else return true;
    }
    return false;
  }

  /** Gives what is left to give when no more is read. */
  end(): void {
    this.#reader.end();
  }

  /** Scans what is plain; true where that leads into another element, or out of this one. */
  #scan(place: Container): boolean {
    const { text: source, position } = this.#text;
    const report = new Report(source, position);
    const scanner = new PlainScanner(source);
    this.#parts.follow(report);
    this.#place = scanChildren(scanner, place, this.#reader, { source, report });
    const isElsewhere = this.#place !== place;
    if (this.#place === "people" && isElsewhere) {
      this.#lines.people = report.at(scanner.offset).line;
    }
    this.#text.pass(scanner.offset);
    return isElsewhere;
  }

  /** Reads the next segment, whatever it is; false where it has not come yet. */
  #readSegment(place: Container): boolean {
    const { text, isLast, position } = this.#text;
    const segment = findSegment(text, place === "registry" ? "people" : undefined, isLast);
    if (segment === undefined) return false;
    const source = text.slice(0, segment.end);
    switch (segment.kind) {
      case "content":
        this.#readByLibrary(`<${place}>`, source, `</${place}>`);
        break;
      case "open":
        this.#readByLibrary("<registry>", source, "</people></registry>");
        this.#place = "people";
        this.#lines.people = position.line;
        break;
      case "close":
        this.#leave(place, source);
    }
    this.#text.pass(segment.end);
    return true;
  }

  #leave(place: Container, endTag: string): void {
    const [, found = place] = END_TAG.exec(endTag) ?? [];
    if (found === place) this.#readByLibrary(`<${place}>`, endTag, "");
    else this.#stop("xml/tag-mismatched", { open: place, line: this.#lines[place], found });
    this.#place = place === "people" ? "registry" : "end";
  }

  /** Reads what stands before the end of a document that ends in the middle of an element. */
  #readRest(place: Container): void {
    this.#readByLibrary(`<${place}>`, this.#text.text, "");
    this.#isStopped = true;
  }

  /** Reads a segment between tags that make a document of it. */
  #readByLibrary(before: string, segment: string, after: string): void {
    const { position } = this.#text;
    const { root, isWellFormed, reading } = readWrapped(
      before,
      segment,
      after,
      position,
      this.#parts,
    );
    if (root !== undefined) {
      for (const child of childElements(root, reading)) this.#add(child, reading);
    }
    if (!isWellFormed) this.#isStopped = true;
  }

  #add(child: XmlElement, reading: XmlReading): void {
    if (this.#place === "people") this.#reader.addPerson(child, reading);
    else if (isGroupMember(child)) {
      const { element, source } = this.#root;
      const rootReading = { source, report: new Report(source) };
      this.#parts.follow(rootReading.report);
      complainOfGroup(element, rootReading);
      this.#isStopped = true;
    } else this.#reader.add(child, reading);
  }

  /** Reads no further, for a reason that lies here. */
  #stop(
    code: "xml/too-long" | "xml/tag-mismatched",
    values: Readonly<Record<string, string | number>>,
  ): void {
    const report = new Report("", this.#text.position);
    this.#parts.follow(report);
    report.add(xmlProblems, code, { span: { start: 0 }, values });
    this.#isStopped = true;
  }
}
