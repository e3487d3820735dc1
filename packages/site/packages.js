import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const packages = fileURLToPath(new URL("../", import.meta.url));
const manifestOf = (folder) =>
  JSON.parse(readFileSync(`${packages}${folder}/package.json`, "utf8"));

/** From the bottom of the house to its top; what is not named here stands between. */
const FIRST = ["model", "csv", "xml", "html", "text", "services", "json", "yaml", "typescript"];
const LAST = ["data", "cli"];
const rank = (folder) =>
  FIRST.includes(folder)
    ? FIRST.indexOf(folder)
    : FIRST.length + (LAST.includes(folder) ? 1 + LAST.indexOf(folder) : 0);

/** Holds the packages that are published: folder, name, description, whether there are sources. */
export const PACKAGES = readdirSync(packages)
  .filter((folder) => existsSync(`${packages}${folder}/package.json`))
  .map((folder) => ({
    folder,
    path: `${packages}${folder}`,
    ...manifestOf(folder),
    hasSources: existsSync(`${packages}${folder}/src/index.ts`),
  }))
  .filter((one) => one.private !== true)
  .sort((a, b) => rank(a.folder) - rank(b.folder) || (a.folder < b.folder ? -1 : 1));

/** Gives the page of a package. */
export const fileOf = (folder) => `package-${folder}.html`;
