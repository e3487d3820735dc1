// The pages that are made of what the packages know of themselves: formats, commands, problems.

import { readFileSync } from "node:fs";
import { FORMATS } from "@portolan/convert";
import { helpOf } from "./command.js";
import { codeBlock, escapeHtml, renderInline, slug } from "./markdown.js";
import { PACKAGES } from "./packages.js";

export const anchored = (level, id, html, text = html) => ({
  html: `<h${level} id="${id}">${html} <a class="anchor" href="#${id}" aria-label="Link to “${escapeHtml(text.replace(/<[^>]*>/g, ""))}”">#</a></h${level}>\n`,
  heading: { level, id, text: text.replace(/<[^>]*>/g, "") },
});

/** Collects a page piece by piece. */
class Page {
  body = "";
  headings = [];

  heading(level, id, html, isListed = true) {
    const made = anchored(level, id, html);
    this.body += made.html;
    if (isListed) this.headings.push(made.heading);
  }

  add(html) {
    this.body += `${html}\n`;
  }

  terms(entries) {
    if (entries.length === 0) return;
    const items = entries.map(([term, meaning, id]) => {
      const anchor =
        id === undefined ? "" : ` <a class="anchor" href="#${id}" aria-label="Link">#</a>`;
      return `<dt${id === undefined ? "" : ` id="${id}"`}>${term}${anchor}</dt><dd>${meaning}</dd>`;
    });
    this.add(`<dl class="terms">${items.join("\n")}</dl>`);
  }
}

const code = (text) => `<code>${escapeHtml(text)}</code>`;

function lossesInBrief({ losses, loadReader }) {
  if (losses.length > 0) return `${losses.length} things`;
  return loadReader === undefined ? "is not read back" : "nothing";
}

/** Says what each format is, reads, writes and loses. */
export function formatsPage(packageOf) {
  const page = new Page();
  page.add(`<h1>Formats</h1>
<p>What Portolan reads and writes. The format of an input is told by its content; its name is a hint only, and where
neither can tell, you are asked. All that stands here is what the formats say of themselves, as
<code>portolan formats</code> does.</p>
<div class="scroll"><table><thead><tr><th>format</th><th>read</th><th>written</th><th>files</th><th>loses</th></tr></thead><tbody>`);
  const yes = (is, text) => (is ? `<span class="badge yes">${text}</span>` : "no");
  for (const format of FORMATS) {
    const { name, extensions } = format;
    page.add(
      `<tr><td><a href="#${name}">${code(name)}</a></td><td>${yes(format.loadReader, format.loadPartReader ? "in parts" : "whole")}</td><td>${yes(true, format.loadPartWriter ? "in parts" : "whole")}</td><td>${extensions.map(code).join(" ")}</td><td>${lossesInBrief(format)}</td></tr>`,
    );
  }
  page.add(`</tbody></table></div>
<p class="facts">“In parts” means that a long file takes no more memory than a short one, where both its format and the one
that is written are so.</p>`);
  for (const {
    name,
    title,
    otherNames,
    extensions,
    fileNames = [],
    reads,
    options,
    losses,
    loadReader,
  } of FORMATS) {
    page.heading(2, name, escapeHtml(name));
    const names = [...otherNames, ...extensions, ...fileNames].map(code).join(" ");
    page.add(`<p>${escapeHtml(title)}.</p>
<p class="facts">Also known by ${names}. Package: <a href="${packageOf(name).file}">${escapeHtml(packageOf(name).name)}</a>.</p>`);
    if (reads.length > 0) {
      page.heading(3, `${name}-reads`, "What is read", false);
      page.terms(reads.map(({ what, example }) => [escapeHtml(what), code(example)]));
    }
    if (options.length > 0) {
      page.heading(3, `${name}-options`, "Options of the writer", false);
      page.terms(
        options.map(({ name: key, flags, help = "", words = [] }) => [
          code(flags ?? key),
          `${escapeHtml(help.replace("{words}", words.join(", ")) || words.map((word) => JSON.stringify(word)).join(", "))}${flags === undefined ? ' <span class="badge">library only</span>' : ""}`,
        ]),
      );
    }
    page.heading(3, `${name}-losses`, "What is lost", false);
    if (losses.length === 0)
      page.add(
        loadReader === undefined
          ? "<p>It is for people, and not read back.</p>"
          : "<p>Nothing: what is written is read back as it was, detail for detail.</p>",
      );
    else
      page.terms(
        losses.map(({ code: key, what, why }) => [
          code(key),
          `<p>${escapeHtml(what)}</p><p class="cure">${escapeHtml(why)}</p>`,
        ]),
      );
  }
  return {
    ...page,
    title: "Formats",
    description: "What Portolan reads, what it writes, and what each format loses.",
  };
}

/** Describes every command by its own help. */
export async function commandsPage() {
  const page = new Page();
  const [, summary, ...sections] = await helpOf([]);
  page.add(`<h1>Commands</h1>
<p>${escapeHtml(summary.lines.join(" "))}</p>
<p>A first word that is no command is a question: <code>portolan 443</code> is <code>portolan lookup 443</code>. This page is
made of what <code>--help</code> prints.</p>`);
  const groups = sections.filter(
    ({ heading, entries = [] }) =>
      heading !== undefined && entries.every(({ term }) => /^[a-z]+$/.test(term)),
  );
  const common = sections.find(({ heading }) => heading === "Options of every command");
  for (const { heading, entries } of groups) {
    page.heading(2, `group-${slug(heading)}`, escapeHtml(heading));
    page.terms(
      entries.map(({ term, meaning }) => [
        `<a href="#${term}">${code(term)}</a>`,
        escapeHtml(meaning),
      ]),
    );
  }
  page.heading(2, "options-of-every-command", "Options of every command");
  page.terms(common.entries.map(({ term, meaning }) => [code(term), escapeHtml(meaning)]));
  for (const { entries } of groups) for (const { term } of entries) await addCommand(page, [term]);
  return {
    ...page,
    title: "Commands",
    description: "Every command of portolan with its options and examples.",
  };
}

async function addCommand(page, path) {
  const [usage, ...sections] = await helpOf(path);
  page.heading(2, path.join("-"), escapeHtml(path.join(" ")));
  page.add(codeBlock(usage.lines.join("\n").replace(/^Usage: /, ""), ""));
  const inside = [];
  for (const { heading, entries, lines } of sections) {
    if (heading === "Options of every command") continue;
    if (heading === undefined) {
      const text = lines.map((line) => line.trim()).join(" ");
      page.add(
        lines.some((line) => line.startsWith("  "))
          ? codeBlock(lines.join("\n"), "")
          : `<p>${escapeHtml(text)}</p>`,
      );
      continue;
    }
    page.add(`<h3>${escapeHtml(heading)}</h3>`);
    if (heading === "Examples")
      page.add(codeBlock(lines.map((line) => line.slice(2)).join("\n"), "console"));
    else if (heading === "Commands") {
      inside.push(...entries.map(({ term }) => [...path, term]));
      page.terms(
        entries.map(({ term, meaning }) => [
          `<a href="#${[...path, term].join("-")}">${code(term)}</a>`,
          escapeHtml(meaning),
        ]),
      );
    } else page.terms(entries.map(({ term, meaning }) => [code(term), escapeHtml(meaning)]));
  }
  for (const one of inside) await addCommand(page, one);
}

const ABOUT = {
  model: "Of single values of a record, whatever the format, and of data that is no registry",
  services: "Services files and protocols files, read, written and audited",
  query: "What lint finds",
  convert: "Telling the format, joining inputs",
  source: "Files, downloads, the copy that is kept",
};

/** Lists every problem by its code, with its meaning and its cure. */
export async function problemsPage() {
  const page = new Page();
  const all = [];
  for (const { folder, path, hasSources } of PACKAGES) {
    const modules = [];
    // The command prints the problems of the others.
    if (hasSources && folder !== "cli") modules.push(await import(`${path}/dist/index.js`));
    if (folder === "model") modules.push(await import(`${path}/dist/internal.js`));
    const rows = modules
      .flatMap((module) =>
        Object.keys(module)
          .sort()
          .filter((name) => name.endsWith("Problems"))
          .map((name) => module[name]),
      )
      .flatMap((table) => Object.entries(table))
      .map(([key, [severity, message, cure]]) => ({
        key,
        severity,
        message: message.replace(/\{[^}]*\}/g, "…"),
        cure,
      }));
    if (folder === "source") rows.push(...thrownBySource());
    const unique = [...new Map(rows.map((row) => [row.key, row])).values()];
    if (unique.length > 0) all.push({ folder, rows: unique });
  }
  const count = all.reduce((sum, { rows }) => sum + rows.length, 0);
  page.add(`<h1>Problems</h1>
<p>All ${count} codes that Portolan reports, with what to do about each. A code keeps its meaning; its message may become
clearer. An <span class="badge error">error</span> costs the row or the file that it is in; a <span class="badge">warning</span>
tells of what was understood, or will not be read back; <span class="badge">info</span> is worth knowing, and nothing is wrong. In a program, a problem has its values as data, and its place as line,
column and offset.</p>`);
  for (const { folder, rows } of all) {
    page.heading(2, folder, escapeHtml(folder));
    if (folder in ABOUT) page.add(`<p>${escapeHtml(ABOUT[folder])}.</p>`);
    page.terms(
      rows.map(({ key, severity, message, cure }) => [
        `${code(key)} <span class="badge ${severity}">${severity}</span>`,
        `<p>${renderInline(message)}</p><p class="cure">${renderInline(cure)}</p>`,
        key.replace("/", "-"),
      ]),
    );
  }
  return {
    ...page,
    title: "Problems",
    description: `All ${count} codes that Portolan reports, with meaning and cure.`,
  };
}

/** Reads the table of errors in the README of source, which a test holds against the code. */
function thrownBySource() {
  const readme = readFileSync(new URL("../source/README.md", import.meta.url), "utf8");
  return [...readme.matchAll(/^\| `(source\/[a-z0-9-]+)`\s*\|(.*?)\|(.*?)\|$/gm)].map(
    ([, key, message, cure]) => ({
      key,
      severity: "error",
      message: message.trim(),
      cure: cure.trim(),
    }),
  );
}
