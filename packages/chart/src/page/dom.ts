/** Holds what an element is given: attributes, and listeners under `on…`. */
type Attributes = Readonly<
  Record<string, string | number | boolean | undefined | ((event: Event) => void)>
>;

/** What an element holds; text is always text, whatever it looks like. */
export type Content = Node | string | undefined | false | readonly Content[];

/** Makes an element. An attribute that is `false` or undefined is left out. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...content: readonly Content[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== undefined && value !== false) made.setAttribute(name, String(value));
  }
  append(made, content);
  return made;
}

function append(parent: Node, content: Content): void {
  if (content === undefined || content === false) return;
  if (typeof content === "string") parent.appendChild(document.createTextNode(content));
  else if (content instanceof Node) parent.appendChild(content);
  else for (const one of content) append(parent, one);
}

/** Finds the element of an id that the page is known to have. */
export function byId<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new Error(`The page has no ${id}.`);
}

/** Makes a link to another document, which is not told where it was followed from. */
export function outsideLink(address: string, text: string): HTMLElement {
  return element("a", { href: address, rel: "noreferrer", target: "_blank" }, text);
}

/** Makes a button that looks like a link: it leads to something in the page. */
export function innerLink(text: string, follow: () => void): HTMLElement {
  const label = element("bdi", {}, text);
  return element("button", { type: "button", class: "link", onclick: follow }, label);
}

/** Makes what a table holds: its headings, and the cells of each row. */
export function headAndBody(
  headings: readonly string[],
  rows: readonly (readonly Content[])[],
): readonly HTMLElement[] {
  const cells = headings.map((heading) => element("th", { scope: "col" }, heading));
  return [
    element("thead", {}, element("tr", {}, cells)),
    element(
      "tbody",
      {},
      rows.map((row) =>
        element(
          "tr",
          {},
          row.map((cell) => element("td", {}, cell)),
        ),
      ),
    ),
  ];
}

/** Writes a number with commas between thousands. */
export function grouped(count: number): string {
  return count.toLocaleString("en-US");
}

/** Counts things in words: `1 record`, `14,485 records`. */
export function counted(count: number, thing: string): string {
  return `${grouped(count)} ${thing}${count === 1 ? "" : "s"}`;
}

/** Tells people who listen to the page. */
export function announce(text: string): void {
  byId("said", HTMLElement).textContent = text;
}
