import { SaxesParser } from "saxes";

/** Holds an element as the independent parser saxes sees it. */
export interface SaxElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (SaxElement | string)[];
}

/** Elements that hold elements only: white space between these is layout. */
const STRUCTURE = new Set(["registry", "record", "assignee", "people", "person"]);

/** Reads a document with saxes, without the white space that is only layout. */
export function readWithSaxes(source: string): SaxElement {
  const document: SaxElement = { name: "", attributes: {}, children: [] };
  const open = [document];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const element: SaxElement = { name, attributes: { ...attributes }, children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on("closetag", () => {
    open.pop();
  });
  parser.on("text", (text) => {
    const parent = open.at(-1);
    if (parent === undefined) return;
    if (STRUCTURE.has(parent.name) && text.trim() === "") return;
    if (parent !== document) parent.children.push(text);
  });
  parser.write(source).close();
  const [root] = document.children;
  if (root === undefined || typeof root === "string") throw new Error("no root element");
  return root;
}

/** Tells whether the children of an element may be sorted without changing its meaning. */
export function isStructure(element: SaxElement): boolean {
  return STRUCTURE.has(element.name);
}
