// Bundles what tsc has checked. Each package gets one file for what is always needed and one for each
// part that is loaded on demand; other packages and libraries stay imports. The command is bundled
// once more, whole: Node opens and links every module by itself, and a command that stood in ninety
// files took longer to start than to convert the registry (test/bench shows it). Types come from tsc.

import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { deflateRawSync } from "node:zlib";
import { build } from "rolldown";
import { parseAst } from "rolldown/parseAst";

const packages = fileURLToPath(new URL("packages/", import.meta.url));

/**
 * What a package can be entered by: formats have a light second one, those with a library one that
 * writes without it, model one for our own packages, and the library of all one for browsers.
 */
const ENTRIES = ["index", "format", "write", "internal", "browser"];

async function bundlePackage(folder) {
  const entries = ENTRIES.filter((name) => existsSync(`${folder}/src/${name}.ts`));
  if (entries.length === 0) return;
  removeScripts(`${folder}/dist`);
  const { output: chunks } = await build({
    input: Object.fromEntries(entries.map((name) => [name, `${folder}/src/${name}.ts`])),
    // Everything but our own files; what a package.json maps by platform is chosen where it runs.
    external: (id) => !/^[./]|^[A-Z]:/.test(id),
    platform: "neutral",
    plugins: [namedExports],
    output: output(`${folder}/dist`),
    logLevel: "warn",
  });
  for (const { type, fileName, code } of chunks)
    if (type === "chunk") writeFileSync(`${folder}/dist/${fileName}`, withPureValues(code));
}

/**
 * Lists by name what the library of all exports of the other packages: bundlers leave out names that a
 * program does not use, and two of them lose the beginning of a module that is exported whole and also
 * loaded on demand.
 */
const namedExports = {
  name: "named-exports",
  load(id) {
    if (!/\/cli\/src\/(?:browser|index)\.ts$/.test(id)) return undefined;
    return readFileSync(id, "utf8").replace(
      /export \* from "@portolan\/([a-z]+)"/g,
      (_, folder) => `export { ${valuesOf(folder)} } from "@portolan/${folder}"`,
    );
  },
};

/** Names the values that a package exports. */
function valuesOf(folder) {
  return parseAst(readFileSync(`${packages}${folder}/src/index.ts`, "utf8"), { lang: "ts" })
    .body.filter(({ exportKind }) => exportKind === "value")
    .flatMap(({ specifiers }) => specifiers.filter(({ exportKind }) => exportKind === "value"))
    .map(({ exported }) => exported.name)
    .join(", ");
}

/**
 * Marks what is computed at the top of a module as without effect, which `sideEffects: false` says of the
 * whole package. A bundler leaves out modules by that, but here are many in a file: of a table that a
 * program does not ask it only knows by a mark that it may go. Lines stay where the map has them.
 */
function withPureValues(code) {
  const values = parseAst(code).body.flatMap(({ type, declarations = [] }) =>
    type === "VariableDeclaration" ? declarations.filter(({ init }) => isComputed(init)) : [],
  );
  let marked = code;
  for (const { init } of values.reverse()) {
    const value = `/* @__PURE__ */ (() => (${code.slice(init.start, init.end)}))()`;
    marked = marked.slice(0, init.start) + value + marked.slice(init.end);
  }
  return marked;
}

/** Tells whether a value is more than is written, or a function. */
function isComputed(init) {
  return init !== null && !/^(?:Literal|TemplateLiteral|Identifier|.*Function.*)$/.test(init.type);
}

function output(dir) {
  return {
    dir,
    format: "esm",
    chunkFileNames: "[name]-[hash].js",
    hashCharacters: "hex",
    sourcemap: true,
    sourcemapExcludeSources: true,
    minify: false,
  };
}

/** A library as one file of CommonJS: a program may ask for it in the middle of its work. */
async function bundleLibrary(input, file) {
  const { output: chunks } = await build({
    input,
    platform: "node",
    output: { file, format: "cjs", exports: "named", minify: false },
    logLevel: "warn",
  });
  return chunks.flatMap(({ moduleIds = [] }) => moduleIds);
}

/**
 * The libraries that the command loads when a document or a text first needs them, which few do, by
 * what our sources import. The form for browsers is taken where the other does not run in a bundle:
 * jsonc-parser calls for files that a bundler cannot see, yaml for a module of Node by another name.
 */
const LIBRARIES = {
  "#csv-parse": { of: "csv", entry: "csv-parse/dist/cjs/sync.cjs", names: ["parse"] },
  "#fast-xml-parser": { of: "xml", entry: "fast-xml-parser/lib/fxp.cjs", names: ["XMLParser"] },
  "#jsonc-parser": {
    of: "json",
    entry: "jsonc-parser/lib/esm/main.js",
    names: ["printParseErrorCode", "visit"],
  },
  "#yaml": {
    of: "yaml",
    entry: "yaml/browser/index.js",
    names: [
      "Composer",
      "isAlias",
      "isMap",
      "isNode",
      "isScalar",
      "isSeq",
      "Lexer",
      "Parser",
      "visit",
    ],
  },
  "string-width": { of: "cli", entry: "string-width/index.js", names: ["default"] },
};

/**
 * The modules of Node that the command loads when it first needs them: few runs do, and they take long.
 * Commander starts processes only for commands that are programs of their own, which ours are not.
 */
const SELDOM = {
  "node:child_process": ["spawn"],
  "node:crypto": ["createHash", "randomBytes"],
  "node:zlib": ["crc32", "createGunzip", "createGzip"],
};

/** The libraries that a package of their name brings along: a program bundled with them would not run. */
const VENDORED = ["#jsonc-parser", "#yaml"];

const fileOf = (id) => `${id.replace("#", "")}.cjs`;
const entryOf = ({ of, entry }) => `${packages}${of}/node_modules/${entry}`;

/** The command, from the sources of all packages; libraries are in it, too. */
async function bundleCommand() {
  const folder = `${packages}cli`;
  const { output: chunks } = await build({
    input: { main: `${folder}/src/main.ts`, "copy-thread": `${folder}/src/copy-thread.ts` },
    platform: "node",
    plugins: [ourSources, doors],
    output: {
      ...output(`${folder}/dist`),
      // Node starts CommonJS faster, and more so Node 20: without its second loader.
      format: "cjs",
      dynamicImportInCjs: false,
      entryFileNames: "[name].cjs",
      chunkFileNames: "[name]-[hash].cjs",
      // The sources are those of all packages, which are not beside it where it is installed.
      sourcemap: false,
      codeSplitting: {
        // Node takes time for each file, and V8 for each line of it: what a run needs stands in a few files
        // with little else. The first group that has a module takes it, with all that it imports.
        groups: [
          {
            name: "start",
            priority: 3,
            test: /\/cli\/src\/(?:main|at-hand|version)\.ts$|\/model\/src\/(?:columns|port-names|service-code|status)\.ts$|\/source\/src\/(?:at-hand|kept-index|spool)\.ts$/,
          },
          {
            name: "lookup",
            priority: 2,
            test: /\/cli\/src\/(?:load-index|commands\/lookup-answers)\.ts$/,
          },
          {
            name: "convert",
            priority: 1,
            test: /\/model\/src\/|\/cli\/src\/(?:program|commands\/convert)\.ts$/,
          },
        ],
      },
    },
    logLevel: "warn",
  });
  for (const { type, fileName, code } of chunks)
    if (type === "chunk") writeFileSync(`${folder}/dist/${fileName}`, withPlainExports(code));
  const modules = chunks.flatMap(({ moduleIds = [] }) => moduleIds);
  for (const [id, library] of Object.entries(LIBRARIES))
    modules.push(...(await bundleLibrary(entryOf(library), `${folder}/dist/${fileOf(id)}`)));
  writeFileSync(`${folder}/dist/licenses.txt`, licensesOf(modules));
}

/**
 * Makes plain properties of what a file of the command gives to the others. The bundler writes getters, for
 * what may get another value, and each call from another file goes through one. Functions, classes and
 * values that are declared with what they are have it when the file has run.
 */
function withPlainExports(code) {
  const getter =
    /Object\.defineProperty\(exports, ("[\w$]+"), \{\s+enumerable: true,\s+get: function \(\) \{\s+return ([\w$]+);\s+\}\s+\}\);/g;
  const declared = new Set(
    Array.from(
      code.matchAll(/^(?:(?:async )?function\*? |class |const |var (?=[\w$]+ = ))([\w$]+)/gm),
      ([, name]) => name,
    ),
  );
  return code.replace(getter, (text, key, name) =>
    declared.has(name) ? `exports[${key}] = ${name};` : text,
  );
}

/** Resolves our packages to their sources. */
const ourSources = {
  name: "our-sources",
  resolveId(id) {
    const [, folder, entry = "index"] = /^@portolan\/([a-z]+)(?:\/([a-z]+))?$/.exec(id) ?? [];
    const file = `${packages}${folder}/src/${entry}.ts`;
    return existsSync(file) ? { id: file, moduleSideEffects: false } : undefined;
  },
};

/** Puts a door before each of the libraries: what it exports loads the library when it is used. */
const doors = {
  name: "doors",
  // A library may ask for another one by the same name, of another version.
  resolveId: (id, importer = "") =>
    id in SELDOM || (id in LIBRARIES && !importer.includes("node_modules"))
      ? `door:${id}`
      : undefined,
  load: (id) => (id.startsWith("door:") ? doorTo(id.slice("door:".length)) : undefined),
};

function doorTo(id) {
  const names = SELDOM[id] ?? LIBRARIES[id].names;
  const exported = names.map(
    (name, i) => `const door${i} = door(${JSON.stringify(name)}); export { door${i} as ${name} };`,
  );
  return `import { createRequire } from "node:module";
let loaded;
const library = () => loaded ??= createRequire(import.meta.url)("${id in SELDOM ? id : `./${fileOf(id)}`}");
const door = (name) => new Proxy(function () {}, {
  apply: (_, self, args) => Reflect.apply(library()[name], self, args),
  construct: (_, args) => Reflect.construct(library()[name], args),
  get: (_, key) => library()[name][key],
});
${exported.join("\n")}`;
}

/**
 * The page of the chart, but for its registry: one file with its style and scripts, which its content
 * security policy knows by their hashes. The readers of all formats are packed; the page unpacks them when
 * somebody wants them.
 */
async function bundlePage(folder) {
  const script = await pageScript(`${folder}/src/page/main.ts`);
  const readers = await pageScript(`${folder}/src/page/readers.ts`);
  // A browser would take these for the end of the script, or for a comment in it.
  if (/<\/script|<!--/i.test(script.code)) throw new Error("The script cannot stand in the page.");
  const style = readFileSync(`${folder}/src/page/page.css`, "utf8")
    .replace(/\/\*.*?\*\//gs, "")
    .replace(/\s*\n\s*/g, "\n")
    .trim();
  const parts = {
    style,
    script: script.code,
    readers: deflateRawSync(readers.code, { level: 9 }).toString("base64"),
    "style-hash": hashOf(style),
    "script-hashes": [script.code, readers.code].map((text) => `'${hashOf(text)}'`).join(" "),
  };
  const page = readFileSync(`${folder}/src/page/page.html`, "utf8");
  for (const name of Object.keys(parts))
    if (!page.includes(`{{${name}}}`)) throw new Error(`The page has no place for its ${name}.`);
  const filled = page.replace(/\{\{([a-z-]+)\}\}/g, (place, name) => parts[name] ?? place);
  writeFileSync(`${folder}/dist/page-template.js`, `export default ${JSON.stringify(filled)};\n`);
  const modules = [...script.modules, ...readers.modules];
  writeFileSync(`${folder}/dist/licenses.txt`, licensesOf(modules));
}

async function pageScript(input) {
  const { output: chunks } = await build({
    input,
    platform: "browser",
    plugins: [ourSources],
    write: false,
    output: { format: "iife", codeSplitting: false, minify: true, comments: false },
    logLevel: "warn",
  });
  const [{ code, moduleIds }] = chunks;
  return { code: code.trim(), modules: moduleIds };
}

/** Gives the hash of a text as a content security policy has it. */
function hashOf(text) {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

/** The licenses of the libraries whose modules these are. */
function licensesOf(modules) {
  const folders = modules.flatMap(
    (id) => /^.*[/\\]node_modules[/\\](?:@[^/\\]+[/\\])?[^/\\]+/.exec(id) ?? [],
  );
  const texts = [...new Set(folders)].map((folder) => {
    const {
      name,
      version,
      license: kind,
    } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
    const license = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
    // A few packages have no file with it, and name it only.
    const text = license === undefined ? kind : readFileSync(`${folder}/${license}`, "utf8").trim();
    return `${name} ${version}\n\n${text}\n`;
  });
  return texts.sort().join(`\n${"-".repeat(80)}\n\n`);
}

/** Removes what an earlier build left: the names of the parts change with their content. */
function removeScripts(folder) {
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" }))
    if (/\.c?js(?:\.map)?$/.test(file)) rmSync(`${folder}/${file}`);
}

for (const name of readdirSync(packages)) await bundlePackage(packages + name);
for (const id of VENDORED) {
  const library = LIBRARIES[id];
  const dist = `${packages}${library.of}/dist`;
  const modules = await bundleLibrary(entryOf(library), `${dist}/${fileOf(id)}`);
  writeFileSync(`${dist}/licenses.txt`, licensesOf(modules));
}
await bundlePage(`${packages}chart`);
await bundleCommand();
