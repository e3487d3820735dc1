import { createRequire } from "node:module";

/** Gives the version of this package. */
export function version(): string {
  const manifest: { version: string } = createRequire(import.meta.url)("../package.json");
  return manifest.version;
}
