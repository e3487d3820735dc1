// The reference of the library: what typedoc reads of the sources, on the page of each package.

import { fileURLToPath } from "node:url";
import { Application, ReflectionKind } from "typedoc";
import { codeBlock, escapeHtml, renderPage } from "./markdown.js";
import { fileOf, PACKAGES } from "./packages.js";

/** Reads the exports of all packages that have sources. */
export async function readLibrary() {
  const app = await Application.bootstrap({
    // What a package passes on belongs to the one below that made it.
    entryPoints: PACKAGES.filter(({ hasSources }) => hasSources).map(
      ({ path }) => `${path}/src/index.ts`,
    ),
    tsconfig: fileURLToPath(new URL("tsconfig.json", import.meta.url)),
    // The sources are checked by their own compiler.
    skipErrorChecking: true,
    excludeExternals: true,
    excludePrivate: true,
    disableGit: true,
    disableSources: true,
    readme: "none",
    logLevel: "Error",
    plugin: [],
    sort: ["kind", "alphabetical"],
  });
  const project = await app.convert();
  if (project === undefined) throw new Error("typedoc could not read the sources.");
  return new Map(
    project.children.map((module) => [module.name.split("/")[0], module.children ?? []]),
  );
}

/** Describes the exports of a package. */
export class ApiWriter {
  #home = new Map();

  constructor(library) {
    for (const [folder, exports] of library)
      for (const reflection of exports)
        if (!this.#isPassedOn(reflection)) this.#home.set(reflection.name, folder);
  }

  #isPassedOn(reflection) {
    return reflection.kind === ReflectionKind.Reference;
  }

  /** Gives the address of an export; undefined where nothing of that name is exported. */
  addressOf(name) {
    const folder = this.#home.get(name);
    return folder === undefined ? undefined : `${fileOf(folder)}#${name}`;
  }

  async write(folder, exports) {
    const own = exports.filter((one) => !this.#isPassedOn(one));
    const passed = exports.filter((one) => this.#isPassedOn(one));
    const headings = [];
    let html = "";
    if (folder === "cli")
      html += `<p>All ${passed.length} names of the other packages can be imported from <code>portolan</code>, too; the <a href="library.html#names">list of names</a> leads to each.</p>\n`;
    else if (passed.length > 0)
      html += `<p>Passed on from other packages: ${passed.map(({ name }) => this.#link(name)).join(", ")}.</p>\n`;
    for (const reflection of own) {
      html += await this.#entry(reflection);
      headings.push({ level: 3, id: reflection.name, text: reflection.name });
    }
    return { html, headings };
  }

  #link(name) {
    const to = this.addressOf(name);
    return to === undefined
      ? `<code>${escapeHtml(name)}</code>`
      : `<a href="${to}"><code>${escapeHtml(name)}</code></a>`;
  }

  /** Shows code with a link on each name that is exported. */
  #linked(code, own) {
    const html = escapeHtml(code).replace(/[A-Za-z_$][\w$]*/g, (name) => {
      const to = name === own || !/^[A-Z]/.test(name) ? undefined : this.addressOf(name);
      return to === undefined ? name : `<a href="${to}">${name}</a>`;
    });
    return `<pre tabindex="0"><code class="signature">${html}</code></pre>\n`;
  }

  async #entry(reflection) {
    const { name, kind } = reflection;
    const word = ReflectionKind.singularString(kind).toLowerCase();
    let html = `<section class="entry"><h3 id="${name}">${name} <span class="badge">${word}</span> <a class="anchor" href="#${name}" aria-label="Link to ${name}">#</a></h3>\n`;
    for (const signature of reflection.signatures ?? [])
      html += await this.#function(name, signature);
    if (reflection.signatures === undefined) {
      html += this.#linked(declaration(reflection), name);
      html += await this.#comment(reflection.comment);
      html += await this.#members(
        reflection.children ?? reflection.type?.declaration?.children ?? [],
        kind,
      );
    }
    return `${html}</section>\n`;
  }

  async #function(name, signature) {
    const rows = [];
    for (const parameter of signature.parameters ?? [])
      if (parameter.comment?.summary.length)
        rows.push([parameter.name, await this.#parts(parameter.comment.summary)]);
    return (
      this.#linked(signatureText(`function ${name}`, signature), name) +
      (await this.#comment(signature.comment)) +
      terms(rows)
    );
  }

  async #members(members, kind) {
    const rows = [];
    for (const member of members) {
      if (member.flags.isInherited || member.name.startsWith("#")) continue;
      const [signature] = member.signatures ?? member.getSignature?.signatures ?? [];
      const comment = signature?.comment ?? member.comment ?? member.getSignature?.comment;
      if (kind !== ReflectionKind.Class && !comment?.summary.length) continue;
      const shown =
        kind === ReflectionKind.Class &&
        signature !== undefined &&
        member.getSignature === undefined
          ? signatureText(member.name === "constructor" ? "new" : member.name, signature)
          : member.name;
      rows.push([shown, comment === undefined ? "" : await this.#parts(comment.summary)]);
    }
    return terms(rows);
  }

  /** Writes a comment: what it says, what is given and thrown, and examples. */
  async #comment(comment) {
    if (comment === undefined) return "";
    let html = await this.#parts(comment.summary, true);
    const WORDS = {
      "@returns": "Gives",
      "@throws": "Throws",
      "@see": "See",
      "@remarks": "Note",
      "@defaultValue": "Else",
    };
    for (const { tag, content } of comment.blockTags) {
      if (tag === "@example")
        html += codeBlock(
          content
            .map(({ text }) => text)
            .join("")
            .replace(/^```\w*\n|\n```\s*$/g, ""),
          "ts",
        );
      else if (tag in WORDS) html += `<p><b>${WORDS[tag]}</b> ${await this.#parts(content)}</p>\n`;
    }
    return html;
  }

  async #parts(parts, isBlock = false) {
    const source = parts
      .map((part) => {
        if (part.kind !== "inline-tag") return part.text;
        const name = part.text.replaceAll("`", "");
        const to = this.addressOf(name.split(".")[0]);
        return to === undefined ? `\`${name}\`` : `[\`${name}\`](${to})`;
      })
      .join("");
    const { html } = await renderPage(source);
    return isBlock ? html : html.trim().replace(/^<p>|<\/p>$/g, "");
  }
}

function terms(rows) {
  if (rows.length === 0) return "";
  const items = rows.map(
    ([term, meaning]) => `<dt><code>${escapeHtml(term)}</code></dt><dd>${meaning}</dd>`,
  );
  return `<dl class="terms">${items.join("\n")}</dl>\n`;
}

/** What a type is written as; what is too long to be read is cut. */
function typeText(type) {
  const text = type?.toString() ?? "unknown";
  return text.length > 600 ? `${text.slice(0, 560)} …` : text;
}

function typeParameters(parameters = []) {
  if (parameters.length === 0) return "";
  const texts = parameters.map(
    ({ name, type, default: other }) =>
      `${name}${type ? ` extends ${type}` : ""}${other ? ` = ${other}` : ""}`,
  );
  return `<${texts.join(", ")}>`;
}

function signatureText(name, { parameters = [], type, typeParameters: types }) {
  const texts = parameters.map((one) => {
    const isOptional = one.flags.isOptional || one.defaultValue !== undefined;
    const given = one.name === "__namedParameters" ? "options" : one.name;
    return `${one.flags.isRest ? "..." : ""}${given}${isOptional ? "?" : ""}: ${typeText(one.type)}`;
  });
  const flat = `${name}${typeParameters(types)}(${texts.join(", ")}): ${typeText(type)}`;
  return flat.length <= 78
    ? flat
    : `${name}${typeParameters(types)}(${texts.map((text) => `\n  ${text},`).join("")}\n): ${typeText(type)}`;
}

/** Writes an interface, class, type or constant as its source declares it. */
function declaration(reflection) {
  const { name, kind, type, children = [], typeParameters: types } = reflection;
  if (kind === ReflectionKind.Variable)
    return name.endsWith("Problems")
      ? `const ${name}: ProblemTable`
      : `const ${name}: ${typeText(type)}`;
  if (kind === ReflectionKind.TypeAlias)
    return `type ${name}${typeParameters(types)} = ${typeText(type)}`;
  const parents = (reflection.extendedTypes ?? []).map(String).join(", ");
  const head = `${kind === ReflectionKind.Class ? "class" : "interface"} ${name}${typeParameters(types)}${parents ? ` extends ${parents}` : ""}`;
  if (kind === ReflectionKind.Class) return head;
  const lines = children.map((child) => {
    const { isReadonly, isOptional } = child.flags;
    const [signature] = child.signatures ?? [];
    const mark = `${isReadonly ? "readonly " : ""}${child.name}${isOptional ? "?" : ""}`;
    return `  ${signature === undefined ? `${mark}: ${typeText(child.type)}` : signatureText(mark, signature)};`;
  });
  return `${head} {\n${lines.join("\n")}\n}`;
}
