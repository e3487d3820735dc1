// Builds the site into `dist`: pages of its own, and what the repository and its packages say of themselves.
// `node packages/site/build.js`, after `pnpm build`.

import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { fileURLToPath } from "node:url";
import { ApiWriter, readLibrary } from "./api.js";
import { session } from "./command.js";
import { ICON, pageHtml } from "./layout.js";
import { escapeHtml, renderPage } from "./markdown.js";
import { fileOf, PACKAGES } from "./packages.js";
import { anchored, commandsPage, formatsPage, problemsPage } from "./references.js";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const root = here("../../");
const read = (path) => readFileSync(root + path, "utf8");

/** What a format's package is, where it has another name. */
const FOLDER_OF_FORMAT = { jsonl: "json", markdown: "text" };

/** Files of the repository that are pages of the site. */
const DOCUMENTS = [
  { file: "ci.html", path: "packages/action/README.md", name: "In CI", isStart: true },
  { file: "changes.html", path: "CHANGELOG.md", name: "Changes" },
  { file: "contributing.html", path: "CONTRIBUTING.md", name: "Contributing" },
  { file: "conduct.html", path: "CODE_OF_CONDUCT.md", name: "Code of conduct" },
  { file: "security.html", path: "SECURITY.md", name: "Security" },
];

/** Begins the anchors of what a README says: a heading may be the name of an export. */
const ABOUT = "about-";

/** Pictures that pages show, by their names on the site. */
const pictures = new Map();

/** Leads a link of a document to its page. What the site has not, such as a folder of fixtures, is no link. */
function linkFrom(path, prefix = "") {
  const folder = path.split("/").slice(0, -1).join("/");
  return (target) => {
    if (target.startsWith("#")) return `#${prefix}${target.slice(1)}`;
    if (/^(?:https?|mailto):/.test(target)) return target;
    const [file, fragment] = target.split("#");
    const { pathname } = new URL(file, `file:///${folder === "" ? "" : `${folder}/`}`);
    const found = pathname.replace(/^\/|\/$|\/README\.md$/g, "");
    const document = DOCUMENTS.find((one) => one.path.replace(/\/README\.md$/, "") === found)?.file;
    const own = /^packages\/site\/pages\/([a-z-]+)\.md$/.exec(found)?.[1];
    const [, name] = /^packages\/([a-z]+)$/.exec(found) ?? [];
    if (/\.(?:png|svg)$/.test(found)) {
      const picture = found.replace(/^packages\//, "").replaceAll("/", "-");
      pictures.set(picture, root + found);
      return picture;
    }
    const page =
      document ??
      (own && `${own}.html`) ??
      (PACKAGES.some(({ folder: one }) => one === name) ? fileOf(name) : undefined);
    if (page === undefined && !existsSync(root + found))
      throw new Error(`${path} leads to ${target}, which is not there.`);
    const at = page?.startsWith("package-") ? ABOUT : "";
    return page && `${page}${fragment === undefined ? "" : `#${at}${fragment}`}`;
  };
}

/** Makes a page of a Markdown text; its first heading is the title. */
async function markdownPage(path, source, description, prefix) {
  const { html, headings } = await renderPage(source, {
    linkTo: linkFrom(path, prefix),
    session,
    prefix,
  });
  return { body: html, headings, title: headings[0].text, description };
}

async function ownPage(name, description) {
  const path = `packages/site/pages/${name}.md`;
  return markdownPage(path, read(path), description);
}

/** Takes the recipes out of the README of the repository. */
async function recipesPage() {
  const readme = read("README.md");
  const [, recipes] = /^## Recipes\n(.*?)(?=^## )/ms.exec(readme);
  const titled = recipes.replace(
    /^\*\*(.+?)\*\* (\w)/gm,
    (_, who, first) => `## ${who}\n\n${who} ${first}`,
  );
  const source = `# Recipes\n\nWhat people do in one line or two. Each of these lines is run in our tests.\n${titled}`;
  return markdownPage("README.md", source, "What people do with Portolan in one line.");
}

async function packagePage({ folder, name }, api, library) {
  const readme = read(`packages/${folder}/README.md`);
  // The table of problems has a page of its own.
  const source = readme.replace(
    /<!-- problems -->.*?<!-- \/problems -->/s,
    `Their codes, meanings and cures are on the page [Problems](../site/pages/problems.md#${folder}).`,
  );
  const page = await markdownPage(
    `packages/${folder}/README.md`,
    source,
    `The package ${name}.`,
    ABOUT,
  );
  const exports = library.get(folder);
  if (exports !== undefined) {
    const { html, headings } = await api.write(folder, exports);
    const title = anchored(2, "reference", "Reference");
    page.body += `${title.html}<p>Every export, from its documentation comments.</p>\n${html}`;
    page.headings.push(title.heading, ...headings);
  }
  return { ...page, title: name };
}

/** Lists the packages, and every name that they export. */
function libraryPage(library) {
  const rows = PACKAGES.map(
    ({ folder, name, description }) =>
      `<tr><td><a href="${fileOf(folder)}"><code>${name}</code></a></td><td>${escapeHtml(description)}</td></tr>`,
  );
  const names = [...library].flatMap(([folder, exports]) =>
    exports.filter((one) => one.variant !== "reference").map(({ name }) => ({ name, folder })),
  );
  names.sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
  const list = names.map(
    ({ name, folder }) => `<li><a href="${fileOf(folder)}#${name}">${name}</a></li>`,
  );
  const [packagesHead, namesHead] = [
    anchored(2, "packages", "Packages"),
    anchored(2, "names", "All names"),
  ];
  return {
    title: "Library",
    description: "The packages of Portolan and everything that they export.",
    headings: [packagesHead.heading, namesHead.heading],
    body: `<h1>Library</h1>
<p>Modules (ESM) with types, for Node 20.19 and later; all but <code>portolan</code> and <code>@portolan/source</code> run in browsers, too.
Text goes in, values come out: readers accept any string and return <code>{ registry, problems }</code>, writers give a string.</p>
${packagesHead.html}<div class="scroll"><table><tbody>${rows.join("\n")}</tbody></table></div>
${namesHead.html}<p>${names.length} names. <a href="${fileOf("cli")}"><code>portolan</code></a> exports all of them.</p>
<ul class="names">${list.join("\n")}</ul>`,
  };
}

/** Builds every page, as its name in the list of pages and what it is made of. */
async function groupsOfPages() {
  const library = await readLibrary();
  const api = new ApiWriter(library);
  const packageOf = (format) => {
    const folder = FOLDER_OF_FORMAT[format] ?? format;
    const { name } = PACKAGES.find((one) => one.folder === folder);
    return { name, file: fileOf(folder) };
  };
  const packagePages = [];
  for (const one of PACKAGES) {
    const page = await packagePage(one, api, library);
    packagePages.push({ name: one.name, file: fileOf(one.folder), page });
  }
  const documents = [];
  for (const { file, path, name, isStart } of DOCUMENTS)
    documents.push({
      name,
      file,
      isStart,
      page: await markdownPage(path, read(path), `${name} of the project Portolan.`),
    });
  return [
    {
      heading: "Start",
      pages: [
        {
          name: "Overview",
          file: "index.html",
          page: await ownPage(
            "index",
            "Reads the IANA service name and port number registry in every shape, and writes what you need from it.",
          ),
        },
        {
          name: "Guide",
          file: "guide.html",
          page: await ownPage("guide", "From the first question to a check in CI."),
        },
        { name: "Recipes", file: "recipes.html", page: await recipesPage() },
        {
          name: "Coming from …",
          file: "coming-from.html",
          page: await ownPage(
            "coming-from",
            "From iana-etc, a script of your own, getent, or a list kept by hand.",
          ),
        },
        ...documents.filter(({ isStart }) => isStart),
      ],
    },
    {
      heading: "Reference",
      pages: [
        { name: "Formats", file: "formats.html", page: formatsPage(packageOf) },
        { name: "Commands", file: "commands.html", page: await commandsPage() },
        { name: "Problems", file: "problems.html", page: await problemsPage() },
      ],
    },
    {
      heading: "Library",
      pages: [
        { name: "Packages and names", file: "library.html", page: libraryPage(library) },
        ...packagePages,
      ],
    },
    { heading: "Project", pages: documents.filter(({ isStart }) => isStart !== true) },
  ];
}

const dist = here("dist/");
const groups = await groupsOfPages();
rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);
for (const { file, page } of groups.flatMap(({ pages }) => pages))
  writeFileSync(dist + file, pageHtml({ ...page, file, isHome: file === "index.html" }, groups));
writeFileSync(`${dist}style.css`, readFileSync(here("style.css")));
writeFileSync(`${dist}icon.svg`, ICON);
for (const [name, path] of pictures) copyFileSync(path, dist + name);
console.log(`${readdirSync(dist).length} files in packages/site/dist.`);
