// The frame of every page. No scripts: the list of pages is a plain list, folded away where there is no room.

import { escapeHtml } from "./markdown.js";

/** Sixteen winds from one point, as the lines of a portolan chart. */
function windRose() {
  const lines = Array.from({ length: 32 }, (_, wind) => {
    const angle = (wind * Math.PI) / 16;
    const kind =
      wind % 8 === 0 ? "main" : wind % 4 === 0 ? "half" : wind % 2 === 0 ? "quarter" : "by";
    const [x, y] = [Math.sin(angle), Math.cos(angle)].map((part) => (part * 1000).toFixed(1));
    return `<line class="${kind}" x2="${x}" y2="${y}"/>`;
  });
  const point = (turn, length, width) =>
    `<path transform="rotate(${turn})" d="M0 ${-length}L${width} ${-width}L0 0Z"/><path class="shade" transform="rotate(${turn})" d="M0 ${-length}L${-width} ${-width}L0 0Z"/>`;
  const star = [45, 135, 225, 315].map((turn) => point(turn, 34, 8));
  const cross = [0, 90, 180, 270].map((turn) => point(turn, 56, 9));
  return `<svg class="rose" viewBox="-500 -160 1000 320" preserveAspectRatio="xMidYMid slice" aria-hidden="true"><g class="winds">${lines.join("")}</g><circle r="42"/><circle r="24"/><g class="star">${star.join("")}${cross.join("")}</g></svg>`;
}

const MARK = `<svg class="mark" viewBox="-16 -16 32 32" aria-hidden="true"><circle r="11"/><path d="M0-16L3.4-3.4 16 0 3.4 3.4 0 16-3.4 3.4-16 0-3.4-3.4Z"/></svg>`;

/** Writes a whole page. */
export function pageHtml({ file, title, description, body, headings, isHome }, groups) {
  const link = (page) =>
    `<li><a href="${page.file}"${page.file === file ? ' aria-current="page"' : ""}>${escapeHtml(page.name)}</a></li>`;
  const navigation = groups
    .map(
      ({ heading, pages }) => `<h2>${escapeHtml(heading)}</h2><ul>${pages.map(link).join("")}</ul>`,
    )
    .join("");
  const shown = headings.filter(({ level }) => level === 2 || level === 3);
  const contents =
    shown.length < 3 || isHome
      ? ""
      : `<nav class="contents" aria-label="On this page"><h2>On this page</h2><ul>${shown
          .map(
            ({ level, id, text }) =>
              `<li class="level-${level}"><a href="#${id}">${escapeHtml(text)}</a></li>`,
          )
          .join("")}</ul></nav>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${escapeHtml(description)}">
<title>${escapeHtml(isHome ? "Portolan: the registry of service names and ports, in every shape" : `${title} · Portolan`)}</title>
<link rel="stylesheet" href="style.css">
<link rel="icon" href="icon.svg" type="image/svg+xml">
</head>
<body${isHome ? ' class="home"' : ""}>
<a class="skip" href="#content">Skip to the content</a>
<header><a class="brand" href="index.html">${MARK}Portolan</a></header>
<details class="menu"><summary>All pages</summary><nav aria-label="All pages">${navigation}</nav></details>
<nav class="side" aria-label="Pages">${navigation}</nav>
<main id="content">
${isHome ? windRose() : ""}${body}</main>
${contents}
<footer>Made from the repository. The registry is published by <a href="https://www.iana.org/assignments/service-names-port-numbers">IANA</a> and is in the public domain; Portolan has the MIT License.</footer>
</body>
</html>
`;
}

export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-16 -16 32 32"><circle r="11" fill="none" stroke="#1f6f78" stroke-width="1.5"/><path fill="#b5542f" d="M0-16L3.4-3.4 16 0 3.4 3.4 0 16-3.4 3.4-16 0-3.4-3.4Z"/></svg>
`;
