import { existsSync, readdirSync, readFileSync } from "node:fs";

const folder = new URL("../packages/", import.meta.url);

/** Names the folders of the packages that are published; the others are for this repository. */
export const PUBLISHED: readonly string[] = readdirSync(folder).filter((name) => {
  const manifest = new URL(`${name}/package.json`, folder);
  return existsSync(manifest) && JSON.parse(readFileSync(manifest, "utf8")).private !== true;
});
