// Markdown to HTML: headings with anchors, links between pages and files of the repository, sessions that
// the command prints.

import MarkdownIt from "markdown-it";

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });

export const escapeHtml = (text) => markdown.utils.escapeHtml(text);

/** Makes of a heading what GitHub makes: lower case, blanks as hyphens, no other signs. */
export function slug(text) {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replace(/\s/g, "-");
}

/**
 * Renders a page.
 *
 * @param options.linkTo gives the address of a link's target; undefined where it leads nowhere on the site.
 * @param options.session runs a command line, and gives what is shown of it.
 * @returns its HTML; and its headings, for the list of what is on the page.
 */
export async function renderPage(
  source,
  { linkTo = (target) => target, session, prefix = "" } = {},
) {
  const tokens = markdown.parse(source.replace(/^<!--.*?-->\n/gms, ""), {});
  const headings = [];
  const taken = new Map();
  for (const [index, token] of tokens.entries()) {
    if (token.type === "heading_open") {
      const inline = tokens[index + 1];
      const text = inline.children
        .filter(({ type }) => type === "text" || type === "code_inline")
        .map(({ content }) => content)
        .join("");
      const level = Number(token.tag.slice(1));
      const base = (level === 1 ? "" : prefix) + slug(text);
      const count = taken.get(base) ?? 0;
      taken.set(base, count + 1);
      const id = count === 0 ? base : `${base}-${count}`;
      token.attrSet("id", id);
      headings.push({ level, id, text });
      if (level > 1)
        inline.children.push(
          htmlToken(
            ` <a class="anchor" href="#${id}" aria-label="Link to “${escapeHtml(text)}”">#</a>`,
          ),
        );
    }
    if (token.type === "inline") resolveLinks(token.children, linkTo);
    if (token.type === "table_open") token.type = "scroll_open";
    if (token.type === "table_close") token.type = "scroll_close";
    if (token.type === "fence")
      token.content = token.info === "portolan" ? await session(token.content) : token.content;
  }
  return { html: markdown.renderer.render(tokens, markdown.options, {}), headings };
}

/** Renders a short text, without paragraphs. */
export function renderInline(text) {
  return markdown.renderInline(text);
}

function htmlToken(content) {
  return { type: "html_inline", content, children: null, attrs: null, nesting: 0, tag: "" };
}

/** A link that leads nowhere on the site stays as its text. */
function resolveLinks(children, linkTo) {
  const stack = [];
  for (const token of children) {
    if (token.type === "image") token.attrSet("src", linkTo(token.attrGet("src")));
    if (token.type === "link_open") {
      const to = linkTo(token.attrGet("href"));
      stack.push(to);
      if (to === undefined) token.type = "nothing";
      else token.attrSet("href", to);
    }
    if (token.type === "link_close" && stack.pop() === undefined) token.type = "nothing";
  }
}

const rules = markdown.renderer.rules;
rules.nothing = () => "";
rules.scroll_open = () => '<div class="scroll"><table>\n';
rules.scroll_close = () => "</table></div>\n";
rules.fence = (tokens, index) => codeBlock(tokens[index].content, tokens[index].info.trim());
rules.code_block = (tokens, index) => codeBlock(tokens[index].content, "");

/** Shows code: comments, texts and prompts stand apart, nothing else does. */
export function codeBlock(code, language) {
  const paint =
    { sh: shell, yaml: shell, console, portolan: console, js: script, ts: script }[language] ??
    escapeHtml;
  return `<pre tabindex="0"><code>${paint(code.replace(/\n$/, ""))}</code></pre>\n`;
}

function console(text) {
  return text
    .split("\n")
    .map((line) =>
      line.startsWith("$ ")
        ? `<span class="prompt">$</span> <b>${escapeHtml(line.slice(2))}</b>`
        : escapeHtml(line),
    )
    .join("\n");
}

function shell(text) {
  return painted(text, /(?<comment>(?<=^|\s)#.*$)|(?<text>'[^'\n]*'|"[^"\n]*")/gm);
}

function script(text) {
  return painted(
    text,
    /(?<comment>\/\/.*$|\/\*.*?\*\/)|(?<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`)|(?<word>\b(?:import|export|from|const|let|await|async|new|return|for|of|if|function|type|interface|readonly|with)\b)/gms,
  );
}

function painted(text, pattern) {
  let html = "";
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    const [kind] = Object.entries(match.groups).find(([, value]) => value !== undefined);
    html += `${escapeHtml(text.slice(at, match.index))}<span class="${kind}">${escapeHtml(match[0])}</span>`;
    at = match.index + match[0].length;
  }
  return html + escapeHtml(text.slice(at));
}
