import type { RegistryPage } from "@portolan/model";
import type { Markup } from "./markup.js";

/** How many pages are named on both sides of the one shown (IANA's stylesheet, `nav_width`). */
const NEIGHBOURS = 5;

/** Writes the search box with what was searched for. */
export function writeSearch({ search }: RegistryPage, markup: Markup): string {
  if (search === undefined) return "";
  const box = `<input name="search" size="18" type="text" value="${markup.attribute(search)}"/>`;
  return `<form method="get">${box}<input value="Search" type="submit"/></form>\n`;
}

/** Writes the pager: the page shown, its neighbours, the first and the last page. */
export function writePager(page: RegistryPage, markup: Markup): string {
  const { number } = page;
  const count = Math.max(page.count ?? 0, number ?? 0);
  if (count === 0) return "";
  const query = page.search === undefined ? "" : `search=${encodeSearch(page.search)}&`;
  const pages = pagesAround(number ?? 1, count).map((other) => {
    if (other === undefined) return "...";
    if (other === number) return String(other);
    return `<a href="${markup.attribute(`?${query}page=${other}`)}">${other}</a>`;
  });
  return `<div class="pagination">${pages.join(" ")}</div>\n`;
}

/** Writes a term as a form does; half a surrogate pair cannot be encoded. */
function encodeSearch(search: string): string {
  return encodeURIComponent(search.replace(/\p{Surrogate}/gu, "\uFFFD"));
}

/** Gives the pages that a pager names; undefined for a gap. */
function pagesAround(number: number, count: number): readonly (number | undefined)[] {
  const first = Math.max(1, number - NEIGHBOURS);
  const last = Math.min(count, number + NEIGHBOURS);
  const pages: (number | undefined)[] = [];
  if (first > 1) pages.push(1);
  if (first > 2) pages.push(undefined);
  for (let page = first; page <= last; page++) pages.push(page);
  if (last < count - 1) pages.push(undefined);
  if (last < count) pages.push(count);
  return pages;
}
